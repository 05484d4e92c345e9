from odoo.exceptions import AccessError, UserError

from .common import FlowCase, end, task


class TestPool(FlowCase):
    """Taking, giving back, handing on."""

    def setUp(self):
        super().setUp()
        self.case = self.start(self.flow(call=task(self.worker | self.mate)))
        self.task = self.case.open_task_ids

    def _of(self, user):
        return self.task.with_user(user)

    def test_one_task_waits_for_all_of_them(self):
        self.assertEqual(self.task.user_ids, self.worker | self.mate)
        self.assertFalse(self.task.user_id)
        self.assertTrue(self._of(self.worker).can_claim)
        self.assertEqual(self.lead.activity_ids.user_id, self.worker | self.mate)

    def test_who_takes_it_has_it_alone(self):
        self._of(self.worker).action_claim()
        self.assertEqual(self.task.user_id, self.worker)
        self.assertEqual(self.lead.activity_ids.user_id, self.worker)
        self.assertFalse(self._of(self.mate).is_mine)
        with self.refused(UserError, "“Call” is taken by Worker"):
            self._of(self.mate).action_claim()

    def test_what_was_taken_is_given_back_to_the_pool(self):
        self._of(self.worker).action_claim()
        self._of(self.worker).action_give_back()
        self.assertFalse(self.task.user_id)
        self.assertEqual(self.lead.activity_ids.user_id, self.worker | self.mate)
        self._of(self.mate).action_claim()
        self.assertEqual(self.kinds(self.case)[-3:], ["taken", "returned", "taken"])

    def test_only_who_took_it_and_the_managers_go_on_with_it(self):
        self._of(self.worker).action_claim()
        with self.refused(UserError, "“Call” is taken by Worker"):
            self._of(self.mate).complete()
        with self.refused(UserError, "“Call” is taken by Worker"):
            self._of(self.mate).delegate(self.mate.id)
        self._of(self.owner).action_give_back()
        self._of(self.mate).complete()
        self.assertEqual(self.task.done_by_id, self.mate)

    def test_nobody_gives_back_another_s_task(self):
        self._of(self.worker).action_claim()
        with self.refused(UserError, "“Call” is taken by Worker"):
            self._of(self.mate).action_give_back()
        self.assertEqual(self.task.user_id, self.worker)

    def test_what_only_one_has_cannot_be_given_back(self):
        case = self.start(self.flow("Alone"))
        with self.refused(UserError, "Delegate it instead"):
            case.open_task_ids.with_user(self.worker).action_give_back()

    def test_delegating_with_a_comment(self):
        self._of(self.worker).delegate(self.owner.id, "You know them")
        self.assertEqual((self.task.user_ids, self.task.user_id), (self.owner,) * 2)
        self.assertEqual(self.lead.activity_ids.user_id, self.owner)
        row = self.case.log_ids.sorted("seq")[-1]
        self.assertEqual((row.kind, row.user_id), ("delegated", self.worker))
        self.assertEqual(row.data, {"people": "Owner", "comment": "You know them"})
        self._of(self.owner).complete()
        self.assertEqual(self.case.state, "done")

    def test_a_task_is_delegated_to_active_colleagues_only(self):
        gone = self._person("gone", "base.group_user", active=False)
        portal = self._person("portal", "base.group_portal", notification_type="email")
        for nobody in (gone.id, portal.id, 0, 99999999):
            with self.refused(UserError, "Choose an active user"):
                self._of(self.worker).delegate(nobody)

    def test_a_task_does_not_leave_its_company(self):
        self.case.sudo().company_id = self.env.company
        with self.refused(AccessError, "Foreigner does not work for"):
            self._of(self.worker).delegate(self.foreigner.id)

    def test_the_owner_gives_it_to_others(self):
        self._of(self.owner).action_reassign([self.stranger.id, self.mate.id])
        self.assertEqual(self.task.user_ids, self.stranger | self.mate)
        self.assertEqual(self.lead.activity_ids.user_id, self.stranger | self.mate)

    def test_workers_do_not_reassign(self):
        with self.refused(AccessError):
            self._of(self.worker).action_reassign([self.mate.id])

    def test_a_task_is_never_left_without_people(self):
        with self.refused(UserError, "Choose who gets the task"):
            self._of(self.owner).action_reassign([])
        self.assertEqual(self.task.user_ids, self.worker | self.mate)

    def test_a_finished_task_is_not_reassigned(self):
        self._of(self.worker).complete()
        with self.refused(UserError, "already finished by Worker"):
            self._of(self.owner).action_reassign([self.mate.id])
        self.assertFalse(self.lead.activity_ids)

    def test_the_delegate_wizard_does_the_same(self):
        wizard = self.env["bpm.flow.delegate.wizard"].with_user(self.worker)
        wizard.create(
            {
                "task_ids": [(6, 0, self.task.ids)],
                "user_id": self.mate.id,
                "comment": "Ill",
            }
        ).action_apply()
        self.assertEqual(self.task.user_id, self.mate)


