from odoo.exceptions import AccessError, UserError

from .approval_case import ApprovalCase
from .approval_words import approver
from .common import task


class TestAsking(ApprovalCase):
    """Asking somebody, and going on waiting."""

    def setUp(self):
        super().setUp()
        self.case = self.approving(within="2 hours")
        self.mine = self.task_of(self.case, self.ann)
        self.mine.action_ask(self.mate.id, "Is that the usual price?")
        self.asked_ = self.case.open_task_ids.filtered("parent_id")

    def test_the_question_is_a_task_of_his_own(self):
        question = self.asked_
        self.assertEqual((question.user_id, question.parent_id), (self.mate, self.mine))
        self.assertEqual(question.question, "Is that the usual price?")
        self.assertEqual(question.asked_by_id, self.ann)
        self.assertEqual(question.date_deadline, self.mine.date_deadline)
        activity = question.activity_ids
        self.assertEqual(activity.user_id, self.mate)
        self.assertEqual(activity.summary, "Ann asks: Is that the usual price?")
        mine = self.env["bpm.flow.task"].with_user(self.mate)
        self.assertEqual(mine.search([("is_mine", "=", True)]), question)

    def test_the_approval_stays_open(self):
        self.assertEqual(self.mine.state, "open")
        self.assertIn("Mate was asked: Is that the usual price?", self.words(self.case))

    def test_the_answer_comes_to_who_asked(self):
        self._end_transaction()
        before = self.inbox(self.ann)
        self.asked_.with_user(self.mate).action_answer("Yes, since May.")
        told = self.inbox(self.ann) - before
        self.assertIn("Mate answered", told.subject)
        self.assertIn("since May", told.body)
        self.assertEqual(self.asked_.state, "done")
        self.assertFalse(self.asked_.activity_ids.filtered("active"))
        trail = [(v.act, v.user_id, v.other_id, v.comment) for v in self.case.visa_ids]
        self.assertEqual(
            trail,
            [
                ("asked", self.ann, self.mate, "Is that the usual price?"),
                ("answered", self.mate, self.ann, "Yes, since May."),
            ],
        )
        self.assertEqual(self.case.visa_ids.task_id, self.mine)
        self.assertIn("since May", self.words(self.case))

    def test_an_answer_decides_nothing(self):
        self.asked_.with_user(self.mate).action_answer("Yes")
        self.assertEqual(self.names(self.case), ["Ann", "Ben", "Cat"])
        self.approve(self.case, *self.three)
        self.assertEqual(self.here(self.case), ["sign"])

    def test_it_is_answered_with_words(self):
        for act in (
            lambda: self.asked_.with_user(self.mate).action_answer(" "),
            lambda: self.asked_.with_user(self.mate).complete(),
        ):
            with self.refused(UserError, "write the answer"):
                act()
        with self.refused(UserError, "Write what you ask"):
            self.mine.action_ask(self.mate.id, " ")
        with self.refused(UserError, "That is no question"):
            self.mine.action_answer("Yes")

    def test_nobody_waits_for_an_answer_that_is_not_needed(self):
        self.approve(self.case, self.ann)
        self.assertEqual(self.asked_.state, "cancelled")
        self.assertFalse(self.asked_.activity_ids)

    def test_it_goes_with_the_step(self):
        self.decide(self.case, self.ben, "rejected")
        self.assertEqual(self.case.result, "failure")
        self.assertEqual(self.asked_.state, "cancelled")

    def test_several_may_be_asked_another_approver_too(self):
        self.mine.action_ask(self.ben.id, "And you?")
        questions = self.case.open_task_ids.filtered("parent_id")
        self.assertEqual(questions.user_id, self.mate | self.ben)
        self.approve(self.case, self.ben)
        self.assertEqual(self.case.open_task_ids.filtered("parent_id"), questions)

    def test_a_question_may_be_handed_on(self):
        self.asked_.with_user(self.mate).delegate(self.worker.id)
        self.asked_.with_user(self.worker).action_answer("No idea")
        self.assertEqual(self.case.visa_ids[-1].user_id, self.worker)

    def test_buttons_of_a_question(self):
        question = self.asked_.with_user(self.mate)
        self.assertEqual([b["code"] for b in question.outcome_buttons], ["answer"])
        self.assertTrue(question.needs_form)

    def test_who_is_asked_sees_the_case_and_strangers_do_nothing(self):
        self.mine.action_ask(self.stranger.id, "And you?")
        question = self.case.open_task_ids.filtered("parent_id") - self.asked_
        question.with_user(self.stranger).read(["question", "record_name"])
        with self.refused(AccessError):
            self.asked_.with_user(self.stranger).action_answer("x")
        with self.refused(AccessError):
            self.mine.with_user(self.stranger).action_ask(self.ann.id, "x")

    def test_who_answered_did_not_do_the_step(self):
        flow = self.flow(
            "Doer",
            restart_guard="none",
            call=task(self.worker),
            after=task(same_as_node_id="call"),
        )
        case = self.start(flow)
        case.open_task_ids.with_user(self.worker).action_ask(self.mate.id, "Who?")
        question = case.open_task_ids.filtered("parent_id")
        question.with_user(self.mate).action_answer("You")
        self.finish(case)
        self.assertEqual(case.open_task_ids.user_id, self.worker)


