from collections import defaultdict

from odoo import fields, models

from .bpm_flow_instance_migrate import ANEW
from .const import OPEN, PENDING


class BpmFlowInstanceRepoint(models.Model):
    """What belongs to a case that went over belongs to the steps of the new version.

    Who has a task keeps it; what the step asks of him is the new step's.
    """

    _inherit = "bpm.flow.instance"

    def _repoint(self, twins, times):
        """Open tasks, jobs and waits point to the new steps.

        :param dict twins: {old step: new step}
        :param str times: see ``migrate``
        """
        open_tasks = self.env["bpm.flow.task"].search(
            [("instance_id", "in", self.ids), ("state", "=", OPEN)], order="id"
        )
        jobs, waits = self.job_ids, self.wait_ids
        past = {task: task.node_id for task in open_tasks}
        for rows in (open_tasks, jobs, waits):
            _point(rows, twins)
        jobs._rename_events(twins)
        waits._rename()
        open_tasks._take_over_checks()
        open_tasks._take_over_activities()
        if times == ANEW:
            self._reckon_anew(open_tasks, jobs)
        open_tasks._take_over_reminders(past)

    def _reckon_anew(self, tasks, jobs):
        """Deadlines and waits by the new version, from when they began."""
        timers = jobs.filtered(lambda j: j.kind == "timer" and j.state == PENDING)
        number = self.version_id.number
        for parts in (tasks, timers):
            records, known = parts.instance_id._records_by_case(), {}
            moved = []
            for part in parts:
                record = records.get(part.instance_id)
                due = part._due_by_step(record, known)
                if due != part._due_now():
                    moved.append((part, part._due_now(), due))
            why = {"version": number}
            rows = [part._shift_row(old, due, why) for part, old, due in moved]
            self.env["bpm.flow.log"]._append(rows)
            parts.browse([part.id for part, _old, _due in moved])._shift_all(moved)


def _point(rows, twins):
    """One write for each step, whoever many rows it has."""
    by_twin = defaultdict(list)
    for row in rows:
        twin = twins.get(row.node_id)
        if twin and twin != row.node_id:
            by_twin[twin.id].append(row.id)
    for twin_id, ids in by_twin.items():
        rows.browse(ids).write({"node_id": twin_id})


class BpmFlowJobRepoint(models.Model):
    _inherit = "bpm.flow.job"

    def _rename_events(self, twins):
        """Moves that failed or are kept for later name their element by its id."""
        names = {old.bpmn_id: new.bpmn_id for old, new in twins.items()}
        for job in self.filtered("event"):
            kind, values = job.event
            if values.get("node") in names:
                job.event = [kind, {**values, "node": names[values["node"]]}]

    def _due_by_step(self, record, known):
        case, begun = self.instance_id, self.date_from or self.create_date
        return self.node_id._due(case, begun, record, case.user_id, known)


class BpmFlowWaitRepoint(models.Model):
    _inherit = "bpm.flow.wait"

    def _rename(self):
        """The message that a step waits for may have another name now. A turn that
        somebody has or stands in line for keeps its word until he leaves."""
        for wait in self.filtered(lambda w: w.kind != "section"):
            node, case = wait.node_id, wait.instance_id
            name = node._awaited_name(wait.kind, case, wait.token)
            if name != wait.name:
                wait.name = name
            if wait.kind == "message":
                wait.key = node._awaited_key(case, wait.token)

    def _look_again_at_conditions(self):
        watching = self.exists().filtered(
            lambda w: w.kind in ("condition", "milestone")
        )
        watching._look_again()


class BpmFlowTaskRepoint(models.Model):
    _inherit = "bpm.flow.task"

    def _due_by_step(self, record, known):
        return self._due_again(record, known)

    def _take_over_checks(self):
        """The new step's checklist; what is ticked off stays so under its name."""
        checks = self.env["bpm.flow.task.check"]
        missing, gone, by_item = [], checks, defaultdict(list)
        for task in self:
            left = list(task.check_ids)
            for item in task.node_id.checklist_ids:
                same = [c for c in left if c.checklist_id.name == item.name]
                if not same:
                    missing.append({"task_id": task.id, "checklist_id": item.id})
                    continue
                left.remove(same[0])
                by_item[item.id].append(same[0].id)
            gone = gone.union(*left)
        for item_id, ids in by_item.items():
            checks.browse(ids).write({"checklist_id": item_id})
        gone.unlink()
        checks.create(missing)

    def _take_over_activities(self):
        """Each person's activity says what the new step is called and asks for."""
        groups = defaultdict(list)
        for activity in self.activity_ids:
            lang = activity.user_id.lang or self.env.lang
            node = activity.bpm_task_id.node_id.with_context(lang=lang)
            if (activity.summary, activity.note or "") != (
                node.name,
                node.instruction or "",
            ):
                groups[node.name, node.instruction].append(activity.id)
        quiet = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        for (name, text), ids in groups.items():
            quiet.browse(ids).write({"summary": name, "note": text})

    def _take_over_reminders(self, past):
        """The new step's reminders; none that was given in the old version is given
        again.

        :param dict past: {task: the step that it was of}
        """
        jobs = self.env["bpm.flow.job"].search(
            [("task_id", "in", self.ids), ("kind", "=", "reminder")]
        )
        lines = {(job.task_id, job.reminder_id._line()): job.state for job in jobs}
        jobs.filtered(lambda job: job.state == PENDING).unlink()
        known = {
            step: {r._line() for r in step.reminder_ids} for step in set(past.values())
        }
        rows, now = [], fields.Datetime.now()
        for task in self:
            for reminder, moment in task._reminder_moments():
                line = reminder._line()
                state = lines.get((task, line))
                # A new escalation whose moment is past is due; a new "soon" is not.
                is_new = line not in known[past[task]] and reminder.moment == "after"
                is_ahead = moment > now and state is None
                if state == PENDING or is_ahead or is_new:
                    rows.append(task._prepare_reminder_vals(reminder, moment))
        self.env["bpm.flow.job"]._enqueue(rows)
