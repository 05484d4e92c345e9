from odoo.exceptions import UserError

from .approval_case import ApprovalCase
from .approval_words import approver
from .common import task
from .process_words import approval, by_formula, by_variable, end


class TestApproval(ApprovalCase):
    """People agree in one step: each rule, all at once."""

    def test_everybody_has_a_task_of_his_own(self):
        case = self.approving()
        self.assertEqual(self.names(case), ["Ann", "Ben", "Cat"])
        self.assertEqual(len(case.open_task_ids), 3)
        self.assertEqual(case.open_task_ids.activity_ids.user_id, self.three)
        buttons = [b["code"] for b in self.task_of(case, self.ann).outcome_buttons]
        self.assertEqual(buttons, ["approved", "remarks", "returned", "rejected"])

    def test_all_of_them(self):
        case = self.approving()
        self.approve(case, self.ann, self.ben)
        self.assertEqual((self.here(case), self.names(case)), (["approve"], ["Cat"]))
        self.approve(case, self.cat)
        self.assertEqual(self.here(case), ["sign"])
        self.assertEqual(case.visa_ids.mapped("result"), [False, False, "approved"])
        self.assertEqual(case.walked()["approve"], 1)
        self.assertIn("came to: Approved. 3 of 3 agreed, round 1", self.words(case))

    def test_all_of_them_and_one_rejects(self):
        case = self.approving()
        self.decide(case, self.ann)
        self.decide(case, self.ben, "rejected", comment="Too cheap")
        self.assertEqual((case.state, case.result), ("done", "failure"))
        left = case.task_ids.filtered(lambda t: t.user_id == self.cat)
        self.assertEqual((left.state, left.activity_ids.ids), ("cancelled", []))
        self.assertIn("withdrawn from Cat", self.words(case))
        self.assertIn("came to: Rejected. 1 of 3 agreed", self.words(case))
        visa = case.visa_ids[-1]
        self.assertEqual((visa.user_id, visa.comment), (self.ben, "Too cheap"))

    def test_one_of_them(self):
        case = self.approving(rule="one")
        self.decide(case, self.ann, "rejected")
        self.assertEqual(self.names(case), ["Ben", "Cat"])
        self.decide(case, self.cat)
        self.assertEqual(self.here(case), ["sign"])

    def test_one_rejection_ends_it_where_it_is_said_so(self):
        case = self.approving(rule="one", strict=True)
        self.decide(case, self.ann, "rejected")
        self.assertEqual(case.result, "failure")

    def test_more_than_half_as_early_as_it_is_known(self):
        case = self.approving(rule="majority")
        self.decide(case, self.ben, "rejected")
        self.approve(case, self.ann, self.cat)
        self.assertEqual(self.here(case), ["sign"])
        case = self.approving(rule="majority")
        self.decide(case, self.ben, "rejected")
        self.decide(case, self.ann, "rejected")
        self.assertEqual(case.result, "failure")
        self.assertFalse(case.open_task_ids)

    def test_so_many_of_them(self):
        case = self.approving(rule="count", count=2)
        self.approve(case, self.ann)
        self.assertEqual(self.names(case), ["Ben", "Cat"])
        self.approve(case, self.cat)
        self.assertEqual(self.here(case), ["sign"])

    def test_a_share_of_them(self):
        case = self.approving(rule="share", share=34)
        self.approve(case, self.ann)
        self.assertEqual(self.names(case), ["Ben", "Cat"], "two of three are 67 %")
        self.approve(case, self.ben)
        self.assertEqual(self.here(case), ["sign"])

    def test_remarks_go_where_approved_goes(self):
        case = self.approving(rule="one")
        self.decide(case, self.ann, "remarks", comment="Mind the date")
        self.assertEqual((self.here(case), case.visa_ids.result), (["sign"], "remarks"))
        self.assertIn("Approved with remarks", self.words(case))

    def test_remarks_have_a_way_of_their_own(self):
        flow = self.flow(
            approve=approval(self.ann, {"remarks": "mend", "rejected": "lost"}),
            sign=task(self.worker, then="won"),
            mend=task(self.mate, then="sign"),
            won=end("goal"),
            lost=end("failure"),
        )
        case = self.start(flow)
        self.decide(case, self.ann, "remarks")
        self.assertEqual(self.here(case), ["mend"])

    def test_a_choice_behind_it_asks_for_the_outcome(self):
        flow = self.flow(
            approve=approval(self.ann, reject=True, then="which"),
            which=by_formula(("outcome == 'remarks'", "mend"), otherwise="won"),
            mend=task(self.mate, then="won"),
            won=end("goal"),
            publish=False,
        )
        step = self.step(flow, "approve")
        step.outgoing_ids.outcome_id = False
        flow.draft_id.with_user(self.owner).action_publish()
        case = self.start(flow)
        self.decide(case, self.ann, "remarks")
        self.assertEqual(self.here(case), ["mend"])

    def test_what_is_not_offered_is_not_decided(self):
        case = self.approving(remarks=False, **{"return": False})
        mine = self.task_of(case, self.ann)
        self.assertEqual(
            [b["code"] for b in mine.outcome_buttons], ["approved", "rejected"]
        )
        for decision in ("remarks", "returned"):
            with self.refused(UserError, "has no outcome"):
                mine.complete(decision, comment="x")

    def test_who_does_not_agree_says_why(self):
        case = self.approving()
        mine = self.task_of(case, self.ann)
        for decision in ("remarks", "rejected"):
            with self.refused(UserError, "write a comment"):
                mine.complete(decision)
        mine.complete("approved")

    def test_who_rejects_has_nothing_to_fill_in(self):
        email = self.env["ir.model.fields"]._get("crm.lead", "email_from")
        case = self.approving(required_field_ids=[(6, 0, email.ids)])
        with self.refused(UserError, "fill in “Email”"):
            self.decide(case, self.ann)
        self.decide(case, self.ann, "rejected")
        self.assertEqual(case.result, "failure")

    def test_a_deadline_and_the_reason_why_it_was_late(self):
        case = self.approving(within="1 hours")
        self.assertEqual(
            case.open_task_ids.mapped("date_deadline"),
            [self.at("2026-03-02 10:00")] * 3,
        )
        self.run_due(hours=2)
        self.task_of(case, self.ann).delay_reason = "On a plane"
        self.decide(case, self.ann)
        visa = case.visa_ids
        self.assertEqual((visa.is_late, visa.delay_reason), (True, "On a plane"))
        self.assertEqual(visa.date_deadline, self.at("2026-03-02 10:00"))

    def test_several_cases_at_once(self):
        flow = self.contract(rule="one")
        cases = self.start(flow, self.leads(3))
        cases.open_task_ids.with_user(self.worker).complete()
        mine = cases.open_task_ids.filtered(lambda t: t.user_id == self.ann)
        mine.with_user(self.ann).complete("approved")
        self.assertEqual([self.here(case) for case in cases], [["sign"]] * 3)

    def test_two_decisions_in_one_go_and_the_first_decides(self):
        case = self.approving(rule="one")
        tasks = case.open_task_ids.filtered(lambda t: t.user_id != self.cat)
        tasks.with_user(self.owner).complete("approved")
        self.assertEqual(self.here(case), ["sign"])
        self.assertEqual(len(case.visa_ids), 2)
        self.assertEqual(len(case.visa_ids.filtered("result")), 1)
        self.assertEqual(case.visa_ids.behalf_id, self.ann | self.ben)


