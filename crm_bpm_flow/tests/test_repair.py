from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval

from .common import FlowCase, end, task
from .process_words import Step, auto, choice, code, fork, join, limit, sub, wait


class RepairCase(FlowCase):
    """A case with two branches that meet, and one that does not."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(
            both=fork("call", "visit", "write"),
            call=task(self.worker, {"Reached": "meet", "Lost": "lost"}),
            visit=task(self.worker | self.mate, then="meet", within="2 hours"),
            write=task(self.mate, then="sent"),
            meet=join(),
            offer=task(self.mate),
            goal=end("goal"),
            sent=end(),
            lost=end("failure"),
        )
        self.case = self.start(self.process)
        self.managed = self.case.with_user(self.owner)

    def row(self, kind, case=None):
        rows = (case or self.case).log_ids.filtered(lambda r: r.kind == kind)
        return rows.sorted("seq")[-1:]

    def task_at(self, key, case=None):
        tasks = (case or self.case).open_task_ids
        return tasks.filtered(lambda t: t.node_id.bpmn_id == key)

    def wizard(self, act, step=None, user=None, **values):
        """The dialog as the case's page opens it."""
        case = self.case.with_user(user or self.owner)
        named = {}
        if step:
            found = [row for row in case.open_steps if row["bpmn_id"] == step][-1]
            named = {"token": found["token"], "bpmn_id": step}
            if act == "finish":
                named["task_ids"] = found["task_ids"]
        action = case.action_repair_wizard(act, **named)
        model = self.env[action["res_model"]].with_user(user or self.owner)
        form = Form(model.with_context(**action["context"]))
        for name, value in values.items():
            setattr(form, name, value)
        return form


class TestMoveOut(RepairCase):
    """Out of a sub-process in which more is open."""

    def setUp(self):
        super().setUp()
        self.case = self.start(
            self.flow(
                "Deal",
                deal=sub(then="bill"),
                pair=Step("parallelGateway", {"parent_id": "deal"}, ["price", "terms"]),
                price=task(self.worker, parent_id="deal", then="agreed"),
                terms=task(self.mate, parent_id="deal", then="agreed"),
                agreed=end(parent_id="deal"),
                bill=task(self.mate, then="goal"),
                late=limit("deal", "3 days", then="goal"),
                goal=end("goal"),
            )
        )
        self.managed = self.case.with_user(self.owner)

    def test_where_it_cannot_go_is_not_offered_and_refused(self):
        wizard = self.env["bpm.flow.move.wizard"].with_user(self.owner)
        domain = wizard._fields["to_node_id"].domain
        domain = safe_eval(domain, {"version_id": self.case.version_id.id})
        offered = self.env["bpm.flow.node"].search(domain).mapped("bpmn_id")
        self.assertIn("bill", offered)
        self.assertNotIn("late", offered)
        with self.refused(UserError, "Choose a step, an event on the way"):
            self.managed.move_token("price", "late", "There", anyway=True)

    def test_it_is_refused_by_name(self):
        with self.refused(UserError, "in which more is open: Terms."):
            self.managed.move_token("price", "bill", "Agreed by phone")
        self.assertEqual(self.here(self.case), ["price", "terms"])

    def test_the_others_are_withdrawn_where_that_is_said(self):
        self.managed.move_token("price", "bill", "Agreed by phone", anyway=True)
        self.assertEqual(self.here(self.case), ["bill"])
        self.assertEqual(
            self.row("moved").message,
            "The case was moved from “Price” to “Bill”. Withdrawn with it: Terms. "
            "Reason: Agreed by phone",
        )
        self.assertEqual(self.env["bpm.flow.log"].verify(self.case.ids), [])
        self.finish(self.case)
        self.assertEqual(self.case.result, "goal")

    def test_nothing_is_said_where_nothing_is_withdrawn(self):
        self.task_at("terms").with_user(self.mate).complete()
        self.managed.move_token("price", "bill", "Agreed", anyway=True)
        self.assertNotIn("Withdrawn", self.row("moved").message)

    def test_the_dialog_names_them_and_asks(self):
        action = self.managed.action_move_wizard()
        wizard = self.env[action["res_model"]].with_user(self.owner)
        form = Form(wizard.with_context(**action["context"]))
        nodes = self.case.version_id.node_ids.grouped("bpmn_id")
        form.from_node_id = nodes["price"]
        form.to_node_id = nodes["terms"]
        self.assertFalse(form.others)
        form.to_node_id = nodes["bill"]
        self.assertEqual(form.others, "Terms")
        form.reason = "Agreed by phone"
        saved = form.save()
        with self.refused(UserError, "more is open"):
            saved.action_apply()
        form.anyway = True
        form.save().action_apply()
        self.assertEqual(self.here(self.case), ["bill"])


