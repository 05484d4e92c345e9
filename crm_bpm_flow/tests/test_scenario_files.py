import os
from pathlib import Path

from .bpmn.schema import mistakes
from .common import FlowCase

FOLDERS = ("scenarios", "bpmn/files")
# Of these folders only, while one is written: BPM_SCENARIOS="values errors"
WANTED = os.environ.get("BPM_SCENARIOS", "").split()
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
    """Whatever runs is written by the schema, and is the same when it is read again."""

    maxDiff = None

    def test_every_file_comes_back(self):
        flows, count = self.env["bpm.flow"].with_user(self.owner), 0
        for path in self._paths():
            with self.subTest(path.stem):
                for flow in flows.import_bpmn(path.read_bytes()):
                    version = flow.draft_id
                    before, xml = self._content(version), version.export_bpmn()
                    self.assertEqual(mistakes(xml), [])
                    other = flows.import_bpmn(xml).draft_id
                    self.assertEqual(self._content(other), before)
                    count += 1
        if not WANTED:
            self.assertGreater(count, 250)

    def _paths(self):
        for folder in FOLDERS:
            for path in sorted(Path(__file__).parent.joinpath(folder).rglob("*.bpmn")):
                if not WANTED or path.parent.name in WANTED:
                    yield path

    def _content(self, version):
        return [
            {**node._engine_row(), **{name: node[name] or False for name in SAID}}
            for node in version.sudo().node_ids
        ], [
            {**way._engine_row(), "condition": way.expression, "name": way.name}
            for way in version.sudo().transition_ids
        ]
