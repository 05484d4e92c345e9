from odoo.exceptions import AccessError

from .common import FlowCase, end, task
from .process_words import auto, code, limit


class TestNumbers(FlowCase):
    """The figures on a process's map are those of its cases."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(
            call=task(
                self.worker, {"Reached": "offer", "Refused": "lost"}, within="1 hours"
            ),
            offer=task(self.worker + self.mate, pick="claim", then="goal"),
            goal=end("goal"),
            lost=end("failure"),
        )
        self.cases = self.start(self.process, self.leads(6))

    def numbers(self, flow=None, days=30):
        data = (flow or self.process).with_user(self.owner).map_numbers(days)
        return data, {row["element"]: row for row in data["steps"]}

    def test_where_they_are(self):
        for case in self.cases[:2]:
            self.finish(case, "Reached")
        self.run_due(hours=2)
        _data, rows = self.numbers()
        self.assertEqual((rows["call"]["now"], rows["call"]["late"]), (4, 4))
        self.assertEqual((rows["offer"]["now"], rows["offer"]["late"]), (2, 0))
        self.assertEqual(rows["goal"]["now"], 0)

    def test_a_time_limit_is_no_place_to_be(self):
        flow = self.flow(
            call=task(self.worker),
            limit=limit("call", "2 hours", then="goal"),
            goal=end("goal"),
        )
        self.start(flow)
        _data, rows = self.numbers(flow)
        self.assertEqual((rows["call"]["now"], rows["limit"]["now"]), (1, 0))

    def test_how_long_they_took(self):
        for minutes, case in zip((10, 20, 60), self.cases, strict=False):
            self.run_due(minutes=minutes)
            self.finish(case, "Reached")
        _data, rows = self.numbers()
        call = rows["call"]
        self.assertEqual((call["done"], call["median"], call["slow"]), (3, 30, 78))
        self.run_due(minutes=15)
        offer = self.cases[0].open_task_ids.with_user(self.mate)
        offer.action_claim()
        self.run_due(minutes=30)
        offer.complete()
        _data, rows = self.numbers()
        # From its opening to its end: an hour passed with the other two.
        self.assertEqual(rows["offer"]["taken"], 95)
        self.assertEqual(rows["offer"]["median"], 125)

    def test_what_is_long_past_does_not_count(self):
        self.finish(self.cases[0], "Reached")
        self.run_due(days=40)
        _data, rows = self.numbers()
        self.assertEqual(rows["call"]["done"], 0)
        _data, rows = self.numbers(days=50)
        self.assertEqual(rows["call"]["done"], 1)

    def test_ways_ends_and_where_they_died(self):
        for case, outcome in zip(self.cases, ("Reached", "Refused"), strict=False):
            self.finish(case, outcome)
        self.cases[2].with_user(self.owner).action_cancel("Gone")
        data, rows = self.numbers()
        names = {
            w.bpmn_id: w.target_id.bpmn_id
            for w in self.process.version_id.transition_ids
        }
        taken = {names[way]: count for way, count in data["ways"].items()}
        self.assertEqual((taken["call"], taken["offer"], taken["lost"]), (6, 1, 1))
        self.assertEqual(rows["lost"]["died"], 1)
        self.assertEqual(rows["call"]["died"], 1)
        totals = data["totals"]
        self.assertEqual((totals["started"], totals["running"]), (6, 4))
        self.assertEqual((totals["failure"], totals["cancelled"]), (1, 1))

    def test_cases_of_older_versions_count(self):
        self.edit(self.process, call=task(self.worker), then=end("goal"))
        _data, rows = self.numbers()
        self.assertEqual(rows["call"]["now"], 6)

    def test_incidents_and_the_cases_behind_a_figure(self):
        flow = self.flow("Bad", act=auto(code("raise UserError('No price')")))
        cases = self.start(flow, self.leads(2))
        _data, rows = self.numbers(flow)
        self.assertEqual((rows["act"]["now"], rows["act"]["incidents"]), (2, 2))
        for what in ("now", "incidents"):
            action = flow.with_user(self.owner).action_view_cases_at("act", what)
            found = self.env["bpm.flow.instance"].search(action["domain"])
            self.assertEqual(found, cases.sorted("id", reverse=True) & found)
            self.assertEqual(len(found), 2)

    def test_as_many_questions_for_more_cases(self):
        def ask():
            self.env.flush_all()
            self.env.invalidate_all()
            self.process.with_user(self.owner).map_numbers()

        ask()
        with self.assertQueryCount(60):
            ask()
            count = self.env.cr.sql_log_count
        self.start(self.process, self.leads(60))
        before = self.env.cr.sql_log_count
        ask()
        self.assertLessEqual(self.env.cr.sql_log_count - before, 60, count)

    def test_for_the_owner(self):
        for user in (self.worker, self.foreigner):
            with self.assertRaises(AccessError):
                self.process.with_user(user).map_numbers()
            with self.assertRaises(AccessError):
                self.process.with_user(user).action_view_cases_at("call")
        self.assertTrue(self.process.with_user(self.admin).map_numbers())
