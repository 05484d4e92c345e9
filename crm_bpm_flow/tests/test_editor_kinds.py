from odoo.tests import Form

from ..engine.findings import Finding
from .editor_case import EditorCase


class TestEditorKinds(EditorCase):
    """The less common kinds of steps in the Steps editor."""

    def _row(self, name):
        rows = self.draft.editor_data()["steps"]
        return next(row for row in rows if row["name"] == name)

    def _node(self, name):
        return self.draft.node_ids.browse(self._id(name))

    def _messages(self):
        return " ".join(f["message"] for f in self.draft.check())

    def _what(self, kind, event=False, name="It", **values):
        self._add(kind, name, "Start", event)
        self._node(name).write(values)
        what = self._row(name)["what"]
        self._node(name).unlink()
        return what

    # ------------------------------------------------------------------
    # What is offered
    # ------------------------------------------------------------------
    def test_an_end_says_what_it_makes_of_the_case(self):
        self._add("endEvent", "Lost", "Start")
        self.assertFalse(self._row("Lost")["what"])
        lost = self.draft.node_ids.browse(self._id("Lost"))
        lost.result = "failure"
        self.assertEqual(self._row("Lost")["what"], "Goal not reached")
        lost.name = "Goal not reached"
        self.assertFalse(self._row("Goal not reached")["what"], "It says so itself")

    def test_each_is_offered_with_words_and_can_be_added(self):
        self._add("userTask", "Call", "Start")
        for row in self.draft.editor_data()["kinds"]:
            self.assertTrue(row["label"] and row["help"] and row["icon"], row)
            data = self.draft.editor_add(
                row["kind"], row["event"], after_id=self._id("Call")
            )
            node = self.draft.node_ids.browse(data["new_step"])
            kind = "approval" if node.is_approval else node.kind
            self.assertEqual((kind, node.event), (row["kind"], row["event"]))
            self.assertEqual(node.name, row["label"])
            self.assertNotIn("cannot stay as it is", self._messages())

    def test_the_everyday_ones_are_before_the_others(self):
        more = [row["more"] for row in self.draft.editor_data()["kinds"]]
        self.assertEqual(more, sorted(more))
        self.assertEqual(more.count(False), 11)

    def test_two_kinds_are_not_called_the_same(self):
        labels = [row["label"] for row in self.draft.editor_data()["kinds"]]
        self.assertEqual(len(labels), len(set(labels)))

    # ------------------------------------------------------------------
    # Words of a row
    # ------------------------------------------------------------------
    def test_events_in_words(self):
        wait, send = "intermediateCatchEvent", "intermediateThrowEvent"
        for what, words in (
            (self._what(wait, "message", "Paid"), "waits for the message “Paid”"),
            (
                self._what(wait, "message", event_name="Money"),
                "waits for the message “Money”",
            ),
            (self._what("receiveTask", name="Paid"), "waits for the message “Paid”"),
            (self._what(wait, "signal", "Stop"), "waits for the signal “Stop”"),
            (self._what(send, "message", "Paid"), "sends the message “Paid”"),
            (self._what("sendTask", event_name="Paid"), "sends the message “Paid”"),
            (self._what("sendTask"), ""),
            (self._what(send, "signal", "Stop"), "sends the signal “Stop”"),
            (self._what(wait, "conditional"), ""),
            (
                self._what(
                    wait,
                    "conditional",
                    condition_domain="[('probability', '>', 50)]",
                    condition="expected_revenue > limit",
                ),
                "until Probability > 50, Expected Revenue > limit",
            ),
            (self._what("endEvent", "error", event_code="E1"), "fails with “E1”"),
        ):
            self.assertEqual(what, words)

    def test_limits_in_words(self):
        self._add("userTask", "Call", "Start")
        for event, values, words in (
            ("message", {}, "when the message “Limit” comes"),
            ("conditional", {"condition": "name == 'A'"}, "when Opportunity == "),
            ("error", {}, "when it fails"),
            ("error", {"event_code": "E1"}, "when it fails with “E1”"),
            ("escalation", {}, "when it tells something"),
        ):
            self._add("boundaryEvent", "Limit", "Call", event)
            limit = self._node("Limit")
            limit.write(values)
            self.assertEqual(limit.attached_to_id, self._node("Call"))
            self.assertFalse(limit.deadline_amount)
            self.assertIn(words, self._row("Limit")["what"])
            limit.unlink()

    def test_calculations_repetitions_and_switches_in_words(self):
        for what, words in (
            (self._what("scriptTask", script="n = 1\nm = 2"), "n = 1 …"),
            (
                self._what(
                    "userTask", loop="parallel", loop_collection="partner_id.child_ids"
                ),
                "for each of Contact › Contact, all at once",
            ),
            (
                self._what("userTask", loop="sequential", loop_number="3"),
                "3 times, in turn",
            ),
            (
                self._what("userTask", loop="standard", loop_condition="n < 3"),
                "again while n < 3",
            ),
            (self._what("userTask", section="offer"), "one at a time: offer"),
            (self._what("userTask", milestone="open"), "only while open"),
            (self._what("complexGateway", condition="2"), "goes on after 2"),
        ):
            self.assertEqual(what, words)

    def test_a_time_as_bpmn_writes_it(self):
        self._add("intermediateCatchEvent", "Pause", "Start", "timer")
        self._node("Pause").write({"timer_kind": "duration", "timer_text": "P2D"})
        self.assertEqual(self._row("Pause")["deadline"], "P2D")

    # ------------------------------------------------------------------
    # Ways
    # ------------------------------------------------------------------
    def test_whatever_happens_first_gets_a_branch_for_each_wait(self):
        self._add("eventBasedGateway", "First", "Start")
        self._add("intermediateCatchEvent", "Paid", "First", "message")
        self._add("intermediateCatchEvent", "A week", "First", "timer")
        ways = self._ways()
        self.assertEqual(sorted(ways["First"]), ["A week", "Paid"])
        self.assertEqual(ways["Paid"], ["Goal reached"])
        self.assertEqual(ways["A week"], ["Goal reached"])
        self.assertNotIn("may lead to waits only", self._messages())

    def test_steps_in_any_order_have_no_ways(self):
        self._add("adHocSubProcess", "Papers", "Start")
        inner = self._node("Papers").child_ids
        self.assertEqual(len(inner), 1)
        self._add("userTask", "Copy it", inner.name)
        new = self._node("Copy it")
        self.assertEqual(new.parent_id, self._node("Papers"))
        self.assertFalse(new.incoming_ids + new.outgoing_ids)
        self.assertTrue(self._row("Copy it")["is_free"])
        (inner + new).user_ids = self.worker
        self.assertEqual(self.draft.check(), [])

    # ------------------------------------------------------------------
    # The checker
    # ------------------------------------------------------------------
    def test_what_is_missing_is_said(self):
        self._add("intermediateCatchEvent", "Look", "Start", "conditional")
        self._add("scriptTask", "Sum up", "Start")
        self._add("manualTask", "Pack", "Start")
        self._node("Pack").loop = "parallel"
        said = self._messages()
        for words in (
            "“Look”: say what it waits for.",
            "“Sum up” calculates nothing yet.",
            "“Pack”: nobody is responsible.",
            "“Pack” is repeated: say for each of what, or how often.",
        ):
            self.assertIn(words, said)

    def test_mistakes_in_the_formulas_of_steps_are_said(self):
        self._add("scriptTask", "Sum up", "Start")
        self._add("userTask", "Call", "Start")
        self._node("Sum up").script = "n = 1\nm == 2"
        self._node("Call").write({"user_ids": self.worker, "milestone": "name >"})
        found = [f for f in self.draft.check() if f["code"] == "formula"]
        self.assertEqual(
            {f["element"] for f in found},
            {self._node("Sum up").bpmn_id, self._node("Call").bpmn_id},
        )
        self.assertIn("A formula of “Call” cannot be used", self._messages())

    def test_every_code_of_the_engine_has_a_sentence(self):
        codes = """link_without_target link_without_source no_way_there no_handler
            event_gateway_target ad_hoc_event ad_hoc_empty event_sub_start loop_once
            triggered_start no_number no_activity complex_count cancel_outside
            cancel_uncaught must_interrupt nothing_to_undo error_uncaught"""
        values = {"link": "A", "step": "x", "activity": "y", "count": 2, "code": "E"}
        for code in codes.split():
            item = Finding("error", code, "x", values)
            sentence = self.draft._structure_sentence(item, "Call")
            self.assertNotIn(code, sentence)

    # ------------------------------------------------------------------
    # The form
    # ------------------------------------------------------------------
    def test_the_form_of_each_kind_opens_and_keeps_what_is_entered(self):
        kinds = self.draft.editor_data()["kinds"]
        self._add("userTask", "Call", "Start")
        for row in kinds:
            data = self.draft.editor_add(
                row["kind"], row["event"], after_id=self._id("Call")
            )
            node = self.draft.node_ids.browse(data["new_step"])
            with Form(node, view="crm_bpm_flow.bpm_flow_node_view_form") as form:
                form.name = "Renamed"
                if row["event"] == "message":
                    form.event_name = "Paid"
                if row["kind"] == "scriptTask":
                    form.script = "n = 1"
                if row["kind"] == "manualTask":
                    form.loop = "parallel"
                    form.loop_collection = "partner_id.child_ids"
                    form.loop_item = "contact"
                    form.section = "papers"
            self.assertEqual(node.name, "Renamed")
        paid = self.draft.node_ids.filtered(lambda n: n.event == "message")
        self.assertEqual(set(paid.mapped("event_name")), {"Paid"})
