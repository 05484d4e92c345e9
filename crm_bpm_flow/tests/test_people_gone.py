from odoo.fields import Command

from .common import FlowCase, task


class TestPeopleGone(FlowCase):
    """Tasks go to people who can do them, and on when these cannot any more."""

    def _guest(self, name="guest"):
        return self._person(name, "base.group_portal", notification_type="email")

    # ------------------------------------------------------------------
    # Who cannot do a task
    # ------------------------------------------------------------------
    def test_portal_users_get_no_tasks(self):
        guest = self._guest()
        self.lead.partner_id = guest.partner_id
        for values in (
            {"user_field": "partner_id"},
            {"user_ids": [Command.set(guest.ids)]},
            {"user_field": "partner_id", "user_field_first": True},
        ):
            flow = self.flow("Guest", restart_guard="none", call=task(**values))
            case = self.start(flow)
            self.assertEqual(case.open_task_ids.user_ids, self.owner)
            self.assertIn("fallback", self.kinds(case))

    def test_others_come_in_when_a_portal_user_is_named_first(self):
        self.lead.partner_id = self._guest().partner_id
        values = {"user_field": "partner_id", "user_field_first": True}
        case = self.start(self.flow(call=task(self.mate, **values)))
        self.assertEqual(case.open_task_ids.user_ids, self.mate)

    def test_an_owner_of_another_company_is_no_fallback(self):
        lead = self.leads(1)
        lead.company_id = self.second_company
        flow = self.flow(company_id=False, call=task(self._guest()))
        case = self.start(flow, lead)
        user = case.open_task_ids.user_ids
        self.assertEqual(len(user), 1)
        self.assertNotEqual(user, self.owner)
        self.assertTrue(user.has_group("crm_bpm_flow.group_admin"))
        self.assertIn(self.second_company, user.company_ids)

    # ------------------------------------------------------------------
    # Who cannot do it any more
    # ------------------------------------------------------------------
    def _late_comer(self):
        return self._person("late", "sales_team.group_sale_salesman_all_leads")

    def test_a_deleted_user_s_tasks_move_on(self):
        late = self._late_comer()
        pool = self.start(self.flow("Pool", call=task(late | self.mate)))
        alone = self.start(self.flow("Alone", call=task(late)))
        late.unlink()
        self.assertEqual(pool.open_task_ids.user_ids, self.mate)
        self.assertEqual(alone.open_task_ids.user_ids, self.owner)
        self.assertEqual(alone.open_task_ids.activity_ids.user_id, self.owner)
        self.assertIn("fallback", self.kinds(alone))
        self.assertEqual(self.env["bpm.flow.log"].verify((pool | alone).ids), [])

    def test_who_took_it_keeps_it_when_another_of_the_pool_goes(self):
        late = self._late_comer()
        case = self.start(self.flow(call=task(late | self.mate | self.worker)))
        case.open_task_ids.with_user(self.mate).action_claim()
        late.active = False
        taken = case.open_task_ids
        self.assertEqual(taken.user_id, self.mate)
        self.assertEqual(taken.user_ids, self.mate | self.worker)
        self.assertEqual(taken.activity_ids.user_id, self.mate)
        self.assertFalse(taken.to_notify, "nothing new for him")
        self.worker.active = False
        self.assertEqual(case.open_task_ids.user_id, self.mate)
        self.assertNotIn("fallback", self.kinds(case))

    def test_it_goes_back_into_the_pool_when_who_took_it_goes(self):
        late = self._late_comer()
        case = self.start(self.flow(call=task(late | self.mate | self.worker)))
        case.open_task_ids.with_user(late).action_claim()
        late.active = False
        task_ = case.open_task_ids
        self.assertFalse(task_.user_id)
        self.assertEqual(task_.user_ids, self.mate | self.worker)
        self.assertEqual(task_.activity_ids.user_id, self.mate | self.worker)
        self.assertTrue(task_.to_notify)

    def test_who_leaves_the_company_leaves_its_tasks(self):
        self.mate.company_ids = [Command.link(self.second_company.id)]
        lead = self.leads(1)
        lead.company_id = self.second_company
        flow = self.flow(company_id=False, restart_guard="none", call=task(self.mate))
        there, here = self.start(flow, lead), self.start(flow)
        self.mate.company_ids = [Command.unlink(self.second_company.id)]
        self.assertNotIn(self.mate, there.open_task_ids.user_ids)
        self.assertTrue(there.open_task_ids.user_ids)
        self.assertEqual(here.open_task_ids.user_ids, self.mate)

    def test_who_becomes_a_portal_user_leaves_his_tasks(self):
        case = self.start(self.flow(call=task(self.mate | self.worker)))
        portal = self.env.ref("base.group_portal")
        self.mate.write(
            {"notification_type": "email", "group_ids": [Command.set(portal.ids)]}
        )
        self.assertEqual(case.open_task_ids.user_ids, self.worker)

    def test_who_gets_another_group_keeps_his_tasks(self):
        case = self.start(self.flow(call=task(self.mate | self.worker)))
        self.mate.group_ids = [Command.link(self.clerk_group.id)]
        self.assertEqual(case.open_task_ids.user_ids, self.mate | self.worker)
        self.assertNotIn("reassigned", self.kinds(case))

    # ------------------------------------------------------------------
    # In whose language
    # ------------------------------------------------------------------
    def test_each_reads_his_activity_in_his_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.mate.lang = "fr_FR"
        flow = self.flow(publish=False, call=task(self.worker | self.mate))
        step = self.step(flow, "call").with_context(lang="fr_FR")
        step.name = "Rappeler"
        step.instruction = "<p>Soyez aimable</p>"
        flow.draft_id.with_user(self.owner).action_publish()
        for lang in ("fr_FR", "en_US"):
            case = flow.with_context(lang=lang).start(self.leads(1))
            found = {a.user_id: a for a in case.open_task_ids.activity_ids}
            self.assertEqual(found[self.mate].summary, "Rappeler")
            self.assertIn("aimable", found[self.mate].note)
            self.assertEqual(found[self.worker].summary, "Call")

    def test_the_record_s_chatter_is_in_the_company_s_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        flow = self.flow("Call back")
        flow.with_context(lang="fr_FR").name = "Relance"
        for lang, name in (("en_US", "Call back"), ("fr_FR", "Relance")):
            self.env.company.partner_id.lang = lang
            lead = self.leads(1)
            flow.with_context(lang="en_US").start(lead)
            self.assertIn(name, lead.message_ids[:1].body)
