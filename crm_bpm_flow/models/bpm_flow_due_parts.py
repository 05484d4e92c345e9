from collections import defaultdict

from odoo import fields, models

from ..engine import Incident
from .const import FAILED, PENDING


class BpmFlowNodeDue(models.Model):
    _inherit = "bpm.flow.node"

    def _shifted(self, case, old, due, why, user=None):
        """What the journal keeps of a moment that moved.

        :param dict why: ``{"field": path}``, or empty when it was the working time
        """
        calendar = self._working_calendar(case, user)
        return {
            "from": fields.Datetime.to_string(old) if old else False,
            "to": fields.Datetime.to_string(due) if due else False,
            **(why or {"calendar": calendar.name}),
        }


class BpmFlowJobDue(models.Model):
    """Timers that move; and waits that failed because their date was empty."""

    _inherit = "bpm.flow.job"

    def _counts_in(self, calendars):
        case = self.instance_id
        return self.node_id._working_calendar(case, case.user_id) in calendars

    def _due_now(self):
        return self.date_due

    def _due_again(self, record, known):
        case, begun = self.instance_id, self._begun()
        if self.node_id.timer_text:
            return self.date_due  # written down, not counted from anything
        if self.kind == "timer" and self.state == PENDING:
            return self.node_id._due(case, begun, record, case.user_id, known)
        if self._wants_date() and self.node_id._due(case, begun, record):
            return fields.Datetime.now()
        return self.date_due

    def _wants_date(self):
        """A wait that failed for want of its date can be tried again when it has one.

        A timer that failed behind its moment is another matter.
        """
        waits = self.node_id.kind == "intermediateCatchEvent"
        return waits and self.state == FAILED and (self.event or "")[:1] == ["Retried"]

    def _shift_row(self, old, due, why):
        case, node = self.instance_id, self.node_id
        if self.kind == "event":
            return case, "retried", node, None
        data = node._shifted(case, old, due, why, case.user_id)
        return case, "shifted", node, {**data, "timer": True}

    def _shift_all(self, changes):
        """Other moments for these; a wait that has none any more is an incident.

        :param list changes: of (job, old moment, new moment)
        """
        lost, moments = self.browse(), set()
        for job, _old, due in changes:
            if due or job.node_id.kind != "intermediateCatchEvent":
                job.date_due = due
                moments.add(due)
            else:
                lost |= job
        self._wake_at(moments)
        faults = [
            (job.instance_id, Incident(job.token, job.node_id.bpmn_id, "no_date", {}))
            for job in lost
        ]
        lost.unlink()
        self.env["bpm.flow.runtime"]._apply_incident(faults)


class BpmFlowTaskDue(models.Model):
    """Tasks that get another deadline, with all that hangs on it."""

    _inherit = "bpm.flow.task"

    def _workers(self):
        return self.user_id or self.user_ids

    def _counts_in(self, calendars):
        node, case = self.node_id, self.instance_id
        return node._working_calendar(case, self._workers()) in calendars

    def _due_now(self):
        return self.date_deadline

    def _due_again(self, record, known):
        node, case = self.node_id, self.instance_id
        workers = self._workers()
        return node._due(case, self._begun(), record, workers, known, self.token)

    def _shift_row(self, old, due, why):
        case, node = self.instance_id, self.node_id
        return (
            case,
            "shifted",
            node,
            node._shifted(case, old, due, why, self._workers()),
        )

    def _shift_all(self, changes):
        """Other deadlines for these tasks, their activities and their reminders.

        :param list changes: of (task, old deadline, new deadline)
        """
        for task, _old, due in changes:
            task.date_deadline = due
        self._redate_activities()
        self._move_reminders({task: old for task, old, _due in changes})

    def _redate_activities(self):
        by_date = defaultdict(list)
        for activity in self.activity_ids:
            task = activity.bpm_task_id.with_context(tz=activity.user_id.tz)
            due = task.date_deadline or fields.Datetime.now()
            date = fields.Datetime.context_timestamp(task, due).date()
            by_date[date].append(activity.id)
        for date, ids in by_date.items():
            self.env["mail.activity"].browse(ids).date_deadline = date

    def _move_reminders(self, before):
        """Reminders move along; one that was given is given again if it lies ahead.

        :param dict before: {task: its old deadline}
        """
        Job, now = self.env["bpm.flow.job"], fields.Datetime.now()
        jobs = Job.search([("task_id", "in", self.ids), ("kind", "=", "reminder")])
        waiting = {(job.task_id, job.reminder_id): job for job in jobs}
        moments, missing = set(), []
        for task, old in before.items():
            for reminder, moment in task._reminder_moments():
                job = waiting.get((task, reminder))
                if not job and (moment > now or not old):
                    missing.append(task._prepare_reminder_vals(reminder, moment))
                elif job and job.state == PENDING:
                    job.date_due = moment
                    moments.add(moment)
        jobs.filtered(lambda job: not job.task_id.date_deadline).unlink()
        Job._enqueue(missing)
        Job._wake_at(moments)

    def _reminder_moments(self):
        """[(reminder, its moment)]; nothing without a deadline."""
        if not self.date_deadline:
            return []
        ids = self.node_id._links()["reminder_ids"]
        reminders = self.env["bpm.flow.reminder"].browse(ids)
        return [(rem, rem._moment(self.date_deadline)) for rem in reminders]

    def _prepare_reminder_vals(self, reminder, moment):
        return {
            "kind": "reminder",
            "instance_id": self.instance_id.id,
            "task_id": self.id,
            "node_id": self.node_id.id,
            "reminder_id": reminder.id,
            "token": self.token,
            "date_due": moment,
        }
