from odoo import models
from odoo.exceptions import AccessError, UserError

from .const import DONE, OPEN


class BpmFlowTaskDelay(models.Model):
    """Why a task was late: asked of whoever does it, never demanded of him."""

    _inherit = "bpm.flow.task"

    def explain_delay(self, reason):
        """Say what made these tasks late, while they are open or afterwards.

        :param str reason: in words, for the journal
        :raises UserError: without words, or for a task that was in time
        :raises AccessError: for who neither does or did it nor answers for it
        """
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Write what made it late."))
        self.check_access("read")
        for task in self.sudo():
            if not self.env.su and not task._may_explain(self.env.user):
                raise AccessError(
                    self.env._("“%s” is a task of somebody else.", task.name)
                )
            if not task._was_late():
                raise UserError(self.env._("“%s” was not late.", task.name))
        self.sudo().write({"delay_reason": reason})
        return True

    def _may_explain(self, user):
        if self.state == DONE:
            return user == self.done_by_id or self._may_manage(user)
        return self._may_act(user)

    def _was_late(self):
        """Late now, or finished after its time."""
        self.ensure_one()
        if self.state == OPEN:
            return self.is_late
        return self.state == DONE and self._done_late()

    def _done_late(self):
        return bool(self.date_deadline and self.date_done > self.date_deadline)
