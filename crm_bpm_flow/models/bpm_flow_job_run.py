import logging
from datetime import datetime, timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models, modules, tools
from odoo.fields import Domain
from odoo.tools import SQL

from .const import RUNNING

_logger = logging.getLogger(__name__)

BATCH = 200
SLOW_STATES = ("webhook", "sms", "bpm_document")
# Clashes with other workers that one run of the scheduler puts up with.
MAX_CLASHES = 5
# Until a case is looked at again that somebody held when its moment came.
HELD_PAUSE = timedelta(seconds=5)


class BpmFlowJobRun(models.Model):
    """The scheduler's side of jobs: what is due, in batches, a commit each."""

    _inherit = "bpm.flow.job"

    @api.model
    def _cron_run_due(self):
        """Run everything that is due now, then ask to be woken for what comes next.

        Rows that another worker holds are skipped. Killed at any point, it leaves
        every job either done or waiting.
        """
        self, seen, clashes, upcoming = self.sudo(), set(), 0, None
        while clashes < MAX_CLASHES:
            try:
                waiting, upcoming = self._waiting(seen)
                if not waiting:
                    break
                upcoming = None  # what is done now may change it
                if not self._run_next(waiting, seen):
                    break
            except OperationalError as error:
                # Somebody changed the same rows: on with what he left.
                _logger.info("Jobs clashed with another worker: %s", error)
                self.env.cr.rollback()
                clashes += 1
        self._wake_next(seen, upcoming)

    @api.model
    def _run_next(self, waiting, seen):
        """One batch and its commit.

        :param set waiting: what there is to do
        :param set seen: ids of jobs that had their turn in this run and are due
            still; grows
        :return: whether there may be more, and time for it
        """
        # The scheduler speaks no language: what it writes is read by the company.
        if not self.env.lang:
            self = self.with_context(lang=self.env.company.partner_id.lang)
        chores = self._chores()
        told = sum(chores[n][-1]() or 0 for n in chores if n in waiting)
        if told:
            return bool(self._commit(told, seen))
        found = self._find_due(seen) if "jobs" in waiting else self
        if not found:
            if "faults" in waiting:
                self.env["bpm.flow.fault"]._recount()
            if "mails" in waiting:
                self._wake_mail_queue()
            self._commit(0)
            return False
        jobs = found._lock_free()
        jobs._run_batch()
        # What is done is deleted; somebody holds the rest, or it failed at once.
        seen.update(found.exists().ids)
        return bool(self._commit(len(jobs), seen))

    @api.model
    def _waiting(self, seen):
        """What there is to do, asked of the database in one query.

        :return: set of names of chores, beside them "jobs", "faults" and "mails"; and
            when the next job is due that is not due yet, None for no such
        """
        made = self._make_waiting_query(seen) if seen else self._waiting_query()
        names, query, made_at = made
        passed = fields.Datetime.now() - made_at
        params = [p + passed if isinstance(p, datetime) else p for p in query.params]
        query = SQL(query.code, *params, to_flush=query.to_flush)
        [row] = self.env.execute_query(query)
        *is_there, upcoming = row
        waiting = {name for name, is_so in zip(names, is_there, strict=True) if is_so}
        return waiting, upcoming

    @api.model
    @tools.ormcache()
    def _waiting_query(self):
        """What is asked each minute: only the moments in it change."""
        return self._make_waiting_query(())

    @api.model
    def _make_waiting_query(self, seen):
        """:return: names of what is asked, the query, when it was made"""
        asked = {name: row[:2] for name, row in self._chores().items()}
        asked["jobs"] = self, self._due_domain(seen)
        asked["faults"] = self.env["bpm.flow.fault"], Domain("is_open", "=", True)
        asked["mails"] = self.env["mail.mail"], self._queued_domain()
        queries = (records._search(domain) for records, domain in asked.values())
        exist = [SQL("EXISTS (%s)", query.select(SQL("1"))) for query in queries]
        columns = [*exist, self._upcoming_query(seen).subselect("date_due")]
        query = SQL("SELECT %s", SQL(", ").join(columns))
        return tuple(asked), query, fields.Datetime.now()

    @api.model
    def _chores(self):
        """What is done beside jobs. Override to add to it.

        :return: {name: (records, domain of what waits, method that does some of it and
            returns how many, where it is to be called again)}; of a domain nothing but
            the moments that are compared with now may change
        """
        env = self.env
        calendars = env["resource.calendar"].with_context(active_test=False)
        tasks, runs, held = (env[f"bpm.flow.{n}"] for n in ("task", "retry", "held"))
        recount = env["bpm.flow.due"]._recount_working_time
        running = Domain("state", "=", "running")
        starts = env["bpm.flow.schedule"]
        has_come = Domain("date_due", "<=", fields.Datetime.now())
        return {
            "starts": (starts, has_come, starts._cron_start_due),
            "calendars": (calendars, Domain("bpm_changes", "!=", 0), recount),
            "tasks": (tasks, Domain("to_notify", "=", True), tasks._send_notifications),
            "incidents": (self, self._untold_domain(), self._tell_owners),
            "retries": (runs, running, runs._tell_done),
            "held": (held, Domain("is_released", "=", True), held._start_released),
        }

    @api.model
    def _due_domain(self, seen=()):
        """What is due; jobs of suspended cases are not among them."""
        due = Domain("date_due", "<=", fields.Datetime.now())
        due &= Domain("is_held", "=", False)
        return due & Domain("id", "not in", list(seen)) if seen else due

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
        free = free.try_lock_for_update(allow_referencing=True)
        # Came while somebody suspended the case.
        late = free.filtered(lambda job: job.instance_id.state != RUNNING)
        late.is_held = True
        return free - late

    @api.model
    def _commit(self, done, seen=None):
        """Commit a batch, as Odoo's own crons do it; tests keep their transaction.

        :param seen: what of the due was looked at already; None: nothing is due
        """
        if modules.module.current_test and not self.env.context.get("cron_id"):
            return True
        remaining = 0
        if seen is not None and self.env.context.get("ir_cron_progress_id"):
            remaining = self.search_count(self._due_domain(seen), limit=10 * BATCH)
        self.env.cr.precommit.data.pop("bpm_flow.woken", None)
        return self.env["ir.cron"]._commit_progress(done, remaining=remaining)

    @api.model
    def _wake_next(self, seen, upcoming=None):
        """Come back for the next moment, or soon for what somebody held just now.

        :param upcoming: when the next job is due; None: to be asked
        """
        if not upcoming:
            query = self._upcoming_query(seen).subselect("date_due")
            [[upcoming]] = self.env.execute_query(SQL("SELECT %s", query))
        moments = {upcoming} if upcoming else set()
        if seen:
            moments.add(fields.Datetime.now() + HELD_PAUSE)
        if moments:
            self._wake_once(min(moments))

    @api.model
    def _upcoming_query(self, seen):
        ahead = Domain("date_due", "!=", False) & Domain("is_held", "=", False)
        ahead &= Domain("id", "not in", list(seen))
        return self._search(ahead, order="date_due, id", limit=1)

    @api.model
    def _wake_once(self, moment):
        """As ``_wake``; each run asks for what the one before may have asked for."""
        ref = self.env["ir.model.data"]._xmlid_to_res_id
        cron = ref("crm_bpm_flow.ir_cron_run_due")
        known = [("cron_id", "=", cron), ("call_at", "=", moment)]
        if self.env["ir.cron.trigger"].search_count(known, limit=1):
            self.env["ir.cron"].browse(cron)._bpm_remind(moment)
        else:
            self._wake({moment})
