from odoo.exceptions import AccessError

from .common import FlowCase, end, task
from .process_words import Step


class TestAdHoc(FlowCase):
    """The people of a sub-process in any order begin its steps on the record."""

    def setUp(self):
        super().setUp()
        self.case = self.start(
            self.flow(
                extras=Step("adHocSubProcess", {"name": "Extras"}, "end"),
                visit=task(self.worker, parent_id="extras", name="Visit"),
                end=end(),
            )
        )

    def _areas(self, user):
        cases = self.env["bpm.flow.instance"].with_user(user)
        rows = cases.strip_data("crm.lead", self.lead.id)["cases"]
        return [area for row in rows for area in row["areas"]]

    def test_who_is_named_at_a_step_is_offered_it(self):
        steps = [{"bpmn_id": "visit", "name": "Visit"}]
        area = {"bpmn_id": "extras", "name": "Extras", "withdraws": True}
        area["steps"] = steps
        self.assertEqual(self._areas(self.worker), [area])
        self.assertEqual(self._areas(self.mate), [])
        self.assertEqual(self._areas(self.owner), [area], "answers for the case")

    def test_the_case_page_offers_them_to_who_answers_for_it(self):
        [row] = self.case.with_user(self.owner).open_steps
        self.assertEqual(row["area"]["steps"], [{"bpmn_id": "visit", "name": "Visit"}])
        self.case.with_user(self.owner).begin_step("visit")
        rows = self.case.with_user(self.owner).open_steps
        self.assertEqual([bool(row["area"]) for row in rows], [True, False])

    def test_begun_and_finished_by_who_is_named(self):
        case = self.case.with_user(self.worker)
        case.begin_step("visit")
        case.begin_step("visit")
        self.assertEqual(len(self.case.open_task_ids), 2)
        case.finish_sub_process("extras")
        self.assertFalse(self._areas(self.worker), "nothing more begins in it")

    def test_others_begin_nothing(self):
        case = self.case.with_user(self.mate)
        for act in (case.begin_step, case.finish_sub_process, case.add_instance):
            for bpmn_id in ("visit", "extras", "no_such_step"):
                with self.assertRaises(AccessError):
                    act(bpmn_id)
        self.assertFalse(self.case.open_task_ids)
