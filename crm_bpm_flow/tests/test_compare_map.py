from odoo.exceptions import AccessError

from .common import FlowCase, end, task
from .process_words import wait


class TestCompareMap(FlowCase):
    """Two versions of a process on their maps."""

    def test_what_is_new_gone_and_changed_is_marked_where_it_is(self):
        flow = self.flow(
            call=task(self.worker, {"Reached": "offer", "No answer": "pause"}),
            pause=wait("1 hours", then="call"),
            offer=task(self.mate),
            goal=end("goal"),
        )
        old = flow.version_id
        owner = flow.with_user(self.owner)
        owner.action_new_draft()
        draft = flow.draft_id.with_user(self.owner)
        draft.editor_delete(self.step(flow, "offer").id)
        self.step(flow, "call").deadline_amount = 3
        added = draft.editor_add("userTask", name="Write", after_id=False)["new_step"]
        written = self.env["bpm.flow.node"].browse(added)
        draft.editor_connect(written.id, self.step(flow, "goal").id)

        maps = owner.compare_maps(old.id, draft.id)
        marks = {
            side: {
                name: kind
                for name, kind in maps[side]["marks"].items()
                if name in draft.node_ids.mapped("bpmn_id")
                or name in old.node_ids.mapped("bpmn_id")
            }
            for side in ("old", "new")
        }
        self.assertEqual(marks["old"], {"call": "changed", "offer": "removed"})
        expected = {"call": "changed", written.bpmn_id: "added"}
        self.assertEqual(marks["new"], expected)
        self.assertIn('id="offer"', maps["old"]["xml"])
        self.assertNotIn('id="offer"', maps["new"]["xml"])

        ways = {w.bpmn_id: w for w in (*old.transition_ids, *draft.transition_ids)}
        self.assertEqual(
            {kind for name, kind in maps["old"]["marks"].items() if name in ways},
            {"removed", "changed"},
            "the way behind “Offer” is gone, the one to it leads elsewhere",
        )
        new_way = written.outgoing_ids.bpmn_id
        self.assertEqual(maps["new"]["marks"][new_way], "added")

    def test_other_ids_are_marked_under_their_own_names(self):
        flow = self.flow(call=task(self.worker), offer=task(self.mate))
        flow.with_user(self.owner).action_new_draft()
        draft = flow.draft_id
        for row in [*draft.node_ids, *draft.transition_ids]:
            row.bpmn_id = f"x_{row.bpmn_id}"
        self.step(flow, "x_call").deadline_amount = 3
        maps = flow.with_user(self.owner).compare_maps(flow.version_id.id, draft.id)
        self.assertEqual(maps["old"]["marks"], {"call": "changed"})
        self.assertEqual(maps["new"]["marks"], {"x_call": "changed"})

    def test_the_maps_show_no_settings_and_only_to_who_may_read(self):
        flow = self.flow(
            call=task(self.worker, user_formula="secret_field"),
            company_id=self.env.company.id,
        )
        first = flow.version_id
        self.edit(flow, call=task(self.worker))
        maps = flow.with_user(self.worker).compare_maps(first.id, flow.version_id.id)
        self.assertNotIn("secret_field", maps["old"]["xml"])
        with self.refused(AccessError):
            flow.with_user(self.foreigner).compare_maps(first.id, flow.version_id.id)

    def test_nothing_is_told_of_another_process(self):
        flow, other = self.flow(call=task(self.worker)), self.flow("Other")
        maps = flow.compare_maps(other.version_id.id, flow.version_id.id)
        self.assertEqual(maps["old"], {"xml": "", "marks": {}})

    def test_many_steps_cost_no_more_queries_than_few(self):
        counts = []
        for count in (3, 40):
            steps = {f"s{n}": task(self.worker, ["A", "B"]) for n in range(count)}
            flow = self.flow(f"Long {count}", **steps).with_user(self.owner)
            flow.action_new_draft()
            flow.draft_id.node_ids.name = "x"
            args = flow.version_id.id, flow.draft_id.id
            flow.compare_maps(*args)
            self._end_transaction()
            before = self.env.cr.sql_log_count
            self.assertTrue(flow.compare_maps(*args)["new"]["marks"])
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
