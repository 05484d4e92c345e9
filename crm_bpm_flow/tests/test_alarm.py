import select
import time
from contextlib import closing
from datetime import datetime, timedelta, timezone
from unittest.mock import patch

import psycopg2

from odoo import fields, sql_db
from odoo.tests import BaseCase, get_db_name
from odoo.tools import config

from ..tools import alarm
from .common import CRON, FlowCase
from .process_words import wait

PATIENCE = 20  # seconds until what does not come fails the test


def in_seconds(count):
    """A moment of the real clock, as Odoo stores moments."""
    moment = datetime.fromtimestamp(time.time() + count, timezone.utc)
    return moment.replace(tzinfo=None)


class TestAlarm(BaseCase):
    """Schedulers are told at the moment, by the real clock."""

    def setUp(self):
        super().setUp()
        _name, where = sql_db.connection_info_for("postgres")
        self.listener = self.enterContext(closing(psycopg2.connect(**where)))
        self.listener.autocommit = True
        self.listener.cursor().execute("LISTEN cron_trigger")
        self.database = get_db_name()

    def _told(self):
        """Databases that schedulers were told of by now; waits for one of ours."""
        found = []
        while self.database not in found:
            ready, *_others = select.select([self.listener], [], [], PATIENCE)
            self.assertTrue(ready, "nobody was told")
            self.listener.poll()
            found += [told.payload for told in self.listener.notifies]
            self.listener.notifies.clear()
        return found

    def test_at_the_moment_and_not_before(self):
        moment = in_seconds(1)
        alarm.Alarm().set(self.database, moment)
        self._told()
        self.assertGreaterEqual(in_seconds(0), moment)

    def test_an_earlier_moment_comes_first(self):
        mine, first = alarm.Alarm(), in_seconds(1)
        mine.set(self.database, in_seconds(600))
        mine.set(self.database, first)
        self._told()
        self.assertGreaterEqual(in_seconds(0), first)

    def test_what_is_far_is_left_to_the_scheduler(self):
        mine = alarm.Alarm()
        mine.set(self.database, in_seconds(alarm.FAR + 60))
        self.assertFalse(mine._moments or mine._thread)

    def test_the_clock_of_the_database_decides(self):
        """Its clock says which triggers are due: told before, it would find none."""
        left = alarm.ring(self.database, time.time() + 100)
        self.assertAlmostEqual(left, 100, delta=PATIENCE)

    def test_nobody_is_told_of_a_database_that_is_gone(self):
        self.assertEqual(alarm.ring("no_such_database", time.time() - 1), 0)
        self.assertEqual(alarm.ring(self.database, time.time() - 1), 0)
        self.assertNotIn("no_such_database", self._told())

    def test_without_a_database_server_it_goes_on(self):
        mine, rings = alarm.Alarm(), []

        def broken_once(dbname, when):
            rings.append(dbname)
            if len(rings) == 1:
                raise psycopg2.OperationalError("it is restarted")
            return ring(dbname, when)

        ring = alarm.ring
        with patch.object(alarm, "ring", broken_once):
            mine.set(self.database, in_seconds(-2))
            mine.set(self.database, in_seconds(-1))
            self._told()
        self.assertEqual(len(rings), 2)


class TestAlarmIsSet(FlowCase):
    """Who asks for a moment ahead is reminded of it, once it is sure."""

    def setUp(self):
        super().setUp()
        self.kept = []
        keep = lambda _alarm, dbname, moment: self.kept.append(moment)  # noqa: E731
        self.enterContext(patch.object(alarm.Alarm, "set", keep))

    def test_with_the_commit(self):
        self.start(self.flow(pause=wait("2 hours")))
        self.assertFalse(self.kept, "the transaction may still be undone")
        self.env.cr.postcommit.run()
        self.assertEqual(self.kept, [self.at("2026-03-02 11:00")])

    def test_what_is_due_needs_none(self):
        self.lead.date_deadline = "2026-02-01"
        past = wait(deadline_from="field", deadline_field="date_deadline")
        self.start(self.flow(pause=past))
        self.env.cr.postcommit.run()
        self.assertFalse(self.kept)

    def test_each_run_of_the_scheduler_is_reminded_of_what_comes_next(self):
        self.start(self.flow(pause=wait("2 hours")))
        self.env.cr.postcommit.clear()
        for _run in range(3):
            self.run_due(minutes=1)
        self.env.cr.postcommit.run()
        self.assertEqual(set(self.kept), {self.at("2026-03-02 11:00")})

    def test_a_run_that_finds_nothing_leaves_no_triggers_behind(self):
        with self.wakes() as moments:
            self.start(self.flow(pause=wait("2 hours")))
            for _run in range(5):
                self.run_due(minutes=1)
        self.assertEqual(moments, [self.at("2026-03-02 11:00")])

    def test_a_server_that_begins_is_reminded_of_what_was_asked_for(self):
        cron, now = self.env.ref(CRON), fields.Datetime.now()
        ahead = [now + timedelta(minutes=n) for n in (20, 40)]
        cron._trigger(at=[*ahead, now + timedelta(hours=3)])
        self._begin()
        self.assertEqual(sorted(self.kept), ahead)

    def test_what_came_due_meanwhile_is_told_when_schedulers_can_hear_it(self):
        cron, now = self.env.ref(CRON), fields.Datetime.now()
        cron._trigger(at=now - timedelta(minutes=1))
        self._begin()
        later = [now + timedelta(seconds=n) for n in (3, 15)]
        self.assertEqual(sorted(self.kept), later)

    def _begin(self):
        options = {"test_enable": False, "stop_after_init": False}
        with patch.dict(config._runtime_options, options):
            self.env["ir.cron"]._register_hook()

    def test_a_server_that_ends_at_once_is_not(self):
        self.env.ref(CRON)._trigger(at=self.at("2026-03-02 11:00"))
        self.env["ir.cron"]._register_hook()
        self.assertFalse(self.kept)
