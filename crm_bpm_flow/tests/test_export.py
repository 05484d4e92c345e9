from pathlib import Path

from odoo.exceptions import AccessError, UserError

from .common import FlowCase, end, task
from .process_words import by_formula, wait

FILES = Path(__file__).parent / "scenarios"


class TestExport(FlowCase):
    """BPMN files out and in again (DESIGN section 5)."""

    def _again(self, version):
        """The same version, exported and imported as another process."""
        xml = version.export_bpmn()
        version.flow_id.code = f"{version.flow_id.code}_old"
        flows = self.env["bpm.flow"].with_user(self.owner).import_bpmn(xml)
        return xml, flows.sudo()

    def test_the_same_comes_back(self):
        flow = self.flow(
            call=task(
                self.worker,
                {"Reached": "ask", "No answer": "pause"},
                within="9 hours",
                checklist_ids=[(0, 0, {"name": "Greeted"})],
                require_comment=True,
            ),
            pause=wait("2 hours", then="call"),
            ask=by_formula(("amount > 5", "good"), otherwise="bad"),
            good=end("goal"),
            bad=end("failure", terminate=True),
        )
        xml, other = self._again(flow.version_id)
        self.assertEqual(other.draft_id.export_bpmn(), xml)
        self.assertNotEqual(other, flow)
        step = self.step(other, "call")
        self.assertEqual(step.user_ids, self.worker)
        self.assertEqual(step.outcome_ids.mapped("name"), ["Reached", "No answer"])
        other.draft_id.with_user(self.owner).action_publish()
        case = self.start(other, amount=9)
        case.task_ids.check_ids.is_done = True
        self.finish(case, "reached", comment="Talked")
        self.assertEqual(case.incident_ids.mapped("error") or case.result, "goal")

    def test_what_a_file_says_beyond_is_kept(self):
        xml = (FILES / "order.bpmn").read_bytes()
        flow = self.env["bpm.flow"].with_user(self.owner).import_bpmn(xml)
        out = flow.draft_id.export_bpmn()
        for kept in ("assignee", "elementVariable", 'errorCode="oops"', "R3/PT10M"):
            self.assertIn(kept, out)
        self.assertIn("BPMNShape", out)

    def test_the_same_file_again_is_a_new_draft(self):
        xml = (FILES / "order.bpmn").read_bytes()
        flows = self.env["bpm.flow"].with_user(self.owner)
        flow = flows.import_bpmn(xml)
        flow.draft_id.action_publish()
        again = flows.import_bpmn(xml.replace(b'name="Ask"', b'name="Ask them"'))
        self.assertEqual(again, flow)
        self.assertEqual(again.draft_id.number, 2)
        self.assertEqual(self.step(again, "ask").name, "Ask them")

    def test_files_that_are_none(self):
        flows = self.env["bpm.flow"].with_user(self.owner)
        for xml, words in (
            ("", "is empty"),
            ("<a><b></a>", "no readable XML"),
            ("<a/>", "no BPMN file"),
            (b"\x00\x01", "no readable XML"),
            ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "entities"),
        ):
            count = flows.search_count([])
            with self.refused(UserError, words):
                flows.import_bpmn(xml)
            self.assertEqual(flows.search_count([]), count)

    def test_only_designers_import(self):
        with self.refused(AccessError):
            self.env["bpm.flow"].with_user(self.worker).import_bpmn("<a/>")
