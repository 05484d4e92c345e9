from odoo import models

from .const import LIVE_STATES


class MailThread(models.AbstractModel):
    """Any record with a chatter may have cases: when it goes, they end."""

    _inherit = "mail.thread"

    def unlink(self):
        cases = self._bpm_live_cases()
        if cases:
            cases._cancel(self.env._("The record was deleted."))
        cases._known_alive(self._name).difference_update(self._ids)
        return super().unlink()

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Workers of a step do not become followers: they are told what concerns
        them, not everything that is ever said about the record."""
        if self.env.context.get("bpm_no_followers"):
            return True
        return super().message_subscribe(
            partner_ids=partner_ids, subtype_ids=subtype_ids
        )

    def _bpm_live_cases(self):
        cases = self.env["bpm.flow.instance"].sudo()
        if self._name not in self.env["bpm.flow"]._flow_models() or not self:
            return cases
        return cases.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("state", "in", LIVE_STATES),
            ]
        )
