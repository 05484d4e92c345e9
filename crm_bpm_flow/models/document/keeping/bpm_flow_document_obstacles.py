from odoo import fields, models

from ...const import LIVE_STATES
from ..paper.const import HELD, WITH_PARTNER


class BpmFlowDocument(models.Model):
    """What stands against destroying a document, in sentences."""

    _inherit = "bpm.flow.document"

    def _obstacles(self):
        """{document id: sentences}: nothing stands against those that have none."""
        today = fields.Date.context_today(self)
        documents = self.sudo()
        busy = documents._busy_ids()
        return {
            document.id: [
                *document._time_obstacles(today),
                *document._copy_obstacles(),
                *([self.env._("a case works on it")] if document.id in busy else ()),
            ]
            for document in documents
        }

    def _busy_ids(self):
        cases = self.env["bpm.flow.instance"].sudo()
        groups = cases._read_group(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("state", "in", LIVE_STATES),
            ],
            ["res_id"],
        )
        return {res_id for (res_id,) in groups}

    def _time_obstacles(self, today):
        self.ensure_one()
        if self.date_destroyed:
            yield self.env._(
                "it was destroyed already, by the act %s", self.destruction_id.name
            )
            return
        if not self.number:
            yield self.env._("it is not registered")
        if self.legal_hold:
            yield self.env._("it is held: %s", self.hold_reason)
        if self.type_id.is_permanent:
            yield self.env._("its type is kept for ever")
        elif self.type_id.retention <= 0:
            yield self.env._("its type has no retention time")
        elif not self.date_over:
            yield self.env._("it is not over")
        elif self.date_destroy > today:
            yield self.env._("it is kept until %s", self.date_destroy)

    def _copy_obstacles(self):
        self.ensure_one()
        for copy in self.copy_ids.filtered(_is_away):
            yield self.env._(
                "copy %(copy)s is “%(where)s”", copy=copy.number, where=copy.where
            )


def _is_away(copy):
    """Nobody who keeps paper could bring it to be destroyed."""
    if copy.state == HELD:
        return not copy.holder_id.has_group("crm_bpm_flow.group_registrar")
    return copy.state == WITH_PARTNER
