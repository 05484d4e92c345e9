from .common import FlowCase

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="urn:due">
  <process id="due" isExecutable="true">
    <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="a"/>
    %s<endEvent id="end"/><sequenceFlow id="f2" sourceRef="a" targetRef="end"/>
  </process>
</definitions>"""


class TestImportDeadline(FlowCase):
    """Until when other tools give a task: a length of time, a date or a formula."""

    def _case(self, step, **variables):
        flow = self.env["bpm.flow"].with_user(self.owner).import_bpmn(FILE % step)
        flow.draft_id.action_publish()
        return flow.start(self.leads(1), variables=variables)

    def _due(self, text, **variables):
        case = self._case(f'<userTask id="a" camunda:dueDate="{text}"/>', **variables)
        return case.open_task_ids.date_deadline

    def test_a_length_of_time(self):
        self.assertEqual(self._due("P2D"), self.at("2026-03-04 09:00"))
        self.assertEqual(self._due("P1M"), self.at("2026-04-02 09:00"))

    def test_a_date(self):
        self.assertEqual(self._due("2026-03-05T12:30:00"), self.at("2026-03-05 12:30"))
        offset = self._due("2026-03-05T12:30:00+02:00")
        self.assertEqual(offset, self.at("2026-03-05 10:30"))

    def test_a_formula_on_the_case_s_values(self):
        due = self._due("${later}", later="2026-03-05T12:30:00Z")
        self.assertEqual(due, self.at("2026-03-05 12:30"))
        step = """<userTask id="a"><extensionElements><zeebe:taskSchedule
            dueDate="=now() + duration(&quot;PT3H&quot;)"/></extensionElements>
            </userTask>"""
        due = self._case(step).open_task_ids.date_deadline
        self.assertEqual(due, self.at("2026-03-02 12:00"))

    def test_each_instance_has_its_own(self):
        step = """<userTask id="a" camunda:dueDate="${visit.day}">
            <multiInstanceLoopCharacteristics camunda:collection="visits"
            camunda:elementVariable="visit"/></userTask>"""
        days = ["2026-03-05", "2026-03-06"]
        case = self._case(step, visits=[{"day": day} for day in days])
        due = case.open_task_ids.sorted("id").mapped("date_deadline")
        self.assertEqual(due, [self.at(f"{day} 00:00") for day in days])

    def test_what_says_no_moment_is_no_deadline(self):
        self.assertFalse(self._due("${later}"))
        self.assertFalse(self._due("tomorrow"))
        self.assertFalse(self._due("${bean.due()}"))

    def test_what_is_changed_here_goes_before_what_the_file_says(self):
        flows = self.env["bpm.flow"].with_user(self.owner)
        step = '<userTask id="a" camunda:dueDate="2026-03-05T12:30:00"/>'
        draft = flows.import_bpmn(FILE % step).draft_id
        self.step(draft.flow_id, "a").timer_text = "2026-03-09T08:00:00"
        draft = flows.import_bpmn(draft.export_bpmn()).draft_id
        node = draft.node_ids.filtered(lambda n: n.bpmn_id == "a")
        self.assertEqual(node.timer_text, "2026-03-09T08:00:00")
        node.write({"timer_text": False, "deadline_amount": 3})
        draft = flows.import_bpmn(draft.export_bpmn()).draft_id
        node = draft.node_ids.filtered(lambda n: n.bpmn_id == "a")
        self.assertEqual((node.deadline_amount, node.timer_text), (3, False))
