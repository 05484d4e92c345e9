from odoo.exceptions import UserError
from odoo.fields import Command

from .common import FlowCase, end, task
from .process_words import approval, call, fork, join, limit, message, sub, wait


class TestMigrateParts(FlowCase):
    """What of a case that goes over stays, and what becomes the new version's."""

    def _over(self, case, times="keep", mapping=None, **steps):
        """The case goes over to a new version with these steps."""
        self.edit(case.flow_id, **steps)
        version = case.flow_id.version_id
        return case.with_user(self.owner).migrate(version.id, mapping, times)

    def _log(self, case, kind):
        return case.log_ids.filtered(lambda row: row.kind == kind).mapped("message")

    # ------------------------------------------------------------------
    # Which step is which
    # ------------------------------------------------------------------
    def test_a_step_typed_again_is_found_by_its_name(self):
        flow = self.flow(call=task(self.worker, ["Reached"]), offer=task(self.mate))
        case = self.start(flow)
        task_ = case.open_task_ids
        self._over(
            case,
            ring=task(self.worker, ["Reached", "Busy"], name="Call"),
            offer=task(self.mate),
        )
        self.assertEqual(task_.node_id.bpmn_id, "ring")
        line = "The case went over from version 1 to version 2."
        self.assertEqual(self._log(case, "migrated"), [line])
        names = [button["name"] for button in task_.outcome_buttons]
        self.assertEqual(names, ["Reached", "Busy"])
        self.finish(case, "busy")
        self.assertEqual(self.here(case), ["offer"])
        self.assertEqual(case.walked()["ring"], 1)

    def test_people_say_which_step_is_which(self):
        flow = self.flow(call=task(self.worker), offer=task(self.mate))
        case, other = self.start(flow, self.leads(2))
        self.finish(other)
        steps = {"write": task(self.mate)}
        self.edit(flow, **steps)
        cases = (case | other).with_user(self.owner)
        version = flow.version_id
        preview = cases.migration_preview(version.id)
        self.assertEqual([row["can"] for row in preview], [False, False])
        mapping = {"call": "write", "offer": "write"}
        preview = cases.migration_preview(version.id, mapping)
        self.assertEqual([row["can"] for row in preview], [True, True])
        cases.migrate(version.id, mapping)
        self.assertEqual(self.here(case) + self.here(other), ["write", "write"])
        self.assertEqual(case.open_task_ids.user_ids, self.worker, "it stays his")
        self.assertIn("“Call” is “Write” there.", self._log(case, "migrated")[0])
        with self.refused(UserError, "runs on that version"):
            cases.migrate(version.id)

    def test_a_step_may_be_kept_from_being_taken_for_another(self):
        case = self.start(self.flow(call=task(self.worker)))
        with self.refused(UserError, "“Call”, which is not there"):
            self._over(case, mapping={"call": False}, call=task(self.worker))
        self.assertEqual(case.version_id.number, 1)

    def test_forged_words_are_refused(self):
        flow = self.flow(call=task(self.worker))
        case = self.start(flow)
        self.edit(flow, call=task(self.worker))
        owned, version = case.with_user(self.owner), flow.version_id.id
        with self.refused(UserError, "which step becomes which"):
            owned.migrate(version, mapping=["call"])
        with self.refused(UserError, "reckoned anew"):
            owned.migrate(version, times="later")
        owned.migrate(version, mapping={1: [2], "nowhere": "call"})
        self.assertEqual(case.version_id.number, 2)

    # ------------------------------------------------------------------
    # Tasks
    # ------------------------------------------------------------------
    def test_a_task_asks_for_what_the_new_step_asks(self):
        flow = self.flow(
            call=task(
                self.worker,
                checklist_ids=[
                    Command.create({"name": "Number checked"}),
                    Command.create({"name": "Greeted"}),
                ],
            )
        )
        case = self.start(flow)
        task_ = case.open_task_ids
        task_.check_ids[0].is_done = True
        self._over(
            case,
            call=task(
                self.mate,
                name="Call the client",
                instruction="<p>Be kind</p>",
                require_comment=True,
                checklist_ids=[
                    Command.create({"name": "Thanked"}),
                    Command.create({"name": "Number checked"}),
                ],
            ),
        )
        checks = {check.name: check.is_done for check in task_.check_ids}
        self.assertEqual(checks, {"Number checked": True, "Thanked": False})
        self.assertEqual(task_.user_ids, self.worker)
        self.assertEqual(task_.name, "Call the client")
        activity = task_.activity_ids
        self.assertEqual(activity.summary, "Call the client")
        self.assertIn("Be kind", activity.note)
        task_.check_ids.is_done = True
        with self.refused(UserError, "comment"):
            self.finish(case)
        self.finish(case, comment="Done")
        self.assertEqual(case.state, "done")

    def test_deadlines_stay_or_are_reckoned_anew(self):
        for times, due in (("keep", "10:00"), ("anew", "14:00")):
            flow = self.flow(call=task(self.worker, within="1 hours"))
            case = self.start(flow, self.leads(1))
            self.clock.tick(1800)
            self._over(case, times, call=task(self.worker, within="5 hours"))
            task_ = case.open_task_ids
            self.assertEqual(task_.date_deadline, self.at(f"2026-03-02 {due}"), times)
            self.clock.move_to(self.at("2026-03-02 09:00"))
        told = self._log(case, "shifted")[0]
        self.assertIn("from 3/2/26, 10:00", told)
        self.assertIn("2:00 PM: version 2 says so.", told)

    def test_a_wait_stays_or_is_reckoned_anew(self):
        flow = self.flow(pause=wait("2 hours"))
        case = self.start(flow)
        self._over(case, "anew", pause=wait("9 hours"), call=task(self.worker))
        self.assertEqual(case.job_ids.date_due, self.at("2026-03-02 18:00"))
        self._over(case, "anew", pause=wait("1 hours"), call=task(self.worker))
        self.run_due(hours=1, minutes=1)
        self.assertEqual(self.here(case), ["call"])

    def _reminded(self, *reminders):
        values = [Command.create(dict(r)) for r in reminders]
        return task(self.worker, within="2 hours", reminder_ids=values)

    def test_reminders_are_the_new_version_s_and_none_comes_twice(self):
        hour = {"amount": 1, "unit": "hours"}
        late = {"amount": 5, "moment": "after"}
        case = self.start(self.flow(call=self._reminded(hour)))
        self.run_due(hours=1, minutes=1)
        self.assertEqual(self.kinds(case).count("reminded"), 1)
        self._over(case, call=self._reminded(hour, {"amount": 90}, late))
        self.run_due(minutes=1)
        self.assertEqual(self.kinds(case).count("reminded"), 1, "nothing old again")
        self.assertEqual(case.job_ids.reminder_id.mapped("moment"), ["after"])
        self.run_due(hours=1, minutes=5)
        self.assertEqual(self.kinds(case).count("escalated"), 1)
        self._over(case, call=self._reminded(late, {"amount": 1, "moment": "after"}))
        self.run_due(minutes=1)
        self.assertEqual(self.kinds(case).count("escalated"), 2, "the new one is due")

    def test_a_new_limit_counts_from_now(self):
        case = self.start(self.flow(call=task(self.worker)))
        self.clock.tick(3600)
        self._over(
            case,
            call=task(self.worker, then="end"),
            day=limit("call", "1 hours", then="hurry"),
            hurry=task(self.mate),
        )
        self.assertEqual(case.job_ids.date_due, self.at("2026-03-02 11:00"))

    # ------------------------------------------------------------------
    # Waits, failures, places
    # ------------------------------------------------------------------
    def test_a_message_that_is_called_otherwise(self):
        case = self.start(self.flow(money=message("Paid")))
        self._over(case, money=message("Money came"), call=task(self.worker))
        self.assertEqual(case.wait_ids.name, "Money came")
        self.env["bpm.flow.instance"].send_message("Money came", instance_ids=case.ids)
        self.assertEqual(self.here(case), ["call"])

    def test_a_condition_that_holds_now(self):
        steps = {"event": "conditional", "condition": "priority == '3'"}
        case = self.start(self.flow(vip=wait(**steps)))
        other = {**steps, "condition": "priority == '0'"}
        self._over(case, vip=wait(**other), call=task(self.worker))
        self.assertEqual(self.here(case), ["call"])

    def test_what_a_suspended_case_keeps_goes_over(self):
        flow = self.flow(money=message("Paid"))
        case = self.start(flow)
        case.with_user(self.owner).action_suspend()
        self.env["bpm.flow.instance"].send_message("Paid", instance_ids=case.ids)
        self._over(
            case, mapping={"money": "cash"}, cash=message("Paid"), call=task(self.mate)
        )
        case.with_user(self.owner).action_resume()
        self.run_due(minutes=1)
        self.assertEqual(self.here(case), ["call"])

    def test_a_branch_at_a_join(self):
        steps = {
            "both": fork("one", "two"),
            "one": task(self.worker, then="meet"),
            "two": task(self.mate, then="meet"),
            "meet": join(),
        }
        case = self.start(self.flow(**steps))
        one = case.open_task_ids.filtered(lambda t: t.node_id.bpmn_id == "one")
        one.with_user(self.worker).complete()
        self._over(case, **steps, check=task(self.worker))
        self.finish(case)
        self.assertEqual(self.here(case), ["check"])

    def test_a_join_with_one_branch_more_is_refused(self):
        steps = {
            "both": fork("one", "two"),
            "one": task(self.worker, then="meet"),
            "two": task(self.mate, then="meet"),
            "meet": join(then="end"),
        }
        case = self.start(self.flow(**steps))
        more = {
            **steps,
            "both": fork("one", "two", "three"),
            "three": task(self.mate, then="meet"),
        }
        with self.refused(UserError, "At “Meet” it would wait for a branch"):
            self._over(case, **more)

    def test_in_a_sub_process_and_one_of_several(self):
        inside = {
            "part": sub(then="end"),
            "ask": task(
                self.worker, parent_id="part", loop="parallel", loop_number="3"
            ),
            "asked": end(parent_id="part"),
        }
        case = self.start(self.flow(**inside))
        self.assertEqual(self.here(case), ["ask"])
        self.assertEqual(len(case.open_task_ids), 3)
        case.open_task_ids[0].with_user(self.worker).complete()
        renamed = {
            "group": sub(then="end", name="Part"),
            "ask": task(self.mate, parent_id="group", loop="parallel", loop_number="5"),
            "asked": end(parent_id="group"),
        }
        self._over(case, **renamed)
        self.assertEqual(len(case.open_task_ids), 2, "as many as were begun")
        for task_ in case.open_task_ids:
            task_.with_user(self.worker).complete()
        self.assertEqual(case.state, "done")

    def test_an_approval_goes_on_at_its_own_step_only(self):
        agree = approval(self.worker | self.mate, reject=False)
        case = self.start(self.flow(agree=agree))
        mine = case.open_task_ids.filtered(lambda t: t.user_id == self.worker)
        mine.with_user(self.worker).complete("approved")
        with self.refused(UserError, "“Agree” is an approval under way"):
            self._over(case, mapping={"agree": "sign"}, sign=agree)
        with self.refused(UserError, "“Agree” is an approval under way"):
            self._over(case, agree=task(self.worker))
        self._over(case, agree=agree, offer=task(self.mate))
        case.open_task_ids.with_user(self.mate).complete("approved")
        self.assertEqual(self.here(case), ["offer"])
        with self.refused(UserError, "“Offer” is an approval there"):
            self._over(case, offer=agree)

    def test_a_called_case_stays_on_its_version(self):
        inner = self.flow("Inner", call=task(self.worker))
        case = self.start(self.flow(part=call(inner)))
        child = case.child_ids
        self._over(case, part=call(inner), offer=task(self.mate))
        self.assertEqual(child.version_id.number, 1)
        self.finish(child)
        self.assertEqual(self.here(case), ["offer"])

    def test_whatever_fails_is_left_whole(self):
        flow = self.flow(call=task(self.worker))
        case, other = self.start(flow, self.leads(2))
        self.edit(flow, call=task(self.worker, name="Ring"))
        tasks = type(self.env["bpm.flow.task"])
        real = tasks._take_over_checks

        def failing(rows):
            if other in rows.instance_id:
                raise ValueError("Something is wrong")
            return real(rows)

        self.patch(tasks, "_take_over_checks", failing)
        gone = (case | other).with_user(self.owner).migrate(flow.version_id)
        self.assertEqual(gone, case)
        self.assertEqual(other.version_id.number, 1)
        self.assertEqual(other.open_task_ids.node_id.version_id.number, 1)
        self.assertNotIn("migrated", self.kinds(other))
        self.assertEqual(self.env["bpm.flow.log"].verify((case | other).ids), [])