class TestRestartStep(RepairCase):
    """A step is started again."""

    def test_an_open_step_is_withdrawn_and_opened_afresh(self):
        old = self.task_at("visit")
        old.with_user(self.mate).action_claim()
        self.clock.tick(3600)
        self.managed.restart_step("visit", "The wrong address")
        new = self.task_at("visit")
        self.assertEqual(old.state, "cancelled")
        self.assertFalse(new.user_id)
        self.assertEqual(new.date_deadline, self.at("2026-03-02 12:00"))
        self.assertEqual(
            self.row("restarted").message,
            "“Visit” was started again. Reason: The wrong address",
        )
        self.assertEqual(self.row("restarted").user_id, self.owner)
        self.assertEqual(self.env["bpm.flow.log"].verify(self.case.ids), [])

    def test_a_past_step_begins_beside(self):
        self.finish_at("write")
        self.managed.restart_step("write", "They lost the letter")
        self.assertEqual(self.here(self.case), ["call", "visit", "write"])
        self.assertIn("was begun once more", self.row("restarted").message)
        self.finish_at("write")
        self.assertEqual(self.case.walked()["write"], 2)

    def finish_at(self, key):
        self.task_at(key).with_user(self.owner).complete()

    def test_an_open_one_once_more_beside_itself(self):
        self.managed.restart_step("write", "Two letters", beside=True)
        self.assertEqual(len(self.task_at("write")), 2)

    def test_which_of_two(self):
        self.managed.restart_step("write", "Two letters", beside=True)
        tokens = sorted(self.task_at("write").mapped("token"))
        self.managed.restart_step("write", "Once more", token=tokens[0])
        left = self.task_at("write").mapped("token")
        self.assertIn(tokens[1], left)
        self.assertNotIn(tokens[0], left)
        with self.refused(UserError, "look again"):
            self.managed.restart_step("write", "Once more", token=tokens[0])

    def test_not_what_was_never_done(self):
        with self.refused(UserError, "“Offer” has not been done yet"):
            self.managed.restart_step("offer", "Why not")
        with self.refused(UserError, "no step “nowhere”"):
            self.managed.restart_step("nowhere", "Why not")

    def test_not_without_a_reason(self):
        for act in (self.managed.restart_step, self.managed.cancel_branch):
            for reason in (None, "", "  "):
                with self.refused(UserError, "Say why"):
                    act("write", reason)
        with self.refused(UserError, "Say why"):
            self.task_at("write").with_user(self.owner).complete_for()

    def test_what_failed_there_is_over(self):
        flow = self.flow(
            "Stuck",
            call=task(self.worker),
            look=choice(([("priority", "=", "3")], "end")),
            end=end(),
        )
        self.case = case = self.start(flow, self.leads(1))
        self.finish(case)
        self.assertEqual(len(case.incident_ids), 1)
        case.with_user(self.owner).move_token("look", "call", "He forgot something")
        self.assertFalse(case.incident_ids)

    def test_the_dialog_warns_of_a_join_behind(self):
        self.task_at("call").with_user(self.owner).complete("reached")
        form = self.wizard("beside", reason="Once more")
        call = self.process.version_id.node_ids.filtered(lambda n: n.bpmn_id == "call")
        self.assertIn(call, form.choice_ids[:])
        form.node_id = call
        self.assertIn("“Meet”", form.warning)
        form.save().action_apply()
        self.assertEqual(self.here(self.case), ["call", "visit", "write"])

    def test_the_dialog_offers_what_was_done(self):
        form = self.wizard("beside", reason="Once more")
        offered = form.choice_ids[:].mapped("bpmn_id")
        self.assertEqual(sorted(offered), ["call", "visit", "write"])


