"""Exports are valid by the standard's schema, and say what other tools can show."""

from ..bpmn import read
from ..library import PROCESSES
from .bpmn.schema import mistakes
from .common import task
from .rich_process import RichCase


class TestExportSchema(RichCase):
    maxDiff = None

    def test_every_process_of_the_library(self):
        rows = self.env["bpm.flow.library"].search([("code", "in", list(PROCESSES))])
        self.assertEqual(len(rows), len(PROCESSES))
        for row in rows.with_user(self.owner):
            with self.subTest(row.code):
                flow = row._install()
                self.assertEqual(mistakes(flow.draft_id.export_bpmn()), [])

    def test_a_process_with_a_row_of_every_kind(self):
        self.assertEqual(mistakes(self.draft.export_bpmn()), [])

    def test_ways_are_called_like_their_outcomes(self):
        process = read(self.draft.export_bpmn()).processes[0]
        names = {flow.target: flow.name for flow in process.flows if flow.name}
        self.assertEqual(names, {"part": "Reached", "pause": "Busy"})
        again = self._again()
        way = again.transition_ids.filtered(lambda w: w.target_id.bpmn_id == "pause")
        self.assertFalse(way.name)
        way.outcome_id.name = "Engaged"
        self.assertIn('name="Engaged"', again.export_bpmn())

    def test_roles_are_lanes(self):
        process = read(self.draft.export_bpmn()).processes[0]
        self.assertEqual([lane.name for lane in process.lanes], ["Callers"])
        self.assertTrue(all(lane.shape for lane in process.lanes))
        again = self._again()
        names = again.role_ids.mapped("name")
        self.assertEqual(names, ["Callers", "Who did it"])
        process = read(again.export_bpmn()).processes[0]
        self.assertEqual([lane.name for lane in process.lanes], ["Callers"])

    def test_a_map_that_was_drawn_gets_no_lanes(self):
        flow = self.flow("Drawn", publish=False, call=task(self.worker))
        drawn = flow.draft_id.draw_data()["xml"]
        flow.draft_id.draw_save(drawn, [])
        role = self.env["bpm.flow.role"].create(
            {"version_id": flow.draft_id.id, "name": "Callers"}
        )
        self.step(flow, "call").role_id = role
        self.assertEqual(read(flow.draft_id.export_bpmn()).processes[0].lanes, [])

    def _again(self):
        xml = self.draft.export_bpmn()
        self.process.code = "rich_old"
        flows = self.env["bpm.flow"].with_user(self.owner).import_bpmn(xml)
        return flows.draft_id
