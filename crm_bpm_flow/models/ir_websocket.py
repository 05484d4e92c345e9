import re

from odoo import models
from odoo.exceptions import AccessError

CHANNEL = re.compile(r"^bpm_flow_(case|flow)_(\d{1,18})$")
MODELS = {"case": "bpm.flow.instance", "flow": "bpm.flow"}


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Channels of maps become those of their processes, for who may see them."""
        wanted = [c for c in channels if isinstance(c, str) and CHANNEL.match(c)]
        found = [self._bpm_flow_channel(*CHANNEL.match(c).groups()) for c in wanted]
        others = [c for c in channels if c not in wanted]
        return super()._build_bus_channel_list([*others, *filter(None, found)])

    def _bpm_flow_channel(self, kind, record_id):
        """The process whose cases are told of; nothing for whoever may not see it."""
        Model = self.env[MODELS[kind]]
        record = Model.browse(int(record_id)).exists() if self.env.uid else Model
        try:
            record.check_access("read")
        except AccessError:
            return self.env["bpm.flow"]
        return record.sudo().flow_id if kind == "case" else record
