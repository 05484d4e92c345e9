from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from .common import FlowCase, end, task
from .process_words import Step, auto, by_formula, decide, write
from .table_words import plain


class TestDecision(FlowCase):
    """Cases go the way that a table of rules says."""

    def lead_of(self, revenue, **values):
        values = {
            "name": "Chairs",
            "type": "lead",
            "expected_revenue": revenue,
            **values,
        }
        return self.env["crm.lead"].create(values)

    def said(self, case):
        """The journal's sentence of the decision."""
        return case.log_ids.filtered(lambda row: row.kind == "decided").message

    def decided(self, *table, revenue=0, start=None, **how):
        """A case behind a decision."""
        flow = self.flow(rule=decide(*table, **how), call=task(self.worker))
        return self.start(flow, self.lead_of(revenue), **(start or {}))

    # ------------------------------------------------------------------
    # Each policy
    # ------------------------------------------------------------------
    def test_unique(self):
        table = (
            "expected_revenue | priority -> discount",
            ">= 1000 | '3' -> 15",
            ">= 1000 | '0', '1', '2' -> 10",
            "< 1000 | - -> expected_revenue / 100",
        )
        case = self.decided(*table, revenue=2000)
        self.assertEqual(case.variables, {"discount": 10})
        self.assertEqual(self.here(case), ["call"])
        self.assertEqual(
            self.said(case),
            "“Rule”: rule 2 (Expected Revenue = 2000, Priority = Low): discount = 10.",
        )
        case = self.decided(*table, revenue=300)
        self.assertEqual(case.variables, {"discount": 3})
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_two_rules_of_a_unique_table_are_an_incident(self):
        table = "expected_revenue -> discount", "> 10 -> 5", "limit -> 7", "> 100 -> 10"
        case = self.decided(*table, revenue=200, start={"limit": 1})
        self.assertEqual(self.here(case), [])
        self.assertEqual(
            case.incident_ids.error,
            "“Rule” cannot decide: rules 1, 3 fit, but only one may.",
        )
        self.assertFalse(case.incident_ids.date_due, "trying again changes nothing")
        self.assertFalse(case.variables.get("discount"))
        self.env["crm.lead"].browse(case.res_id).expected_revenue = 50
        case.incident_ids.with_user(self.owner).action_retry()
        self.assertEqual((self.here(case), case.variables["discount"]), (["call"], 5))

    def test_first_and_no_rule(self):
        table = "expected_revenue -> size", "> 1000 -> 'big'", "> 100 -> 'medium'"
        for revenue, size in ((5000, "big"), (500, "medium"), (5, None)):
            case = self.decided(*table, policy="first", revenue=revenue)
            self.assertEqual(case.variables, {"size": size})
        self.assertIn("no rule fits (Expected Revenue = 5)", self.said(case))
        outputs = {"size": {"default": "'small'"}}
        case = self.decided(*table, policy="first", revenue=5, outputs=outputs)
        self.assertEqual(case.variables, {"size": "small"})

    def test_any(self):
        table = (
            "expected_revenue -> ask",
            "> 1000 -> true",
            "limit -> expected_revenue > 1",
        )
        case = self.decided(*table, policy="any", revenue=2000, start={"limit": 2000})
        self.assertEqual(case.variables["ask"], True)
        self.assertIn("rule 1, 2", self.said(case))
        table = (table[0], "> 1000 -> asked", "> 2000 -> true")
        case = self.decided(*table, policy="any", revenue=5000, start={"asked": False})
        self.assertIn("rules 1, 2 fit, but they say", case.incident_ids.error)

    def test_priority(self):
        table = (
            "expected_revenue -> who",
            "- -> 'seller'",
            "> 100 -> 'manager'",
            "> 1000 -> 'director'",
        )
        order = {"who": {"values": "'director', 'manager', 'seller'"}}
        for revenue, who in ((5, "seller"), (500, "manager"), (5000, "director")):
            how = {"policy": "priority", "outputs": order}
            case = self.decided(*table, revenue=revenue, **how)
            self.assertEqual(case.variables, {"who": who})

    def test_collect(self):
        table = "expected_revenue -> points", "> 10 -> 1", "> 100 -> 2", "> 1000 -> 4"
        for together, points in (
            ("list", [1, 2]),
            ("sum", 3),
            ("min", 1),
            ("max", 2),
            ("count", 2),
        ):
            how = {"policy": "collect", "together": together}
            case = self.decided(*table, revenue=500, **how)
            self.assertEqual(case.variables, {"points": points})

    def test_rule_order_and_everything_in_one_value(self):
        table = (
            "expected_revenue -> what | days",
            "> 10 -> 'call' | 1",
            "> 100 -> 'visit' | 5",
        )
        case = self.decided(*table, policy="rule_order", revenue=500)
        self.assertEqual(case.variables, {"what": ["call", "visit"], "days": [1, 5]})
        how = {"policy": "rule_order", "decision_result": "plan"}
        case = self.decided(*table, revenue=500, **how)
        steps = [{"what": "call", "days": 1}, {"what": "visit", "days": 5}]
        self.assertEqual(case.variables, {"plan": steps})
        case = self.decided(*table, revenue=50, decision_result="plan")
        self.assertEqual(case.variables, {"plan": {"what": "call", "days": 1}})

    # ------------------------------------------------------------------
    # Ways behind it, and what it reads
    # ------------------------------------------------------------------
    def test_a_case_takes_the_way(self):
        flow = self.flow(
            rule=decide("expected_revenue -> level", "< 100 -> 1", ">= 100 -> 2"),
            look=by_formula(("level > 1", "ask"), otherwise="end"),
            ask=task(self.worker, then="end"),
            end=end("goal"),
        )
        much, little = self.start(flow, self.lead_of(900) + self.lead_of(9))
        self.assertEqual(self.here(much), ["ask"])
        self.assertEqual((little.state, little.result), ("done", "goal"))

    def test_related_records_lists_and_days(self):
        tags = self.env["crm.tag"].create([{"name": "VIP"}, {"name": "New"}])
        partner = self.env["res.partner"].create({"name": "Anna", "city": "Gent"})
        lead = self.lead_of(
            5,
            partner_id=partner.id,
            tag_ids=[Command.set(tags.ids)],
            date_deadline="2026-03-05",
        )
        table = (
            "partner_id.city | tag_ids.name | date_deadline -> hit | when",
            "'Gent', 'Brugge' | 'VIP' | [2026-03-01..2026-03-31] -> true | today()",
            "- | not('VIP') | - -> false | ",
        )
        kinds = {"hit": {"type": "boolean"}, "when": {"type": "date"}}
        flow = self.flow(rule=decide(*table, outputs=kinds, policy="first"))
        case = self.start(flow, lead)
        self.assertEqual(case.variables, {"hit": True, "when": "2026-03-02"})
        self.assertIn(
            "Contact › City = Gent, Tags › Tag Name = VIP, New, Expected",
            self.said(case),
        )

    def test_each_of_several(self):
        """A repeated decision knows which one it is."""
        rule = decide("loopCounter -> n", "1 -> 10", "> 1 -> n + loopCounter")
        loop = {"loop": "sequential", "loop_number": "3"}
        flow = self.flow(rule=rule._replace(values={**rule.values, **loop}))
        self.assertEqual(self.start(flow).variables, {"n": 15})

    def test_without_a_table_it_passes(self):
        flow = self.flow(rule=Step("businessRuleTask", {}), call=task(self.worker))
        self.assertEqual(self.here(self.start(flow)), ["call"])

    def test_later_it_decides_alike(self):
        """As a file may say it."""
        rule = decide("expected_revenue -> n", "- -> 5")
        flow = self.flow(rule=rule._replace(values={**rule.values, "run_later": True}))
        case = self.start(flow)
        self.assertFalse(case.variables)
        self.run_due()
        self.assertEqual((case.state, case.variables), ("done", {"n": 5}))

    # ------------------------------------------------------------------
    # Faults and rights
    # ------------------------------------------------------------------
    def test_a_fault_names_its_cell(self):
        for table, start, words in (
            (("unknown -> n", "1 -> 1"), {}, "“unknown”: “unknown” is neither"),
            (
                ("expected_revenue -> n", "- -> 1 / left"),
                {"left": 0},
                "rule 1, “n”: Something is divided by zero.",
            ),
            (
                ("expected_revenue -> n", "> '5' -> 1"),
                {},
                "rule 1, “Expected Revenue”: “>” does not go with number, text.",
            ),
        ):
            case = self.decided(*table, start=start)
            self.assertIn(words, case.incident_ids.error)
            self.assertEqual(case.state, "running")

    def test_one_case_s_fault_is_not_another_s(self):
        flow = self.flow(
            rule=decide("expected_revenue -> n", "- -> 1 / expected_revenue")
        )
        good, bad = self.start(flow, self.lead_of(4) + self.lead_of(0))
        self.assertEqual((good.state, good.variables), ("done", {"n": 0.25}))
        self.assertTrue(bad.incident_ids)

    def test_it_reads_what_the_process_may_read(self):
        self.patch(self.lead._fields["referred"], "groups", "base.group_system")
        self.lead.referred = "SECRET"
        flow = self.flow(rule=decide("referred -> n", "- -> 1"), publish=False)
        flow.draft_id.with_user(self.owner).action_publish()
        case = self.start(flow)
        self.assertIn("neither a value of the case", case.incident_ids.error)
        self.assertNotIn("SECRET", " ".join(case.log_ids.mapped("message")))

    # ------------------------------------------------------------------
    # The table belongs to its version
    # ------------------------------------------------------------------
    def test_published_it_is_frozen(self):
        flow = self.flow(rule=decide("expected_revenue -> n", "- -> 1"))
        decision = flow.version_id.decision_ids
        for act in (
            lambda: decision.write({"table": {}}),
            lambda: decision.write({"hit_policy": "first"}),
            decision.unlink,
            lambda: decision.copy(),
            lambda: decision.node_ids.write({"decision_table": {}}),
            lambda: decision.node_ids.write({"decision_id": False}),
        ):
            with self.refused(UserError, "frozen"):
                act()

    def test_a_new_draft_has_its_own(self):
        flow = self.flow(rule=decide("expected_revenue -> n", "- -> 1"))
        flow.with_user(self.owner).action_new_draft()
        node = self.step(flow, "rule")
        node.decision_table = plain("expected_revenue -> n", "- -> 2")
        self.assertEqual(flow.draft_id.decision_ids, node.decision_id)
        old = flow.version_id.decision_ids
        self.assertEqual(old.table["rules"][0]["then"], ["1"])
        self.assertEqual(self.start(flow).variables, {"n": 1})
        flow.draft_id.with_user(self.owner).action_publish()
        self.assertEqual(self.start(flow, self.leads(1)).variables, {"n": 2})

    def test_what_differs_from_the_version_before_is_told(self):
        rule = decide("city -> n", "'a' -> 1", "'b' -> 2", policy="first")
        flow = self.flow(rule=rule)
        flow.with_user(self.owner).action_new_draft()
        draft, node = flow.draft_id, self.step(flow, "rule")
        self.assertEqual(draft.compare(flow.version_id), [])
        node.decision_table = plain("city -> n", "'b' -> 2", "'a' -> 1", "- -> 3")
        node.decision_policy = "unique"
        (row,) = draft.compare(flow.version_id)
        told = {change["what"]: change["new"] for change in row["changes"]}
        self.assertEqual(told["Which rules count"], "One rule at most")
        self.assertIn("- → 3", told["Rules of the table"])
        self.assertIn("Order of the rules", told)
        node.decision_table = plain("city | name -> m", "'a' | - -> 1")
        (row,) = draft.compare(flow.version_id)
        told = {change["what"]: change["new"] for change in row["changes"]}
        self.assertIn("→ m", told["Columns of the table"])

    def test_a_copied_process_and_a_copied_step(self):
        flow = self.flow(rule=decide("expected_revenue -> n", "- -> 1"), publish=False)
        twin = flow.with_user(self.owner).copy()
        copied = self.step(twin, "rule").decision_id
        self.assertEqual(copied.version_id, twin.draft_id)
        self.assertEqual(copied.table, flow.draft_id.decision_ids.table)
        node = self.step(flow, "rule")
        data = flow.draft_id.with_user(self.owner).editor_copy(node.id)
        other = node.browse(data["new_step"])
        self.assertNotEqual(other.decision_id, node.decision_id)
        self.assertEqual(other.decision_id.table, node.decision_id.table)
        other.unlink()
        self.assertEqual(flow.draft_id.decision_ids, node.decision_id)

    def test_two_steps_may_share_one(self):
        flow = self.flow(
            rule=decide(
                "expected_revenue -> n", "- -> n0 + 1", "limit -> 7", policy="first"
            ),
            again=Step("businessRuleTask", {}),
            publish=False,
        )
        shared = self.step(flow, "rule").decision_id
        self.step(flow, "again").decision_id = shared
        self.step(flow, "rule").unlink()
        self.assertTrue(shared.exists())
        self.step(flow, "again").unlink()
        self.assertFalse(shared.exists())

    def test_a_table_of_another_process_is_refused(self):
        flow = self.flow(rule=decide("expected_revenue -> n", "- -> 1"), publish=False)
        other = self.flow(rule=Step("businessRuleTask", {}), publish=False)
        with self.refused(ValidationError, "belongs to the process"):
            self.step(other, "rule").decision_id = flow.draft_id.decision_ids
        with self.refused(ValidationError, "belongs to the process"):
            flow.draft_id.decision_ids.version_id = other.draft_id
        with self.refused(ValidationError, "cannot be the name"):
            self.step(flow, "rule").decision_result = "my plan"

    def test_only_who_owns_the_process_changes_it(self):
        flow = self.flow(rule=decide("expected_revenue -> n", "- -> 1"), publish=False)
        decision = flow.draft_id.decision_ids
        rival = self._person(
            "rival",
            "sales_team.group_sale_salesman_all_leads,crm_bpm_flow.group_owner",
        )
        for user in (rival, self.worker, self.stranger):
            mine = decision.with_user(user)
            values = {"version_id": flow.draft_id.id, "name": "Forged"}
            for act in (
                lambda mine=mine: mine.write({"table": {}}),
                mine.unlink,
                lambda mine=mine, values=values: mine.create(values),
                lambda mine=mine: mine.node_ids.write({"decision_policy": "any"}),
            ):
                with self.refused(AccessError):
                    act()
        decision.with_user(self.owner).hit_policy = "any"
        self.assertEqual(flow.draft_id.decision_ids, decision)

    def test_what_is_no_table_is_refused(self):
        flow = self.flow(rule=decide("expected_revenue -> n", "- -> 1"), publish=False)
        decision = flow.draft_id.decision_ids
        for table in ([1], {"rules": 1}, {"rules": [{}] * 1001}):
            with self.refused(UserError, "no decision table"):
                decision.table = table

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------
    def test_out_and_in_again(self):
        flow = self.flow(
            rule=decide(
                "expected_revenue -> points",
                "> 10 -> 1",
                "< 5, 'a & <b>' -> 2",
                policy="collect",
                together="sum",
                decision_result="score",
            ),
            other=decide("expected_revenue -> n", "- -> 1"),
            again=Step("businessRuleTask", {}),
            publish=False,
        )
        self.step(flow, "again").decision_id = self.step(flow, "other").decision_id
        xml = flow.draft_id.export_bpmn()
        flow.code = "old"
        twin = self.env["bpm.flow"].with_user(self.owner).import_bpmn(xml).sudo()
        self.assertEqual(twin.draft_id.export_bpmn(), xml)
        rule, was = self.step(twin, "rule"), self.step(flow, "rule")
        self.assertEqual(rule.decision_result, "score")
        for name in ("name", "hit_policy", "aggregation", "table"):
            self.assertEqual(rule.decision_id[name], was.decision_id[name])
        shared = self.step(twin, "again").decision_id
        self.assertEqual(shared, self.step(twin, "other").decision_id)
        self.assertEqual(len(twin.draft_id.decision_ids), 2)

    def test_the_same_file_again_replaces_the_draft_s(self):
        flow = self.flow(rule=decide("expected_revenue -> n", "- -> 1"), publish=False)
        xml = flow.draft_id.export_bpmn()
        flows = self.env["bpm.flow"].with_user(self.owner)
        self.assertEqual(flows.import_bpmn(xml), flow)
        self.assertEqual(len(flow.draft_id.decision_ids), 1)
        self.assertEqual(self.start_draft(flow).variables, {"n": 1})

    def start_draft(self, flow):
        flow.draft_id.with_user(self.owner).action_publish()
        return self.start(flow)

    def test_a_file_with_something_else_in_the_table_s_place(self):
        flow = self.flow(rule=decide("expected_revenue -> n", "- -> 1"), publish=False)
        decision = flow.draft_id.decision_ids
        for told in ("x", {"table": [1]}, {"table": {"rules": 5}}, {"policy": []}):
            values = decision._values_of_settings(told)
            if values is not None:
                self.assertEqual(values["hit_policy"], "unique")
                decision.write(values)

    @mute_logger("odoo.addons.base.models.ir_actions")
    def test_actions_belong_behind_it(self):
        rule = decide("expected_revenue -> n", "- -> 1")
        rule = rule._replace(actions=auto(write("name", "x")).actions)
        flow = self.flow(rule=rule, publish=False)
        with self.refused(UserError, "into a step behind it"):
            flow.draft_id.with_user(self.owner).action_publish()
