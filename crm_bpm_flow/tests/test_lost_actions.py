from odoo.exceptions import AccessError, UserError

from .common import FlowCase, task
from .process_words import auto, wait, write


class TestLostActions(FlowCase):
    """A published step's action is gone with what it belonged to: never passed over."""

    def _starter(self):
        """A case before a step that starts a process which is deleted then."""
        other = self.flow("Other", call=task(self.worker))
        start = {"state": "bpm_start", "name": "Start it", "bpm_flow_id": other.id}
        flow = self.flow(call=task(self.worker), begin=auto(start))
        case = self.start(flow)
        other.version_id.action_retire()
        other.unlink()
        self._end_transaction()
        self.assertFalse(flow.version_id._node("begin").action_ids)
        return flow, case

    def _codes(self, version):
        return {f["code"]: f["severity"] for f in version.check()}

    def test_with_the_process_that_it_starts(self):
        flow, case = self._starter()
        self.finish(case)
        self.assertEqual((case.state, case.task_ids.state), ("running", "done"))
        error = case.incident_ids.error
        self.assertIn("lost what it does: “Start it” was deleted", error)
        self.assertEqual(self._codes(flow.version_id)["lost_action"], "error")
        (found,) = flow.version_id.with_user(self.owner).editor_data()["findings"]
        self.assertEqual((found["code"], found["opens"]), ("lost_action", True))
        case.incident_ids.with_user(self.owner).action_skip()
        self.assertEqual(case.state, "done")
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_trying_again_does_not_pass_it_either(self):
        _flow, case = self._starter()
        self.finish(case)
        case.incident_ids.action_retry()
        self.assertTrue(case.incident_ids)
        self.assertEqual(case.state, "running")

    def test_after_saving_too(self):
        other = self.flow("Other", call=task(self.worker))
        start = {"state": "bpm_start", "name": "Start it", "bpm_flow_id": other.id}
        flow = self.flow(
            pause=wait("1 hours"), begin=auto(start, write("name", "x"), run_later=True)
        )
        case = self.start(flow)
        other.version_id.action_retire()
        other.unlink()
        self._end_transaction()
        self.run_due(hours=1)
        self.assertIn("“Start it”", case.incident_ids.error)
        self.assertNotEqual(self.lead.name, "x", "not half of it either")
        self.assertEqual(self._codes(flow.version_id)["lost_action"], "warning")

    def test_with_its_model(self):
        model = self.env["ir.model"].create(
            {"name": "Thing", "model": "x_thing", "is_mail_thread": True}
        )
        self.env["ir.model.access"].create(
            {"name": "things", "model_id": model.id, "perm_read": True}
        )
        model.bpm_enabled = True
        mark = auto(write("x_name", "x", name="Mark it"))
        flow = self.flow(
            "Things", res_model="x_thing", call=task(self.worker), mark=mark
        )
        case = self.start(flow, self.env["x_thing"].create({"x_name": "One"}))
        model.unlink()
        self._end_transaction()
        self.finish(case)
        self.assertEqual(case.task_ids.state, "done", "the worker is not stopped")
        self.assertIn("“Mark it”", case.incident_ids.error)
        case.incident_ids.with_user(self.owner).action_skip()
        self.assertEqual(case.state, "done")

    def test_a_new_draft_says_it_until_the_step_has_another_action(self):
        flow, _case = self._starter()
        flow.action_new_draft()
        draft = flow.draft_id
        self.assertEqual(self._codes(draft)["lost_action"], "error")
        with self.refused(UserError, "lost what it does"):
            draft.action_publish()
        node = draft.node_ids.filtered(lambda n: n.bpmn_id == "begin")
        self.env["ir.actions.server"].create(
            {"name": "Name it", "bpm_node_id": node.id, **write("name", "x")}
        )
        self.assertNotIn("lost_action", self._codes(draft))
        draft.action_publish()
        self.assertNotIn("lost_action", self._codes(flow.version_id))

    def test_nobody_deletes_it_by_hand(self):
        flow = self.flow(mark=auto(write("name", "x")))
        action = flow.version_id._node("mark").action_ids
        with self.refused(UserError, "frozen"):
            action.with_user(self.admin).unlink()
        self.assertTrue(action.exists())

    def test_a_step_without_actions_promises_none(self):
        case = self.start(self.flow(mark=auto()))
        self.assertEqual(case.state, "done")

    def test_nobody_forges_what_a_step_promises(self):
        flow = self.flow(mark=auto(write("name", "x")))
        flow.with_user(self.owner).action_new_draft()
        node = flow.draft_id.with_user(self.owner).node_ids[:1]
        with self.refused(AccessError, "noted by itself"):
            node.promised_actions = {"1": "Anything"}
        with self.refused(AccessError, "noted by itself"):
            node.create(
                {
                    "version_id": flow.draft_id.id,
                    "name": "New",
                    "promised_actions": {"1": "Anything"},
                }
            )
