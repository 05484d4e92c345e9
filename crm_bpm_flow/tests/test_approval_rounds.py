from odoo.exceptions import UserError

from ..models.approval_ground import is_same
from ..models.bpm_flow_log import KINDS
from .approval_case import ApprovalCase
from .approval_words import approver
from .common import end, task
from .process_words import Step, approval, build, choice, sub
from .test_log import APPROVAL_WORDS


class TestApprovalRounds(ApprovalCase):
    """A second round asks only those whose reason to look again changed."""

    def _returned(self, **values):
        """Ann agreed, Ben returned it, it is written anew; Cat has said nothing yet."""
        case = self.approving(**values)
        self.approve(case, self.ann)
        self.task_of(case, self.ben).action_return("write", "The price is wrong")
        return case

    def test_who_agreed_to_what_did_not_change_is_not_asked(self):
        case = self._returned(looks=["expected_revenue"])
        self.assertEqual(self.here(case), ["write"])
        self.finish(case)
        self.assertEqual(self.names(case), ["Ben", "Cat"])
        self.assertEqual(case.open_task_ids.mapped("round"), [2, 2])
        self.assertEqual(
            self.votes(case),
            [("Ann", "approved", 1), ("Ben", "returned", 1), ("Ann", "approved*", 2)],
        )
        self.approve(case, self.ben, self.cat)
        self.assertEqual(self.here(case), ["sign"])
        self.assertIn("nothing changed of what Ann looked at", self.words(case))

    def test_who_looked_at_what_changed_is_asked(self):
        case = self._returned(looks=["expected_revenue"])
        self.lead.expected_revenue = 200
        self.finish(case)
        self.assertEqual(self.names(case), ["Ann", "Ben", "Cat"])

    def test_what_nobody_looks_at_may_change(self):
        case = self._returned(looks=["expected_revenue"])
        self.lead.phone = "1"
        self.finish(case)
        self.assertEqual(self.names(case), ["Ben", "Cat"])

    def test_each_looks_at_something_else(self):
        lines = [
            approver(self.ann, looks=["expected_revenue"]),
            approver(self.ben, looks=["phone"]),
            approver(self.cat),
        ]
        case = self.approving(
            who=self.env["res.users"], approvers=lines, looks=["email_from"]
        )
        self.approve(case, self.ann, self.ben)
        self.task_of(case, self.cat).action_return(comment="Once more")
        self.lead.phone = "1"
        self.finish(case)
        self.assertEqual(self.names(case), ["Ben", "Cat"])

    def test_a_file_that_changed(self):
        files = self.env["ir.attachment"]
        values = {"res_model": "crm.lead", "res_id": self.lead.id}
        draft = files.create({"name": "draft.txt", "raw": b"one", **values})
        case = self._returned(files=True)
        self.finish(case)
        self.assertEqual(self.names(case), ["Ben", "Cat"], "it is the same file")
        self.approve(case, self.cat)
        self.task_of(case, self.ben).action_return("write", "The annex is missing")
        draft.raw = b"two"
        self.finish(case)
        self.assertEqual(self.names(case), ["Ann", "Ben", "Cat"])
        self.assertEqual(case.visa_ids[0].ground["files"][0]["name"], "draft.txt")
        self.assertIn("draft.txt", case.visa_ids[0].ground_text)

    def test_what_a_line_says_counts(self):
        """Of lines that belong to the record, not only which ones there are."""
        partner = self.env["res.partner"].create({"name": "Shop"})
        lines = [
            {"name": name, "parent_id": partner.id, "function": "Buyer"}
            for name in ("Eve", "Dan")
        ]
        eve, _dan = self.env["res.partner"].create(lines)
        flow = self.env["bpm.flow"].create(
            {"name": "Agree", "res_model": "res.partner"}
        )
        build(
            flow.draft_id,
            {
                "write": task(self.worker),
                "approve": approval(
                    self.ann | self.ben, {"rejected": "lost"}, looks=["child_ids"]
                ),
                "won": end("goal"),
                "lost": end("failure"),
            },
        )
        flow.draft_id.action_publish()
        case = flow.start(partner)
        self.finish(case)
        self.approve(case, self.ann)
        self.task_of(case, self.ben).action_return("write", "Who buys?")
        self.finish(case)
        self.assertEqual(self.names(case), ["Ben"], "the lines are as they were")
        eve.function = "Director"
        self.approve(case, self.ben)
        self.assertEqual(self.names(case), ["Ann"])
        words = self.words(case)
        self.assertIn("Job Position: Buyer → ", words)
        self.assertIn("Job Position: Director", words)
        self.assertNotIn("Dan, Job Position", words)

    def test_lines_that_were_looked_at_before_their_contents_were_kept(self):
        old = {"fields": {"child_ids": {"ids": [1], "names": "Eve"}}}
        line = {"name": "Eve", "values": {"function": "Buyer"}}
        new = {
            "fields": {"child_ids": {"ids": [1], "names": "Eve", "lines": {1: line}}}
        }
        self.assertTrue(is_same(old, new))
        new["fields"]["child_ids"]["ids"] = [2]
        self.assertFalse(is_same(old, new))

    def test_files_count_only_where_it_is_said_so(self):
        case = self._returned(looks=["phone"])
        values = {"res_model": "crm.lead", "res_id": self.lead.id}
        self.env["ir.attachment"].create({"name": "a", "raw": b"1", **values})
        self.finish(case)
        self.assertEqual(self.names(case), ["Ben", "Cat"])

    def test_who_rejected_is_asked_again(self):
        flow = self.flow(
            write=task(self.worker),
            approve=approval(self.three, {"rejected": "write"}),
            won=end("goal"),
        )
        case = self.start(flow)
        self.finish(case)
        self.approve(case, self.ann)
        self.decide(case, self.cat, "rejected")
        self.finish(case)
        self.assertEqual(self.names(case), ["Ben", "Cat"])
        self.approve(case, self.ben, self.cat)
        self.assertEqual(case.result, "goal")
        self.assertEqual(
            self.votes(case),
            [
                ("Ann", "approved", 1),
                ("Cat", "rejected", 1),
                ("Ann", "approved*", 2),
                ("Ben", "approved", 2),
                ("Cat", "approved", 2),
            ],
        )

    def test_a_remark_still_counts_in_the_next_round(self):
        case = self.approving()
        self.decide(case, self.ann, "remarks")
        self.task_of(case, self.ben).action_return("write", "No")
        self.finish(case)
        self.approve(case, self.ben, self.cat)
        self.assertEqual(case.visa_ids[-1].result, "remarks")

    def test_the_trail_survives_every_round(self):
        case = self._returned()
        for _round in range(2):
            self.finish(case)
            self.task_of(case, self.ben).action_return("write", "Again")
        self.finish(case)
        self.approve(case, self.cat, self.ben)
        self.assertEqual(self.here(case), ["sign"])
        rounds = case.visa_ids.mapped("round")
        self.assertEqual(sorted(set(rounds)), [1, 2, 3, 4])
        self.assertEqual(
            [visa.act for visa in case.visa_ids if visa.user_id == self.ben],
            ["returned", "returned", "returned", "approved"],
        )
        first = case.visa_ids[0]
        stands = case.visa_ids.filtered("kept_id")
        self.assertEqual(stands.kept_id, first, "all stand on the first one")

    def test_in_turn_the_next_round_passes_over_who_agreed(self):
        case = self.approving(order="turn")
        self.approve(case, self.ann)
        self.task_of(case, self.ben).action_return("write", "No")
        self.finish(case)
        self.assertEqual(self.names(case), ["Ben"])
        self.approve(case, self.ben, self.cat)
        self.assertEqual(self.here(case), ["sign"])

    def test_of_a_pool_the_same_person_looks_again(self):
        case = self.approving(
            who=self.env["res.users"], approvers=[approver(self.three)]
        )
        self.assertEqual(self.asked(case), [["Ann", "Ben", "Cat"]])
        self.task_of(case, self.cat).action_return("write", "No")
        self.finish(case)
        self.assertEqual(self.asked(case), [["Cat"]])


