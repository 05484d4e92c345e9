from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models, modules

from ..engine import JobDone, TimerDue
from .const import FAILED, OPEN, RUNNING

BATCH = 200


class BpmFlowJobRun(models.Model):
    """The scheduler's side of jobs: what is due, in batches, a commit each."""

    _inherit = "bpm.flow.job"

    @api.model
    def _cron_run_due(self):
        """Run everything that is due now, then ask to be woken for what comes next.

        Rows that another worker holds are skipped. Killed at any point, it leaves
        every job either done or waiting.
        """
        # The scheduler speaks no language: what it writes is read by the company.
        lang = self.env.lang or self.env.company.partner_id.lang
        self = self.sudo().with_context(lang=lang)
        self.env["bpm.flow.task"]._send_notifications()
        self._commit(0)
        seen = set()
        while True:
            jobs = self._take_due(seen)
            if not jobs:
                break
            seen.update(jobs.ids)
            jobs._run_batch()
            self.env["bpm.flow.task"]._send_notifications()
            if not self._commit(len(jobs)):
                break
        self._wake_next(seen)

    @api.model
    def _take_due(self, seen):
        domain = [
            ("date_due", "<=", fields.Datetime.now()),
            ("instance_id.state", "=", RUNNING),
            ("id", "not in", list(seen)),
        ]
        jobs = self.search(domain, limit=BATCH, order="date_due, id")
        # The case first, as everybody does: two who lock in turn never wait in a ring.
        cases = jobs.instance_id.sorted("id").try_lock_for_update(
            allow_referencing=True
        )
        free = jobs.filtered(lambda job: job.instance_id in cases)
        return free.try_lock_for_update(allow_referencing=True)

    @api.model
    def _commit(self, done):
        """Commit a batch, as Odoo's own crons do it; tests keep their transaction."""
        if modules.module.current_test and not self.env.context.get("cron_id"):
            return True
        remaining = self.search_count([("date_due", "<=", fields.Datetime.now())])
        self.env.cr.precommit.data.pop("bpm_flow.woken", None)
        return self.env["ir.cron"]._commit_progress(done, remaining=remaining)

    @api.model
    def _wake_next(self, seen):
        """Come back for the next moment, or soon for what somebody held just now."""
        upcoming = self.search(
            [
                ("date_due", "!=", False),
                ("instance_id.state", "=", RUNNING),
                ("id", "not in", list(seen)),
            ],
            limit=1,
            order="date_due, id",
        )
        if upcoming:
            soon = fields.Datetime.now() + timedelta(minutes=1)
            held = upcoming.date_due <= fields.Datetime.now()
            self._wake({soon if held else upcoming.date_due})

    def _run_batch(self):
        """Locked jobs, grouped so that each kind costs a few queries."""
        failed_before = self.filtered(lambda j: j.state == FAILED)
        for job in failed_before:
            job._run_one()
        fresh = (self - failed_before).exists()
        by_kind = defaultdict(lambda: self.browse())
        for job in fresh:
            by_kind[job.kind] |= job
        by_kind["timer"]._run_timers()
        # A case that ended just now took its reminders with it.
        by_kind["reminder"].exists()._run_reminders()
        for job in by_kind["action"] | by_kind["event"]:
            job._run_one()

    def _run_timers(self):
        """Moments that have come: one batch through the engine."""
        if not self:
            return
        events, rows = [], []
        for job in self:
            case, node = job.instance_id, job.node_id
            events.append((case, TimerDue(job.token, node.bpmn_id)))
            rows.append((case, "time", node, None))
        self.unlink()
        self.env["bpm.flow.log"]._append(rows)
        self.env["bpm.flow.runtime"]._run(events)

    def _run_reminders(self):
        live = self.filtered(lambda j: j.task_id.state == OPEN)
        for reminder, jobs in live.grouped("reminder_id").items():
            failed = []
            with self.env["bpm.flow.runtime"]._firewall(failed):
                jobs.task_id._remind(reminder)
            for job in jobs.exists() if failed else ():
                job._fail(failed[0])
        self.exists().filtered(lambda job: job.state != FAILED).unlink()

    def _run_one(self):
        """Run a job alone: an action, or a move that failed before."""
        self.ensure_one()
        if not self.exists():
            return
        case, runtime = self.instance_id, self.env["bpm.flow.runtime"]
        failed = []
        with runtime._firewall(failed):
            events = []
            if self.kind == "action":
                events = self._run_action_job()
            elif self.kind == "reminder":
                self.task_id.filtered(lambda t: t.state == OPEN)._remind(
                    self.reminder_id
                )
            else:
                events = [(case, self._restored_event())]
        if failed:
            self._fail(failed[0])
            return
        again = (case.id, self.node_id.id), self.attempt
        self.unlink()
        runtime.with_context(bpm_retry=again)._run(events)

    def _run_action_job(self):
        case, node, token = self.instance_id, self.node_id, self.token
        outcomes = node._execute_actions(case, key=self._idempotency_key())
        data = {"outcome": outcomes.get(case.id)}
        self.env["bpm.flow.log"]._append([(case, "action", node, data)])
        return [(case, JobDone(token, outcomes.get(case.id)))]

    def _idempotency_key(self):
        """The same for every try of one step of one case, so that a receiver can
        tell a repetition from a second order."""
        return f"{self.env.cr.dbname}-{self.instance_id.id}-{self.token}"
