import os
from pathlib import Path

from .common import FlowCase

FOLDER = Path(__file__).parent / "scenarios"
# Besides what the engine is told of an element.
SAID = (
    "name",
    "event_name",
    "message_key",
    "event_code",
    "timer_kind",
    "timer_text",
    "condition",
    "condition_domain",
    "loop_collection",
    "loop_item",
    "section_scope",
    "script",
    "lane",
    "user_formula",
    "called_code",
    "call_variables_in",
    "call_variables_out",
    "values_in",
    "values_out",
    "loop_result",
    "loop_result_item",
    "code_variable",
    "message_variable",
)


class TestScenarioFiles(FlowCase):
    """Whatever runs can be written and read again, and is the same."""

    def test_every_scenario_comes_back(self):
        wanted = os.environ.get("BPM_SCENARIOS", "").split()
        paths = sorted(FOLDER.rglob("*.bpmn"))
        paths = [p for p in paths if not wanted or p.parent.name in wanted]
        self.assertTrue(paths)
        flows = self.env["bpm.flow"].with_user(self.owner)
        for path in paths:
            with self.subTest(path.stem):
                for flow in flows.import_bpmn(path.read_bytes()):
                    version = flow.draft_id
                    before = self._content(version)
                    other = flows.import_bpmn(version.export_bpmn()).draft_id
                    self.assertEqual(self._content(other), before)

    def _content(self, version):
        return [
            {**node._engine_row(), **{name: node[name] or False for name in SAID}}
            for node in version.sudo().node_ids
        ], [
            {**way._engine_row(), "condition": way.expression, "name": way.name}
            for way in version.sudo().transition_ids
        ]
