from odoo.fields import Command

from .common import FlowCase, task


class TestWho(FlowCase):
    """Who gets a step, in all the ways it can be said."""

    def _who(self, lead=None, **values):
        case = self.start(self.flow("Who", call=task(**values)), lead)
        return case.open_task_ids.user_ids

    def test_people_groups_and_teams_together(self):
        group = self.env["res.groups"].create({"name": "G", "user_ids": [self.mate.id]})
        team = self.env["crm.team"].create(
            {"name": "T", "member_ids": [Command.set(self.stranger.ids)]}
        )
        users = self._who(
            who=self.worker, group_ids=[group.id], team_ids=[Command.set(team.ids)]
        )
        self.assertEqual(users, self.worker | self.mate | self.stranger)

    def test_members_of_a_group_that_is_implied(self):
        inner = self.env["res.groups"].create({"name": "Inner"})
        self.env["res.groups"].create(
            {"name": "Outer", "implied_ids": [inner.id], "user_ids": [self.mate.id]}
        )
        self.assertEqual(self._who(group_ids=[inner.id]), self.mate)

    def test_the_person_named_on_the_record(self):
        self.lead.user_id = self.mate
        self.assertEqual(self._who(user_field="user_id"), self.mate)

    def test_through_relations(self):
        partner = self.env["res.partner"].create(
            {"name": "Shop", "user_id": self.mate.id}
        )
        self.lead.partner_id = partner
        self.assertEqual(self._who(user_field="partner_id.user_id"), self.mate)

    def test_a_partner_stands_for_his_user(self):
        self.lead.partner_id = self.mate.partner_id
        self.assertEqual(self._who(user_field="partner_id"), self.mate)

    def test_each_case_its_own(self):
        leads = self.leads(2)
        leads[0].user_id, leads[1].user_id = self.worker, self.mate
        flow = self.flow(call=task(user_field="user_id"))
        cases = self.start(flow, leads)
        self.assertEqual(
            [case.open_task_ids.user_ids for case in cases], [self.worker, self.mate]
        )

    def test_who_started_it(self):
        flow = self.flow(call=task(is_starter=True)).with_user(self.mate)
        case = flow.start(self.lead.ids)
        self.assertEqual(case.open_task_ids.user_ids, self.mate)

    def test_who_did_an_earlier_step(self):
        flow = self.flow(
            first=task(self.worker | self.mate), second=task(same_as_node_id="first")
        )
        case = self.start(flow)
        self.finish(case, by=self.mate)
        self.assertEqual(case.open_task_ids.user_ids, self.mate)

    def test_the_last_one_who_did_it_after_a_loop(self):
        flow = self.flow(
            first=task(self.worker | self.mate),
            second=task(
                outcomes={"Again": "first", "Fine": "end"}, same_as_node_id="first"
            ),
        )
        case = self.start(flow)
        self.finish(case, by=self.mate)
        self.finish(case, "again")
        self.finish(case, by=self.worker)
        self.assertEqual(case.open_task_ids.user_ids, self.worker)

    def test_the_manager_named_on_the_user(self):
        self.assertEqual(self._who(who=self.worker, use_manager=True), self.owner)

    def test_the_leader_of_the_sales_team_manages_who_names_nobody(self):
        self.env["crm.team"].create(
            {
                "name": "T",
                "user_id": self.admin.id,
                "member_ids": [Command.set(self.mate.ids)],
            }
        )
        self.assertEqual(self._who(who=self.mate, use_manager=True), self.admin)

    def test_a_role_serves_many_steps(self):
        flow = self.flow(publish=False, first=task(), second=task())
        role = self.env["bpm.flow.role"].create(
            {
                "version_id": flow.draft_id.id,
                "name": "Sales",
                "user_ids": [Command.set((self.worker | self.mate).ids)],
                "pick": "all",
            }
        )
        flow.draft_id.node_ids.filtered(lambda n: n.kind == "userTask").role_id = role
        flow.draft_id.action_publish()
        case = self.start(flow)
        self.assertEqual(case.open_task_ids.mapped("lane"), ["Sales", "Sales"])
        case.open_task_ids.with_user(self.owner).complete()
        self.assertEqual(case.open_task_ids.user_ids, self.worker | self.mate)
        self.assertEqual(len(case.open_task_ids), 2)

    # ------------------------------------------------------------------
    # Nobody
    # ------------------------------------------------------------------
    def _assert_fallback(self, case):
        self.assertEqual(case.open_task_ids.user_ids, self.owner)
        row = case.log_ids.filtered(lambda r: r.kind == "fallback")
        self.assertIn("Nobody was found for “Call”", row.message)

    def test_nobody_found_falls_to_the_process_s_owner(self):
        self.lead.user_id = False
        self._assert_fallback(self.start(self.flow(call=task(user_field="user_id"))))

    def test_an_archived_person_is_nobody(self):
        flow = self.flow(call=task(self.mate))
        self.mate.active = False
        self._assert_fallback(self.start(flow))

    def test_nobody_of_another_company_is_asked(self):
        flow = self.flow(call=task(self.foreigner))
        self._assert_fallback(self.start(flow))

    def test_a_manager_nobody_named(self):
        self._assert_fallback(
            self.start(self.flow(call=task(self.mate, use_manager=True)))
        )

    def test_a_field_that_is_gone(self):
        flow = self.flow(publish=False, call=task(user_field="user_id"))
        self.step(flow, "call").user_field = "user_id"
        flow.draft_id.action_publish()
        self.env.cr.execute(
            "UPDATE bpm_flow_node SET user_field = 'x_gone.user_id' "
            "WHERE version_id = %s",
            [flow.version_id.id],
        )
        self.env.invalidate_all()
        self._assert_fallback(self.start(flow))

    def test_an_owner_who_left_hands_it_to_an_administrator(self):
        flow = self.flow(call=task(self.mate))
        self.mate.active = self.owner.active = False
        user = self.start(flow).open_task_ids.user_ids
        self.assertTrue(user.active)
        self.assertTrue(user.has_group("crm_bpm_flow.group_admin"))