class TestCancelBranch(RepairCase):
    """One branch of several is ended."""

    def test_the_others_go_on(self):
        old = self.task_at("write")
        self.managed.cancel_branch("write", "Nobody reads letters")
        self.assertEqual(self.here(self.case), ["call", "visit"])
        self.assertEqual((old.state, self.case.state), ("cancelled", "running"))
        self.assertFalse(old.activity_ids)
        self.assertEqual(
            self.row("branch_ended").message,
            "The branch at “Write” was ended. Reason: Nobody reads letters",
        )
        self.assertNotIn("write", self.case.walked())

    def test_a_join_that_would_wait_for_ever_refuses(self):
        with self.refused(UserError, "“Meet” would then wait"):
            self.managed.cancel_branch("visit", "Too far")
        self.assertEqual(len(self.case.open_task_ids), 3)
        self.managed.cancel_branch("visit", "Too far", anyway=True)
        self.task_at("call").with_user(self.owner).complete("reached")
        self.assertIn("can no longer come", self.case.incident_ids.error)
        self.case.incident_ids.with_user(self.owner).action_skip()
        self.assertEqual(self.here(self.case), ["offer", "write"])

    def test_moved_to_the_join_it_counts_as_done(self):
        self.managed.move_token("visit", "meet", "Too far")
        self.task_at("call").with_user(self.owner).complete("reached")
        self.assertEqual(self.here(self.case), ["offer", "write"])

    def test_the_last_one_is_the_case(self):
        self.managed.cancel_branch("write", "No")
        self.managed.cancel_branch("visit", "No", anyway=True)
        with self.refused(UserError, "Cancel the case instead"):
            self.managed.cancel_branch("call", "No")
        self.assertEqual(self.case.state, "running")

    def test_where_it_does_not_stand(self):
        with self.refused(UserError, "does not stand"):
            self.managed.cancel_branch("offer", "No")

    def test_inside_a_sub_process_and_as_a_whole(self):
        flow = self.flow(
            "Deep",
            both=fork("part", "last"),
            part=sub(then="end"),
            two=Step("parallelGateway", {"parent_id": "part"}, ["one", "other"]),
            one=task(self.worker, parent_id="part", then="in_end"),
            other=task(self.worker, parent_id="part", then="in_end"),
            in_end=end(parent_id="part"),
            late=limit("part", "1 hours", then="end"),
            last=task(self.worker, then="end"),
            end=end(),
        )
        case = self.start(flow, self.leads(1))
        managed = case.with_user(self.owner)
        self.assertEqual(
            [(row["bpmn_id"], row["depth"]) for row in case.open_steps],
            [("part", 0), ("one", 1), ("other", 1), ("last", 0)],
        )
        managed.cancel_branch("one", "No")
        self.assertEqual(self.here(case), ["last", "other"])
        managed.cancel_branch("part", "No")
        self.assertEqual(self.here(case), ["last"])
        self.assertFalse(case.job_ids, "its time limit is gone with it")

    def test_one_of_a_repeated_step(self):
        flow = self.flow(
            "Many",
            call=task(self.worker, loop="parallel", loop_number="3"),
            after=task(self.worker),
        )
        case = self.start(flow, self.leads(1))
        managed = case.with_user(self.owner)
        managed.cancel_branch("call", "One less")
        self.assertEqual(len(case.open_task_ids), 2)
        case.open_task_ids.with_user(self.worker).complete()
        self.assertEqual(self.here(case), ["after"])

    def test_the_dialog_says_why_not_and_asks_twice(self):
        form = self.wizard("end_branch", "visit", reason="Too far")
        self.assertIn("“Meet” would then wait", form.warning)
        with self.refused(UserError, "“Meet” would then wait"):
            form.save().action_apply()
        form = self.wizard("end_branch", "visit", reason="Too far")
        form.anyway = True
        form.save().action_apply()
        self.assertEqual(self.here(self.case), ["call", "write"])

    def test_the_dialog_without_a_warning(self):
        form = self.wizard("end_branch", "write", reason="No")
        self.assertFalse(form.warning)
        form.save().action_apply()
        self.assertEqual(self.here(self.case), ["call", "visit"])

    def test_the_dialog_where_it_cannot_be(self):
        self.managed.cancel_branch("write", "No")
        form = self.wizard("end_branch", "visit")
        self.managed.cancel_branch("call", "No", anyway=True)
        form = self.wizard("end_branch", "visit")
        self.assertIn("Cancel the case instead", form.warning)
        self.assertFalse(form.is_possible)


