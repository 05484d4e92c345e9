import base64
from pathlib import Path

from odoo.exceptions import AccessError, UserError

from .common import FlowCase

FOLDER = Path(__file__).parent / "scenarios" / "dmn"


class TestDmn(FlowCase):
    """Decisions of DMN files become tables of the steps that refer to them."""

    def setUp(self):
        super().setUp()
        self.bpmn = (FOLDER / "camunda-8-decisions-of-a-file.bpmn").read_bytes()
        self.dmn = (FOLDER / "offer.dmn").read_bytes()
        self.flows = self.env["bpm.flow"].with_user(self.owner)

    def tables(self, version):
        return {
            decision.code: (
                decision.name,
                decision.variable,
                decision.hit_policy,
                decision.need_ids.mapped("code"),
                decision._plain(),
            )
            for decision in version.decision_ids
        }

    def test_beside_the_process(self):
        flow = self.flows.import_bpmn(self.bpmn)
        draft = flow.draft_id
        self.assertFalse(draft.decision_ids)
        made = draft.import_dmn(self.dmn.decode())
        self.assertEqual(made.mapped("code"), ["points", "grade", "discount", "tags"])
        steps = draft.node_ids.filtered("decision_id")
        self.assertEqual(steps.decision_id.mapped("code"), ["discount", "tags"])
        self.assertEqual(made[2].need_ids, made[1])
        self.assertEqual([f for f in draft.check() if f["severity"] == "error"], [])

    def test_once_more_it_is_the_same_table(self):
        draft = self.flows.import_bpmn(self.bpmn, dmn=[self.dmn]).draft_id
        before, ids = self.tables(draft), draft.decision_ids.ids
        draft.import_dmn(self.dmn)
        self.assertEqual(draft.decision_ids.ids, ids)
        self.assertEqual(self.tables(draft), before)

    def test_handed_out_and_taken_in_again(self):
        draft = self.flows.import_bpmn(self.bpmn, dmn=self.dmn).draft_id
        stranger = self.env.ref("base.public_user")
        with self.refused(AccessError):
            draft.with_user(stranger).export_dmn()
        text = draft.export_dmn()
        self.assertEqual(draft.export_dmn().encode(), draft._file("dmn"))
        self.assertTrue(draft.flow_id.has_decisions)
        draft.import_dmn(text)
        self.assertEqual(draft.export_dmn(), text)
        self.assertEqual(draft.decision_ids.mapped("code").count("discount"), 1)
        bare = self.flow("Without")
        self.assertFalse(bare.has_decisions)
        with self.refused(UserError, "no decision tables"):
            bare.version_id.export_dmn()

    def test_comes_back_from_a_file_and_with_a_copy(self):
        draft = self.flows.import_bpmn(self.bpmn, dmn=self.dmn).draft_id
        again = self.flows.import_bpmn(draft.export_bpmn()).draft_id
        self.assertEqual(self.tables(again), self.tables(draft))
        draft.action_publish()
        draft.flow_id.action_new_draft()
        copy = draft.flow_id.draft_id
        self.assertEqual(self.tables(copy), self.tables(draft))
        self.assertFalse(copy.decision_ids & draft.decision_ids)
        self.assertEqual(copy.decision_ids.need_ids.version_id, copy)

    def test_a_step_says_which_decision_it_asks(self):
        """As Camunda 7 reads it, by the id that the table has in the DMN file."""
        draft = self.flows.create({"name": "Own", "code": "own"}).draft_id
        draft.editor_add("businessRuleTask", 0, 0)
        step = draft.node_ids.filtered("decision_id")
        step.decision_result, step.decision_form = "grade", "plain"
        text, table = draft.export_bpmn(), draft.export_dmn()
        self.assertIn('camunda:decisionRef="decision_1"', text)
        self.assertIn('camunda:resultVariable="grade"', text)
        self.assertIn('camunda:mapDecisionResult="singleEntry"', text)
        self.assertIn('<decision id="decision_1"', table)
        again = self.flows.import_bpmn(text, dmn=table).draft_id
        self.assertEqual(again.decision_ids.mapped("code"), ["decision_1"])
        node = again.node_ids.filtered("decision_id")
        self.assertEqual((node.decision_result, node.decision_form), ("grade", "plain"))
        self.assertEqual(again.export_bpmn(), text)
        node.decision_result, node.decision_form = "marks", "rows"
        self.assertIn('camunda:mapDecisionResult="resultList"', again.export_bpmn())
        self.assertIn('camunda:resultVariable="marks"', again.export_bpmn())

    def test_a_step_of_another_tool_keeps_its_words(self):
        draft = self.flows.import_bpmn(self.bpmn, dmn=self.dmn).draft_id
        self.assertIn('decisionId="discount"', draft.export_bpmn())
        self.assertNotIn("camunda:decisionRef", draft.export_bpmn())
        node = draft.node_ids.filtered(lambda n: n.decision_id.code == "discount")
        node.decision_id.code = "rebate"
        text = draft.export_bpmn()
        self.assertIn('decisionId="rebate"', text)
        self.assertNotIn('decisionId="discount"', text)

    def test_all_of_them_where_no_step_asks(self):
        draft = self.flows.create({"name": "Own"}).draft_id
        self.assertIn("unasked", draft.import_dmn(self.dmn).mapped("code"))

    def test_tables_go_with_the_last_that_asks(self):
        draft = self.flows.import_bpmn(self.bpmn, dmn=self.dmn).draft_id
        draft.node_ids.filtered(lambda n: n.bpmn_id == "d").unlink()
        self.assertEqual(draft.decision_ids.mapped("code"), ["tags"])

    def test_a_mistake_in_what_is_needed_is_an_incident_there(self):
        flow = self.flows.import_bpmn(self.bpmn, dmn=self.dmn)
        flow.draft_id.action_publish()
        values = {"amount": 5, "customer": {"name": "a"}, "orders": [{"points": "x"}]}
        case = flow.sudo().start(self.lead, values)
        self.assertEqual(case.incident_ids.node_id.bpmn_id, "d")
        self.assertIn("points", case.incident_ids.error)

    def test_in_the_dialog_with_the_process(self):
        wizard = self.env["bpm.flow.import.wizard"].with_user(self.owner)
        files = [("p.bpmn", self.bpmn), ("offer.dmn", self.dmn)]
        rows = [{"name": name, "datas": base64.b64encode(data)} for name, data in files]
        made = self.env["ir.attachment"].with_user(self.owner).create(rows)
        with self.refused(UserError, "the process, too"):
            wizard.create({"file_ids": made[1].ids}).action_apply()
        action = wizard.create({"file_ids": made.ids}).action_apply()
        page = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(len(page.flow_ids.draft_id.decision_ids), 4)
        lines = page.line_ids.filtered(lambda line: line.code == "table")
        self.assertEqual(set(lines.mapped("state")), {"settled"})

    def test_refused(self):
        draft = self.flows.import_bpmn(self.bpmn).draft_id
        for xml, words in (
            (b"<a/>", "no DMN file"),
            (self.bpmn, "no DMN file"),
            (b"", "empty"),
            (7, "content"),
        ):
            with self.refused(UserError, words):
                draft.import_dmn(xml)
        with self.assertRaises(AccessError):
            draft.with_user(self.worker).import_dmn(self.dmn)
        draft.action_publish()
        with self.refused(UserError, "frozen"):
            draft.import_dmn(self.dmn)

    def test_tables_of_another_process_are_not_looked_at(self):
        first = self.flows.import_bpmn(self.bpmn, dmn=self.dmn).draft_id
        other = self.flows.create({"name": "Other"}).draft_id
        mine = other.decision_ids.create({"version_id": other.id, "name": "Mine"})
        with self.assertRaises(UserError):
            mine.need_ids = first.decision_ids[0]