class TestApprovalMeanwhile(ApprovalCase):
    """What changes while others still decide."""

    def test_who_agreed_to_what_changed_is_asked_again(self):
        self.lead.expected_revenue = 100
        case = self.approving(looks=["expected_revenue"])
        self.approve(case, self.ann)
        self.lead.expected_revenue = 200
        self.approve(case, self.ben, self.cat)
        self.assertEqual((self.here(case), self.names(case)), (["approve"], ["Ann"]))
        self.assertIn(
            "Ann is asked again, because it changed since: Expected Revenue: $\xa0100",
            self.words(case),
        )
        self.approve(case, self.ann)
        self.assertEqual(self.here(case), ["sign"])
        self.assertEqual(case.visa_ids[-1].round, 2)

    def test_it_may_be_rejected_then(self):
        case = self.approving(looks=["expected_revenue"])
        self.approve(case, self.ann)
        self.lead.expected_revenue = 200
        self.approve(case, self.ben, self.cat)
        self.decide(case, self.ann, "rejected")
        self.assertEqual(case.result, "failure")

    def test_what_somebody_else_looks_at_may_change(self):
        lines = [approver(self.ann, looks=["phone"]), approver(self.ben)]
        case = self.approving(
            who=self.env["res.users"], approvers=lines, looks=["email_from"]
        )
        self.approve(case, self.ann)
        self.lead.email_from = "a@example.com"
        self.approve(case, self.ben)
        self.assertEqual(self.here(case), ["sign"])


