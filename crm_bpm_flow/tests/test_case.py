from odoo.exceptions import AccessError, UserError

from .common import FlowCase, end, task
from .process_words import auto, by_variable, choice, fork, join, sub, wait, write


class TestCase(FlowCase):
    """One run: what its owner does to it, and what it remembers."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(
            call=task(self.worker, {"Reached": "offer", "Lost": "lost"}),
            offer=task(self.mate, then="goal"),
            goal=end("goal"),
            lost=end("failure"),
        )
        self.case = self.start(self.process)
        self.managed = self.case.with_user(self.owner)

    # ------------------------------------------------------------------
    # Ends
    # ------------------------------------------------------------------
    def test_it_ends_with_the_result_of_the_end_it_reached(self):
        self.finish(self.case, "lost")
        self.assertEqual((self.case.state, self.case.result), ("done", "failure"))
        self.assertEqual(self.case.date_end, self.at("2026-03-02 09:00"))
        self.assertIn("ended: goal not reached", self.lead.message_ids[:1].body.lower())

    def test_how_often_each_step_was_completed(self):
        self.finish(self.case, "reached")
        self.finish(self.case)
        self.assertEqual(
            self.case.walked(), {"start": 1, "call": 1, "offer": 1, "goal": 1}
        )

    def test_a_terminate_end_takes_everything_else_back(self):
        flow = self.flow(
            "Stop",
            both=fork("one", "two"),
            one=task(self.worker, {"Stop": "stop", "Go": "meet"}),
            two=task(self.mate, then="meet"),
            meet=join(then="goal"),
            goal=end("goal"),
            stop=end("failure", terminate=True),
        )
        case = self.start(flow, self.leads(1))
        one = case.open_task_ids.filtered(lambda t: t.node_id.bpmn_id == "one")
        one.with_user(self.worker).complete("stop")
        self.assertEqual((case.state, case.result), ("done", "failure"))
        self.assertEqual(sorted(case.task_ids.mapped("state")), ["cancelled", "done"])

    def test_branches_meet_before_it_goes_on(self):
        flow = self.flow(
            "Meet",
            both=fork("one", "two"),
            one=task(self.worker, then="meet"),
            two=task(self.mate, then="meet"),
            meet=join(),
            after=task(self.owner),
        )
        case = self.start(flow, self.leads(1))
        self.finish_step(case, "one")
        self.assertEqual(self.here(case), ["two"])
        self.finish_step(case, "two")
        self.assertEqual(self.here(case), ["after"])

    def finish_step(self, case, key):
        one = case.open_task_ids.filtered(lambda t: t.node_id.bpmn_id == key)
        one.with_user(one.user_id).complete()

    # ------------------------------------------------------------------
    # Choices
    # ------------------------------------------------------------------
    def test_a_choice_on_the_record_and_what_the_journal_says_of_it(self):
        flow = self.flow(
            "Size",
            look=choice(([("expected_revenue", ">", 1000)], "big"), otherwise="small"),
            big=task(self.owner, then="end"),
            small=task(self.worker, then="end"),
            end=end(),
        )
        leads = self.leads(2)
        leads[0].expected_revenue = 2000
        big, small = self.start(flow, leads)
        self.assertEqual((self.here(big), self.here(small)), (["big"], ["small"]))
        row = big.log_ids.filtered(lambda r: r.kind == "chosen")
        self.assertIn("expected_revenue", str(row.data))
        self.assertIn("2000", row.message)
        row = small.log_ids.filtered(lambda r: r.kind == "chosen")
        self.assertIn("does not fit", row.message)

    def test_a_choice_on_the_case_s_variables(self):
        flow = self.flow(
            "Vars",
            ask=task(self.worker),
            look=by_variable(([("order.sum", ">=", 10)], "big"), otherwise="small"),
            big=task(self.owner, then="end"),
            small=task(self.worker, then="end"),
            end=end(),
        )
        cases = self.start(flow, self.leads(2))
        for case, amount in zip(cases, (10, 9), strict=True):
            self.finish(case, values={"order": {"sum": amount}})
        self.assertEqual([self.here(case) for case in cases], [["big"], ["small"]])

    def test_a_choice_sees_what_the_step_before_it_wrote(self):
        flow = self.flow(
            "Fresh",
            mark=auto(write("priority", "3", selection_value=self._priority("3").id)),
            look=choice(([("priority", "=", "3")], "yes"), otherwise="no"),
            yes=task(self.worker, then="end"),
            no=task(self.worker, then="end"),
            end=end(),
        )
        case = self.start(flow, self.leads(1))
        self.assertEqual(case.incident_ids.mapped("error"), [])
        self.assertEqual(self.here(case), ["yes"])

    def _priority(self, value):
        return self.env["ir.model.fields.selection"].search(
            [
                (
                    "field_id",
                    "=",
                    self.env["ir.model.fields"]._get("crm.lead", "priority").id,
                ),
                ("value", "=", value),
            ]
        )

    # ------------------------------------------------------------------
    # By hand
    # ------------------------------------------------------------------
    def test_why_it_was_suspended_is_told_at_the_case_and_its_tasks(self):
        self.managed.action_suspend("Holidays")
        self.managed.action_resume()
        self.managed.action_suspend("The client thinks it over")
        told = "The client thinks it over"
        self.assertEqual(self.managed.suspend_reason, told)
        task = self.case.open_task_ids.with_user(self.worker)
        self.assertEqual(task.suspend_reason, told)
        self.managed.action_resume()
        self.assertFalse(task.suspend_reason)

    def test_suspended_it_stands_still_and_goes_on_where_it_was(self):
        self.managed.action_suspend()
        with self.refused(UserError, "is suspended. Resume it first."):
            self.managed.action_suspend()
        self.assertEqual(self.here(self.case), ["call"])
        self.managed.action_resume()
        self.finish(self.case, "reached")
        self.assertEqual(self.here(self.case), ["offer"])
        self.assertEqual(
            [
                kind
                for kind in self.kinds(self.case)
                if kind in ("suspended", "resumed")
            ],
            ["suspended", "resumed"],
        )

    def test_cancelled_with_a_reason(self):
        for nothing in (None, "", "  "):
            with self.refused(UserError, "Say why"):
                self.managed.action_cancel(nothing)
        self.managed.action_cancel(" Client went away ")
        self.assertEqual(
            (self.case.state, self.case.end_reason), ("cancelled", "Client went away")
        )
        self.assertEqual(self.case.task_ids.state, "cancelled")
        self.assertFalse(self.case.result)
        self.assertIn("Client went away", self.lead.message_ids[:1].body)
        row = self.case.log_ids.sorted("seq")[-1]
        self.assertEqual((row.kind, row.user_id), ("ended", self.owner))
        words = "The case was cancelled. Reason: Client went away"
        self.assertEqual(row.message, words)

    def test_cancelling_what_is_over_changes_nothing(self):
        self.finish(self.case, "lost")
        before = self.kinds(self.case)
        self.managed.action_cancel("Late")
        self.assertEqual((self.case.state, self.kinds(self.case)), ("done", before))
        self.assertFalse(self.case.end_reason)

    def test_moved_to_another_step(self):
        self.managed.move_token("call", "offer")
        self.assertEqual(self.here(self.case), ["offer"])
        self.assertEqual(self.case.task_ids.sorted("id")[0].state, "cancelled")
        row = self.case.log_ids.filtered(lambda r: r.kind == "moved")
        self.assertEqual((row.user_id, row.data["from"]), (self.owner, "Call"))
        self.finish(self.case)
        self.assertEqual(self.case.result, "goal")

    def test_moved_only_from_where_it_stands_to_what_there_is(self):
        with self.refused(UserError, "does not stand at “Offer”"):
            self.managed.move_token("offer", "call")
        with self.refused(UserError, "There is no step"):
            self.managed.move_token("call", "nowhere")
        self.assertEqual(self.here(self.case), ["call"])

    def test_not_moved_when_it_is_over(self):
        with self.refused(UserError, "is running: there is nothing to resume"):
            self.managed.action_resume()
        self.finish(self.case, "lost")
        with self.refused(UserError, "is over. Start the process again"):
            self.managed.move_token("call", "offer")
        with self.refused(UserError, "is over. Start the process again"):
            self.managed.change_values({"a": 1}, reason="Late")

    def test_the_wizards_do_the_same(self):
        wizard = (
            self.env["bpm.flow.move.wizard"]
            .with_user(self.owner)
            .create(
                {
                    "instance_ids": [(6, 0, self.case.ids)],
                    "to_node_id": self.step(self.process, "offer").id,
                    "reason": "They called themselves",
                }
            )
        )
        self.assertEqual(wizard.from_node_id.bpmn_id, "call")
        wizard.action_apply()
        self.assertEqual(self.here(self.case), ["offer"])
        said = self.case.log_ids.filtered(lambda r: r.kind == "moved").message
        self.assertIn("Reason: They called themselves", said)
        self.env["bpm.flow.cancel.wizard"].with_user(self.owner).create(
            {"instance_ids": [(6, 0, self.case.ids)], "reason": "Enough"}
        ).action_apply()
        self.assertEqual(self.case.end_reason, "Enough")

    def test_variables_are_a_dict_also_while_there_are_none(self):
        case = self.start(self.flow("Bare"))
        self.assertEqual(case.variables, {})
        self.assertEqual(case.read(["variables"])[0]["variables"], {})
        case.set_variables({"a": 1})
        self.assertEqual(case.read(["variables"])[0]["variables"], {"a": 1})

    def test_variables_are_set_and_logged(self):
        self.managed.set_variables({"budget": 10})
        self.managed.set_variables({"colour": "red"})
        self.assertEqual(self.case.variables, {"budget": 10, "colour": "red"})
        self.assertIn('colour = "red"', self.case.variables_text)
        row = self.case.log_ids.sorted("seq")[-1]
        self.assertEqual(
            (row.kind, row.data["values"]), ("variables", {"colour": "red"})
        )
        with self.refused(UserError, "names with values"):
            self.managed.set_variables(["budget"])

    def test_workers_do_none_of_this(self):
        case = self.case.with_user(self.worker)
        for act in (
            lambda: case.action_suspend(),
            lambda: case.action_cancel("x"),
            lambda: case.move_token("call", "offer"),
            lambda: case.set_variables({"a": 1}),
            lambda: case.write({"state": "done"}),
            lambda: case.copy(),
        ):
            with self.refused(AccessError):
                act()
        with self.refused(AccessError):
            case.env["bpm.flow.instance"].create({"flow_id": self.process.id})

    def test_cases_are_kept(self):
        for user in (self.admin, self.env.user):
            with self.refused(UserError):
                self.case.with_user(user).unlink()
        with self.refused(UserError, "Archive it instead"):
            self.process.with_user(self.owner).unlink()

    # ------------------------------------------------------------------
    # Versions and the record
    # ------------------------------------------------------------------
    def test_it_keeps_to_its_version(self):
        version = self.case.version_id
        self.edit(self.process, ask=task(self.mate))
        self.assertEqual(self.case.version_id, version)
        self.finish(self.case, "reached")
        self.assertEqual(self.here(self.case), ["offer"])
        self.assertEqual(self.here(self.start(self.process, self.leads(1))), ["ask"])

    def test_a_retired_version_s_cases_go_on(self):
        self.process.version_id.action_retire()
        self.finish(self.case, "reached")
        self.finish(self.case)
        self.assertEqual(self.case.state, "done")

    def test_a_sub_process_runs_inside_its_step(self):
        flow = self.flow(
            "Nested",
            part=sub(),
            inside_start=wait("1 minutes", parent_id="part"),
            inside=task(self.worker, parent_id="part", then="inside_end"),
            inside_end=end(parent_id="part"),
            after=task(self.mate),
        )
        case = self.start(flow, self.leads(1))
        self.run_due(minutes=1)
        self.assertEqual(self.here(case), ["inside"])
        self.finish(case)
        self.assertEqual(self.here(case), ["after"])
        self.assertEqual(case.walked()["part"], 1)
        self.finish(case)
        self.assertEqual(case.state, "done")
