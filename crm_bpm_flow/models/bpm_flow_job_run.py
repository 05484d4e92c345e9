import logging
from collections import defaultdict
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models, modules
from odoo.fields import Domain

from ..engine import JobDone, TimerDue
from ..tools.carriers import Trial
from .const import FAILED, OPEN, RUNNING

_logger = logging.getLogger(__name__)

BATCH = 200
SLOW_STATES = ("webhook", "sms")
# Clashes with other workers that one run of the scheduler puts up with.
MAX_CLASHES = 5


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
        seen, clashes = set(), 0
        while clashes < MAX_CLASHES:
            try:
                if not self._run_next(seen):
                    break
            except OperationalError as error:
                # Somebody changed the same rows: on with what he left.
                _logger.info("Jobs clashed with another worker: %s", error)
                self.env.cr.rollback()
                clashes += 1
        self._wake_next(seen)
        self._wake_mail_queue()

    @api.model
    def _run_next(self, seen):
        """One batch and its commit.

        :param set seen: ids of jobs that had their turn in this run; grows
        :return: whether there may be more, and time for it
        """
        self.env["bpm.flow.due"]._recount_working_time()
        told = self.env["bpm.flow.task"]._send_notifications() + self._tell_owners()
        told += self.env["bpm.flow.retry"]._tell_done()
        told += self.env["bpm.flow.held"]._start_released()
        if told:
            return bool(self._commit(told, seen))
        found = self._find_due(seen)
        if not found:
            self.env["bpm.flow.fault"]._recount()
            self._commit(0, seen)
            return False
        jobs = found._lock_free()
        jobs._run_batch()
        seen.update(found.ids)
        return bool(self._commit(len(jobs), seen))

    @api.model
    def _due_domain(self, seen=()):
        return (
            Domain("date_due", "<=", fields.Datetime.now())
            & Domain("instance_id.state", "=", RUNNING)
            & Domain("id", "not in", list(seen))
        )

    @api.model
    def _find_due(self, seen):
        """The next jobs: many quick ones, or one that calls the outside world.

        A web call may take seconds; its cases would be locked for all of the batch.
        """
        domain = self._due_domain(seen)
        slow = Domain("node_id.action_ids.state", "in", SLOW_STATES)
        slow &= Domain("kind", "=", "action")
        quick = self.search(domain & ~slow, limit=BATCH, order="date_due, id")
        return quick or self.search(domain & slow, limit=1, order="date_due, id")

    def _lock_free(self):
        """Those whose cases, and the cases that called them, nobody holds.

        The case first, as everybody does: two who lock in turn never wait in a ring.
        """
        family = self.instance_id._with_callers()
        locked = family.sorted("id").try_lock_for_update(allow_referencing=True)
        free = self.filtered(lambda job: job.instance_id._with_callers() <= locked)
        return free.try_lock_for_update(allow_referencing=True)

    @api.model
    def _commit(self, done, seen=()):
        """Commit a batch, as Odoo's own crons do it; tests keep their transaction."""
        if modules.module.current_test and not self.env.context.get("cron_id"):
            return True
        remaining = self.search_count(self._due_domain(seen))
        self.env.cr.precommit.data.pop("bpm_flow.woken", None)
        return self.env["ir.cron"]._commit_progress(done, remaining=remaining)

    @api.model
    def _wake_next(self, seen):
        """Come back for the next moment, or soon for what somebody held just now."""
        upcoming = self.search(
            [("date_due", "!=", False), ("instance_id.state", "=", RUNNING)],
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
            job._run_again()
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
        again = Trial(case.id, self.node_id.id, self.attempt, self.retry_id.id)
        if self.kind == "action":
            events += runtime._send(case, self.node_id)
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
