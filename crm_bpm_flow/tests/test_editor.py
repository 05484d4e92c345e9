from odoo.exceptions import UserError

from .common import task
from .editor_case import EditorCase
from .process_words import choice, sub


class TestEditor(EditorCase):
    """The Steps editor: small acts that keep the ways sensible."""

    # ------------------------------------------------------------------
    # Adding
    # ------------------------------------------------------------------
    def test_a_step_added_behind_another_is_in_its_way(self):
        data = self._add("userTask", "Call", "Start")
        self.assertEqual(data["new_step"], self._id("Call"))
        self.assertEqual(
            self._ways(),
            {"Start": ["Call"], "Call": ["Goal reached"], "Goal reached": []},
        )
        self._add("userTask", "Offer", "Call")
        self.assertEqual(self._order(), ["Start", "Call", "Offer", "Goal reached"])
        self.assertEqual(self._ways()["Call"], ["Offer"])

    def test_without_a_name_it_has_the_name_of_its_kind(self):
        self.draft.editor_add("userTask", after_id=self._id("Start"))
        self.assertIn("Task for people", self._order())

    def test_outcomes_take_over_the_way_and_then_each_its_own(self):
        self._add("userTask", "Call", "Start")
        self.draft.editor_add_outcome(self._id("Call"), "Reached")
        self.assertEqual(self._ways()["Call"], ["Goal reached"])
        self.draft.editor_add_outcome(self._id("Call"), "No answer")
        self.assertEqual(self._ways()["Call"], ["Goal reached", None])
        self._add("intermediateCatchEvent", "Pause", "Call", "timer")
        self.assertEqual(self._ways()["Call"], ["Goal reached", "Pause"])

    def test_a_deadline_counts_back_from_a_date_in_words(self):
        self._add("userTask", "Call", "Start")
        step = self.draft.node_ids.browse(self._id("Call"))
        step.write({"deadline_from": "field", "deadline_field": "date_deadline"})
        for amount, words in (
            (0, "Expected Closing"),
            (3, "3 d from Expected Closing"),
            (-3, "3 d before Expected Closing"),
        ):
            step.write({"deadline_amount": amount, "deadline_unit": "days"})
            self.assertEqual(step._delay_words(), words)

    def test_call_in_ten_minutes_else_in_two_hours_else_tomorrow(self):
        """What a person who never saw it builds in under ten minutes."""
        self._add("userTask", "Call", "Start")
        for name in ("Reached", "No answer"):
            self.draft.editor_add_outcome(self._id("Call"), name)
        self._add("intermediateCatchEvent", "Two hours", "Call", "timer")
        self._add("userTask", "Call again", "Two hours")
        call, again = (
            self.draft.node_ids.browse(self._id(n)) for n in ("Call", "Call again")
        )
        (call | again).user_ids = self.worker
        call.write({"deadline_amount": 10, "deadline_unit": "minutes"})
        self.draft.node_ids.browse(self._id("Two hours")).deadline_amount = 2
        self.draft.editor_connect(again.id, self._id("Goal reached"))
        self.assertEqual(self.draft.check(), [])
        self.draft.action_publish()
        case = self.start(self.draft.flow_id)
        self.assertEqual(case.open_task_ids.date_deadline, self.at("2026-03-02 09:10"))
        self.finish(case, "no answer")
        self.run_due(hours=2)
        self.finish(case)
        self.assertEqual((case.state, case.result), ("done", "goal"))

    def test_a_time_limit_sits_on_its_step_and_leads_where_it_is_told(self):
        self._add("userTask", "Call", "Start")
        self._add("boundaryEvent", "Too late", "Call", "timer")
        self._add("endEvent", "Lost", "Too late")
        self.assertEqual(self._ways()["Too late"], ["Lost"])
        self.assertEqual(self._ways()["Call"], ["Goal reached"])
        row = next(
            s for s in self.draft.editor_data()["steps"] if s["name"] == "Too late"
        )
        self.assertEqual((row["attached_to"], row["depth"]), (self._id("Call"), 1))

    def test_a_time_limit_needs_a_step(self):
        with self.refused(UserError, "Choose the step"):
            self._add("boundaryEvent", "Too late", "Start", "timer")
        with self.refused(UserError):
            self._add("boundaryEvent", "Too late", None, "timer")

    def test_behind_a_split_a_step_is_one_more_branch(self):
        self._add("parallelGateway", "Split", "Start")
        self._add("userTask", "One", "Split")
        self.assertEqual(self._ways()["One"], ["Goal reached"])
        self._add("userTask", "Two", "Split")
        self._add("userTask", "Three", "Split")
        ways = self._ways()
        self.assertEqual(sorted(ways["Split"]), ["One", "Three", "Two"])
        for name in ("One", "Two", "Three"):
            self.assertEqual(ways[name], ["Goal reached"])

    def test_behind_a_choice_a_step_is_one_more_way_beside_otherwise(self):
        self._add("exclusiveGateway", "Big?", "Start")
        for name in ("Carry", "Other"):
            self._add("userTask", name, "Big?")
        ways = self._ways()
        self.assertEqual(sorted(ways["Big?"]), ["Carry", "Goal reached", "Other"])
        self.assertEqual((ways["Carry"], ways["Other"]), (["Goal reached"],) * 2)
        choice_ = self.draft.node_ids.browse(self._id("Big?"))
        default = choice_.outgoing_ids.filtered("is_default")
        self.assertEqual(default.target_id.name, "Goal reached")
        found = [f for f in self.draft.check() if f["code"] == "always_taken"]
        self.assertEqual(len(found), 2)
        self.assertIn("After “Big?” the way to “Carry” is always", found[0]["message"])
        for way in choice_.outgoing_ids - default:
            way.domain = "[('priority', '=', '3')]"
        codes = {f["code"] for f in self.draft.check()}
        self.assertNotIn("always_taken", codes)

    def test_behind_an_end_nothing_follows(self):
        self._add("userTask", "After", "Goal reached")
        self.assertEqual(self._ways()["Goal reached"], [])
        self.assertIn(
            "unreachable", {f["code"] for f in self.draft.editor_data()["findings"]}
        )

    def test_a_new_sub_process_has_a_start_and_an_end_to_type_between(self):
        self._add("subProcess", "Contract", "Start")
        box = self.draft.node_ids.filtered(lambda n: n.kind == "subProcess")
        start, end = box.child_ids.sorted("sequence")
        self.assertEqual((start.kind, end.kind), ("startEvent", "endEvent"))
        self.draft.editor_add("userTask", name="Draft it", after_id=start.id)
        inner = self.draft.node_ids.filtered(lambda n: n.name == "Draft it")
        self.assertEqual(inner.parent_id, box)
        self.assertEqual(inner.outgoing_ids.target_id, end)

    def test_a_step_inside_a_sub_process_stays_inside(self):
        flow = self.flow(
            "Nested", publish=False, part=sub(), one=task(self.worker, parent_id="part")
        )
        draft = flow.draft_id.with_user(self.owner)
        data = draft.editor_add(
            "userTask", name="Two", after_id=self.step(flow, "one").id
        )
        new = draft.node_ids.browse(data["new_step"])
        self.assertEqual(new.parent_id, self.step(flow, "part"))

    def test_a_step_beside_one_in_a_sub_process_lies_in_it(self):
        """What *New step* at an exit makes: the exit is led there afterwards."""
        flow = self.flow(
            "Nested", publish=False, part=sub(), one=task(self.worker, parent_id="part")
        )
        draft = flow.draft_id.with_user(self.owner)
        one = self.step(flow, "one")
        data = draft.editor_add("userTask", name="Two", beside_id=one.id)
        new = draft.node_ids.browse(data["new_step"])
        self.assertEqual(new.parent_id, self.step(flow, "part"))
        self.assertFalse(new.incoming_ids | new.outgoing_ids)
        draft.editor_connect(one.id, new.id)
        draft.editor_move(new.id, one.id)
        self.assertEqual(one.outgoing_ids.target_id, new)
        self.assertNotIn("crossing", [f["code"] for f in draft.check()])

    # ------------------------------------------------------------------
    # Moving, copying, deleting
    # ------------------------------------------------------------------
    def test_moving_a_step_of_a_chain_moves_its_place_in_the_chain(self):
        self._chain()
        self.draft.editor_move(self._id("A"), self._id("C"))
        self.assertEqual(self._order(), ["Start", "B", "C", "A", "Goal reached"])
        self.assertEqual(
            self._ways(),
            {
                "Start": ["B"],
                "B": ["C"],
                "C": ["A"],
                "A": ["Goal reached"],
                "Goal reached": [],
            },
        )

    def test_moving_it_back(self):
        self._chain()
        self.draft.editor_move(self._id("C"), self._id("Start"))
        self.assertEqual(self._order(), ["Start", "C", "A", "B", "Goal reached"])
        self.assertEqual(
            [self._ways()[n] for n in ("Start", "C", "A", "B")],
            [["C"], ["A"], ["B"], ["Goal reached"]],
        )

    def test_moving_it_by_one_place_either_way(self):
        self._chain()
        self.draft.editor_move(self._id("A"), self._id("B"))
        self.assertEqual(
            [self._ways()[n] for n in "BAC"], [["A"], ["C"], ["Goal reached"]]
        )
        self.draft.editor_move(self._id("A"), self._id("Start"))
        self.assertEqual(
            [self._ways()[n] for n in "ABC"], [["B"], ["C"], ["Goal reached"]]
        )

    def test_moving_it_where_it_is_changes_nothing(self):
        self._chain()
        before = self._ways()
        self.draft.editor_move(self._id("B"), self._id("A"))
        self.draft.editor_move(self._id("B"), self._id("B"))
        self.assertEqual(self._ways(), before)
        self.assertEqual(self._order()[1:4], ["A", "B", "C"])

    def test_moving_a_step_with_outcomes_keeps_where_they_lead(self):
        self._chain()
        self.draft.editor_add_outcome(self._id("B"), "Yes")
        self.draft.editor_add_outcome(self._id("B"), "No")
        self.draft.editor_connect(
            self._id("B"), self._id("A"), outcome_id=self._outcome_id("No")
        )
        before = self._ways()["B"]
        self.draft.editor_move(self._id("B"), self._id("C"))
        self.assertEqual(self._ways()["B"], before)

    def test_a_copy_follows_its_model_and_has_all_it_has(self):
        self._chain()
        step = self.draft.node_ids.browse(self._id("B"))
        step.write({"user_ids": self.worker.ids, "deadline_amount": 3})
        step.checklist_ids = [(0, 0, {"name": "Checked"})]
        self.draft.editor_copy(step.id)
        twin = self.draft.node_ids.browse(self._id("B (copy)"))
        self.assertEqual((twin.user_ids, twin.deadline_amount), (self.worker, 3))
        self.assertEqual(twin.checklist_ids.name, "Checked")
        self.assertNotEqual(twin.bpmn_id, step.bpmn_id)
        self.assertEqual(
            [self._ways()[n] for n in ("B", "B (copy)")], [["B (copy)"], ["C"]]
        )

    def test_a_copy_s_outcomes_lead_where_those_of_its_model_lead(self):
        self._chain()
        for name in ("Yes", "No", "Later"):
            self.draft.editor_add_outcome(self._id("B"), name)
        step = self.draft.node_ids.browse(self._id("B"))
        self.draft.editor_connect(
            step.id, self._id("A"), outcome_id=step.outcome_ids[1].id
        )
        self.draft.editor_connect(step.id, step.id, outcome_id=step.outcome_ids[2].id)
        self.draft.editor_copy(step.id)
        ways = self._ways()
        self.assertEqual(ways["B"], ["C", "A", "B"])
        self.assertEqual(ways["B (copy)"], ["C", "A", "B"])
        ids = self.draft.transition_ids.mapped("bpmn_id")
        self.assertEqual(len(ids), len(set(ids)))

    def test_a_copied_choice_has_its_conditions(self):
        flow = self.flow(
            publish=False,
            look=choice(([("priority", "=", "3")], "mid"), otherwise="other"),
            other=task(self.worker, then="mid"),
            mid=task(self.worker),
        )
        draft = flow.draft_id.with_user(self.owner)
        draft.editor_copy(self.step(flow, "look").id)
        twin = draft.node_ids.filtered(lambda n: n.name == "Look (copy)")
        way = twin.outgoing_ids.filtered("domain")
        self.assertEqual(way.target_id, self.step(flow, "mid"))
        self.assertEqual(way.domain, "[('priority', '=', '3')]")
        self.assertEqual((twin.outgoing_ids - way).target_id.name, "Other")

    def test_a_copy_s_escalation_takes_the_copy_s_outcome(self):
        self._chain()
        self.draft.editor_add_outcome(self._id("B"), "Yes")
        self.draft.editor_add_outcome(self._id("B"), "No")
        step = self.draft.node_ids.browse(self._id("B"))
        step.reminder_ids = [
            (0, 0, {"action": "outcome", "outcome_id": step.outcome_ids[1].id})
        ]
        self.draft.editor_copy(step.id)
        twin = self.draft.node_ids.browse(self._id("B (copy)"))
        self.assertEqual(twin.reminder_ids.outcome_id, twin.outcome_ids[1])
        self.assertEqual(self._ways()["B"], ["C", "B (copy)"])

    def test_deleting_a_step_closes_the_gap(self):
        self._chain()
        self.draft.editor_delete(self._id("B"))
        self.assertEqual(
            [self._ways()[n] for n in ("A", "C")], [["C"], ["Goal reached"]]
        )

    def test_deleting_where_two_ways_meet_keeps_both(self):
        flow = self.flow(
            publish=False,
            look=choice(([("priority", "=", "3")], "mid"), otherwise="other"),
            other=task(self.worker, then="mid"),
            mid=task(self.worker),
            last=task(self.worker),
        )
        draft = flow.draft_id.with_user(self.owner)
        last = self.step(flow, "last")
        draft.editor_delete(self.step(flow, "mid").id)
        self.assertEqual(self.step(flow, "other").outgoing_ids.target_id, last)
        self.assertIn(last, self.step(flow, "look").outgoing_ids.target_id)
        self.assertEqual(draft.check(), [])

    def test_deleting_a_step_takes_its_time_limits_along(self):
        self._add("userTask", "Call", "Start")
        self._add("boundaryEvent", "Too late", "Call", "timer")
        self.draft.editor_delete(self._id("Call"))
        self.assertEqual(self._order(), ["Start", "Goal reached"])
        self.assertEqual(self._ways()["Start"], ["Goal reached"])

    def test_deleting_a_step_in_a_loop_of_its_own(self):
        self._add("userTask", "Call", "Start")
        self.draft.editor_add_outcome(self._id("Call"), "Fine")
        self.draft.editor_add_outcome(self._id("Call"), "Again")
        self.draft.editor_connect(
            self._id("Call"), self._id("Call"), outcome_id=self._outcome_id("Again")
        )
        self.draft.editor_delete(self._id("Call"))
        self.assertEqual(self._ways()["Start"], ["Goal reached"])