class TestOnBehalf(RepairCase):
    """A manager finishes a task for its people."""

    def test_the_journal_says_who_for_whom_and_why(self):
        task_ = self.task_at("call").with_user(self.owner)
        task_.complete_for("reached", "He told me on the phone", {"budget": 10})
        self.assertEqual((task_.state, task_.outcome), ("done", "reached"))
        self.assertEqual(task_.done_by_id, self.owner)
        self.assertEqual(self.case.variables, {"budget": 10})
        self.assertEqual(
            self.row("finished").message,
            "“Call” was finished: Reached. Done for Worker. "
            "Reason: He told me on the phone",
        )
        self.assertEqual(self.row("finished").user_id, self.owner)

    def test_what_is_missing_does_not_stand_in_the_way(self):
        self.process.with_user(self.owner).action_new_draft()
        step = self.step(self.process, "write")
        step.require_comment = step.require_file = True
        phone = self.env["ir.model.fields"]._get("crm.lead", "phone")
        step.required_field_ids = phone
        self.process.draft_id.with_user(self.owner).action_publish()
        self.case = self.start(self.process, self.leads(1))
        form = self.wizard("finish", "write", reason="They have it already")
        self.assertIn("fill in “Phone”", form.missing)
        self.assertEqual(form.people, "Mate")
        form.save().action_apply()
        self.assertFalse(self.task_at("write"))
        said = self.row("finished").message
        self.assertIn("Left out: fill in “Phone”, attach a file.", said)
        self.assertNotIn("comment", said, "the reason is one")

    def test_what_somebody_took_is_finished_too(self):
        self.task_at("visit").with_user(self.mate).action_claim()
        self.task_at("visit").with_user(self.owner).complete_for(None, "He is ill")
        self.assertIn("Done for Mate.", self.row("finished").message)

    def test_only_what_is_open(self):
        task_ = self.task_at("write").with_user(self.owner)
        task_.complete_for(None, "Done")
        with self.refused(UserError, "already finished by Owner"):
            task_.complete_for(None, "Done")

    def test_the_dialog_asks_for_the_outcome(self):
        form = self.wizard("finish", "call", reason="I know it")
        lost = self.task_at("call").node_id.outcome_ids[1]
        form.outcome_id = lost
        form.save().action_apply()
        self.assertEqual(self.case.state, "running")
        self.assertIn("was finished: Lost", self.row("finished").message)


class TestWhoMayRepair(RepairCase):
    """Managers only, and nobody by a detour."""

    def test_workers_and_strangers_do_not(self):
        for user in (self.worker, self.mate, self.stranger, self.foreigner):
            case = self.case.with_user(user)
            acts = (
                lambda c=case: c.restart_step("write", "No"),
                lambda c=case: c.cancel_branch("write", "No"),
                lambda c=case: c.action_suspend("No"),
                lambda c=case: c.move_token("write", "offer", "No"),
                lambda c=case: c.action_repair_wizard("suspend"),
                lambda u=user: (
                    self.task_at("write").with_user(u).complete_for(None, "No")
                ),
            )
            for act in acts:
                with self.refused(AccessError):
                    act()

    def test_their_own_dialog_tells_and_does_nothing(self):
        wizard = (
            self.env["bpm.flow.repair.wizard"]
            .with_user(self.worker)
            .create(
                {
                    "act": "end_branch",
                    "instance_ids": [(6, 0, self.case.ids)],
                    "token": self.task_at("visit").token,
                    "node_id": self.task_at("visit").node_id.id,
                    "task_ids": [(6, 0, self.task_at("call").ids)],
                    "reason": "No",
                }
            )
        )
        self.assertFalse(wizard.warning)
        self.assertFalse(wizard.missing)
        self.assertFalse(wizard.choice_ids)
        with self.refused(AccessError):
            wizard.action_apply()

    def test_administrators_do(self):
        self.case.with_user(self.admin).restart_step("write", "Help")
        self.assertEqual(self.row("restarted").user_id, self.admin)


class TestOpenSteps(RepairCase):
    """What the case's page shows of its branches."""

    def test_each_branch_with_its_people_and_deadline(self):
        rows = {row["bpmn_id"]: row for row in self.managed.open_steps}
        self.assertEqual(sorted(rows), ["call", "visit", "write"])
        visit = rows["visit"]
        self.assertEqual(visit["who"], "Mate, Worker")
        self.assertEqual(visit["until"], "2026-03-02 11:00:00")
        self.assertTrue(visit["can_end"] and visit["can_restart"])
        self.assertEqual(visit["task_ids"], self.task_at("visit").ids)

    def test_who_waits_at_a_join_only_waits(self):
        self.task_at("call").with_user(self.owner).complete("reached")
        rows = {row["bpmn_id"]: row for row in self.managed.open_steps}
        self.assertEqual(rows["meet"]["state"], "arrived")
        self.assertFalse(rows["meet"]["can_restart"])

    def test_a_wait_says_until_when(self):
        case = self.start(self.flow("Waits", pause=wait("1 hours")), self.leads(1))
        (row,) = case.open_steps
        self.assertEqual((row["until"], row["who"]), ("2026-03-02 10:00:00", ""))
        self.assertFalse(row["can_end"], "it is the only one")

    def test_a_step_that_failed_says_so(self):
        fails = auto(code("raise UserError('No paper left')"))
        case = self.start(self.flow("Fails", mark=fails), self.leads(1))
        self.assertEqual([row["state"] for row in case.open_steps], ["failed"])

    def test_a_suspended_case_shows_them_without_buttons(self):
        self.managed.action_suspend()
        self.assertFalse(any(row["can_end"] for row in self.managed.open_steps))
        self.assertFalse(any(row["task_ids"] for row in self.managed.open_steps))

    def test_one_that_is_over_has_none(self):
        self.managed.action_cancel("Enough")
        self.assertFalse(self.managed.open_steps)
