from datetime import timedelta

from odoo import api, fields, models


class BpmFlowDuePause(models.AbstractModel):
    """What was left of a time before its case was suspended is left afterwards."""

    _inherit = "bpm.flow.due"

    @api.model
    def _stand_still(self, parts, now):
        """Move tasks' deadlines or timers behind the pause that ends now.

        What follows a date stays with its date.
        """
        counted = parts.filtered(lambda p: p._due_now() and not p._is_tied())
        moved = [(part, part._due_now(), part._due_behind(now)) for part in counted]
        why = {"stood": True}
        rows = [part._shift_row(old, due, why) for part, old, due in moved]
        self.env["bpm.flow.log"]._append(rows)
        if moved:
            counted._shift_all(moved)


class BpmFlowTimedPart(models.AbstractModel):
    """A task or a job with a moment that is counted from another one."""

    _name = "bpm.flow.timed.part"
    _description = "Part of a Case with a Moment"

    date_from = fields.Datetime(
        readonly=True, help="From when its moment is counted, after a pause."
    )

    def _is_tied(self):
        """Whether its moment is a date, which no pause moves."""
        node = self.node_id
        if node.timer_text:
            return node.timer_kind == "date"
        return node.deadline_from == "field"

    def _due_behind(self, now):
        """Its moment when as much time is left as before the pause."""
        node, case, old = self.node_id, self.instance_id, self._due_now()
        if node.deadline_from == "case" and not node.timer_text:
            return node._due(case, now, None, self._workers())
        begun = self._begun()
        hours = node._hours_worked(case, begun, self._workers())
        if hours is None:
            self.date_from = begun + (now - case.date_suspended)
            return old + (now - case.date_suspended)
        self.date_from = node._hours_before(case, now, hours, self._workers())
        return node._due(case, self.date_from, None, self._workers())


class BpmFlowNodePause(models.Model):
    _inherit = "bpm.flow.node"

    def _hours_worked(self, case, begun, user):
        """Working hours until the case was suspended; ``None`` where the time is not
        counted in working hours."""
        calendar = self._working_calendar(case, user)
        if not calendar or self.timer_text or self.deadline_unit == "days":
            return None
        stopped = max(case.date_suspended, begun)
        return calendar.get_work_hours_count(begun, stopped)

    def _hours_before(self, case, now, hours, user):
        """From when so many working hours have passed until now."""
        calendar = self._working_calendar(case, user)
        found = hours and calendar.plan_hours(-hours, now, compute_leaves=True)
        return found.replace(microsecond=0) if found else now

    def _base_moment(self, case, now, record):
        base = super()._base_moment(case, now, record)
        if self.deadline_from == "case" and base and case.time_stood:
            return base + timedelta(seconds=case.time_stood)
        return base


class BpmFlowJob(models.Model):
    _name = "bpm.flow.job"
    _inherit = ["bpm.flow.job", "bpm.flow.timed.part"]

    def _begun(self):
        return self.date_from or self.create_date

    def _workers(self):
        return self.instance_id.user_id


class BpmFlowTask(models.Model):
    _name = "bpm.flow.task"
    _inherit = ["bpm.flow.task", "bpm.flow.timed.part"]

    def _begun(self):
        return self.date_from or self.date_open