class TestPick(FlowCase):
    """How one of several is picked."""

    def _owners_of_tasks(self, cases):
        return [case.open_task_ids.user_ids.name for case in cases]

    def test_all_of_them_each_for_himself(self):
        flow = self.flow(
            rate=task(self.worker | self.mate, ["Good", "Bad"], pick="all")
        )
        case = self.start(flow)
        self.assertEqual(len(case.open_task_ids), 2)
        first = case.open_task_ids.filtered(lambda t: t.user_id == self.worker)
        first.with_user(self.worker).complete("good")
        self.assertEqual(case.open_task_ids.user_id, self.mate)
        self.assertEqual(case.state, "running")

    def test_when_they_differ_the_last_in_the_list_counts(self):
        for order in (("good", "bad"), ("bad", "good")):
            flow = self.flow(
                rate=task(
                    self.worker | self.mate, {"Good": "goal", "Bad": "talk"}, pick="all"
                ),
                talk=task(self.owner, then="goal"),
                goal=end("goal"),
            )
            case = self.start(flow)
            for outcome in order:
                self.finish_one(case, outcome)
            self.assertEqual(self.here(case), ["talk"], order)

    def finish_one(self, case, outcome):
        one = case.open_task_ids[:1]
        one.with_user(one.user_id).complete(outcome)

    def test_both_finished_in_one_call(self):
        flow = self.flow(rate=task(self.worker | self.mate, pick="all"))
        case = self.start(flow)
        case.open_task_ids.with_user(self.owner).complete()
        self.assertEqual(case.walked(), {"start": 1, "rate": 1, "end": 1})

    def test_in_turn(self):
        flow = self.flow(call=task(self.worker | self.mate | self.owner, pick="turn"))
        cases = self.start(flow, self.leads(4))
        names = self._owners_of_tasks(cases)
        self.assertEqual(sorted(names[:3]), ["Mate", "Owner", "Worker"])
        self.assertEqual(names[3], names[0])
        later = self.start(flow, self.leads(2))
        self.assertEqual(self._owners_of_tasks(later), [names[1], names[2]])

    def test_the_turn_goes_on_in_a_new_version(self):
        steps = {"call": task(self.worker | self.mate, pick="turn")}
        flow = self.flow(**steps)
        first = self._owners_of_tasks(self.start(flow, self.leads(1)))
        self.edit(flow, **steps)
        second = self._owners_of_tasks(self.start(flow, self.leads(1)))
        self.assertNotEqual(first, second)

    def test_the_least_loaded(self):
        busy = self.flow("Busy", call=task(self.mate))
        self.start(busy, self.leads(2))
        flow = self.flow(call=task(self.worker | self.mate, pick="load"))
        names = self._owners_of_tasks(self.start(flow, self.leads(4)))
        self.assertEqual(names[:2], ["Worker", "Worker"])
        self.assertEqual(sorted(names[2:]), ["Mate", "Worker"])

    def test_the_first_who_takes_it_is_the_usual_way(self):
        case = self.start(self.flow(call=task(self.worker | self.mate)))
        self.assertEqual(
            (len(case.open_task_ids), case.open_task_ids.pick), (1, "claim")
        )