class TestApprovalInTurn(ApprovalCase):
    """One after the other."""

    def _lines(self, *lines, **values):
        return self.approving(who=self.env["res.users"], approvers=lines, **values)

    def test_only_whose_turn_it_is_has_a_task(self):
        case = self._lines(
            approver(self.cat), approver(self.ann), approver(self.ben), order="turn"
        )
        for user in (self.cat, self.ann, self.ben):
            self.assertEqual(self.asked(case), [[user.name]])
            self.approve(case, user)
        self.assertEqual(self.here(case), ["sign"])
        self.assertFalse(case.approvals)

    def test_a_rejection_stops_it(self):
        case = self._lines(
            approver(self.cat), approver(self.ann), order="turn", rule="one"
        )
        self.decide(case, self.cat, "rejected")
        self.assertEqual(case.result, "failure")

    def test_nobody_is_asked_when_it_is_known(self):
        case = self._lines(
            approver(self.cat), approver(self.ann), order="turn", rule="one"
        )
        self.approve(case, self.cat)
        self.assertEqual(self.here(case), ["sign"])
        self.assertNotIn(self.ann, case.task_ids.user_ids)

    def test_each_has_his_own_time(self):
        case = self._lines(
            approver(self.cat), approver(self.ann), order="turn", within="1 hours"
        )
        self.run_due(minutes=30)
        self.approve(case, self.cat)
        mine = self.task_of(case, self.ann)
        self.assertEqual(mine.date_deadline, self.at("2026-03-02 10:30"))
        self.assertTrue(mine.to_notify)

    def test_of_a_pool_whoever_takes_it(self):
        case = self._lines(approver(self.ann | self.ben), approver(self.cat))
        self.assertEqual(self.asked(case), [["Ann", "Ben"], ["Cat"]])
        self.task_of(case, self.ben).action_claim()
        self.approve(case, self.ben, self.cat)
        self.assertEqual(self.here(case), ["sign"])

    def test_each_of_a_line(self):
        case = self._lines(
            approver(self.ann | self.ben, pick="all"), approver(self.cat)
        )
        self.assertEqual(self.names(case), ["Ann", "Ben", "Cat"])

    def test_nobody_is_asked_twice(self):
        case = self._lines(
            approver(self.ann, pick="all"), approver(self.ann | self.ben, pick="all")
        )
        self.assertEqual(self.names(case), ["Ann", "Ben"])

    def test_an_approver_who_is_not_found_is_the_process_s_owner(self):
        case = self._lines(approver(user_field="user_id"), approver(self.cat))
        self.assertEqual(self.names(case), ["Cat", "Owner"])
        self.assertIn("fallback", self.kinds(case))

    def test_who_left_before_his_turn_came(self):
        case = self._lines(approver(self.cat), approver(self.ann), order="turn")
        self.ann.active = False
        self.approve(case, self.cat)
        self.assertEqual(self.names(case), ["Owner"])

    def test_people_by_a_formula(self):
        self.lead.user_id = self.mate
        case = self.approving(
            who=self.env["res.users"], user_formula="user_id", rule="all"
        )
        self.assertEqual(self.names(case), ["Mate"])
        self.approve(case, self.mate)
        self.assertEqual(self.here(case), ["sign"])


