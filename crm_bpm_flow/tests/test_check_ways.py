import inspect
import re

from odoo.exceptions import ValidationError

from ..engine import checks
from .check_case import CheckCase
from .common import end, task
from .process_words import auto, call, choice, fork, join, sub, write


class TestCheckWays(CheckCase):
    """What the checker says of ways, calls, actions, splits and sub-processes."""

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

    def test_two_that_call_each_other_can_be_published(self):
        """As patterns 22 (recursion) through others: either one comes first."""
        ping = self.flow("Ping", publish=False, call=task(self.worker))
        pong = self.flow("Pong", publish=False, ask=task(self.worker), part=call(ping))
        self._assert_found("callee_unpublished", "part", pong)
        self.step(ping, "call").write(
            {"kind": "callActivity", "called_flow_id": pong.id}
        )
        self._assert_found("callee_unpublished", "part", pong, severity="warning")
        pong.draft_id.action_publish()
        ping.draft_id.action_publish()
        self.assertEqual((ping | pong).draft_id.ids, [])

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

    def test_a_mail_without_words(self):
        lead = self.env["ir.model"]._get_id("crm.lead")
        template = self.env["mail.template"].create({"name": "T", "model_id": lead})
        mail = auto({"state": "mail_post", "template_id": template.id})
        flow = self.flow(publish=False, mail=mail)
        self._assert_found("empty_template", "mail", flow, severity="warning")
        template.subject = "Hello"
        self.assertEqual(self._found(flow), set())

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

    def test_a_sub_process_without_start_or_end_is_named(self):
        flow = self.flow(
            publish=False,
            part=sub(then="after"),
            ask=choice(
                ([("city", "=", "a")], "one"), otherwise="two", parent_id="part"
            ),
            one=join(then="ask"),
            two=join(then="ask"),
            after=task(self.worker),
        )
        self.step(flow, "one").parent_id = self.step(flow, "part")
        self.step(flow, "two").parent_id = self.step(flow, "part")
        found = {f["code"]: f["message"] for f in flow.draft_id.check()}
        self.assertIn("In “Part” there is no start.", found.get("no_start", ""))
        self.assertIn("In “Part” there is no end", found.get("no_end", ""))
        self.step(flow, "start").unlink()
        lines = [f["message"] for f in flow.draft_id.check()]
        self.assertIn("There is no start.", lines)

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

    def test_a_condition_without_a_value_never_holds(self):
        flow = self.flow(
            publish=False,
            look=choice(([("tag_ids", "in", [])], "end"), otherwise="call"),
            call=task(self.worker),
            end=end(),
        )
        way = self.step(flow, "look").outgoing_ids.filtered("domain")
        self._assert_found("no_value", way.bpmn_id, flow)
        found = {f["code"]: f["message"] for f in flow.draft_id.check()}
        self.assertIn("no value is chosen for Tags", found["no_value"])
        way.domain = "[('tag_ids', '=', False)]"
        self.assertEqual(self._found(flow), set())

    def test_waiting_for_a_record_needs_a_value(self):
        flow = self.flow(publish=False, wait=task(self.worker))
        step = self.step(flow, "wait")
        step.write(
            {
                "kind": "intermediateCatchEvent",
                "event": "conditional",
                "condition_domain": "[('partner_id.country_id', 'in', [])]",
            }
        )
        self._assert_found("no_value", "wait", flow)
        found = {f["code"]: f["message"] for f in flow.draft_id.check()}
        self.assertIn("Contact › Country", found["no_value"])

    def test_what_belongs_to_another_version_is_not_connected(self):
        one, two = (self.flow(n, publish=False) for n in ("One", "Two"))
        with self.refused(ValidationError, "two steps of one version"):
            self.step(one, "call").outgoing_ids.target_id = self.step(two, "call")
        with self.refused(ValidationError, "cannot contain itself"):
            self.step(one, "call").parent_id = self.step(one, "call")
