from odoo.exceptions import AccessError

from .import_case import ImportCase, document

INSIDE = """
    <laneSet id="set"><lane id="office" name="Front office"><flowNodeRef>a</flowNodeRef>
    <flowNodeRef>b</flowNodeRef></lane><lane id="callers" name="Callers">
    <flowNodeRef>c</flowNodeRef></lane></laneSet>
    <task id="a" name="A"/><task id="b" name="B"/><task id="c" name="C"/>
    <task id="d" name="D"/><serviceTask id="e" name="E"/>"""


class TestImportKind(ImportCase):
    """Steps without a kind: drawn by people who draw what people do."""

    def test_a_step_without_a_kind_is_asked_about(self):
        page = self._import(("drawn.bpmn", document(INSIDE)))
        asked = self._lines(page, "decide")
        self.assertEqual({asked[key] for key in "abcd"}, {"no_kind"})
        self.assertEqual((asked["e"], page.kindless_count), ("no_action", 4))

    def test_who_draws_for_an_engine_means_it_so(self):
        xml = document(INSIDE).replace('id="p"', 'id="p" isExecutable="true"')
        page = self._import(("run.bpmn", xml))
        self.assertEqual(self._lines(page, "decide"), {"e": "no_action"})
        self.assertEqual(page.kindless_count, 0)

    def test_one_becomes_a_task_of_its_lane(self):
        team = self.env["crm.team"].create({"name": "Callers"})
        page = self._import(("drawn.bpmn", document(INSIDE)))
        for key in "ac":
            self._line(page, key).with_user(self.owner).action_for_people()
        page.line_ids.invalidate_recordset()
        a, b, c = (self.step(page.flow_ids, key) for key in "abc")
        self.assertEqual((a.kind, b.kind, c.kind), ("userTask", "task", "userTask"))
        self.assertEqual((a.role_id.name, c.role_id.team_ids), ("Front office", team))
        self.assertEqual(self._line(page, "a").state, "settled")
        # Who one lane is, is asked once, at the lane; a team is called like the other.
        office = self._line(page, "office")
        self.assertEqual((office.code, office.state), ("role", "open"))
        self.assertEqual(office.sequence, self._line(page, "a").sequence)
        self.assertEqual(self._line(page, "callers").state, "taken")
        a.role_id.with_user(self.owner).user_ids = self.worker
        office.invalidate_recordset()
        self.assertEqual(office.state, "settled")

    def test_all_become_tasks_at_once(self):
        page = self._import(("drawn.bpmn", document(INSIDE)))
        page.with_user(self.owner).action_for_people()
        page.invalidate_recordset()
        page.line_ids.invalidate_recordset()
        steps = [self.step(page.flow_ids, key) for key in "abcde"]
        kinds = ["userTask"] * 4 + ["serviceTask"]
        self.assertEqual([step.kind for step in steps], kinds)
        self.assertEqual((steps[0].role_id, page.kindless_count), (steps[1].role_id, 0))
        alone = self._line(page, "d")
        self.assertEqual((alone.code, alone.state), ("owner", "open"))
        alone.node_id.with_user(self.owner).user_ids = self.worker
        alone.invalidate_recordset()
        self.assertEqual(alone.state, "settled")

    def test_what_is_done_there_settles_it_too(self):
        page = self._import(("drawn.bpmn", document(INSIDE)))
        line = self._line(page, "d")
        line.with_user(self.owner).action_done()
        self.assertEqual(line.state, "settled")
        line.with_user(self.owner).action_for_people()
        self.assertEqual(line.node_id.kind, "task", "it may stay as it is")

    def test_who_may(self):
        page = self._import(("drawn.bpmn", document(INSIDE)))
        for row in (page, self._line(page, "a")):
            with self.assertRaises(AccessError):
                row.with_user(self.worker).action_for_people()

    def test_a_file_of_ours_asks_nothing(self):
        page = self._import(("drawn.bpmn", document(INSIDE)))
        xml = page.flow_ids.draft_id.export_bpmn()
        again = self._import(("ours.bpmn", xml))
        self.assertNotIn("no_kind", self._lines(again, "decide").values())
