from odoo.exceptions import UserError

from .process_words import write
from .rich_process import RichCase

PARTS = (
    "bpm.flow.node",
    "bpm.flow.transition",
    "bpm.flow.outcome",
    "bpm.flow.checklist",
    "bpm.flow.reminder",
    "bpm.flow.role",
    "ir.actions.server",
)


class TestVersion(RichCase):
    """Draft, published, retired; published is frozen for ever."""

    # ------------------------------------------------------------------
    # Publishing
    # ------------------------------------------------------------------
    def test_a_new_process_is_a_start_and_an_end(self):
        flow = self.env["bpm.flow"].with_user(self.owner).create({"name": "New"})
        draft = flow.draft_id
        self.assertEqual(draft.node_ids.mapped("kind"), ["startEvent", "endEvent"])
        self.assertEqual((draft.number, draft.state, flow.code), (1, "draft", "new"))
        self.assertEqual(draft.check(), [])

    def test_codes_stay_apart(self):
        flows = self.env["bpm.flow"].create([{"name": "A b!"}, {"name": "a-B"}])
        self.assertEqual(flows.mapped("code"), ["a_b", "a_b_2"])

    def test_publishing_says_who_and_when(self):
        self.draft.with_user(self.owner).action_publish()
        self.assertEqual(
            (self.draft.state, self.draft.published_by_id, self.draft.date_published),
            ("published", self.owner, self.at("2026-03-02 09:00")),
        )
        self.assertEqual(self.process.version_id, self.draft)
        self.assertFalse(self.process.draft_id)
        self.assertIn("Version 1 is published", self.process.message_ids[:1].body)

    def test_errors_forbid_it_and_are_listed(self):
        self.step(self.process, "call").role_id = False
        self.step(self.process, "pause").deadline_amount = 0
        with self.refused(
            UserError,
            "cannot be published yet",
            "“Call”: nobody is responsible",
            "“Pause”: say how long",
        ):
            self.draft.with_user(self.owner).action_publish()
        self.assertEqual(self.draft.state, "draft")

    def test_the_next_one_retires_the_last(self):
        self.draft.action_publish()
        self.process.action_new_draft()
        second = self.process.draft_id
        second.action_publish()
        self.assertEqual((self.draft.state, second.state), ("retired", "published"))
        self.assertEqual((second.number, self.process.version_id), (2, second))

    def test_a_published_one_is_not_published_again(self):
        self.draft.action_publish()
        with self.refused(UserError, "Only a draft"):
            self.draft.action_publish()

    # ------------------------------------------------------------------
    # Frozen
    # ------------------------------------------------------------------
    def test_no_part_of_it_changes_any_more_whoever_asks(self):
        self.draft.action_publish()
        parts = self._parts(self.draft)
        self.assertEqual(set(parts), set(PARTS))
        for rows in parts.values():
            self.assertTrue(rows, rows)
            for asked in (
                rows.sudo(),
                rows.with_user(self.admin),
                rows.with_user(self.owner),
            ):
                with self.refused(UserError, "frozen"):
                    asked[:1].write({self._some_field(rows): "x"})
                with self.refused(UserError, "frozen"):
                    asked[:1].unlink()

    def _some_field(self, rows):
        return next(n for n in ("name", "domain", "unit") if n in rows._fields)

    def test_nothing_is_added_to_it(self):
        self.draft.action_publish()
        call = self.step(self.process, "call")
        added = {
            "bpm.flow.node": {"version_id": self.draft.id, "name": "x"},
            "bpm.flow.transition": {"source_id": call.id, "target_id": call.id},
            "bpm.flow.outcome": {"node_id": call.id, "name": "x"},
            "bpm.flow.checklist": {"node_id": call.id, "name": "x"},
            "bpm.flow.reminder": {"node_id": call.id},
            "bpm.flow.role": {"version_id": self.draft.id, "name": "x"},
            "ir.actions.server": {
                "bpm_node_id": call.id,
                "name": "x",
                **write("name", "x"),
            },
        }
        for model, values in added.items():
            with self.refused(UserError, "frozen"):
                self.env[model].create(values)

    def test_nothing_is_moved_into_it_or_out_of_it(self):
        self.draft.action_publish()
        self.process.action_new_draft()
        draft = self.process.draft_id
        old, new = self._parts(self.draft), self._parts(draft)
        call = self.draft.node_ids.filtered(lambda n: n.bpmn_id == "call")
        other = draft.node_ids.filtered(lambda n: n.bpmn_id == "call")
        for model in ("bpm.flow.outcome", "bpm.flow.checklist", "bpm.flow.reminder"):
            with self.refused(UserError, "frozen"):
                new[model][:1].node_id = call
            with self.refused(UserError, "frozen"):
                old[model][:1].node_id = other
        with self.refused(UserError, "frozen"):
            new["bpm.flow.role"][:1].version_id = self.draft
        with self.refused(UserError, "frozen"):
            new["ir.actions.server"][:1].bpm_node_id = call
        with self.refused(UserError, "frozen"):
            old["ir.actions.server"][:1].bpm_node_id = False

    def test_the_version_itself_changes_by_its_buttons_only(self):
        for values in ({"state": "published"}, {"number": 9}, {"flow_id": 1}):
            with self.refused(UserError):
                self.draft.with_user(self.owner).write(values)
        self.draft.with_user(self.owner).note = "First"
        self.draft.action_publish()
        with self.refused(UserError, "Only a draft can be deleted"):
            self.draft.with_user(self.owner).unlink()

    def test_a_published_process_keeps_its_target(self):
        self.draft.action_publish()
        with self.refused(UserError, "keeps its target"):
            self.process.with_user(self.owner).res_model = "res.partner"
