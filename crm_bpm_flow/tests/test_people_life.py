from odoo.fields import Command

from .common import FlowCase, task
from .process_words import auto, code, wait, write


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

    def _failing(self):
        flow = self.flow("Fails", mark=auto(code("1 / 0")), call=task(self.worker))
        self.start(flow)
        self.run_due()
        return flow

    def test_incidents_go_on_to_whoever_answers_when_the_owner_leaves(self):
        flow = self._failing()
        self.assertEqual(flow.activity_ids.user_id, self.owner)
        for leave in (self._archived, self._switched_off):
            leave(self.owner)
            self.assertEqual(flow.activity_ids.user_id, flow._answering())
            self.assertTrue(flow._answering().has_group("crm_bpm_flow.group_admin"))
            self.owner.active = True
            flow.user_id = self.owner
            flow.activity_ids.user_id = self.owner

    def _archived(self, user):
        user.action_archive()

    def _switched_off(self, user):
        user.active = False

    def test_what_fails_later_is_told_to_whoever_answers(self):
        flow = self.flow("Fails", mark=auto(code("1 / 0")), call=task(self.worker))
        self.owner.action_archive()
        answering = flow._answering()
        before = self.inbox(self.owner), self.inbox(answering)
        self.start(flow)
        self.run_due()
        self.assertEqual(flow.activity_ids.user_id, answering)
        self.assertFalse(self.inbox(self.owner) - before[0])
        self.assertIn("Incident", (self.inbox(answering) - before[1]).subject)

    def test_an_administrator_of_another_company_does_not_answer(self):
        flow = self.flow("Here")
        admins = self.env.ref("crm_bpm_flow.group_admin").all_user_ids
        self.owner.active = False
        found = flow._answering()
        self.assertIn(flow.company_id, found.company_ids)
        elsewhere = self.second_company
        for admin in admins:
            admin.write(
                {
                    "company_id": elsewhere.id,
                    "company_ids": [Command.set(elsewhere.ids)],
                }
            )
        self.assertEqual(flow._answering(), self.owner, "nobody else is there")

    def test_a_new_owner_takes_over_what_is_to_be_done(self):
        flow = self._failing()
        flow.user_id = self.admin
        self.assertEqual(flow.activity_ids.user_id, self.admin)

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