class TestApprovalAround(ApprovalCase):
    """An approval is a step like any other."""

    def test_values_go_into_the_case(self):
        flow = self.flow(
            approve=approval(self.ann, {"rejected": "lost"}),
            which=by_variable(([("limit", ">", 5)], "won"), otherwise="lost"),
            won=end("goal"),
            lost=end("failure"),
        )
        case = self.start(flow)
        self.decide(case, self.ann, values={"limit": 9})
        self.assertEqual(case.result, "goal")

    def test_done_as_an_activity(self):
        case = self.approving(rule="one")
        mine = case.activity_ids if "activity_ids" in case else None
        mine = case.open_task_ids.activity_ids.filtered(lambda a: a.user_id == self.ann)
        mine.with_user(self.ann).with_context(bpm_outcome="approved").action_done()
        self.assertEqual(self.here(case), ["sign"])
        self.assertEqual(case.visa_ids.user_id, self.ann)

    def test_a_reminder_rejects_when_it_is_late(self):
        flow = self.contract(within="1 hours")
        flow.with_user(self.owner).action_new_draft()
        step = self.step(flow, "approve")
        rejected = step.outcome_ids.filtered(lambda o: o.code == "rejected")
        values = {"node_id": step.id, "moment": "after", "amount": 5}
        self.env["bpm.flow.reminder"].create(
            {**values, "action": "outcome", "outcome_id": rejected.id}
        )
        flow.draft_id.with_user(self.owner).action_publish()
        case = self.start(flow)
        self.finish(case)
        self.run_due(minutes=70)
        self.assertEqual((case.state, case.result), ("done", "failure"))
        self.assertEqual(case.visa_ids[0].act, "rejected")
        self.assertFalse(case.incident_ids)

    def test_the_next_version_has_the_same_approval(self):
        flow = self.contract(
            who=self.env["res.users"],
            approvers=[approver(self.ann, looks=["name"]), approver(self.ben)],
            rule="count",
            looks=["phone"],
            back=["write"],
        )
        flow.with_user(self.owner).action_new_draft()
        old, new = flow.version_id, flow.draft_id
        before = old.node_ids.filtered("is_approval")
        after = new.node_ids.filtered("is_approval")
        self.assertEqual(
            after.approver_ids.mapped("key"), before.approver_ids.mapped("key")
        )
        self.assertEqual(after.approver_ids.field_ids.name, "name")
        self.assertEqual(after.approval_field_ids.name, "phone")
        self.assertEqual(after.return_node_ids.version_id, new)
        self.assertEqual(after.return_node_ids.bpmn_id, "write")
        self.assertEqual(len(after.outcome_ids), 4)
        self.assertEqual((after.approval_rule, after.approval_count), ("count", 2))

    def test_it_is_withdrawn_with_its_time_limit(self):
        case = self.approving()
        case.with_user(self.owner).move_token("approve", "sign")
        self.assertEqual((self.here(case), self.asked(case)), (["sign"], []))

    def test_fewer_approvers_than_have_to_agree(self):
        """All who were found have to; the journal says that they were fewer."""
        lead = self.leads(1)
        lead.user_id = self.ann
        flow = self.flow(
            approve=approval(
                self.env["res.users"],
                {"rejected": "lost"},
                rule="count",
                count=2,
                user_field="user_id",
            ),
            won=end("goal"),
            lost=end("failure"),
        )
        case = self.start(flow, lead)
        self.assertIn(
            "“Approve” asks for 2 agreements; approvers found: 1. All of them have to "
            "agree.",
            self.words(case),
        )
        self.approve(case, self.ann)
        self.assertEqual(case.result, "goal")
        enough = self.approving(rule="count", count=3)
        self.assertNotIn("fewer", enough.log_ids.mapped("kind"))

    def test_a_manager_sees_each_of_its_people_once(self):
        """Whoever is asked something has no task that could be finished for him."""
        case = self.approving()
        for user in (self.ann, self.ben):
            self.task_of(case, user).action_ask(self.mate.id, "Usual?")
        (row,) = case.with_user(self.owner).open_steps
        self.assertEqual((row["who"], row["asked"]), ("Ann, Ben, Cat", "Mate"))
        own = case.open_task_ids.filtered("seat")
        self.assertEqual(row["task_ids"], own.ids)
        action = case.with_user(self.owner).action_repair_wizard(
            act="finish", token=row["token"], task_ids=row["task_ids"]
        )
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.owner)
            .with_context(**action["context"])
            .create({"reason": "They said so on the phone"})
        )
        self.assertEqual(wizard.people, "Ann, Ben, Cat")
        wizard.outcome_id = wizard.outcome_ids.filtered(lambda o: o.code == "approved")
        wizard.action_apply()
        self.assertEqual(self.here(case), ["sign"])
        self.assertFalse(case.open_task_ids.filtered("parent_id"))

    def test_as_one_of_several_in_a_repeated_step(self):
        flow = self.flow(
            approve=approval(
                self.ann | self.ben,
                {"rejected": "lost"},
                loop="parallel",
                loop_collection="partner_ids",
                loop_item="who",
            ),
            won=end("goal"),
            lost=end("failure"),
        )
        case = self.start(flow, partner_ids=["x", "y"])
        self.assertEqual(len(case.open_task_ids), 4)
        for _item in range(2):
            self.task_of(case, self.ann)[0].complete("approved")
        self.assertEqual(self.names(case), ["Ben", "Ben"])
        self.task_of(case, self.ben)[0].complete("approved")
        self.task_of(case, self.ben)[0].complete("approved")
        self.assertEqual(case.result, "goal")
