from .common import FlowCase, task
from .process_words import auto, wait, write


class TestPeopleLife(FlowCase):
    """The process's owner, its publisher or whoever lends his rights has left."""

    def _helper(self, name="helper"):
        groups = "sales_team.group_sale_salesman_all_leads,crm_bpm_flow.group_owner"
        return self._person(name, groups)

    def test_an_archived_owner_s_tasks_fall_to_an_administrator(self):
        helper = self._helper()
        flow = self.flow(call=task(self.mate))
        flow.user_id = helper
        case = self.start(flow)
        helper.active = False
        self.mate.active = False
        stand_in = case.open_task_ids.user_ids
        self.assertTrue(stand_in.has_group("crm_bpm_flow.group_admin"))

    def test_what_he_published_works_with_his_rights_still(self):
        helper = self._helper()
        flow = self.flow(
            publish=False,
            user_id=helper.id,
            pause=wait("1 hours"),
            mark=auto(write("name", "Late")),
        )
        flow.draft_id.with_user(helper).action_publish()
        case = self.start(flow)
        helper.active = False
        self.assertEqual(flow.version_id._run_as(), helper)
        self.run_due(hours=1, minutes=1)
        self.assertEqual(case.state, "done")
        self.assertEqual(self.lead.name, "Late")

    def test_rights_of_an_archived_lender_are_the_publisher_s_again(self):
        flow = self.flow(call=task(self.worker))
        flow.with_user(self.admin).run_as_id = self.mate
        self.assertEqual(flow.version_id._run_as(), self.mate)
        self.mate.active = False
        flow.invalidate_recordset()
        self.assertEqual(flow.version_id._run_as(), self.owner)
