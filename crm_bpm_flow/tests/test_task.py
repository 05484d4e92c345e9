from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import FlowCase, end, task


class TestComplete(FlowCase):
    """The contract of ``complete``."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(
            call=task(self.worker, {"Reached": "goal", "No answer": "again"}),
            again=task(self.worker, then="goal"),
            goal=end("goal"),
        )
        self.case = self.start(self.process)
        self.task = self.case.open_task_ids.with_user(self.worker)

    def test_a_dialog_has_its_outcomes_where_one_looks_for_the_end(self):
        """At its foot, instead of a "Save" that looks like the end and is none."""
        view = self.env.ref("crm_bpm_flow.bpm_flow_task_view_form_dialog")
        form = etree.fromstring(self.task.get_view(view.id, "form")["arch"])
        (outcomes,) = form.xpath("//widget[@name='bpm_flow_outcomes']")
        foot = outcomes.getparent()
        self.assertEqual(foot.tag, "footer")
        self.assertEqual(
            [button.get("special") for button in foot.iter("button")],
            ["save", "cancel"],
        )

    def test_an_outcome_by_its_code(self):
        self.assertTrue(self.task.complete("no_answer"))
        self.assertEqual(self.here(self.case), ["again"])

    def test_an_outcome_by_its_name_however_it_is_written(self):
        self.task.complete("  No ANSWER ")
        self.assertEqual(self.task.outcome, "no_answer")

    def test_an_outcome_by_its_name_in_the_worker_s_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        outcome = self.step(self.process, "call").outcome_ids[1]
        self.env.cr.execute(
            "UPDATE bpm_flow_outcome SET name = name || %s WHERE id = %s",
            ['{"ru_RU": "Нет ответа"}', outcome.id],
        )
        outcome.invalidate_recordset()
        self.task.with_context(lang="ru_RU").complete("нет ответа")
        self.assertEqual(self.task.outcome, "no_answer")

    def test_what_a_finished_task_keeps(self):
        self.task.complete("reached", comment="Wants red ones")
        self.assertEqual(
            (self.task.state, self.task.outcome, self.task.outcome_id.name),
            ("done", "reached", "Reached"),
        )
        self.assertEqual(self.task.done_by_id, self.worker)
        self.assertEqual(self.task.date_done, self.at("2026-03-02 09:00"))
        self.assertEqual(self.task.comment, "Wants red ones")
        self.assertEqual((self.case.state, self.case.result), ("done", "goal"))

    def test_an_unknown_outcome_is_refused_with_those_there_are(self):
        with self.refused(
            UserError, "“Call” has no outcome “maybe”", "Reached, No answer"
        ):
            self.task.complete("maybe")

    def test_an_outcome_must_be_chosen_where_there_are_several(self):
        with self.refused(UserError, "Choose how “Call” ended: Reached, No answer"):
            self.task.complete()

    def test_one_outcome_is_taken_by_itself(self):
        case = self.start(
            self.flow("One way", call=task(self.worker, {"Reached": "end"}))
        )
        self.finish(case)
        self.assertEqual(case.task_ids.outcome, "reached")

    def test_values_go_into_the_variables(self):
        self.case.set_variables({"a": 1, "b": 1})
        self.task.complete("reached", values={"b": 2, "c": {"d": [3]}})
        self.assertEqual(self.case.variables, {"a": 1, "b": 2, "c": {"d": [3]}})

    def test_a_finished_task_says_who_finished_it_and_when(self):
        self.case.flow_id.user_id = self.mate
        self.task.complete("reached")
        self.clock.tick(600)
        with self.refused(UserError, "“Call”", "by Worker", "3/2/26, 9:00"):
            self.task.with_user(self.mate).complete("reached")

    def test_the_moment_is_said_in_the_reader_s_own_time(self):
        self.task.complete("reached")
        self.worker.tz = "Asia/Tokyo"
        with self.refused(UserError, "3/2/26, 6:00"):
            self.task.with_context(tz="Asia/Tokyo").complete("reached")

    def test_a_withdrawn_task_is_not_finished(self):
        self.case.action_cancel("Not needed")
        with self.refused(UserError, "“Call” is not needed any more"):
            self.task.complete("reached")

    def test_nothing_is_finished_while_the_case_is_suspended(self):
        self.case.action_suspend()
        self.assertTrue(self.task.is_suspended)
        with self.refused(UserError, "The case is suspended"):
            self.task.complete("reached")
        self.case.action_resume()
        self.assertFalse(self.task.is_suspended)
        self.assertTrue(self.task.complete("reached"))

    def test_somebody_else_s_task_is_refused(self):
        with self.refused(AccessError, "“Call” is a task of somebody else"):
            self.task.with_user(self.mate).complete("reached")
        with self.refused(AccessError):
            self.task.with_user(self.stranger).complete("reached")
        self.assertEqual(self.task.state, "open")

    def test_the_process_s_owner_may_finish_it_and_is_named(self):
        self.task.with_user(self.owner).complete("reached")
        self.assertEqual(self.task.done_by_id, self.owner)
        row = self.case.log_ids.filtered(lambda r: r.kind == "finished")
        self.assertEqual(row.user_id, self.owner)

    def test_many_at_once_each_in_its_own_case(self):
        cases = self.start(self.process, self.leads(3))
        cases.open_task_ids.with_user(self.worker).complete("no_answer")
        self.assertEqual(cases.mapped("step_names"), ["Again"] * 3)

    def test_all_or_none_of_them(self):
        other = self.start(self.process, self.leads(1))
        other.action_suspend()
        both = self.task | other.open_task_ids.with_user(self.worker)
        with self.refused(UserError, "suspended"):
            both.complete("reached")
        self.assertEqual(set(both.mapped("state")), {"open"})

    def test_a_task_cannot_be_written_or_deleted_by_hand(self):
        for values in ({"state": "done"}, {"outcome": "reached"}, {"user_id": 1}):
            with self.refused(AccessError, "by its buttons"):
                self.task.write(values)
        with self.refused(AccessError):
            self.task.unlink()
        with self.refused(AccessError):
            self.task.copy()
        self.task.complete("reached")
        with self.refused(AccessError, "part of the journal"):
            self.task.comment = "Something else"


class TestWhatIsMissing(FlowCase):
    """Before it is finished: everything at once, in words."""

    def setUp(self):
        super().setUp()
        fields = self.env["ir.model.fields"]
        required = fields._get("crm.lead", "contact_name") | fields._get(
            "crm.lead", "partner_id"
        )
        self.process = self.flow(
            offer=task(
                self.worker,
                {"Sent": "end", "Refused": "end"},
                required_field_ids=[(6, 0, required.ids)],
                checklist_ids=[
                    (0, 0, {"name": "Price agreed"}),
                    (0, 0, {"name": "Stock"}),
                ],
                require_file=True,
            )
        )
        self.step(self.process, "offer")
        self.case = self.start(self.process)
        self.task = self.case.open_task_ids.with_user(self.worker)

    def _fill(self):
        self.lead.write(
            {
                "contact_name": "Ann",
                "partner_id": self.env["res.partner"].create({"name": "Shop"}).id,
            }
        )
        self.task.check_ids.is_done = True
        self.task.attachment_ids = [(0, 0, {"name": "offer.txt", "raw": b"100"})]

    def test_all_of_it_is_said_together(self):
        self.task.check_ids[0].is_done = True
        with self.refused(
            ValidationError,
            "fill in “Contact Name”",
            "fill in “Contact”",
            "tick off “Stock”",
            "attach a file",
        ) as caught:
            self.task.complete("sent")
        self.assertNotIn("Price agreed", str(caught.exception))
        self.assertEqual((self.task.state, self.case.state), ("open", "running"))

    def test_then_it_is_finished(self):
        self._fill()
        self.task.complete("sent")
        self.assertEqual(self.case.state, "done")

    def test_blanks_are_not_a_name(self):
        self._fill()
        self.lead.contact_name = "   "
        with self.refused(ValidationError, "Contact Name"):
            self.task.complete("sent")

    def test_the_screens_know_beforehand(self):
        self.assertTrue(self.task.needs_form)
        names = [field["name"] for field in self.task.required_fields]
        self.assertEqual(sorted(names), ["contact_name", "partner_id"])
        self._fill()
        self.task.invalidate_recordset()
        self.assertFalse(self.task.needs_form)

    def test_an_outcome_that_asks_for_nothing_needs_no_form(self):
        flow = self.flow(
            "Spam",
            publish=False,
            look=task(self.worker, ["Fine", "Spam"], require_file=True),
        )
        self.step(flow, "look").outcome_ids[1].skip_requirements = True
        flow.draft_id.with_user(self.owner).action_publish()
        look = self.start(flow).open_task_ids.with_user(self.worker)
        needs = {b["code"]: b["needs_form"] for b in look.outcome_buttons}
        self.assertEqual(needs, {"fine": True, "spam": False})
        strip = self.env["bpm.flow.instance"].with_user(self.worker)
        cases = strip.strip_data("crm.lead", self.lead.id)["cases"]
        steps = {step["name"]: step for case in cases for step in case["steps"]}
        self.assertFalse(steps["Look"]["outcomes"][1]["needs_form"])
        look.complete("spam")
        self.assertEqual(look.outcome, "spam")

    def test_a_ticked_box_stays_as_it_was_when_the_task_was_finished(self):
        self._fill()
        check = self.task.check_ids[0]
        self.task.complete("sent")
        with self.refused(AccessError):
            check.is_done = False

    def test_a_stranger_ticks_nothing(self):
        with self.refused(AccessError):
            self.task.check_ids.with_user(self.stranger).write({"is_done": True})
        with self.refused(AccessError):
            self.task.check_ids.with_user(self.mate).write({"is_done": True})

    def test_a_comment_asked_for_by_the_step_or_by_the_outcome(self):
        flow = self.flow(
            "Talk", ask=task(self.worker, ["Yes", "No"], require_comment=True)
        )
        flow.action_new_draft()
        step = self.step(flow, "ask")
        step.require_comment = False
        step.outcome_ids[1].require_comment = True
        first = self.start(flow).open_task_ids.with_user(self.worker)
        with self.refused(ValidationError, "write a comment"):
            first.complete("yes", comment="  ")
        first.complete("yes", comment="Fine")
        flow.draft_id.action_publish()
        second = self.start(flow).open_task_ids.with_user(self.worker)
        with self.refused(ValidationError, "write a comment"):
            second.complete("no")
        second.comment = "Written before"
        second.complete("no")
        third = self.start(flow).open_task_ids.with_user(self.worker)
        self.assertTrue(third.complete("yes"))
