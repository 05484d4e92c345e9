from odoo import api, fields, models

from .const import PENDING, RUNNING, SUSPENDED


class BpmFlowInstancePause(models.Model):
    """Standing still and going on: what was counted in the meantime is a choice."""

    _inherit = "bpm.flow.instance"

    date_suspended = fields.Datetime(string="Suspended since", readonly=True)
    suspend_reason = fields.Char(string="Why", compute="_compute_suspend_reason")
    time_stood = fields.Integer(
        readonly=True,
        help="Seconds that the case stood still and that do not count for what is "
        "counted from its start.",
    )

    @api.depends("state")
    def _compute_suspend_reason(self):
        """As whoever suspended the case gave it to the journal."""
        self.suspend_reason = False
        still = self.filtered(lambda case: case.state == SUSPENDED)
        domain = [("instance_id", "in", still.ids), ("kind", "=", "suspended")]
        rows = self.env["bpm.flow.log"].sudo()
        rows = rows.search(domain, order="id") if still else rows
        for row in rows:  # the last one of each counts
            case = row.instance_id.with_env(self.env)
            case.suspend_reason = (row.data or {}).get("reason")

    def action_suspend(self, reason=None):
        """Stop the clock: no task can be finished, no timer fires.

        :param str reason: kept in the journal
        """
        self._check_manager()
        cases = self.sudo()._locked(RUNNING)
        cases |= cases._called_cases(RUNNING)
        cases.write({"state": SUSPENDED, "date_suspended": fields.Datetime.now()})
        cases.job_ids.is_held = True
        cases._log_act("suspended", reason)
        return True

    def action_resume(self, keep_rest=False, reason=None):
        """Go on; timers that came due meanwhile fire now.

        :param bool keep_rest: what was left of time limits, waits and deadlines is
            left still: they move by the time that the case stood. What follows a
            date stays with its date
        :param str reason: kept in the journal
        """
        self._check_manager()
        cases = self.sudo()._locked(SUSPENDED)
        cases |= cases._called_cases(SUSPENDED)
        cases._log_act("resumed", reason, rest=bool(keep_rest))
        if keep_rest:
            cases._keep_rest()
        cases.write({"state": RUNNING, "date_suspended": False})
        cases.job_ids.is_held = False
        due = [date for date in cases.job_ids.mapped("date_due") if date]
        if due:
            self.env["bpm.flow.job"]._wake(due)
        return True

    def _called_cases(self, state):
        """Cases that these called, and those that they called: they stop together."""
        found, level = self.browse(), self
        while level := level.child_ids.filtered(lambda c: c.state == state):
            found |= level
        found._lock()
        return found

    def _keep_rest(self):
        """Move what is counted from a step or from the start behind the pause."""
        now = fields.Datetime.now()
        cases = self.filtered("date_suspended")
        for case in cases:
            case.time_stood += int((now - case.date_suspended).total_seconds())
        timers = cases.job_ids.filtered(
            lambda j: j.kind == "timer" and j.state == PENDING
        )
        for parts in (cases.open_task_ids, timers):
            self.env["bpm.flow.due"]._stand_still(parts, now)
