from odoo import models

from .const import LIVE_STATES


class MailThread(models.AbstractModel):
    """Any record with a chatter may have cases: when it goes, they end."""

    _inherit = "mail.thread"

    def unlink(self):
        cases = self._bpm_live_cases()
        if cases:
            cases._cancel(self.env._("The record was deleted."))
        return super().unlink()

    def _bpm_live_cases(self):
        cases = self.env["bpm.flow.instance"].sudo()
        if self._name not in self.env["bpm.flow"]._target_models() or not self:
            return cases
        return cases.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("state", "in", LIVE_STATES),
            ]
        )
