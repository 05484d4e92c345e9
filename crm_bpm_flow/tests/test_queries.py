import re
from collections import Counter
from unittest.mock import patch

from odoo.fields import Command
from odoo.sql_db import Cursor
from odoo.tools import SQL

from .common import FlowCase, end, task
from .process_words import (
    approval,
    auto,
    by_variable,
    choice,
    decide,
    fork,
    join,
    limit,
    wait,
    write,
)

ORM_BATCH = 100  # rows that Odoo inserts with one statement
ROWS = 5  # rows that one move of a case adds to one table at most


class TestQueries(FlowCase):
    """N cases cost what one costs, plus the ORM's own batches (DESIGN rule 6)."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(
            res_model="res.partner",
            call=task(
                self.worker | self.mate,
                {"Reached": "look", "Busy": "pause"},
                within="1 hours",
                checklist_ids=[(0, 0, {"name": "Greeted"})],
            ),
            late=limit("call", "5 hours", "pause"),
            pause=wait("1 hours", then="call"),
            look=choice(([("color", "=", 9)], "lost"), otherwise="both"),
            both=fork("one", "two"),
            one=task(self.worker, then="meet"),
            two=task(self.mate, then="meet"),
            meet=join(),
            ask=by_variable(([("n", ">", 0)], "goal"), otherwise="lost"),
            goal=end("goal"),
            lost=end("failure"),
        )

    def _partners(self, count):
        """Partners, the quickest records with a chatter to make."""
        names = [{"name": f"Partner {number}"} for number in range(count)]
        return self.env["res.partner"].create(names)

    def _cases(self, count):
        cases = self.start(self.process, self._partners(count))
        cases.task_ids.check_ids.is_done = True
        return cases

    def _tasks(self, count, user):
        """Open tasks as the network names them, by ids."""
        ids = self._cases(count).open_task_ids.ids
        return self.env["bpm.flow.task"].with_user(user).browse(ids)

    # ------------------------------------------------------------------
    # Counting
    # ------------------------------------------------------------------
    def _statements(self, act):
        """How often each statement is sent to the database, values left out."""
        self._end_transaction()
        sent, execute = Counter(), Cursor.execute

        def spy(cursor, query, params=None, log_exceptions=True):
            sent[_shape(query)] += 1
            return execute(cursor, query, params, log_exceptions)

        with patch.object(Cursor, "execute", spy):
            act()
            self._end_transaction()
        return sent

    def _assert_flat(self, act, ready, most=50):
        """The same statements for one and for fifty; for more only more batches.

        :param act: what to measure, called with one of what ``ready(count)`` made
        """
        made = [ready(count) for count in (1, 1, 50)]
        act(made[0])  # warms what is remembered, such as the compiled version
        one, fifty = (self._statements(lambda m=m: act(m)) for m in made[1:])
        self._assert_batches(fifty - one, 50)
        if most > 50:
            largest = ready(most)
            self._assert_batches(self._statements(lambda: act(largest)) - one, most)

    def _assert_batches(self, more, count):
        """What many cost more than one: batches of written rows, nothing else."""
        batches = -(-count * ROWS // ORM_BATCH)
        writes = ("INSERT", "UPDATE") if count > ORM_BATCH else ("INSERT",)
        slow = {s: n for s, n in more.items() if not s.startswith(writes)}
        if count > ORM_BATCH:  # Odoo reads a thousand at a time, and some by hundreds
            slow = {s: n for s, n in slow.items() if n > count // ORM_BATCH}
        self.assertEqual(_lines(slow), [], f"{count} cost more than one")
        self.assertLess(max(more.values(), default=0), batches)

    # ------------------------------------------------------------------
    # One and many
    # ------------------------------------------------------------------
    def test_starting(self):
        self._assert_flat(
            lambda partners: self.start(self.process, partners), self._partners, 500
        )

    def test_finishing(self):
        self._assert_flat(
            lambda tasks: tasks.complete("reached", {"n": 1}),
            lambda count: self._tasks(count, self.worker),
            500,
        )

    def _agreed_by_two(self):
        lost = {"rejected": "lost"}
        people = self.worker | self.mate
        return self.flow(
            "Two agree",
            res_model="res.partner",
            agree=approval(people, lost, looks=["phone"], files=True),
            won=end("goal"),
            lost=end("failure"),
        )

    def test_asking_two_approvers(self):
        flow = self._agreed_by_two()
        self._assert_flat(lambda partners: self.start(flow, partners), self._partners)

    def test_approving(self):
        flow = self._agreed_by_two()

        def ready(count):
            tasks = self.start(flow, self._partners(count)).open_task_ids
            mine = tasks.filtered(lambda t: t.user_id == self.worker)
            return self.env["bpm.flow.task"].with_user(self.worker).browse(mine.ids)

        self._assert_flat(lambda tasks: tasks.complete("approved"), ready)

    def test_finishing_what_cases_name(self):
        """Tasks that were reached through their cases are read together, too."""

        def finish(cases):
            cases.open_task_ids.with_user(self.worker).complete("reached")

        self._assert_flat(finish, self._cases)

    def test_taking_tasks(self):
        self._assert_flat(
            lambda tasks: tasks.action_claim(),
            lambda count: self._tasks(count, self.worker),
        )

    def test_branches_that_meet_and_end(self):
        def ready(count):
            first = self._tasks(count, self.worker)
            first.complete("reached")
            ids = first.sudo().instance_id.open_task_ids.ids
            return first.with_user(self.owner).browse(ids)

        self._assert_flat(lambda tasks: tasks.complete(values={"n": 1}), ready)

    def test_time(self):
        quiet = patch.object(
            type(self.env["bpm.flow.task"]), "_send_notifications", lambda self: 0
        )
        jobs = self.env["bpm.flow.job"]

        def ready(count):
            return self._cases(count).job_ids.ids

        def fire(ids):
            jobs.browse(ids).date_due = self.at("2026-03-02 08:00")
            jobs._cron_run_due()

        with quiet:
            self._assert_flat(fire, ready)

    def test_decisions(self):
        flow = self.flow(
            "Rules",
            res_model="res.partner",
            rule=decide(
                "name | category_id.name | parent_id.city -> n",
                "contains(?, 'Partner') | 'VIP' | - -> 1",
                "- | not('VIP') | not('Gent') -> user_id.name",
            ),
            call=task(self.worker),
        )
        self._assert_flat(lambda found: self.start(flow, found), self._partners, 500)

    def test_moving_deadlines(self):
        date = {"deadline_from": "field", "deadline_field": "date_deadline"}
        call = task(self.worker, within="1 days", **date)
        flow = self.flow("Dates", publish=False, call=call)
        self.step(flow, "call").reminder_ids = [Command.create({"amount": 1})]
        flow.draft_id.with_user(self.owner).action_publish()

        def ready(count):
            leads = self.leads(count)
            leads.date_deadline = "2026-03-10"
            self.start(flow, leads)
            return leads

        def move(leads):
            leads.date_deadline = "2026-03-20"

        self._assert_flat(move, ready, 500)

    def test_starting_by_a_rule(self):
        self.rule(self.process, domain="[('color', '=', 0)]")
        sent = [
            self._ours(self._statements(lambda count=count: self._partners(count)))
            for count in (1, 1, 50)
        ]
        self._assert_batches(sent[2] - sent[1], 50)

    def test_an_automatic_step(self):
        flow = self.flow(
            "Auto", res_model="res.partner", mark=auto(write("comment", "x"))
        )
        sent = [
            self._ours(self._statements(lambda p=partners: self.start(flow, p)))
            for partners in [self._partners(n) for n in (1, 1, 50)]
        ]
        self._assert_batches(sent[2] - sent[1], 50)

    def test_reading_tasks_as_a_worker(self):
        self._cases(50)
        tasks = self.env["bpm.flow.task"].with_user(self.worker)
        names = ["name", "urgency", "is_late", "can_claim", "outcome_buttons"]

        def read(count):
            tasks.search([("state", "=", "open")], limit=count).read(names)

        read(1)
        one, fifty = (self._statements(lambda n=n: read(n)) for n in (1, 50))
        self.assertEqual(_lines(fifty - one), [])

    def test_the_strip_costs_the_same_whatever_else_runs(self):
        case = self._cases(1)
        strip = self.env["bpm.flow.instance"].with_user(self.worker).strip_data
        strip("res.partner", case.res_id)
        few = self._statements(lambda: strip("res.partner", case.res_id))
        self._cases(50)
        many = self._statements(lambda: strip("res.partner", case.res_id))
        self.assertEqual(_lines(many - few), [])

    # ------------------------------------------------------------------
    # Nobody waits
    # ------------------------------------------------------------------
    def _assert_not_ours(self, act):
        act()  # what is remembered once for all is not counted
        self.assertEqual(_lines(self._ours(self._statements(act))), [])

    def _ours(self, statements):
        return Counter({s: n for s, n in statements.items() if "bpm_flow" in s})

    def test_a_save_that_no_case_waits_for_costs_nothing(self):
        """Other records have cases; these have none, and no rule asks about them."""
        self._cases(2)
        self.start(self.flow("Leads"))
        lead, partner = self.leads(1), self._partners(1)
        self._assert_not_ours(lambda: lead.write({"name": "A", "priority": "2"}))
        self._assert_not_ours(lambda: partner.write({"name": "A", "phone": "1"}))
        self._assert_not_ours(lambda: self.leads(3))
        self._assert_not_ours(lambda: self._partners(3))
        self._assert_not_ours(lambda: lead.message_post(body="x"))

    def test_a_save_of_a_record_with_a_case_costs_nothing_more(self):
        self.start(self.flow("Leads"))
        self._assert_not_ours(lambda: self.lead.write({"name": "A", "priority": "2"}))

    def test_reading_records_costs_nothing(self):
        self._cases(3)
        partners = self.env["res.partner"].with_user(self.worker)
        self._assert_not_ours(lambda: partners.search([]).read(["name", "phone"]))


def _shape(query):
    """A statement without its values and savepoint names."""
    text = " ".join((query.code if isinstance(query, SQL) else str(query)).split())
    text = re.sub(r'SAVEPOINT "[^"]*"', "SAVEPOINT", text)
    text = re.sub(r"'[^']*'|\b\d+\b|%s", "?", text)
    text = re.sub(r"\([?, ]*\)", "?", text)
    return re.sub(r"\?(?:, ?\?)+", "?", text)


def _lines(statements):
    return [f"{n} × {shape[:300]}" for shape, n in statements.items()]