class TestApprovalSeries(ApprovalCase):
    """When everybody is asked anew, and when what was said before still stands."""

    def test_a_loop_that_nobody_undid_asks_everybody(self):
        """A budget that is approved each month."""
        flow = self.flow(
            approve=approval(self.ann | self.ben, {"rejected": "lost"}),
            spend=task(self.worker, {"Again": "approve", "Enough": "won"}),
            won=end("goal"),
            lost=end("failure"),
        )
        case = self.start(flow)
        self.approve(case, self.ann, self.ben)
        self.finish(case, "again")
        self.assertEqual(self.names(case), ["Ann", "Ben"])
        self.assertEqual(case.open_task_ids.mapped("round"), [2, 2])
        self.approve(case, self.ann, self.ben)
        self.finish(case, "enough")
        self.assertEqual(case.result, "goal")

    def _two_stages(self, **values):
        flow = self.flow(
            write=task(self.worker),
            lawyer=approval(self.ann, {"rejected": "lost"}, **values),
            chief=approval(self.ben, {"rejected": "lost"}),
            won=end("goal"),
            lost=end("failure"),
        )
        case = self.start(flow)
        self.finish(case)
        self.approve(case, self.ann)
        self.task_of(case, self.ben).action_return("write", "Ask for more")
        return case

    def test_a_later_stage_returns_it_and_the_earlier_one_still_stands(self):
        case = self._two_stages(looks=["phone"])
        self.lead.expected_revenue = 300
        self.finish(case)
        self.assertEqual((self.here(case), self.names(case)), (["chief"], ["Ben"]))
        self.assertEqual(case.walked()["lawyer"], 2)
        self.assertEqual(case.visa_ids[-1].result, "approved")

    def test_a_later_stage_returns_it_and_the_earlier_one_looks_again(self):
        case = self._two_stages(looks=["expected_revenue"])
        self.lead.expected_revenue = 300
        self.finish(case)
        self.assertEqual((self.here(case), self.names(case)), (["lawyer"], ["Ann"]))
        self.approve(case, self.ann, self.ben)
        self.assertEqual(case.result, "goal")

    def test_without_anything_to_look_at_what_was_agreed_stands(self):
        case = self._two_stages()
        self.finish(case)
        self.assertEqual(self.here(case), ["chief"])

    def test_two_cases_do_not_know_of_each_other(self):
        flow = self.contract()
        one, two = self.start(flow, self.leads(2))
        for case in (one, two):
            self.finish(case)
        self.approve(one, self.ann)
        self.task_of(one, self.ben).action_return("write", "No")
        self.finish(one)
        self.task_of(two, self.ben).action_return("write", "No")
        self.finish(two)
        self.assertEqual(self.names(one), ["Ben", "Cat"])
        self.assertEqual(self.names(two), ["Ann", "Ben", "Cat"])

    def test_what_was_looked_at_is_read_with_the_process_s_rights(self):
        self.lead.referred = "SECRET"
        case = self.approving(looks=["referred", "phone"])
        self.patch(self.lead._fields["referred"], "groups", "base.group_system")
        self.approve(case, self.ann)
        self.assertNotIn("SECRET", str(case.visa_ids.read()))
        self.assertNotIn("SECRET", self.words(case))

    def test_a_condition_may_lead_back_to_it(self):
        flow = self.flow(
            approve=approval(self.ann, {"rejected": "which"}, then="won"),
            which=choice(([("priority", "=", "3")], "approve"), otherwise="lost"),
            won=end("goal"),
            lost=end("failure"),
        )
        self.lead.priority = "3"
        case = self.start(flow)
        self.decide(case, self.ann, "rejected")
        self.assertEqual((self.here(case), self.names(case)), (["approve"], ["Ann"]))