class TestDelegating(ApprovalCase):
    def test_the_visa_says_on_whose_behalf(self):
        case = self.approving()
        self.task_of(case, self.ann).delegate(self.mate.id, "On leave")
        self.assertEqual(self.names(case), ["Ben", "Cat", "Mate"])
        self.approve(case, self.mate, self.ben, self.cat)
        self.assertEqual(self.here(case), ["sign"])
        visa = case.visa_ids.filtered(lambda v: v.user_id == self.mate)
        self.assertEqual(visa.behalf_id, self.ann)
        self.assertIn("On behalf of Ann", self.words(case))
        handed = case.visa_ids.filtered(lambda v: v.act == "delegated")
        self.assertEqual((handed.user_id, handed.other_id), (self.ann, self.mate))
        self.assertEqual(handed.comment, "On leave")

    def test_his_agreement_stands_for_the_seat_in_the_next_round(self):
        case = self.approving()
        self.task_of(case, self.ann).delegate(self.mate.id)
        self.approve(case, self.mate)
        self.task_of(case, self.ben).action_return("write", "No")
        self.finish(case)
        self.assertEqual(self.names(case), ["Ben", "Cat"])
        stands = case.visa_ids.filtered("kept_id")
        self.assertEqual((stands.user_id, stands.behalf_id), (self.mate, self.ann))

    def test_nobody_decides_twice(self):
        case = self.approving()
        with self.refused(UserError, "Ben decides about “Approve” already"):
            self.task_of(case, self.ann).delegate(self.ben.id)
        self.approve(case, self.ben)
        with self.refused(UserError, "Ben decides"):
            self.task_of(case, self.ann).delegate(self.ben.id)

    def test_whose_turn_is_still_to_come_neither(self):
        case = self.approving(order="turn")
        with self.refused(UserError, "Cat decides"):
            self.task_of(case, self.ann).delegate(self.cat.id)

    def test_the_process_s_owner_decides_for_somebody(self):
        case = self.approving(rule="one")
        self.task_of(case, self.ann).with_user(self.owner).complete("approved")
        self.assertEqual(case.visa_ids.user_id, self.owner)
        self.assertEqual(case.visa_ids.behalf_id, self.ann)


class TestFinishedForThem(ApprovalCase):
    """A manager finishes the step for all who are asked."""

    def test_all_of_them_agree_by_his_hand(self):
        case = self.approving()
        self.task_of(case, self.ann).action_ask(self.mate.id, "Usual?")
        tasks = case.open_task_ids.with_user(self.owner)
        tasks.complete_for("approved", "They are away")
        self.assertEqual(self.here(case), ["sign"])
        votes = case.visa_ids.filtered("seat")
        self.assertEqual((votes.user_id, votes.behalf_id), (self.owner, self.three))
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])


