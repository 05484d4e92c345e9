import inspect
import re

from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..engine import checks
from .common import FlowCase, end, task
from .process_words import (
    Step,
    auto,
    call,
    choice,
    fork,
    join,
    limit,
    sub,
    wait,
    write,
)


class TestCheck(FlowCase):
    """What the checker says of a draft, and at which step."""

    def _found(self, flow=None, **steps):
        flow = flow or self.flow("Checked", publish=False, **steps)
        return {(f["code"], f["element"]) for f in flow.draft_id.check()}

    def _assert_found(self, code, element, flow=None, severity="error", **steps):
        flow = flow or self.flow("Checked", publish=False, **steps)
        findings = flow.draft_id.with_user(self.owner).check()
        found = [f for f in findings if (f["code"], f["element"]) == (code, element)]
        self.assertTrue(found, f"{code} at {element} not in {findings}")
        self.assertEqual(found[0]["severity"], severity)
        self.assertTrue(found[0]["message"].strip())
        self.assertEqual(set(found[0]), {"severity", "code", "element", "message"})

    def test_a_clean_process(self):
        self.assertEqual(self._found(call=task(self.worker)), set())

    def test_no_start_and_no_end(self):
        flow = self.flow(publish=False, call=task(self.worker))
        flow.draft_id.node_ids.filtered(lambda n: n.kind != "userTask").unlink()
        codes = {code for code, _element in self._found(flow)}
        self.assertLessEqual({"no_start", "no_end"}, codes)

    def test_more_than_one_start(self):
        codes = {
            code
            for code, _element in self._found(
                call=task(self.worker, then="end"),
                other=Step("startEvent", {}, "end"),
                end=end(),
            )
        }
        self.assertIn("several_starts", codes)

    def test_a_step_nobody_comes_to(self):
        self._assert_found(
            "unreachable",
            "lost",
            call=task(self.worker, then="end"),
            lost=task(self.worker, then="end"),
            end=end(),
        )

    def test_a_step_without_a_way_out(self):
        flow = self.flow(publish=False, call=task(self.worker))
        self.step(flow, "call").outgoing_ids.unlink()
        self._assert_found("dead_end", "call", flow, "warning")

    def test_an_outcome_that_leads_nowhere(self):
        flow = self.flow(publish=False, call=task(self.worker, ["Reached", "Busy"]))
        self.step(flow, "call").outgoing_ids[1].unlink()
        self._assert_found("outcome_without_flow", "call", flow)

    def test_a_choice_whose_conditions_may_all_fail(self):
        self._assert_found(
            "no_default",
            "look",
            severity="warning",
            look=choice(([("priority", "=", "3")], "end")),
            end=end(),
        )

    def test_nobody_is_responsible(self):
        self._assert_found("nobody", "call", call=task())

    def test_somebody_through_a_role_is_somebody(self):
        flow = self.flow(publish=False, call=task())
        role = self.env["bpm.flow.role"].create(
            {
                "version_id": flow.draft_id.id,
                "name": "R",
                "user_ids": [Command.set(self.worker.ids)],
            }
        )
        self.step(flow, "call").role_id = role
        self.assertEqual(self._found(flow), set())
        role.user_ids = [Command.clear()]
        self._assert_found("nobody", "call", flow)

    def test_a_field_that_does_not_exist(self):
        self._assert_found("no_field", "call", call=task(user_field="x_boss_id"))
        self._assert_found(
            "no_field", "call", call=task(user_field="partner_id.x_boss")
        )
        self._assert_found(
            "no_field",
            "look_end_1",
            look=choice(([("x_size", ">", 1)], "end"), otherwise="end"),
            end=end(),
        )
        self._assert_found(
            "no_field",
            "look_end_1",
            look=choice(([("partner_id.x_size", ">", 1)], "end"), otherwise="end"),
            end=end(),
        )
        self._assert_found(
            "no_field",
            "call",
            call=task(self.worker, deadline_from="field", deadline_field="x_date"),
        )

    def test_a_wait_without_a_time(self):
        self._assert_found("no_time", "pause", pause=wait())
        self._assert_found(
            "no_time",
            "late",
            call=task(self.worker),
            late=limit("call", then="end"),
            end=end(),
        )

    def test_a_time_limit_that_leads_nowhere(self):
        flow = self.flow(
            publish=False,
            call=task(self.worker, then="end"),
            late=limit("call", "1 hours", "end"),
            end=end(),
        )
        self.step(flow, "late").outgoing_ids.unlink()
        self._assert_found("boundary_without_flow", "late", flow)

    def test_a_time_limit_that_belongs_to_no_step(self):
        flow = self.flow(
            publish=False,
            call=task(self.worker, then="end"),
            late=limit("call", "1 hours", "end"),
            end=end(),
        )
        self.step(flow, "late").attached_to_id = False
        codes = {code for code, element in self._found(flow) if element == "late"}
        self.assertTrue(codes)

    def test_deadlines(self):
        self._assert_found(
            "no_date",
            "call",
            call=task(self.worker, within="1 days", deadline_from="field"),
        )
        self._assert_found("negative", "call", call=task(self.worker, within="-1 days"))
        self._assert_found(
            "no_calendar",
            "call",
            call=task(self.worker, within="1 days", deadline_calendar="named"),
        )
        flow = self.flow(publish=False, call=task(self.worker))
        self.step(flow, "call").reminder_ids = [Command.create({})]
        self._assert_found("no_deadline", "call", flow)

    def test_calls(self):
        draft = self.flow("Draft", publish=False)
        partners = self.flow("Partners", res_model="res.partner")
        nothing = self.flow(publish=False, part=call(self.env["bpm.flow"]))
        self._assert_found("no_callee", "part", nothing)
        self._assert_found("callee_unpublished", "part", part=call(draft))
        self._assert_found("callee_target", "part", part=call(partners))
        self._assert_found(
            "no_field", "part", part=call(partners, call_record_path="x_partner_id")
        )
        self.assertEqual(
            self._found(part=call(partners, call_record_path="partner_id")), set()
        )

    def test_a_call_by_code_counts_when_that_process_is_here(self):
        flow = self.flow(
            publish=False, part=call(self.env["bpm.flow"], called_code="helper")
        )
        self._assert_found("no_callee", "part", flow)
        self.flow("Helper", code="helper")
        self.assertEqual(self._found(flow), set())

    def test_a_process_may_call_itself_but_not_at_once(self):
        flow = self.flow(publish=False, call=task(self.worker), part=task(self.worker))
        self.step(flow, "part").write(
            {"kind": "callActivity", "called_flow_id": flow.id}
        )
        self.assertEqual(self._found(flow), set())

    def test_actions(self):
        self._assert_found("no_action", "mark", severity="warning", mark=auto())
        self._assert_found("no_template", "mail", mail=auto({"state": "mail_post"}))
        self.assertEqual(self._found(mark=auto(write("name", "x"))), set())

    def test_an_action_that_odoo_itself_warns_of(self):
        partner = self.env["ir.model"]._get_id("res.partner")
        self._assert_found(
            "action",
            "mail",
            mail=auto(
                {
                    "state": "mail_post",
                    "template_id": self.env["mail.template"]
                    .create({"name": "T", "model_id": partner})
                    .id,
                }
            ),
        )

    def test_a_loop_in_which_nobody_is_waited_for(self):
        found = self._found(
            mark=auto(write("name", "x"), then="look"),
            look=choice(([("priority", "=", "3")], "end"), otherwise="mark"),
            end=end(),
        )
        self.assertIn("auto_loop", {code for code, _element in found})

    def test_a_join_that_waits_for_ever(self):
        self._assert_found(
            "join_never",
            "meet",
            severity="warning",
            look=choice(([("priority", "=", "3")], "meet"), otherwise="two"),
            two=task(self.worker, then="meet"),
            meet=join(),
        )

    def test_a_split_and_its_join_are_fine(self):
        self.assertEqual(
            self._found(
                both=fork("one", "two"),
                one=task(self.worker, then="meet"),
                two=task(self.worker, then="meet"),
                meet=join(),
            ),
            set(),
        )

    def test_an_empty_sub_process(self):
        found = self._found(part=sub())
        self.assertTrue(any(element == "part" for _code, element in found), found)

    def test_a_target_that_is_not_installed(self):
        flow = self.flow(publish=False, call=task(self.worker))
        self.env.cr.execute(
            "UPDATE bpm_flow SET res_model = 'x.gone' WHERE id = %s", [flow.id]
        )
        self.env.invalidate_all()
        self._assert_found("no_model", False, flow)

    def test_errors_come_first(self):
        flow = self.flow(publish=False, mark=auto(), call=task())
        severities = [f["severity"] for f in flow.draft_id.check()]
        self.assertEqual(severities, ["error", "warning"])

    def test_conditions_are_read_when_they_are_written(self):
        flow = self.flow(publish=False, call=task(self.worker))
        way = self.step(flow, "call").outgoing_ids
        for text in ("[('name', '=', user.id)]", "name = 1", "[('a',)]", "['&']"):
            with self.refused(ValidationError, "cannot be read"):
                way.domain = text
        for text in ("[(1)]", "['|', ('a', '=', 1)]", "[('a', 'child_of', 1)]"):
            with self.refused(ValidationError, "cannot be read"):
                way.variable_domain = text
        way.variable_domain = "['|', '!', ('a', '=', 1), ('b.c', 'in', [2])]"

    def test_ways_that_cannot_be(self):
        flow = self.flow(
            publish=False,
            part=sub(then="after"),
            inside=task(self.worker, parent_id="part"),
            inside_end=end(parent_id="part"),
            after=task(self.worker),
        )
        way = self.step(flow, "inside").outgoing_ids
        way.target_id = self.step(flow, "after")
        self._assert_found("crossing", way.bpmn_id, flow)
        way.target_id = self.step(flow, "inside_end")
        back = self.step(flow, "after").outgoing_ids
        back.target_id = self.step(flow, "start")
        self._assert_found("wrong_way", back.bpmn_id, flow)

    def test_every_code_of_the_engine_has_a_sentence(self):
        codes = set(re.findall(r'Finding\(\w+, "(\w+)"', inspect.getsource(checks)))
        self.assertGreater(len(codes), 10)
        version = self.flow(publish=False).draft_id
        for code in codes:
            item = checks.Finding("error", code, "x", {})
            sentence = version._structure_sentence(item, "Call")
            self.assertNotIn(code, sentence)
            if code not in ("no_start", "no_end", "several_starts"):
                self.assertIn("“Call”", sentence)

    def test_what_belongs_to_another_version_is_not_connected(self):
        one, two = (self.flow(n, publish=False) for n in ("One", "Two"))
        with self.refused(ValidationError, "two steps of one version"):
            self.step(one, "call").outgoing_ids.target_id = self.step(two, "call")
        with self.refused(ValidationError, "cannot contain itself"):
            self.step(one, "call").parent_id = self.step(one, "call")

    def test_the_button_says_it_too(self):
        flow = self.flow(publish=False, call=task())
        params = flow.draft_id.action_check()["params"]
        self.assertEqual(params["type"], "warning")
        self.assertIn("nobody is responsible", params["message"])
        good = self.flow(publish=False).draft_id.action_check()["params"]
        self.assertEqual(good["type"], "success")
