from odoo.exceptions import AccessError, UserError

from .common import FlowCase, end
from .process_words import by_formula


class TestFormula(FlowCase):
    """Conditions in the small language of formulas (DESIGN rule 10)."""

    def _flow(self, text, **values):
        return self.flow(
            ask=by_formula((text, "yes"), otherwise="no"),
            yes=end("goal"),
            no=end("failure"),
            **values,
        )

    def _result(self, text, records=None, **variables):
        case = self.start(self._flow(text), records, **variables)
        return case.result or case.incident_ids.mapped("error")

    # ------------------------------------------------------------------
    # What it decides
    # ------------------------------------------------------------------
    def test_fields_of_the_record_and_values_of_the_case(self):
        self.lead.expected_revenue = 1500
        self.assertEqual(self._result("expected_revenue > limit", limit=1000), "goal")
        self.assertEqual(
            self._result("record.expected_revenue > limit", limit=2000), "failure"
        )

    def test_a_value_hides_a_field_of_the_same_name(self):
        self.assertEqual(self._result("name == 'Value'", name="Value"), "goal")
        self.assertEqual(
            self._result("record.name == 'Fifty chairs'", name="Value"), "goal"
        )

    def test_through_relations_and_over_several_records(self):
        belgium = self.env.ref("base.be")
        self.lead.partner_id = self.env["res.partner"].create(
            {"name": "Customer", "country_id": belgium.id}
        )
        self.lead.tag_ids = self.env["crm.tag"].create([{"name": "A"}, {"name": "B"}])
        for text in (
            "partner_id.country_id.code == 'BE'",
            "count(tag_ids) == 2",
            "'B' in tag_ids.name",
            "empty(user_id) or user_id.name != null",
        ):
            self.assertEqual(self._result(text), "goal", text)

    def test_an_empty_field_is_nothing(self):
        self.lead.partner_id = False
        for text in ("partner_id == null", "empty(partner_id.country_id)"):
            self.assertEqual(self._result(text), "goal", text)

    def test_as_other_tools_write_it(self):
        for text in ("${amount > 1000 && urgent}", "=amount > 1000 and urgent"):
            self.assertEqual(self._result(text, amount=1500, urgent=True), "goal")
            self.assertEqual(self._result(text, amount=500, urgent=True), "failure")

    def test_today_is_the_company_s_day(self):
        self.env.company.resource_calendar_id.tz = "Pacific/Kiritimati"  # UTC+14
        self.clock.move_to("2026-03-02 12:00:00")
        self.assertEqual(self._result('today() == date("2026-03-03")'), "goal")

    # ------------------------------------------------------------------
    # What goes wrong
    # ------------------------------------------------------------------
    def test_what_cannot_be_decided_is_an_incident_that_says_why(self):
        for text, words in (
            ("amount > 1000", "neither a value of the case nor a field"),
            ("1 / zero > 1", "divided by zero"),
            ("name + 1 > 2", "does not go with"),
            ("Hello ${name}", "does not go with"),  # it would always hold
        ):
            errors = self._result(text, zero=0)
            self.assertIn(words, " ".join(errors), text)

    def test_it_is_mended_by_a_value_and_a_retry(self):
        case = self.start(self._flow("amount > 1000"))
        self.assertTrue(case.incident_ids)
        case.with_user(self.admin).set_variables({"amount": 2000})
        case.incident_ids.with_user(self.admin).action_retry()
        self.assertEqual(case.result, "goal")

    def test_it_reads_with_the_rights_of_the_process(self):
        group = self.env.ref("base.group_system")
        self.patch(
            self.env["crm.lead"]._fields["referred"], "groups", "base.group_system"
        )
        self.assertNotIn(group, self.owner.all_group_ids)
        self.lead.referred = "secret"
        errors = self._result("referred == 'secret'")
        self.assertIn("neither a value", " ".join(errors))

    def test_the_journal_keeps_what_decided(self):
        self.lead.expected_revenue = 1500
        case = self.start(self._flow("expected_revenue > limit"), limit=1000)
        row = case.log_ids.filtered(lambda r: r.kind == "chosen")
        self.assertEqual(
            row.data["asked"][0]["values"], {"expected_revenue": 1500.0, "limit": 1000}
        )

    def test_many_cases_cost_what_one_costs(self):
        flow = self._flow("partner_id.country_id.code == 'BE' and n > 1")
        customers = self.env["res.partner"].create(
            [
                {"name": f"C{i}", "country_id": self.env.ref("base.be").id}
                for i in range(9)
            ]
        )
        leads = self.leads(18)
        for lead, customer in zip(leads, [*customers, *customers], strict=True):
            lead.partner_id = customer
        counts = []
        for part in (leads[:1], leads[1:2], leads[2:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertEqual(
                set(self.start(flow, part, n=2).mapped("result")), {"goal"}
            )
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])  # the first one fills what is remembered

    # ------------------------------------------------------------------
    # The checker and the editor
    # ------------------------------------------------------------------
    def test_the_checker_names_the_mistake(self):
        for text, words in (
            ("amount >", "stops too early"),
            ("partner_id.colour == 'red'", "no field “colour”"),
            ("foo(1)", "no function “foo”"),
            ("${execution.foo()}", ""),
        ):
            flow = self._flow(text, publish=False)
            found = [f for f in flow.draft_id.check() if f["code"] == "formula"]
            self.assertEqual(len(found), 1, text)
            self.assertIn(words, found[0]["message"])
            with self.refused(UserError, "cannot be published"):
                flow.draft_id.with_user(self.owner).action_publish()

    def test_a_mistake_is_said_while_it_is_typed(self):
        draft = self._flow("n > 1", publish=False).draft_id.with_user(self.owner)
        good = {"mistake": False, "position": False, "values": [], "likely": {}}
        self.assertEqual(draft.formula_check(""), good)
        self.assertEqual(draft.formula_check("record.name == name"), good)
        self.assertEqual(draft.formula_check("n > 1"), {**good, "values": ["n"]})
        for text, sign, position in (
            ("n > 1 and ?", "?", 10),
            ("? 1", "?", 0),
            ("n > 1 and partner_id.n > 1", "n", 21),
        ):
            found = draft.formula_check(text)
            self.assertIn(sign, found["mistake"])
            self.assertIs(type(found["position"]), int)
            self.assertEqual(found["position"], position)

    def test_a_slip_of_the_keys_is_told_from_a_value_of_the_case(self):
        draft = self._flow("n > 1", publish=False).draft_id.with_user(self.owner)
        found = draft.formula_check("expected_revenu > n")
        self.assertEqual(found["values"], ["expected_revenu", "n"])
        self.assertEqual(found["likely"], {"expected_revenu": "expected_revenue"})
        self.assertFalse(draft.formula_check("limit > 1")["likely"])

    def test_a_calculation_is_read_line_by_line(self):
        draft = self._flow("n > 1", publish=False).draft_id.with_user(self.owner)
        found = draft.formula_check("total = total + 1\nm = total", script=True)
        self.assertEqual((found["mistake"], found["values"]), (False, ["total"]))
        found = draft.formula_check("total = 1\nm == 2", script=True)
        self.assertEqual(found["position"], 12)
        self.assertIn("“=” is expected here", found["mistake"])

    def test_a_way_says_its_formula_with_the_labels_of_fields(self):
        for text, words in (
            ("expected_revenue > limit", "when Expected Revenue > limit"),
            ("${partner_id.country_id.code == 'name'}", "Contact › Country › "),
            ("contains(name, 'name')", "when contains(Opportunity, "),
            ("name >", "when name >"),
        ):
            draft = self._flow(text, publish=False).draft_id
            way = draft.transition_ids.filtered("expression")
            self.assertIn(words, way._label(), text)
            self.assertNotIn("'Opportunity'", way._label().replace('"', "'"))

    def test_what_is_offered(self):
        draft = self._flow("amount > 1", publish=False).draft_id.with_user(self.owner)
        offer = draft.formula_offer()
        self.assertIn("amount", offer["values"])
        self.assertIn("lower", offer["functions"])
        names = {row["name"]: row for row in offer["fields"]}
        self.assertEqual(names["partner_id"]["model"], "res.partner")
        self.assertIn("email", [r["name"] for r in draft.formula_fields("res.partner")])
        self.assertEqual(draft.formula_fields("ir.config_parameter"), [])

    def test_it_is_tried_on_a_record_with_one_s_own_rights(self):
        self.lead.expected_revenue = 1500
        draft = self._flow("n > 1", publish=False).draft_id
        mine = draft.with_user(self.owner)
        found = mine.formula_try("expected_revenue > n", self.lead.id, {"n": 7})
        self.assertEqual(
            found,
            {
                "value": True,
                "holds": True,
                "used": {"expected_revenue": 1500.0, "n": 7},
                "labels": {"expected_revenue": "Expected Revenue", "n": "n"},
            },
        )
        refused = mine.formula_try("m > 1", self.lead.id)
        self.assertIn("neither a value", refused["mistake"])
        with self.refused(UserError, "Choose a record"):
            mine.formula_try("1", 0)
        with self.refused(AccessError):
            draft.with_user(self.stranger).formula_try("name", self.lead.id)