class TestAdding(ApprovalCase):
    """Another approver comes in while it runs."""

    def _case(self, **values):
        return self.approving(who=self.ann | self.ben, **values)

    def test_beside_the_others(self):
        case = self._case()
        self.task_of(case, self.ann).action_add_approver(self.cat.ids, "You know them")
        self.assertEqual(self.names(case), ["Ann", "Ben", "Cat"])
        self.assertIn("Cat decides, too. (You know them)", self.words(case))
        self.approve(case, self.ann, self.ben)
        self.assertEqual(self.names(case), ["Cat"])
        self.approve(case, self.cat)
        self.assertEqual(self.here(case), ["sign"])
        added = case.visa_ids.filtered(lambda v: v.act == "added")
        self.assertEqual((added.user_id, added.other_id), (self.ann, self.cat))

    def test_after_me(self):
        case = self._case()
        self.task_of(case, self.ann).action_add_approver(self.cat.ids, when="after")
        self.assertEqual(self.names(case), ["Ann", "Ben"])
        self.approve(case, self.ben)
        self.assertEqual(self.names(case), ["Ann"])
        self.approve(case, self.ann)
        self.assertEqual(self.names(case), ["Cat"])
        self.approve(case, self.cat)
        self.assertEqual(self.here(case), ["sign"])

    def test_before_me(self):
        case = self._case()
        self.task_of(case, self.ann).action_add_approver(self.cat.ids, when="before")
        self.assertEqual(self.names(case), ["Ben", "Cat"])
        self.assertIn("Cat decides first", self.words(case))
        self.approve(case, self.cat)
        self.assertEqual(self.names(case), ["Ann", "Ben"])
        self.approve(case, self.ann, self.ben)
        self.assertEqual(self.here(case), ["sign"])

    def test_in_turn_he_comes_between(self):
        case = self._case(order="turn")
        self.task_of(case, self.ann).action_add_approver(self.cat.ids, when="after")
        self.approve(case, self.ann)
        self.assertEqual(self.names(case), ["Cat"])
        self.approve(case, self.cat)
        self.assertEqual(self.names(case), ["Ben"])
        self.approve(case, self.ben)
        self.assertEqual(self.here(case), ["sign"])

    def test_in_turn_he_comes_before(self):
        case = self._case(order="turn")
        self.task_of(case, self.ann).action_add_approver(
            [self.cat.id, self.mate.id], when="before"
        )
        self.assertEqual(self.names(case), ["Cat", "Mate"])
        self.approve(case, self.cat)
        self.assertEqual(self.names(case), ["Mate"])
        self.approve(case, self.mate)
        self.assertEqual(self.names(case), ["Ann"])

    def test_he_may_reject_it(self):
        case = self._case()
        self.task_of(case, self.ann).action_add_approver(self.cat.ids)
        self.decide(case, self.cat, "rejected")
        self.assertEqual(case.result, "failure")

    def test_what_is_refused(self):
        case = self._case()
        mine = self.task_of(case, self.ann)
        with self.refused(UserError, "Ben decides about"):
            mine.action_add_approver(self.ben.ids)
        with self.refused(UserError, "Choose who decides"):
            mine.action_add_approver([])
        with self.refused(UserError, "before or after"):
            mine.action_add_approver(self.cat.ids, when="never")
        with self.refused(AccessError):
            mine.with_user(self.stranger).action_add_approver(self.cat.ids)
        case = self.start(self.flow("F", call=task(self.worker)), self.leads(1))
        with self.refused(UserError, "to approvals only"):
            case.open_task_ids.with_user(self.worker).action_add_approver(self.cat.ids)

    def test_he_looks_at_the_same(self):
        lines = [approver(self.ann, looks=["phone"]), approver(self.ben)]
        case = self.approving(who=self.env["res.users"], approvers=lines)
        self.task_of(case, self.ann).action_add_approver(self.cat.ids)
        self.approve(case, self.cat)
        self.assertEqual(list(case.visa_ids[-1].ground["fields"]), ["phone"])
