from collections import defaultdict

from odoo import models

from ..engine import JobDone, TimerDue
from ..tools.carriers import Trial
from .const import FAILED, OPEN


class BpmFlowJobBatch(models.Model):
    """What becomes of jobs whose turn it is: many together, a faulty one alone."""

    _inherit = "bpm.flow.job"

    def _run_batch(self):
        """Locked jobs, grouped so that each kind costs a few queries."""
        failed_before = self.filtered(lambda j: j.state == FAILED)
        runs = failed_before.retry_id
        for job in failed_before:
            job._run_again()
        fresh = (self - failed_before).exists()
        kinds = defaultdict(self.browse, fresh.grouped("kind"))
        kinds["timer"]._run_timers()
        # A case that ended just now took with it what waited in it.
        kinds["reminder"].exists()._run_reminders()
        kinds["action"].exists()._run_actions()
        for job in kinds["event"]:
            job._run_one()
        if runs:
            runs._tell_watchers()

    def _run_timers(self):
        """Moments that have come: one batch through the engine."""
        if not self:
            return
        events, rows, rounds = [], [], []
        cases = {
            case.id: case for case in self.instance_id.browse(self.instance_id.ids)
        }
        for job in self:
            case, node = cases[job.instance_id.id], job.node_id
            following = job._following_round(case)
            rounds += following
            more = bool(following)
            events.append((case, TimerDue(job.token, node.bpmn_id, more)))
            rows.append((case, "time", node, None))
        self.unlink()
        self._enqueue(rounds)
        self.env["bpm.flow.log"]._append(rows)
        self.env["bpm.flow.runtime"]._run(events)

    def _following_round(self, case):
        """Values of the job for a repeated timer's next time; empty after the last."""
        begun = self.date_from or self.date_due
        due = self.node_id._next_round(case, self.date_due, begun)
        if not due:
            return []
        return [
            {
                "kind": "timer",
                "instance_id": case.id,
                "node_id": self.node_id.id,
                "token": self.token,
                "date_due": due,
                "date_from": begun,
            }
        ]

    def _run_reminders(self):
        live = self.filtered(lambda j: j.task_id.state == OPEN)
        for reminder, jobs in live.grouped("reminder_id").items():
            failed = []
            with self.env["bpm.flow.runtime"]._firewall(failed):
                jobs.task_id._remind(reminder)
            for job in jobs.exists() if failed else ():
                job._fail(failed[0])
        self.exists().filtered(lambda job: job.state != FAILED).unlink()

    def _run_actions(self):
        """Automatic steps: those that are one step go together."""
        runtime = self.env["bpm.flow.runtime"]
        for node, jobs in self.grouped("node_id").items():
            # Those before may have ended a case and what else was to be done in it.
            jobs = jobs.exists()
            by_token = {(job.instance_id.id, job.token): job for job in jobs}
            pairs = [(job.instance_id, job) for job in jobs]
            for batch in runtime._action_batches(node, pairs):
                keys = [(case.id, token) for case, token in batch]
                self.browse().union(*map(by_token.get, keys))._run_together()

    def _run_together(self):
        """Jobs of one step that a step's actions may take at once. Where that fails,
        halves of them: at last whatever fails is alone.
        """
        jobs = self.exists()
        if len(jobs) < 2:
            jobs._run_one()
            return
        failed, runtime = [], self.env["bpm.flow.runtime"]
        with runtime._firewall(failed):
            events = jobs._act()
        if failed:
            half = len(jobs) // 2
            jobs[:half]._run_together()
            jobs[half:]._run_together()
            return
        events += jobs._send()
        jobs.unlink()
        runtime._run(events)

    def _run_one(self):
        """Run a job alone: an action, or a move that failed before."""
        if not self.exists():
            return
        self.ensure_one()
        case, runtime = self.instance_id, self.env["bpm.flow.runtime"]
        failed = []
        with runtime._firewall(failed):
            events = []
            if self.kind == "action":
                events = self._act()
            elif self.kind == "reminder":
                self.task_id.filtered(lambda t: t.state == OPEN)._remind(
                    self.reminder_id
                )
            else:
                events = [(case, self._restored_event())]
        if failed:
            self._fail(failed[0])
            return
        again = Trial(case.id, self.node_id.id, self.attempt, self.retry_id.id)
        if self.kind == "action":
            events += self._send()
        self.unlink()
        runtime.with_context(bpm_retry=again)._run(events)

    def _act(self):
        """Do the step of these jobs, which is one and the same.

        :return: the engine's events
        """
        node, cases = self.node_id, self.instance_id
        tokens = [(job.instance_id, job.token) for job in self]
        if not node._acts() and (node.script or node._decides()):
            return node._calculate(tokens)
        keys = {job.instance_id.res_id: job._idempotency_key() for job in self}
        outcomes = node._execute_actions(cases, keys)
        self.env["bpm.flow.log"]._append(
            [
                (case, "action", node, {"outcome": outcomes.get(case.id)})
                for case, _token in tokens
            ]
        )
        return [(case, JobDone(token, outcomes.get(case.id))) for case, token in tokens]

    def _send(self):
        """What a send task's messages lead to, when its actions are done."""
        send = self.env["bpm.flow.runtime"]._send
        return [event for job in self for event in send(job.instance_id, job.node_id)]

    def _idempotency_key(self):
        """The same for every try of one step of one case, so that a receiver can
        tell a repetition from a second order."""
        return f"{self.env.cr.dbname}-{self.instance_id.id}-{self.token}"
