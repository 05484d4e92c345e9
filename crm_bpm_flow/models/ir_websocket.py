import re

from odoo import models
from odoo.exceptions import AccessError

from .bpm_flow_watch import STRIP

CHANNEL = re.compile(r"^bpm_flow_(case|flow)_(\d{1,18})$")
RECORD = re.compile(r"^bpm_flow_record_([a-z][a-z0-9_.]{0,62})_(\d{1,18})$")
MODELS = {"case": "bpm.flow.instance", "flow": "bpm.flow"}


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Channels of maps become those of their processes, and strips hear of their
        records, for who may see them."""
        others, found = [], []
        for channel in channels:
            if not isinstance(channel, str):
                others.append(channel)
            elif match := CHANNEL.match(channel):
                found.append(self._bpm_flow_channel(*match.groups()))
            elif match := RECORD.match(channel):
                found += self._bpm_record_channels(*match.groups())
            else:
                others.append(channel)
        return super()._build_bus_channel_list([*others, *filter(None, found)])

    def _bpm_flow_channel(self, kind, record_id):
        """The process whose cases are told of; nothing for whoever may not see it."""
        record = self._bpm_readable(MODELS[kind], record_id)
        return record.sudo().flow_id if kind == "case" else record

    def _bpm_record_channels(self, model, record_id):
        """Where new cases of a record are told of: its own channel, and that of all
        records of its model, for many at once. None for whoever may not read it."""
        if model not in self.env["bpm.flow"].sudo()._target_models():
            return []
        record = self._bpm_readable(model, record_id)
        return [(record, STRIP), (record.browse(), STRIP)] if record else []

    def _bpm_readable(self, model, record_id):
        record = self.env[model]
        if self.env.uid:
            record = record.browse(int(record_id)).exists()
        try:
            record.check_access("read")
        except AccessError:
            return record.browse()
        return record
