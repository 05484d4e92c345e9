from odoo.exceptions import AccessError, UserError

from .common import FlowCase, task
from .process_words import build, limit, message, wait


class TestMigrate(FlowCase):
    """Running cases go over to another version: with a preview, whole or not at all."""

    def _next_version(self, flow, **steps):
        """Another published version of a process."""
        flow.with_user(self.owner).action_new_draft()
        build(flow.draft_id, steps)
        flow.draft_id.with_user(self.owner).action_publish()
        return flow.version_id

    def test_a_case_goes_on_in_the_new_version(self):
        flow = self.flow(call=task(self.worker, within="1 hours"))
        case = self.start(flow)
        old = case.version_id
        new = self._next_version(
            flow, call=task(self.worker, within="1 hours"), offer=task(self.mate)
        )
        self.assertEqual(case.version_id, old)
        moved = case.with_user(self.owner).migrate(new.id)
        self.assertEqual((moved, case.version_id), (case, new))
        self.assertEqual(case.open_task_ids.node_id.version_id, new)
        self.finish(case)
        self.assertEqual(self.here(case), ["offer"])
        row = case.log_ids.filtered(lambda r: r.kind == "migrated")
        self.assertIn("from version 1 to version 2", row.message)
        self.assertEqual(row.user_id, self.owner)
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_some_can_go_and_some_cannot(self):
        flow = self.flow(call=task(self.worker), offer=task(self.mate))
        first, second = self.start(flow, self.leads(2))
        self.finish(second)
        new = self._next_version(flow, call=task(self.worker))
        cases = (first | second).with_user(self.owner)
        preview = cases.migration_preview(new)
        self.assertEqual([row["can"] for row in preview], [True, False])
        self.assertIn("“Offer”, which is not there", preview[1]["reasons"][0])
        self.assertEqual(cases.migrate(new), first)
        self.assertEqual(second.version_id.number, 1)
        self.assertEqual(self.here(second), ["offer"])
        with self.refused(UserError, "not there any more"):
            second.with_user(self.owner).migrate(new)

    def test_limits_and_waits_follow_the_version(self):
        flow = self.flow(
            call=task(self.worker, then="money"),
            day=limit("call", "1 days", then="money"),
            money=message("Paid"),
        )
        case, other = self.start(flow, self.leads(2))
        self.finish(other)
        new = self._next_version(
            flow,
            call=task(self.worker, then="money"),
            hour=limit("call", "1 hours", then="money"),
            money=message("Paid"),
        )
        (case | other).migrate(new)
        self.assertEqual(case.job_ids.node_id.mapped("bpmn_id"), ["hour"])
        self.assertEqual(other.wait_ids.node_id, new._node("money"))
        self.run_due(hours=1, minutes=1)
        self.assertEqual(case.wait_ids.name, "Paid")
        self.env["bpm.flow.instance"].send_message("Paid", instance_ids=other.ids)
        self.assertEqual(other.state, "done")

    def test_a_waiting_timer_keeps_its_moment(self):
        flow = self.flow(pause=wait("2 hours"))
        case = self.start(flow)
        due = case.job_ids.date_due
        new = self._next_version(flow, pause=wait("9 hours"), call=task(self.worker))
        case.migrate(new)
        self.assertEqual(case.job_ids.date_due, due)
        self.run_due(hours=2, minutes=1)
        self.assertEqual(self.here(case), ["call"])

    def test_what_is_refused(self):
        flow, other = self.flow(call=task(self.worker)), self.flow("Other")
        case = self.start(flow)
        for version, words in (
            (other.version_id, "its own process only"),
            (flow.version_id, "runs on that version already"),
            (self.env["bpm.flow.version"].browse(0), "published version only"),
        ):
            with self.refused(UserError, words):
                case.with_user(self.owner).migrate(version.id)
        with self.refused(AccessError, "owner"):
            case.with_user(self.worker).migrate(flow.version_id)
        case.action_cancel("Not wanted")
        new = self._next_version(flow, call=task(self.worker))
        with self.refused(UserError, "has ended"):
            case.migrate(new)