class TestApprovalRepeated(ApprovalCase):
    """Rounds of an approval that is done for each of several things."""

    def _contracts(self, **values):
        """Each contract is written and approved by Ann and Ben; which one is theirs,
        only its own round knows."""
        flow = self.flow(
            each=sub(
                then="won",
                loop="parallel",
                loop_collection="contracts",
                loop_item="contract",
            ),
            begin=Step("startEvent", {"parent_id": "each"}),
            write=task(self.worker, parent_id="each"),
            approve=approval(
                self.ann | self.ben, {"rejected": "write"}, parent_id="each", **values
            ),
            agreed=end(parent_id="each"),
            won=end("goal"),
        )
        case = self.start(flow, contracts=["Rent", "Cleaning"])
        self.finish(case)
        return case

    def _asked(self, case):
        """[(name, round)] of each open approval, by its place."""
        tasks = case.open_task_ids.filtered("seat").sorted(lambda t: (t.token, t.id))
        return [(task.user_ids.name, task.round) for task in tasks]

    def test_each_has_rounds_of_its_own(self):
        self.lead.expected_revenue = 100
        case = self._contracts(looks=["expected_revenue"])
        self.assertEqual(
            self._asked(case), [("Ann", 1), ("Ben", 1), ("Ann", 1), ("Ben", 1)]
        )
        rent = case.open_task_ids.sorted("token")[0].token
        for user, decision in ((self.ann, "approved"), (self.ben, "rejected")):
            own = self.task_of(case, user).filtered(lambda t: t.token == rent)
            own.complete(decision, comment="Too dear")
        anew = case.open_task_ids.filtered(lambda t: not t.seat)
        anew.with_user(self.worker).complete()
        self.assertEqual(
            sorted(self._asked(case)), [("Ann", 1), ("Ben", 1), ("Ben", 2)]
        )
        stands = case.visa_ids.filtered("kept_id")
        self.assertEqual((stands.user_id, stands.place), (self.ann, "1"))
        for user in (self.ben, self.ann):
            self.task_of(case, user).complete("approved")
        self.assertEqual(case.result, "goal")
        self.assertEqual(
            sorted({(visa.place, visa.round) for visa in case.visa_ids}),
            [("1", 1), ("1", 2), ("2", 1)],
        )

    def test_what_changed_is_looked_at_again_in_the_round_of_each(self):
        self.lead.expected_revenue = 100
        case = self._contracts(looks=["expected_revenue"])
        for task_ in self.task_of(case, self.ann):
            task_.complete("approved")
        self.lead.expected_revenue = 200
        for task_ in self.task_of(case, self.ben):
            task_.complete("approved")
        self.assertEqual(self._asked(case), [("Ann", 2), ("Ann", 2)])


class TestApprovalTrail(ApprovalCase):
    """What is kept, and that nobody changes it."""

    def _case(self):
        case = self.approving(looks=["phone"])
        self.task_of(case, self.ann).action_ask(self.mate.id, "Usual?")
        question = case.open_task_ids.filtered("parent_id")
        question.with_user(self.mate).action_answer("Yes")
        self.task_of(case, self.cat).action_add_approver(
            self.owner.ids, "Look", "after"
        )
        self.approve(case, self.ann)
        self.task_of(case, self.ben).action_return("write", "No")
        self.finish(case)
        return case

    def test_nobody_changes_deletes_or_adds_a_row(self):
        visas = self._case().visa_ids
        self.assertGreater(len(visas), 4)
        for rows in (visas, visas.sudo(), visas.with_user(self.admin)):
            for act in (
                lambda rows=rows: rows.write({"comment": "x"}),
                lambda rows=rows: rows[:1].unlink(),
            ):
                with self.refused(UserError):
                    act()
        values = {**visas[0]._kept_vals(1, 1), "act": "approved"}
        for user in (self.ann, self.owner, self.admin):
            with self.refused(UserError):
                visas.with_user(user).create(values)

    def test_who_sees_the_case_sees_it(self):
        visas = self._case().visa_ids
        for user in (self.ann, self.mate, self.owner, self.admin):
            self.assertEqual(visas.with_user(user).search([]) & visas, visas)
        for user in (self.stranger, self.foreigner):
            self.assertFalse(visas.with_user(user).search([]))
            self.assertFalse(visas.with_user(user).has_access("read"))

    def test_each_row_in_words(self):
        self.lead.phone = "112"
        case = self._case()
        words = [visa.words for visa in case.visa_ids]
        self.assertEqual(
            words,
            [
                "Ann: asked Mate (Usual?)",
                "Mate: Answered (Yes)",
                "Cat: added Owner (Look)",
                "Ann: Approved",
                "Ben: Returned (No)",
                "Ann: Approved, stands from an earlier round",
            ],
        )
        self.assertEqual(case.visa_ids[3].ground_text, "Phone: 112")

    def test_sentences_of_the_journal(self):
        case = self._case()
        self.approve(case, self.cat)
        self.lead.phone = "113"
        self.approve(case, self.ben)
        rows = case.log_ids.filtered(lambda r: r.kind in APPROVAL_WORDS)
        # too few approvers are another story: see test_approval.py
        self.assertEqual(set(rows.mapped("kind")), APPROVAL_WORDS - {"fewer"})
        labels = dict(KINDS)
        for row in rows:
            self.assertNotEqual(row.message, labels[row.kind])
            self.assertNotIn("None", row.message)
            self.assertNotIn("False", row.message)
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])
