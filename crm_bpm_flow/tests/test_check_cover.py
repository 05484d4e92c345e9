from .check_case import CheckCase
from .common import end, task
from .process_words import by_formula, by_variable, choice


class TestCover(CheckCase):
    """The checker on conditions together: gaps, overlaps, what never holds."""

    def found(self, look, **steps):
        """{code: message} about one choice between two ends."""
        ends = {"much": end("goal"), "little": end("failure"), "rest": end()}
        flow = self.flow("Checked", publish=False, look=look, **ends, **steps)
        codes = ("no_default", "way_never", "way_hidden", "way_overlap")
        findings = flow.draft_id.with_user(self.owner).check()
        self.elements = {f["code"]: f["element"] for f in findings}
        return {f["code"]: f["message"] for f in findings if f["code"] in codes}

    def test_a_gap_with_its_example(self):
        found = self.found(
            choice(
                ([("expected_revenue", ">", 100)], "much"),
                ([("expected_revenue", "<", 100)], "little"),
            )
        )
        self.assertEqual(list(found), ["no_default"])
        self.assertIn("Expected Revenue is 100", found["no_default"])
        self.assertEqual(self.elements["no_default"], "look")

    def test_no_default_is_asked_for_where_everything_is_covered(self):
        found = self.found(
            choice(
                ([("expected_revenue", ">", 100)], "much"),
                ([("expected_revenue", "<=", 100)], "little"),
            )
        )
        self.assertEqual(found, {})

    def test_with_otherwise_there_is_no_gap(self):
        found = self.found(
            choice(([("expected_revenue", ">", 100)], "much"), otherwise="rest")
        )
        self.assertEqual(found, {})

    def test_what_cannot_be_decided_asks_for_otherwise(self):
        found = self.found(choice(([("name", "ilike", "chair")], "much")))
        self.assertIn("all conditions may fail", found["no_default"])

    def test_types_of_records(self):
        found = self.found(
            choice(
                ([("type", "=", "lead")], "much"),
                ([("type", "=", "opportunity")], "little"),
            )
        )
        self.assertEqual(found, {})
        found = self.found(choice(([("type", "=", "lead")], "much")))
        self.assertIn("Type is “Opportunity”", found["no_default"])

    def test_people_are_called_by_their_names(self):
        found = self.found(
            choice(([("user_id", "not in", [self.worker.id, False])], "much"))
        )
        self.assertIn("Worker", found["no_default"])

    def test_dates(self):
        found = self.found(
            choice(
                ([("date_deadline", "<", "2026-03-01")], "much"),
                ([("date_deadline", ">", "2026-03-01")], "little"),
            )
        )
        self.assertEqual(list(found), ["no_default"])
        found = self.found(
            choice(
                ([("date_deadline", "<=", "2026-03-01")], "much"),
                ([("date_deadline", ">", "2026-02-01")], "little"),
                ([("date_deadline", "=", False)], "rest"),
            )
        )
        self.assertEqual(list(found), ["way_overlap"])

    def test_yes_and_no(self):
        found = self.found(
            choice(
                ([("active", "=", True)], "much"), ([("active", "=", False)], "little")
            )
        )
        self.assertEqual(found, {})
        found = self.found(choice(([("active", "=", True)], "much")))
        self.assertEqual(list(found), ["no_default"])

    def test_records_that_it_refers_to(self):
        one, other = self.env["crm.team"].create([{"name": "One"}, {"name": "Other"}])
        mine, none = [("team_id", "=", one.id)], [("team_id", "=", False)]
        found = self.found(choice((mine, "much"), (none, "little")))
        self.assertEqual(list(found), ["no_default"])
        away = [("team_id", "!=", one.id)]
        self.assertEqual(self.found(choice((mine, "much"), (away, "little"))), {})
        both = [("team_id", "in", [one.id, other.id])]
        rest = [("team_id", "not in", [one.id, other.id])]
        found = self.found(choice((both, "much"), (mine, "little"), (rest, "rest")))
        self.assertEqual(list(found), ["way_hidden"])

    def test_overlap(self):
        found = self.found(
            choice(
                ([("expected_revenue", "<", 100)], "much"),
                ([("expected_revenue", ">", 50)], "little"),
            )
        )
        self.assertIn("between 50 and 100", found["way_overlap"])
        self.assertEqual(self.elements["way_overlap"], "look_little_2")

    def test_a_way_that_never_gets_its_turn(self):
        found = self.found(
            choice(
                ([("expected_revenue", ">", 50)], "much"),
                ([("expected_revenue", ">", 100)], "little"),
                otherwise="rest",
            )
        )
        self.assertEqual(list(found), ["way_hidden"])

    def test_a_condition_that_never_holds(self):
        never = [("expected_revenue", ">", 50), ("expected_revenue", "<", 10)]
        found = self.found(choice((never, "much"), otherwise="rest"))
        self.assertEqual(list(found), ["way_never"])

    def test_values_of_the_case(self):
        found = self.found(
            by_variable(
                ([("amount", ">", 10)], "much"), ([("amount", "<", 10)], "little")
            )
        )
        self.assertIn("amount is 10", found["no_default"])

    def test_formulas(self):
        found = self.found(
            by_formula(
                ("expected_revenue > 10", "much"), ("expected_revenue < 10", "little")
            )
        )
        self.assertIn("Expected Revenue is 10", found["no_default"])

    def test_formulas_and_domains_look_at_the_same(self):
        look = choice(([("expected_revenue", ">", 10)], "much"))
        way = ({"expression": "record.expected_revenue <= 10"}, "little")
        found = self.found(look._replace(then=[*look.then, way]))
        self.assertEqual(found, {})

    def test_outcomes_count(self):
        flow = self.flow(
            "Checked",
            publish=False,
            call=task(self.worker, {"Yes": "look", "No": "look"}),
            look=choice(([("probability", ">", 50)], "goal")),
            goal=end("goal"),
            sorry=end("failure"),
        )
        call, look = self.step(flow, "call"), self.step(flow, "look")
        self.env["bpm.flow.transition"].create(
            {
                "source_id": look.id,
                "target_id": self.step(flow, "sorry").id,
                "outcome_id": call.outcome_ids[1].id,
            }
        )
        [told] = [f for f in flow.draft_id.check() if f["code"] == "no_default"]
        self.assertIn("the outcome is “yes”", told["message"])

    def test_a_start_that_can_never_happen(self):
        flow = self.flow("Checked", publish=False, call=task(self.worker))
        self.rule(flow, domain="[('type', '=', 'lead'), ('type', '=', 'opportunity')]")
        [told] = flow.draft_id.check()
        self.assertEqual((told["severity"], told["element"]), ("error", "start"))
        self.assertIn("“New lead” can never happen", told["message"])
