from odoo.exceptions import AccessError, UserError

from .common import end, task
from .editor_case import EditorCase
from .process_words import choice, limit


class TestEditorWays(EditorCase):
    """The Steps editor: exits, words, findings, and who may."""

    # ------------------------------------------------------------------
    # Ways
    # ------------------------------------------------------------------
    def test_an_exit_is_set_changed_and_removed(self):
        self._chain()
        way = self.draft.node_ids.browse(self._id("A")).outgoing_ids
        self.draft.editor_connect(self._id("A"), self._id("C"), transition_id=way.id)
        self.assertEqual(self._ways()["A"], ["C"])
        self.draft.editor_connect(self._id("A"), False, transition_id=way.id)
        self.assertEqual(self._ways()["A"], [])
        self.draft.editor_connect(self._id("A"), self._id("B"))
        self.assertEqual(self._ways()["A"], ["B"])

    def test_a_step_typed_where_a_way_leads_is_made(self):
        self._chain()
        steps = self.env["bpm.flow.node"].with_user(self.owner)
        steps = steps.with_context(way_from=self._id("A"))
        step_id, name = steps.name_create("Write an offer")
        self.assertEqual(name, "Write an offer")
        self.assertEqual(steps.browse(step_id).kind, "userTask")
        before = ["Start", "A", "Write an offer", "B", "C"]
        self.assertEqual(self._order()[:5], before)
        self.assertEqual(self._ways()["A"], ["B"], "The way is the dialog's to make")
        self.assertEqual(self._ways()["Write an offer"], [])
        with self.assertRaises(AccessError):
            steps.with_user(self.worker).name_create("Forged")
        frozen = self.flow(call=task(self.worker)).version_id.node_ids[:1]
        with self.assertRaises(UserError):
            steps.with_context(way_from=frozen.id).name_create("Too late")

    def test_a_step_typed_for_a_way_that_did_not_come_is_taken_back(self):
        self._chain()
        steps = self.env["bpm.flow.node"].with_user(self.owner)
        steps = steps.with_context(way_from=self._id("A"))
        typed = [steps.name_create(name)[0] for name in ("Loose", "Kept")]
        another = steps.with_user(self.env.user)
        typed.append(another.name_create("Another's")[0])
        self.draft.editor_connect(self._id("A"), self._id("Kept"))
        data = self.draft.editor_take_back([*typed, self._id("B")])
        names = [step["name"] for step in data["steps"]]
        self.assertNotIn("Loose", names)
        self.assertLess({"Kept", "Another's", "B"}, set(names))
        with self.assertRaises(AccessError):
            self.draft.with_user(self.worker).editor_take_back(typed)

    def test_a_step_behind_one_whose_outcomes_all_lead_somewhere(self):
        """It comes between that step and what follows it in the list."""
        self._chain()
        for name in ("No", "Yes"):
            self.draft.editor_add_outcome(self._id("A"), name)
        outcomes = self.draft.node_ids.browse(self._id("A")).outcome_ids
        for outcome, target in zip(outcomes, ("C", "B"), strict=True):
            self.draft.editor_connect(
                self._id("A"), self._id(target), outcome_id=outcome.id
            )
        self._add("userTask", "Offer", "A")
        self.assertEqual(self._ways()["A"], ["C", "Offer"])
        self.assertEqual(self._ways()["Offer"], ["B"])
        self._add("approval", "Agree", "A")
        self.assertEqual(self._ways()["A"], ["C", "Agree"])
        self.assertEqual(self._ways()["Agree"][0], "Offer")
        self._add("exclusiveGateway", "Large?", "A")
        self.assertEqual(self._ways()["Large?"], ["Agree"])
        node = self.draft.node_ids.browse(self._id("Large?"))
        self.assertTrue(node.outgoing_ids.is_default)
        # An end would cut off what follows: where it belongs is for the owner to say.
        self._add("endEvent", "Given up", "A")
        self.assertEqual(self._ways()["A"], ["C", "Large?"])

    def test_behind_outcomes_that_all_lead_back_it_comes_into_the_first_one_s_way(self):
        self._chain()
        for name in ("Again", "From the start"):
            self.draft.editor_add_outcome(self._id("C"), name)
        for outcome in self.draft.node_ids.browse(self._id("C")).outcome_ids:
            self.draft.editor_connect(
                self._id("C"), self._id("A"), outcome_id=outcome.id
            )
        self._add("userTask", "Pause", "C")
        self.assertEqual(self._ways()["C"], ["Pause", "A"])
        self.assertEqual(self._ways()["Pause"], ["A"])

    def test_a_role_typed_where_one_is_asked_for_is_whoever_is_called_so(self):
        roles = self.env["bpm.flow.role"].with_user(self.owner)
        roles = roles.with_context(default_version_id=self.draft.id)
        role = roles.browse(roles.name_create(self.worker.name)[0])
        self.assertEqual(role.user_ids, self.worker)
        self.assertFalse(roles.browse(roles.name_create("Boss")[0])._names_somebody())
        with self.assertRaises(AccessError):
            roles.with_user(self.worker).name_create("Forged")

    def test_what_is_typed_behind_an_approval_comes_when_they_agree(self):
        self._add("endEvent", "End", "Start")
        for name, after in (("A", "Start"), ("B", "A"), ("C", "B")):
            self._add("approval", name, after)
        agreed = {name: exits[0] for name, exits in self._ways().items() if exits}
        self.assertEqual([agreed[n] for n in ("A", "B")], ["B", "C"])
        rejected = self.draft.node_ids.outcome_ids.filtered(
            lambda o: o.code == "rejected"
        )
        self.assertFalse(rejected.transition_ids, "that is for the owner to say")
        self.draft.editor_delete(self._id("B"))
        self.assertEqual(self._ways()["A"][0], "C")

    def test_exits_in_words(self):
        flow = self.flow(
            publish=False,
            look=choice(([("expected_revenue", ">", 1000)], "call"), otherwise="end"),
            call=task(self.worker, {"Reached": "end"}),
            end=end(),
        )
        rows = {s["name"]: s for s in flow.draft_id.editor_data()["steps"]}
        self.assertEqual(
            [(e["label"], e["type"]) for e in rows["Look"]["exits"]],
            [("when Expected Revenue > 1000", "condition"), ("otherwise", "default")],
        )
        self.assertEqual(
            [(e["label"], e["type"]) for e in rows["Call"]["exits"]],
            [("Reached", "outcome")],
        )
        self.assertEqual(rows["Start"]["exits"][0]["type"], "next")
        self.assertTrue(rows["End"]["is_end"])

    def test_steps_in_words(self):
        flow = self.flow(
            publish=False,
            call=task(self.worker | self.mate, within="10 minutes", pick="turn"),
            late=limit("call", "2 days", "end", deadline_calendar="company"),
            end=end(),
        )
        self.env.invalidate_all()
        rows = {s["name"]: s for s in flow.draft_id.editor_data()["steps"]}
        self.assertEqual(rows["Call"]["who"], "in turn: Mate, Worker")
        self.assertEqual(rows["Call"]["deadline"], "10 min")
        self.assertEqual(rows["Late"]["deadline"], "2 d of working time")
        self.assertEqual(
            [rows[n]["number"] for n in ("Start", "Call", "Late")], [1, 2, 3]
        )

    def test_a_moment_before_a_day_is_told_as_one(self):
        """Not as so many days less than nothing after it."""
        before = {"deadline_from": "field", "deadline_field": "date_deadline"}
        flow = self.flow(
            publish=False,
            call=task(self.worker, within="2 days"),
            late=limit("call", "-2 days", "end", **before),
            end=end(),
        )
        self.env.invalidate_all()
        rows = {s["name"]: s for s in flow.draft_id.editor_data()["steps"]}
        self.assertEqual(rows["Late"]["deadline"], "2 d before Expected Closing")
        self.assertEqual(
            [rows[n]["is_before"] for n in ("Call", "Late")], [False, True]
        )

    def test_findings_lead_to_their_step_or_way(self):
        self._add("userTask", "Call", "Start")
        way = self.draft.node_ids.browse(self._id("Call")).outgoing_ids
        way.domain = "[('x_gone', '=', 1)]"
        found = {f["code"]: f for f in self.draft.editor_data()["findings"]}
        self.assertEqual(found["nobody"]["step_id"], self._id("Call"))
        self.assertTrue(found["nobody"]["opens"], "it is mended in the step's form")
        self.assertEqual(found["no_field"]["transition_id"], way.id)

    def test_renaming(self):
        self._chain()
        step_id = self._id("A")
        self.draft.editor_rename(step_id, "  First ")
        self.assertEqual(self.draft.node_ids.browse(step_id).name, "First")
        with self.refused(UserError, "needs a name"):
            self.draft.editor_rename(step_id, " ")

    # ------------------------------------------------------------------
    # Who may
    # ------------------------------------------------------------------
    def _acts(self, draft):
        step = self._id("Start")
        return (
            lambda: draft.editor_add("userTask", False, "x", step),
            lambda: draft.editor_rename(step, "x"),
            lambda: draft.editor_move(step, False),
            lambda: draft.editor_copy(step),
            lambda: draft.editor_delete(step),
            lambda: draft.editor_connect(step, False),
            lambda: draft.editor_add_outcome(step, "x"),
        )

    def test_workers_do_not_draw(self):
        for act in self._acts(self.draft.with_user(self.worker)):
            with self.refused(AccessError):
                act()
        self.assertFalse(self.draft.with_user(self.worker).editor_data()["editable"])

    def test_nobody_draws_in_what_is_published(self):
        self.draft.with_user(self.owner).action_publish()
        said = f"Only a draft can be edited. {self.owner.name} published this version"
        for act in self._acts(self.draft):
            with self.refused(UserError, said):
                act()
        data = self.draft.editor_data()
        self.assertEqual((data["editable"], data["findings"]), (False, []))

    def test_steps_of_another_process_are_out_of_reach(self):
        other = self.flow("Other", publish=False)
        step = self.step(other, "call")
        for act in (
            lambda: self.draft.editor_rename(step.id, "Mine"),
            lambda: self.draft.editor_delete(step.id),
            lambda: self.draft.editor_add_outcome(step.id, "x"),
            lambda: self.draft.editor_copy(step.id),
        ):
            with self.refused(UserError, "not there any more"):
                act()
        self.assertEqual(step.exists().name, "Call")
