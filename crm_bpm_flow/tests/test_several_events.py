from pathlib import Path

from odoo.exceptions import UserError
from odoo.tests import Form

from .common import FlowCase
from .editor_case import EditorCase

FILES = Path(__file__).parent / "scenarios" / "several"


class TestSeveralEvents(EditorCase):
    """Elements with several events, as an imported file has them, for their owner."""

    def _read(self, name):
        xml = (FILES / f"{name}.bpmn").read_bytes()
        flow = self.env["bpm.flow"].with_user(self.owner).import_bpmn(xml)
        self.draft = flow.draft_id
        return flow

    def _rows(self):
        return self.draft.editor_data()["steps"]

    def _node(self, bpmn_id):
        return self.draft.node_ids.filtered(lambda n: n.bpmn_id == bpmn_id)

    def test_the_list_shows_the_parts_under_the_whole(self):
        self._read("a-catch-event-waits-for-all-of-its-events")
        rows = self._rows()
        whole = next(
            row for row in rows if row["kind_label"] == "Wait for several events"
        )
        parts = [row for row in rows if row["is_part"]]
        self.assertEqual({row["attached_to"] for row in parts}, {whole["id"]})
        self.assertEqual({row["depth"] for row in parts}, {whole["depth"] + 1})
        place = rows.index(whole)
        self.assertEqual(rows[place + 1 : place + 4], parts)
        self.assertEqual(
            whole["what"],
            "all of: waits for the message “Paid”, waits for the signal “Alarm”, PT10M",
        )

    def test_another_event_is_added_by_copying_one(self):
        self._read("a-catch-event-waits-for-the-first-of-several-event")
        part = self._node("c_1")
        data = self.draft.editor_copy(part.id)
        twin = self.draft.node_ids.browse(data["new_step"])
        self.assertEqual((twin.part_of_id, twin.event), (part.part_of_id, "message"))
        self.assertFalse(twin.incoming_ids + twin.outgoing_ids)
        self.assertEqual(self.draft.check(), [])

    def test_a_copy_has_its_own_parts(self):
        self._read("a-catch-event-waits-for-the-first-of-several-event")
        whole = self._node("c")
        data = self.draft.editor_copy(whole.id)
        twin = self.draft.node_ids.browse(data["new_step"])
        self.assertEqual(twin.part_ids.mapped("event"), ["message", "signal", "timer"])
        self.assertFalse(twin.part_ids & whole.part_ids)

    def test_parts_lie_and_interrupt_as_the_whole_does(self):
        self._read("a-boundary-event-that-needs-all-beside-the-task")
        whole = self._node("b")
        self.assertEqual(whole.part_ids.mapped("interrupting"), [False, False])
        whole.interrupting = True
        self.assertEqual(whole.part_ids.mapped("interrupting"), [True, True])

    def test_no_way_leads_to_a_part(self):
        self._read("a-catch-event-waits-for-the-first-of-several-event")
        start, part = self._node("s"), self._node("c_1")
        self.draft.editor_connect(start.id, part.id)
        self.assertIn("wrong_way", {f["code"] for f in self.draft.check()})

    def test_the_file_has_them_in_one_element(self):
        self._read("a-start-that-needs-all-of-its-events-waits-for-the")
        self._node("s_1").event_name = "Money"
        out = self.draft.export_bpmn()
        self.assertIn('parallelMultiple="true"', out)
        self.assertEqual(out.count("<bpmn:startEvent"), 1)
        for kind in ("message", "signal"):
            self.assertEqual(out.count(f"<bpmn:{kind}EventDefinition"), 1)
        self.assertIn('name="Money"', out)

    def test_a_new_draft_has_its_own_parts(self):
        flow = self._read("a-catch-event-waits-for-all-of-its-events")
        self.draft.action_publish()
        flow.action_new_draft()
        whole = flow.draft_id.node_ids.filtered(lambda n: n.bpmn_id == "c")
        self.assertEqual(len(whole.part_ids), 3)
        self.assertEqual(whole.part_ids.version_id, flow.draft_id)


class TestNamedStart(FlowCase):
    """Each start is another way to begin; by hand one may say which."""

    def setUp(self):
        super().setUp()
        xml = (FILES / "two-none-starts.bpmn").read_bytes()
        flows = self.env["bpm.flow"].with_user(self.owner)
        self.process = flows.import_bpmn(xml)
        found = self.process.draft_id.check()
        self.assertEqual([f["code"] for f in found], ["several_starts"])
        self.process.draft_id.action_publish()

    def _open(self, case):
        return case.open_task_ids.node_id.mapped("bpmn_id")

    def test_the_first_unless_named(self):
        lead, other = self.leads(2)
        self.assertEqual(self._open(self.process.start(lead)), ["a"])
        case = self.process.start(other, at="s2")
        self.assertEqual((self._open(case), case.walked()), (["b"], {"s2": 1}))

    def test_a_start_that_is_none(self):
        for name in ("a", "nothing", 5):
            with self.refused(UserError, "has no start"):
                self.process.start(self.lead, at=name)

    def test_chosen_in_the_dialog(self):
        wizards = self.env["bpm.flow.start.wizard"].with_user(self.worker)
        wizards = wizards.with_context(
            active_model="crm.lead", active_ids=self.lead.ids
        )
        with Form(wizards) as form:
            form.flow_id = self.process
            second = form.start_ids[1]
            form.start_id = self.env["bpm.flow.node"].browse(second.id)
        form.record.action_apply()
        case = self.process.instance_ids.sudo()
        self.assertEqual(self._open(case), ["b"])

    def test_where_there_is_no_choice_none_is_offered(self):
        flow = self.flow()
        wizard = self.env["bpm.flow.start.wizard"].with_user(self.worker)
        wizard = wizard.new({"res_model": "crm.lead", "flow_id": flow.id})
        self.assertFalse(wizard.start_ids)
