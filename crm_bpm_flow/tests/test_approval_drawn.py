from odoo.exceptions import UserError

from .approval_case import ApprovalCase
from .approval_words import approver
from .common import end, task
from .process_words import approval


class TestApprovalDrawn(ApprovalCase):
    """How an owner draws an approval, and what the checker says of it."""

    def _draft(self, **steps):
        flow = self.flow("Drawn", publish=False, **steps)
        return flow.draft_id.with_user(self.owner)

    def _row(self, data, step_id):
        return next(row for row in data["steps"] if row["id"] == step_id)

    def _codes(self, draft):
        return sorted({found["code"] for found in draft.check()})

    def test_it_is_a_kind_of_its_own_in_the_list_of_steps(self):
        draft = self._draft(write=task(self.worker))
        kinds = {row["kind"]: row for row in draft.editor_data()["kinds"]}
        self.assertEqual(kinds["approval"]["label"], "Approval")
        write = draft.node_ids.filtered(lambda n: n.bpmn_id == "write")
        data = draft.editor_add("approval", name="Agree", after_id=write.id)
        node = draft.node_ids.filtered(lambda n: n.id == data["new_step"])
        self.assertEqual((node.kind, node.is_approval), ("userTask", True))
        self.assertEqual(
            node.outcome_ids.mapped("code"),
            ["approved", "remarks", "returned", "rejected"],
        )
        row = self._row(data, node.id)
        self.assertEqual(row["kind_label"], "Approval")
        words = [(exit_["label"], bool(exit_["target"])) for exit_ in row["exits"]]
        self.assertEqual(
            words,
            [("Approved", True), ("Approved with remarks", False), ("Rejected", False)],
        )
        self.assertIn("like", row["exits"][1])
        self.assertIn("outcome_without_flow", self._codes(draft))
        self.assertIn("nobody", self._codes(draft))
        was = node.outgoing_ids.target_id
        data = draft.editor_add("userTask", name="Sign", after_id=node.id)
        sign = draft.node_ids.filtered(lambda n: n.id == data["new_step"])
        self.assertEqual(sign.incoming_ids.outcome_id.code, "approved")
        self.assertEqual(sign.outgoing_ids.target_id, was)

    def test_who_and_how_in_words(self):
        draft = self._draft(
            write=task(self.worker),
            approve=approval(
                self.ann | self.ben,
                {"rejected": "write"},
                rule="count",
                order="turn",
                looks=["phone"],
                files=True,
                back=["write"],
            ),
        )
        node = draft.node_ids.filtered("is_approval")
        row = self._row(draft.editor_data(), node.id)
        self.assertEqual(row["who"], "2 of: Ann, Ben")
        self.assertEqual(
            row["what"],
            "one after the other; they look at: Phone, files; "
            "may be returned to: Write",
        )

    def test_a_task_turns_into_an_approval(self):
        draft = self._draft(
            call=task(self.worker, {"Reached": "won", "Lost": "lost"}),
            won=end("goal"),
            lost=end("failure"),
        )
        node = draft.node_ids.filtered(lambda n: n.bpmn_id == "call")
        node.is_approval = True
        ways = {way.outcome_id.code: way.target_id.bpmn_id for way in node.outgoing_ids}
        self.assertEqual(ways, {"approved": "won"})
        node.approval_return = False
        node.approval_remarks = False
        self.assertEqual(node.outcome_ids.mapped("code"), ["approved", "rejected"])
        node.approval_remarks = True
        self.assertIn("remarks", node.outcome_ids.mapped("code"))
        with self.refused(UserError, "Only a task for people"):
            node.kind = "serviceTask"

    def test_decisions_have_names_in_every_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        draft = self._draft(approve=approval(self.ann, reject=False))
        outcome = draft.node_ids.outcome_ids.filtered(lambda o: o.code == "approved")
        self.assertEqual(outcome.with_context(lang="en_US").name, "Approved")
        self.assertTrue(outcome.with_context(lang="ru_RU").name)

    def test_decisions_speak_a_language_that_comes_later(self):
        """Also of a published version; not what somebody called in another way."""
        node = approval(self.ann, {"rejected": "lost"}, then="won")
        flow = self.flow("Drawn", approve=node, won=end(), lost=end("failure"))
        outcomes = flow.version_id.node_ids.outcome_ids.sudo()
        by_code = {outcome.code: outcome for outcome in outcomes}
        draft = flow.action_new_draft() and flow.draft_id
        own = draft.node_ids.outcome_ids.filtered(lambda o: o.code == "rejected")
        own.name = "Not like this"
        self.env["res.lang"]._activate_lang("ru_RU")
        self.assertEqual(
            by_code["approved"].with_context(lang="ru_RU").name, "Approved"
        )
        self.env["ir.module.module"]._load_module_terms(["crm_bpm_flow"], ["ru_RU"])
        russian = {c: o.with_context(lang="ru_RU").name for c, o in by_code.items()}
        self.assertEqual(
            (russian["approved"], russian["rejected"]), ("Согласовано", "Отклонено")
        )
        english = by_code["approved"].with_context(lang="en_US").name
        self.assertEqual(english, "Approved")
        self.assertEqual(own.with_context(lang="ru_RU").name, "Not like this")

    # ------------------------------------------------------------------
    # The checker
    # ------------------------------------------------------------------
    def test_more_have_to_agree_than_are_asked(self):
        def codes(**values):
            step = approval(self.ann | self.ben, {"rejected": "end"}, **values)
            draft = self._draft(write=task(self.worker), approve=step, end=end())
            return self._codes(draft)

        self.assertEqual(codes(rule="count", count=3), ["approval_count"])
        self.assertEqual(codes(rule="count", count=2), [])
        self.assertEqual(codes(rule="count", count=0), ["approval_count"])
        self.assertEqual(codes(rule="share", share=101), ["approval_share"])
        self.assertEqual(codes(rule="count", count=3, is_owner=True), [])

    def test_lines_that_name_nobody_and_pools_that_are_one(self):
        lines = [approver(self.three), approver(self.mate)]
        step = approval(None, {"rejected": "end"}, approvers=lines)
        draft = self._draft(write=task(self.worker), approve=step, end=end())
        node = draft.node_ids.filtered("is_approval")
        self.assertEqual(node._known_approvers(), 2)
        self.assertEqual(self._codes(draft), [])
        node.approver_ids[0].user_ids = False
        self.assertEqual(self._codes(draft), ["nobody"])

    def test_nowhere_to_return_to(self):
        step = approval(self.ann, {"rejected": "end"})
        draft = self._draft(approve=step, after=task(self.mate), end=end())
        self.assertEqual(self._codes(draft), ["no_return"])
        node = draft.node_ids.filtered("is_approval")
        node.approval_return = False
        self.assertEqual(self._codes(draft), [])

    def test_a_reminder_cannot_return_it(self):
        step = approval(self.ann, {"rejected": "end"}, within="1 hours")
        draft = self._draft(write=task(self.worker), approve=step, end=end())
        node = draft.node_ids.filtered("is_approval")
        returned = node.outcome_ids.filtered(lambda o: o.code == "returned")
        values = {"node_id": node.id, "action": "outcome", "outcome_id": returned.id}
        self.env["bpm.flow.reminder"].create(values)
        self.assertEqual(self._codes(draft), ["reminder_return"])

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------
    def test_it_goes_through_a_file(self):
        flow = self.contract(
            who=self.env["res.users"],
            approvers=[
                approver(self.ann, looks=["phone"]),
                approver(self.ben | self.cat, pick="all"),
            ],
            rule="share",
            share=67,
            order="turn",
            strict=True,
            looks=["email_from"],
            files=True,
            back=["write"],
            remarks=False,
        )
        xml = flow.version_id.with_user(self.owner).export_bpmn()
        made = self.env["bpm.flow"].with_user(self.owner).import_bpmn(xml, "crm.lead")
        old = flow.version_id.node_ids.filtered("is_approval")
        new = made.draft_id.node_ids.filtered("is_approval")
        for name in ("approval_rule", "approval_share", "approval_order"):
            self.assertEqual(new[name], old[name])
        self.assertTrue(new.approval_strict and new.approval_files)
        self.assertEqual(new.approval_field_ids, old.approval_field_ids)
        self.assertEqual(new.return_node_ids.bpmn_id, "write")
        self.assertEqual(new.return_node_ids.version_id, made.draft_id)
        for one, other in zip(old.approver_ids, new.approver_ids, strict=True):
            self.assertEqual((one.key, one.pick), (other.key, other.pick))
            self.assertEqual(one.user_ids, other.user_ids)
            self.assertEqual(one.field_ids, other.field_ids)
            self.assertEqual(one.has_own_ground, other.has_own_ground)
        self.assertEqual(
            new.outcome_ids.mapped("code"), ["approved", "returned", "rejected"]
        )
        self.assertEqual(made.draft_id.check(), [])
        self.assertIn("userTask", xml)


