from unittest.mock import patch

from .common import FlowCase, end, task
from .process_words import auto, by_variable, call, code


class TestCall(FlowCase):
    """A process that calls another: variables in and out, results, records."""

    def test_the_caller_waits_for_the_called(self):
        inner = self.flow("Inner", ask=task(self.mate))
        outer = self.flow("Outer", part=call(inner), after=task(self.worker))
        case = self.start(outer)
        child = case.child_ids
        self.assertEqual((child.flow_id, child.state), (inner, "running"))
        self.assertEqual((child.res_id, child.parent_id), (self.lead.id, case))
        self.assertEqual(child.user_id, case.user_id)
        self.assertFalse(case.open_task_ids)
        self.finish(child)
        self.assertEqual((child.state, self.here(case)), ("done", ["after"]))
        row = child.log_ids.sorted("seq")[0]
        self.assertEqual(row.message, "The process “Outer” started version 1.")
        self.assertIn("called", self.kinds(case))
        self.assertIn("came_back", self.kinds(case))

    def _talk(self, variables_in=None, variables_out=None):
        inner = self.flow("Inner", ask=task(self.mate))
        outer = self.flow(
            "Outer",
            part=call(
                inner, call_variables_in=variables_in, call_variables_out=variables_out
            ),
            after=task(self.worker),
        )
        case = self.start(outer, a=1, b=2)
        child = case.child_ids
        given = dict(child.variables)
        self.finish(child, values={"b": 20, "c": 30})
        return given, case.variables

    def test_all_variables_go_in_and_come_back(self):
        given, after = self._talk()
        self.assertEqual(given, {"a": 1, "b": 2})
        self.assertEqual(after, {"a": 1, "b": 20, "c": 30})

    def test_only_the_named_variables_go_in_and_come_back(self):
        given, after = self._talk("a, missing", "c")
        self.assertEqual(given, {"a": 1})
        self.assertEqual(after, {"a": 1, "b": 2, "c": 30})

    def test_what_came_back_decides_the_way(self):
        inner = self.flow("Inner", ask=task(self.mate))
        outer = self.flow(
            "Outer",
            part=call(inner),
            look=by_variable(([("good", "=", True)], "yes"), otherwise="no"),
            yes=end("goal"),
            no=end("failure"),
        )
        cases = self.start(outer, self.leads(2))
        self.finish(cases[0].child_ids, values={"good": True})
        self.finish(cases[1].child_ids)
        self.assertEqual(cases.mapped("result"), ["goal", "failure"])

    def test_on_another_record(self):
        partner = self.env["res.partner"].create({"name": "Shop"})
        self.lead.partner_id = partner
        inner = self.flow("Inner", res_model="res.partner", ask=task(self.mate))
        outer = self.flow("Outer", part=call(inner, call_record_path="partner_id"))
        case = self.start(outer)
        child = case.child_ids
        self.assertEqual((child.res_model, child.res_id), ("res.partner", partner.id))
        self.finish(child)
        self.assertEqual(case.state, "done")

    def test_no_record_there_is_an_incident(self):
        inner = self.flow("Inner", res_model="res.partner", ask=task(self.mate))
        outer = self.flow("Outer", part=call(inner, call_record_path="partner_id"))
        case = self.start(outer)
        self.assertIn("finds no record to work on", case.incident_ids.error)
        self.lead.partner_id = self.env["res.partner"].create({"name": "Shop"})
        case.incident_ids.with_user(self.owner).action_retry()
        self.assertEqual(case.child_ids.state, "running")

    def test_the_newest_version_is_called(self):
        inner = self.flow("Inner", ask=task(self.mate))
        outer = self.flow("Outer", part=call(inner))
        self.edit(inner, other=task(self.worker))
        self.assertEqual(self.here(self.start(outer).child_ids), ["other"])

    def test_a_called_process_that_was_retired_is_an_incident(self):
        inner = self.flow("Inner", ask=task(self.mate))
        outer = self.flow("Outer", part=call(inner), after=task(self.worker))
        inner.version_id.action_retire()
        case = self.start(outer)
        self.assertIn("has no published version", case.incident_ids.error)
        case.incident_ids.with_user(self.owner).action_skip()
        self.assertEqual(self.here(case), ["after"])

    def test_cancelling_the_caller_cancels_the_called(self):
        inner = self.flow("Inner", ask=task(self.mate))
        case = self.start(self.flow("Outer", part=call(inner)))
        case.with_user(self.owner).action_cancel("Enough")
        self.assertEqual(case.child_ids.state, "cancelled")
        self.assertEqual(case.child_ids.task_ids.state, "cancelled")

    def test_a_cancelled_child_leaves_its_caller_with_an_incident(self):
        """Not a "running" case that can never move again (DESIGN rule 13)."""
        inner = self.flow("Inner", ask=task(self.mate))
        outer = self.flow("Outer", part=call(inner), after=task(self.worker))
        case = self.start(outer)
        case.child_ids.with_user(self.owner).action_cancel("Wrong one")
        self.assertEqual(case.state, "running")
        self.assertIn("Inner", case.incident_ids.error)
        case.incident_ids.with_user(self.owner).action_skip()
        self.assertEqual(self.here(case), ["after"])

    def test_nested_fifty_deep(self):
        flow = self.flow(
            "Level 0", ask=task(self.worker), back=auto(code("record.name")), done=end()
        )
        for level in range(1, 51):
            flow = self.flow(f"Level {level}", part=call(flow))
        case = self.start(flow, depth="deep")
        innermost = self.env["bpm.flow.task"].search(
            [("res_id", "=", self.lead.id), ("state", "=", "open")]
        )
        self.assertEqual(innermost.flow_id.name, "Level 0")
        self.assertEqual(innermost.instance_id.variables, {"depth": "deep"})
        innermost.with_user(self.worker).complete(values={"found": 1})
        self.assertEqual((case.state, case.result), ("done", "goal"))
        self.assertEqual(case.variables, {"depth": "deep", "found": 1})

    def test_a_process_that_calls_itself_for_ever_is_an_incident(self):
        flow = self.flow("Ouroboros", publish=False, part=task(self.worker))
        self.step(flow, "part").write(
            {"kind": "callActivity", "called_flow_id": flow.id}
        )
        flow.draft_id.action_publish()
        runtime = "odoo.addons.crm_bpm_flow.models.bpm_flow_runtime"
        with patch(f"{runtime}.MAX_CALLS", 40):
            case = self.start(flow)
        chain = self.cases_of(flow)
        self.assertLess(len(chain), 50)
        self.assertTrue(chain.incident_ids, "stopped, and said so")
        self.assertEqual(case.state, "running")

    def test_a_formula_names_only_what_its_process_may_see(self):
        inner = self.flow("Inner", ask=task(self.mate))
        nobody = self.env["bpm.flow"]
        outer = self.flow("Outer", part=call(nobody, called_code="${which}"))
        first = self.start(outer, self.leads(1), which=inner.code)
        self.assertEqual(first.child_ids.flow_id, inner)
        inner.company_id = self.second_company
        other = self.start(outer, self.leads(1), which=inner.code)
        self.assertFalse(other.child_ids)
        self.assertIn("is not here", other.incident_ids.error)

    def test_a_formula_that_nobody_can_read_is_found(self):
        part = call(self.env["bpm.flow"], called_code="${which +}")
        flow = self.flow("Outer", publish=False, part=part)
        codes = {finding["code"] for finding in flow.draft_id.check()}
        self.assertEqual(codes, {"formula"})
