from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import FlowCase, end, task


class TestReminder(FlowCase):
    """Before and after a deadline, while the task is still open."""

    def _flow(self, *reminders, who=None, outcomes=None, role=None, **values):
        flow = self.flow(
            publish=False,
            call=task(
                who or self.worker,
                outcomes or {"Reached": "goal", "Not reached": "lost"},
                within="2 hours",
                **values,
            ),
            goal=end("goal"),
            lost=end("failure"),
        )
        step = self.step(flow, "call")
        for values in reminders:
            if role:
                values["role_id"] = self._role(flow, role).id
            if values.get("action") == "outcome":
                values["outcome_id"] = step.outcome_ids[1].id
            step.reminder_ids = [Command.create(values)]
        flow.draft_id.with_user(self.owner).action_publish()
        return flow

    def _role(self, flow, users):
        return self.env["bpm.flow.role"].create(
            {
                "version_id": flow.draft_id.id,
                "name": "Helpers",
                "user_ids": [Command.set(users.ids)],
            }
        )

    def _news(self, user):
        return self.inbox(user).filtered(
            lambda m: m.subject and "“Call” is" in m.subject
        )

    def test_a_reminder_at_its_minute(self):
        case = self.start(self._flow({"moment": "before", "amount": 30}))
        self.run_due(minutes=89)
        self.assertFalse(self._news(self.worker))
        self.run_due(minutes=1)
        self.assertEqual(
            self._news(self.worker).subject, "“Call” is due soon. Fifty chairs"
        )
        row = case.log_ids.sorted("seq")[-1]
        self.assertEqual(row.kind, "reminded")
        self.assertEqual(row.message, "Reminder of “Call” to Worker.")
        self.run_due(minutes=10)
        self.assertEqual(len(self._news(self.worker)), 1, "once")

    def test_the_checker_asks_for_what_a_reminder_leaves_open(self):
        flow = self.flow(publish=False, call=task(self.worker, within="2 hours"))
        step = self.step(flow, "call")
        found = {}
        for values in (
            {"moment": "before", "amount": 0},
            {"moment": "after", "amount": -5},
            {"moment": "after", "amount": 0, "action": "reassign"},
            {"moment": "after", "amount": 0, "action": "outcome"},
            {"moment": "after", "amount": 0},
        ):
            step.reminder_ids = [Command.clear(), Command.create(values)]
            findings = flow.draft_id.with_user(self.owner).check()
            found[tuple(values.values())] = [f["code"] for f in findings]
        self.assertEqual(
            list(found.values()),
            [
                ["reminder_amount"],
                ["reminder_amount"],
                ["reminder_role"],
                ["reminder_outcome"],
                [],
            ],
        )

    def test_the_scheduler_is_woken_for_it(self):
        flow = self._flow({"moment": "before", "amount": 30})
        with self.wakes() as moments:
            flow.with_user(self.worker).start(self.lead.ids)
        self.assertEqual(moments, [self.at("2026-03-02 10:30")])

    def test_an_escalation_tells_others(self):
        case = self.start(
            self._flow({"moment": "after", "amount": 0}, role=self.owner | self.mate)
        )
        self.run_due(hours=2)
        for user in (self.owner, self.mate):
            self.assertIn("“Call” is late.", self._news(user).subject)
        self.assertFalse(self._news(self.worker))
        row = case.log_ids.sorted("seq")[-1]
        self.assertEqual((row.kind, row.data["people"]), ("escalated", "Mate, Owner"))
        self.assertEqual(row.message, "“Call” is late; told: Mate, Owner.")

    def test_an_escalation_hands_the_task_over(self):
        case = self.start(
            self._flow(
                {"moment": "after", "amount": 10, "action": "reassign"}, role=self.mate
            )
        )
        self.run_due(hours=2, minutes=10)
        self.assertEqual(case.open_task_ids.user_id, self.mate)
        self.assertEqual(self.lead.activity_ids.user_id, self.mate)
        row = case.log_ids.filtered(lambda row: row.kind == "escalated")
        self.assertEqual(row.message, "“Call” is late and is handed on to: Mate.")
        self.assertFalse(case.open_task_ids.handed_words, "That is nobody's doing")
        self.finish(case, "reached", by=self.mate)
        self.assertEqual(case.result, "goal")

    def test_an_escalation_takes_an_outcome(self):
        case = self.start(
            self._flow(
                {"moment": "after", "amount": 1, "unit": "hours", "action": "outcome"}
            )
        )
        self.run_due(hours=3)
        self.assertEqual((case.state, case.result), ("done", "failure"))
        self.assertEqual(case.task_ids.outcome, "not_reached")
        row = case.log_ids.filtered(lambda r: r.kind == "finished")
        self.assertTrue(row.data["late"])
        row = case.log_ids.filtered(lambda r: r.kind == "escalated")
        self.assertEqual(
            row.message, "“Call” is late and takes “Not reached” by itself."
        )

    def test_the_manager_of_whoever_has_it_is_each_one_s_own(self):
        boss = self._person("boss", "base.group_user")
        other = self._person("other", "base.group_user", bpm_manager_id=boss.id)
        people = self.worker | other
        flow = self.flow(publish=False, call=task(people, pick="all", within="2 hours"))
        role = self._role(flow, self.env["res.users"])
        step = self.step(flow, "call")
        role.write({"same_as_node_id": step.id, "use_manager": True})
        values = {"moment": "after", "amount": 0, "action": "reassign"}
        step.reminder_ids = [Command.create({**values, "role_id": role.id})]
        flow.draft_id.with_user(self.owner).action_publish()
        case = self.start(flow)
        tasks = {task.user_id: task for task in case.open_task_ids}
        self.run_due(hours=2)
        self.assertEqual(
            [tasks[user].user_id for user in (self.worker, other)], [self.owner, boss]
        )

    def test_one_outcome_for_each_of_several_tasks_of_a_step(self):
        case = self.start(
            self._flow(
                {"moment": "after", "amount": 0, "action": "outcome"},
                who=self.worker | self.mate,
                pick="all",
            )
        )
        self.run_due(hours=2)
        self.assertEqual(set(case.task_ids.mapped("outcome")), {"not_reached"})
        self.assertEqual((case.state, case.walked()["lost"]), ("done", 1))

    def test_nobody_found_for_an_escalation_is_the_owner_s_matter(self):
        gone = self._person("gone", "base.group_user")
        flow = self._flow(
            {"moment": "after", "amount": 0, "action": "reassign"}, role=gone
        )
        gone.active = False
        case = self.start(flow)
        self.run_due(hours=2)
        self.assertEqual(case.open_task_ids.user_id, self.owner)

    def test_what_is_finished_is_not_reminded_of(self):
        case = self.start(
            self._flow(
                {"moment": "before", "amount": 30},
                {"moment": "after", "amount": 0, "action": "outcome"},
            )
        )
        self.finish(case, "reached")
        self.run_due(hours=3)
        self.assertFalse(self._news(self.worker))
        self.assertEqual(case.task_ids.outcome, "reached")

    def test_reminders_of_many_tasks_come_together(self):
        self.start(self._flow({"moment": "before", "amount": 30}), self.leads(20))
        self.run_due(minutes=90)
        self.assertEqual(len(self._news(self.worker)), 20)

    def test_without_a_deadline_there_is_nothing_to_remind_of(self):
        flow = self._flow({"moment": "before", "amount": 30})
        flow.action_new_draft()
        self.step(flow, "call").write(
            {"deadline_from": "field", "deadline_field": "date_deadline"}
        )
        flow.draft_id.action_publish()
        case = self.start(flow)
        self.assertFalse(case.open_task_ids.date_deadline)
        self.assertFalse(case.job_ids)

    # ------------------------------------------------------------------
    # Late
    # ------------------------------------------------------------------
    def test_the_journal_keeps_the_reason_of_a_delay(self):
        case = self.start(self._flow())
        self.clock.tick(3 * 3600)
        late = case.open_task_ids.with_user(self.worker)
        self.assertTrue(late.is_late)
        self.assertEqual(late.urgency, "late")
        late.delay_reason = "The client was away"
        late.complete("reached")
        rows = case.log_ids.sorted("seq")
        reason = rows.filtered(lambda r: r.kind == "delay_reason")
        self.assertEqual(reason.user_id, self.worker)
        self.assertIn("The client was away", reason.message)
        finished = rows.filtered(lambda r: r.kind == "finished")
        self.assertEqual(
            (finished.data["late"], finished.data["delay_reason"]),
            (True, "The client was away"),
        )
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_the_reason_may_be_given_afterwards(self):
        case = self.start(self._flow())
        early = case.open_task_ids.with_user(self.worker)
        with self.refused(UserError, "was not late"):
            early.explain_delay("No reason")
        self.clock.tick(3 * 3600)
        early.complete("reached")
        with self.refused(AccessError, "read its record"):
            early.with_user(self.stranger).explain_delay("Not mine")
        with self.refused(UserError, "Write what made it late"):
            early.explain_delay("  ")
        early.explain_delay("The client was away")
        reason = case.log_ids.filtered(lambda r: r.kind == "delay_reason")
        self.assertEqual(reason.user_id, self.worker)
        self.assertIn("The client was away", reason.message)
        self.assertEqual(early.delay_reason, "The client was away")
        with self.refused(AccessError, "part of the journal"):
            early.delay_reason = "Another"
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_urgency_and_its_searches(self):
        case = self.start(self._flow())
        mine = case.open_task_ids.with_user(self.worker)
        search = mine.search
        self.assertEqual(mine.urgency, "today")
        self.assertIn(mine, search([("is_late", "=", False)]))
        self.assertIn(mine, search([("is_mine", "=", True)]))
        self.assertNotIn(mine, search([("is_mine", "=", False)]))
        self.clock.tick(2 * 3600 + 60)
        mine.invalidate_recordset()
        self.assertEqual(mine.urgency, "late")
        self.assertIn(mine, search([("is_late", "=", True)]))
        self.finish(case, "reached")
        self.assertNotIn(mine, search([("is_late", "=", True)]))
        self.assertEqual(
            (mine.urgency, mine.is_late, mine.is_mine), ("none", False, False)
        )

    def test_tasks_are_grouped_by_urgency(self):
        flow = self._flow()
        dates = {
            "late": "2026-03-02 08:00",
            "today": "2026-03-02 23:00",
            "later": "2026-03-03 00:00",
            "none": False,
        }
        cases = self.start(flow, self.leads(5))
        tasks = cases.task_ids.sorted("id")
        for row, date in zip(tasks, dates.values(), strict=False):
            row.date_deadline = date and f"{date}:00"
        tasks[4].with_user(self.worker).complete("reached")
        Task = self.env["bpm.flow.task"].with_user(self.worker).with_context(tz="UTC")
        mine = [("id", "in", tasks.ids)]
        columns = Task.with_context(read_group_expand=True)  # as in a kanban view
        groups = columns.web_read_group(mine, ["urgency"], ["__count"])["groups"]
        self.assertEqual(
            [(group["urgency"], group["__count"]) for group in groups],
            [("late", 1), ("today", 1), ("later", 1), ("none", 2)],
        )
        for row, urgency in zip(tasks, dates, strict=False):
            found = Task.search([*mine, ("urgency", "=", urgency)])
            self.assertIn(row, found)
            self.assertEqual(set(found.mapped("urgency")), {urgency})
        self.assertTrue(Task.fields_get(["urgency"])["urgency"]["groupable"])

    def test_today_ends_at_the_reader_s_midnight(self):
        tasks = self.start(self._flow()).task_ids
        tasks.date_deadline = self.at("2026-03-02 16:00")
        for zone, urgency in (("UTC", "today"), ("Asia/Tokyo", "later")):
            reader = tasks.with_context(tz=zone)
            self.assertEqual(reader.urgency, urgency)
            self.assertEqual(reader.search([("urgency", "=", urgency)]) & tasks, tasks)
