from unittest.mock import patch

from odoo.exceptions import AccessError, UserError

from .common import FlowCase, task
from .process_words import Step


def clock(**values):
    """A start by the clock."""
    return Step("startEvent", {"event": "timer", **values})


class TestSchedule(FlowCase):
    """Processes that start by the clock."""

    def _daily(self, **values):
        start = clock(timer_kind="cycle", timer_text="R/P1D", **values)
        return self.flow("Daily", start=start, call=task(self.worker))

    def _row(self, flow):
        return self.env["bpm.flow.schedule"].search([("flow_id", "=", flow.id)])

    def _pass(self, **delta):
        self.run_due(**delta)
        self.env["bpm.flow.schedule"]._cron_start_due()
        self._end_transaction()

    def test_when_it_starts_is_said_in_words(self):
        flow = self._daily(name="First of the month")
        start = flow.version_id.node_ids.filtered(lambda n: n.kind == "startEvent")
        self.assertRegex(
            flow.clock_words, "“First of the month” starts it: R/P1D. Next"
        )
        words = {
            "0 0 6 1 * ?": "on day 1 of each month at 06:00",
            "0 30 18 * * ?": "every day at 18:30",
            "0 0 6 L * ?": "0 0 6 L * ?",
            "0 0 6 ? * MON": "0 0 6 ? * MON",
            "0 0 6,18 * * ?": "0 0 6,18 * * ?",
            "0 0 6 1 1 ?": "0 0 6 1 1 ?",
        }
        draft = flow.copy().draft_id.node_ids.filtered(lambda n: n.kind == start.kind)
        for line, told in words.items():
            draft.timer_text = line
            self.assertEqual(draft._delay_words(), told)
        self.env.invalidate_all()
        told = "“First of the month” starts it: 0 0 6 1 1 ?."
        self.assertEqual(draft.version_id.flow_id.clock_words, told)
        self.assertFalse(self.flow("By hand").clock_words)

    def test_every_day_one_case_without_a_record(self):
        flow = self._daily()
        self.assertEqual(self._row(flow).date_due, self.at("2026-03-03 09:00"))
        self._pass(hours=23)
        self.assertFalse(self.cases_of(flow))
        self._pass(hours=1, minutes=1)
        case = self.cases_of(flow)
        self.assertEqual((len(case), case.res_id, case.user_id), (1, 0, self.owner))
        self.assertEqual(self.here(case), ["call"])
        self._pass()
        self.assertEqual(len(self.cases_of(flow)), 1, "it fires once")
        self.assertEqual(self._row(flow).date_due, self.at("2026-03-04 09:00"))
        self._pass(days=3)
        self.assertEqual(len(self.cases_of(flow)), 2, "what was missed counts as one")

    def test_whoever_runs_what_is_due_runs_starts_too(self):
        """One scheduled action may be switched off, or be called alone."""
        flow = self._daily()
        self.run_due(days=1)
        self.assertEqual(len(self.cases_of(flow)), 1)
        self.run_due(hours=1)
        self.assertEqual(len(self.cases_of(flow)), 1)

    def test_for_the_records_that_fit(self):
        two = self.leads(2)
        two.priority = "3"
        domain = repr([("priority", "=", "3")])
        flow = self._daily(condition_domain=domain)
        self._pass(days=1)
        self.assertEqual(self.cases_of(flow).mapped("res_id"), two.ids)
        self._pass(days=1)
        self.assertEqual(len(self.cases_of(flow)), 2, "guarded against doubles")

    def test_at_a_date_and_after_a_while_once(self):
        for values in (
            {"timer_kind": "date", "timer_text": "2026-03-05T10:00:00Z"},
            {"deadline_amount": 2, "deadline_unit": "days"},
        ):
            flow = self.flow("Once", start=clock(**values), call=task(self.worker))
            self._pass(days=4)
            self.assertEqual(len(self.cases_of(flow)), 1)
            self.assertFalse(self._row(flow))
            self.clock.move_to(self.at("2026-03-02 09:00"))

    def test_it_stops_with_its_version_and_its_process(self):
        flow = self._daily()
        first = self._row(flow).node_id
        flow.with_user(self.owner).action_new_draft()
        flow.draft_id.with_user(self.owner).action_publish()
        self.assertEqual(len(self._row(flow)), 1)
        self.assertNotEqual(self._row(flow).node_id, first)
        flow.active = False
        self.assertFalse(self._row(flow))
        flow.active = True
        self.assertTrue(self._row(flow))
        flow.with_user(self.owner).action_retire()
        self.assertFalse(self._row(flow))
        self._pass(days=2)
        self.assertFalse(self.cases_of(flow))

    def test_a_process_that_paused_itself_starts_nothing(self):
        flow = self._daily()
        flow.sudo()._pause_starts("Too many")
        self._pass(days=1)
        self.assertFalse(self.cases_of(flow))

    def test_the_checker_says_what_will_never_start(self):
        for values in (
            {"timer_kind": "date", "timer_text": "2026-03-01T10:00:00Z"},
            {"timer_kind": "date", "timer_text": "launch_date"},
        ):
            start = clock(**values)
            flow = self.flow("Never", start=start, call=task(self.worker))
            codes = [finding["code"] for finding in flow.version_id.check()]
            self.assertIn("no_start_moment", codes)
            self.assertFalse(self._row(flow))

    def test_a_formula_on_a_record_is_refused(self):
        """There is no record yet: said before it is published, with what to do."""
        start = clock(timer_kind="date", timer_text="date_deadline")
        with self.refused(UserError, "“Start”", "a date of the record"):
            self.flow("Never", start=start, call=task(self.worker))

    # ------------------------------------------------------------------
    # A date of each record
    # ------------------------------------------------------------------
    def _by_date(self, field="date_open", amount=0, unit="hours", **values):
        start = clock(
            deadline_from="field",
            deadline_field=field,
            deadline_amount=amount,
            deadline_unit=unit,
            **values,
        )
        flow = self.flow("By date", start=start, call=task(self.worker))
        self._pass()
        return flow

    def test_each_record_starts_at_its_own_date(self):
        soon, later, before, never = self.leads(4)
        soon.date_open = self.at("2026-03-02 10:00")
        later.date_open = self.at("2026-03-02 12:30")
        before.date_open = self.at("2026-03-01 10:00")
        never.date_open = False
        flow = self._by_date()
        self.assertEqual([f["code"] for f in flow.version_id.check()], [])
        self._pass(minutes=59)
        self.assertFalse(self.cases_of(flow))
        self._pass(minutes=1)
        self.assertEqual(self.cases_of(flow).mapped("res_id"), soon.ids)
        self.assertEqual(self.cases_of(flow).user_id, self.owner)
        self._pass(hours=4)
        self.assertEqual(self.cases_of(flow).mapped("res_id"), (soon | later).ids)
        self.cases_of(flow).action_cancel("Again?")
        self._pass(days=2)
        self.assertEqual(len(self.cases_of(flow)), 2, "a date counts once")

    def test_the_scheduler_is_woken_at_the_next_date(self):
        self.lead.date_open = self.at("2026-03-02 09:04")
        flow = self._by_date()
        self.assertEqual(self._row(flow).date_due, self.at("2026-03-02 09:04"))
        self._pass(minutes=4)
        self.assertEqual(len(self.cases_of(flow)), 1)
        self.assertEqual(self._row(flow).date_due, self.at("2026-03-02 09:09"))

    def test_before_and_after_a_date_and_only_for_those_that_fit(self):
        first, second, unfit = self.leads(3)
        (first | second | unfit).date_deadline = "2026-03-10"
        (first | second).priority = "3"
        flow = self._by_date(
            "date_deadline",
            amount=-3,
            unit="days",
            condition_domain=repr([("priority", "=", "3")]),
        )
        self._pass(days=5, hours=14)
        self.assertFalse(self.cases_of(flow))
        second.date_deadline = "2026-03-20"
        self._pass(hours=1)
        self.assertEqual(self.cases_of(flow).mapped("res_id"), first.ids)
        self._pass(days=30)
        self.assertEqual(
            self.cases_of(flow).mapped("res_id"), sorted((first | second).ids)
        )

    def test_dates_that_came_while_nothing_ran_are_caught_up_with(self):
        lead, flow = self.lead, self._by_date()
        lead.date_open = self.at("2026-03-05 10:00")
        self._pass(days=20)
        self.assertEqual(self.cases_of(flow).mapped("res_id"), lead.ids)

    def test_a_look_that_fails_is_told_and_made_up_for(self):
        self.lead.date_open = self.at("2026-03-02 10:00")
        flow, before = self._by_date(), self.inbox(self.owner)
        node = type(self.env["bpm.flow.node"])
        with patch.object(node, "_records_due", side_effect=ZeroDivisionError("Oh")):
            self._pass(hours=2)
            self._pass(hours=2)
        told = self.inbox(self.owner) - before
        self.assertEqual(told.mapped("subject"), ["“By date” could not be started"])
        self._pass(days=1)
        self.assertEqual(self.cases_of(flow).mapped("res_id"), self.lead.ids)

    def test_rows_are_made_by_publishing_only(self):
        row = self._row(self._daily())
        with self.refused(AccessError):
            row.with_user(self.owner).date_due = self.at("2026-03-02 09:00")
        with self.refused(AccessError):
            row.with_user(self.owner).create({"flow_id": row.flow_id.id})