class TestApprovalShown(ApprovalCase):
    """What its people see."""

    def _second_round(self):
        self.lead.expected_revenue = 100
        case = self.approving(looks=["expected_revenue"], files=True, within="1 hours")
        self.approve(case, self.ann)
        self.task_of(case, self.ben).action_return("write", "Ask for more")
        return case

    def _notes(self, task_):
        return [note["text"] for note in task_.notes or ()]

    def test_why_it_was_returned(self):
        case = self._second_round()
        self.assertEqual(
            self._notes(case.open_task_ids), ["Returned by Ben: Ask for more"]
        )
        strip = self.env["bpm.flow.instance"].with_user(self.worker)
        steps = strip.strip_data("crm.lead", self.lead.id)["cases"][0]["steps"]
        self.assertIn("Ask for more", steps[0]["notes"][0]["text"])

    def test_old_and_new_values_in_the_second_round(self):
        case = self._second_round()
        self.lead.expected_revenue = 200
        self.finish(case)
        mine = self.task_of(case, self.ann)
        self.assertEqual(
            self._notes(mine), ["Expected Revenue: $\xa0100.00 → $\xa0200.00"]
        )
        self.assertIn("was: $\xa0100.00", mine.ground_html)
        self.assertIn("200.0", mine.ground_html)
        fresh = self.task_of(case, self.cat)
        self.assertEqual(self._notes(fresh), [])

    def test_who_was_asked(self):
        case = self.approving()
        mine = self.task_of(case, self.ann)
        mine.action_ask(self.mate.id, "Usual?")
        self.assertEqual(self._notes(mine), ["asked Mate, waiting"])
        for user, shown in ((self.mate, 4), (self.ann, 3)):
            strip = self.env["bpm.flow.instance"].with_user(user)
            row = strip.strip_data("crm.lead", self.lead.id)["cases"][0]
            self.assertEqual(len(row["steps"]), shown)
        question = case.open_task_ids.filtered("parent_id").with_user(self.mate)
        self.assertEqual(question.question_words, "Ann asks: Usual?")
        self.assertEqual(self._notes(question), ["Ann asks: Usual?"])
        question.action_answer("Yes")
        mine.invalidate_recordset()
        self.assertEqual(self._notes(mine), ["Mate answered: Yes"])
        self.assertEqual(len(mine.trail_ids), 2)

    def test_the_wizard_returns_asks_and_adds(self):
        case = self.approving()
        wizards = self.env["bpm.flow.approval.wizard"]

        def apply(user, act, **values):
            action = getattr(self.task_of(case, user), f"action_{act}_wizard")()
            wizard = wizards.with_user(user).with_context(**action["context"])
            wizard.create(values).action_apply()

        apply(self.ann, "ask", user_id=self.mate.id, text="Usual?")
        apply(self.ann, "add", user_ids=[(6, 0, self.owner.ids)], when="after")
        self.assertEqual(len(case.visa_ids), 2)
        apply(self.ben, "return", text="No")
        self.assertEqual(self.here(case), ["write"], "there is only one step")

    def test_the_sheet(self):
        case = self._second_round()
        self.lead.expected_revenue = 200
        self.finish(case)
        self.approve(case, self.ann)
        self.task_of(case, self.cat).action_add_approver(self.owner.ids, when="after")
        first, second = case.with_user(self.ann).visa_sheet()
        self.assertEqual((first["round"], first["result"]), (1, "returned"))
        self.assertEqual(
            [(row["who"], row["state"], row["decision"]) for row in first["rows"]],
            [
                ("Ann", "decided", "approved"),
                ("Ben", "decided", "returned"),
                ("Cat", "withdrawn", False),
            ],
        )
        row = first["rows"][0]
        self.assertEqual(row["looked_at"][0], ["Expected Revenue", "$\xa0100.00"])
        self.assertEqual(row["deadline"], "2026-03-02 10:00:00")
        self.assertEqual((second["round"], second["result"]), (2, False))
        self.assertEqual(
            [(row["who"], row["state"]) for row in second["rows"]],
            [
                ("Ann", "decided"),
                ("Ben", "open"),
                ("Owner", "waiting"),
                ("Cat", "open"),
            ],
        )
        with self.refused(UserError):
            case.with_user(self.stranger).visa_sheet()
