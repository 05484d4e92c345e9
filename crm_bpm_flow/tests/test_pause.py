from .common import FlowCase, end, task
from .process_words import call, limit, wait


class TestPause(FlowCase):
    """Suspended and resumed: the clock ran on, or what was left is left."""

    def pause(self, case, keep_rest, **stood):
        managed = case.with_user(self.owner)
        managed.action_suspend("They are away")
        self.run_due(**stood)
        managed.action_resume(keep_rest=keep_rest, reason="They are back")

    def said(self, case):
        return [row.message for row in case.log_ids.sorted("seq")]

    def reminded(self, **values):
        return {"reminder_ids": [(0, 0, {"moment": "before", **values})]}

    def test_it_says_since_when_and_why(self):
        case = self.start(self.flow())
        managed = case.with_user(self.owner)
        managed.action_suspend("They are away")
        self.assertEqual(case.date_suspended, self.at("2026-03-02 09:00"))
        managed.action_resume(reason="They are back")
        self.assertFalse(case.date_suspended)
        self.assertEqual(
            self.said(case)[-2:],
            [
                "The case was suspended. Reason: They are away",
                "The case goes on. Reason: They are back",
            ],
        )

    def test_the_clock_ran_on(self):
        flow = self.flow(pause=wait("2 hours"), call=task(self.worker))
        case = self.start(flow)
        self.pause(case, False, hours=3)
        self.run_due()
        self.assertEqual(self.here(case), ["call"])
        self.assertFalse(case.time_stood)

    def test_a_wait_keeps_what_was_left_of_it(self):
        flow = self.flow(pause=wait("2 hours"), call=task(self.worker))
        case = self.start(flow)
        self.run_due(minutes=30)
        self.pause(case, True, hours=3)
        self.assertEqual(case.job_ids.date_due, self.at("2026-03-02 14:00"))
        self.run_due(minutes=89)
        self.assertEqual(self.here(case), [])
        self.run_due(minutes=1)
        self.assertEqual(self.here(case), ["call"])

    def test_the_scheduler_is_woken_for_the_new_moment(self):
        case = self.start(self.flow(pause=wait("2 hours")))
        managed = case.with_user(self.owner)
        managed.action_suspend()
        self.run_due(hours=3)
        with self.wakes() as moments:
            managed.action_resume(keep_rest=True)
        self.assertEqual(moments, [self.at("2026-03-02 14:00")])

    def test_a_time_limit_on_a_step_and_its_deadline_and_reminders(self):
        flow = self.flow(
            call=task(
                self.worker,
                within="2 hours",
                **self.reminded(amount=30, unit="minutes"),
            ),
            hurry=limit("call", "3 hours", then="late"),
            goal=end(),
            late=task(self.mate),
        )
        case = self.start(flow)
        self.pause(case, True, hours=4)
        open_task = case.open_task_ids
        self.assertEqual(open_task.date_deadline, self.at("2026-03-02 15:00"))
        jobs = {job.kind: job.date_due for job in case.job_ids}
        self.assertEqual(jobs["timer"], self.at("2026-03-02 16:00"))
        self.assertEqual(jobs["reminder"], self.at("2026-03-02 14:30"))
        self.assertIn(
            "The deadline of “Call” moved from",
            next(m for m in self.said(case) if "moved from" in m),
        )
        self.assertTrue(any("the case stood still" in m for m in self.said(case)))
        before = self.inbox(self.worker)
        self.run_due(hours=1, minutes=30)
        self.assertTrue(self.inbox(self.worker) - before, "reminded at the new time")
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_a_reminder_that_was_given_is_not_given_again(self):
        flow = self.flow(
            call=task(
                self.worker,
                within="2 hours",
                **self.reminded(amount=90, unit="minutes"),
            )
        )
        case = self.start(flow)
        self.run_due(hours=1)
        self.assertFalse(case.job_ids)
        self.pause(case, True, hours=4)
        self.assertFalse(case.job_ids)

    def test_what_hangs_on_a_date_of_the_record_stays_with_it(self):
        self.lead.date_deadline = "2026-03-05"
        flow = self.flow(
            call=task(
                self.worker, deadline_from="field", deadline_field="date_deadline"
            )
        )
        case = self.start(flow)
        before = case.open_task_ids.date_deadline
        self.pause(case, True, hours=4)
        self.assertTrue(before)
        self.assertEqual(case.open_task_ids.date_deadline, before)

    def test_what_is_counted_from_the_start_leaves_the_pause_out(self):
        flow = self.flow(
            call=task(self.worker, within="5 hours", deadline_from="case"),
            offer=task(self.worker, within="6 hours", deadline_from="case"),
        )
        case = self.start(flow)
        self.pause(case, True, hours=2)
        self.assertEqual(case.open_task_ids.date_deadline, self.at("2026-03-02 16:00"))
        self.finish(case)
        self.assertEqual(case.open_task_ids.date_deadline, self.at("2026-03-02 17:00"))

    def test_working_hours_that_are_left_are_working_hours(self):
        calendar = self.env.company.resource_calendar_id
        calendar.tz = "UTC"
        flow = self.flow(
            call=task(self.worker, within="6 hours", deadline_calendar="company")
        )
        case = self.start(flow)
        self.run_due(hours=2)  # 9:00 to 11:00, two hours of work
        rest = calendar.plan_hours(4, self.at("2026-03-03 10:00"), compute_leaves=True)
        self.pause(case, True, hours=23)  # until Tuesday, 10:00
        self.assertEqual(case.open_task_ids.date_deadline, rest)

    def test_a_change_of_working_time_does_not_forget_the_pause(self):
        calendar = self.env.company.resource_calendar_id
        calendar.tz = "UTC"
        flow = self.flow(
            call=task(self.worker, within="6 hours", deadline_calendar="company")
        )
        case = self.start(flow)
        self.pause(case, True, hours=24)
        before = case.open_task_ids.date_deadline
        calendar.bpm_changes += 1
        self.run_due()
        self.assertEqual(case.open_task_ids.date_deadline, before)

    def test_a_repeated_timer_keeps_its_rhythm(self):
        flow = self.flow(
            call=task(self.worker),
            again=limit(
                "call",
                interrupting=False,
                then="note",
                timer_text="R3/PT1H",
                timer_kind="cycle",
            ),
            goal=end(),
            note=task(self.mate, then="goal"),
        )
        case = self.start(flow)
        self.run_due(minutes=20)
        self.pause(case, True, hours=5)
        due = case.job_ids.date_due
        self.assertEqual(due, self.at("2026-03-02 15:00"))
        self.run_due(minutes=40)
        self.assertEqual(self.here(case), ["call", "note"])
        self.assertEqual(case.job_ids.date_due, self.at("2026-03-02 16:00"))

    def test_called_cases_stand_still_with_it(self):
        inner = self.flow("Inner", pause=wait("2 hours"))
        case = self.start(self.flow("Outer", part=call(inner)))
        self.pause(case, True, hours=3)
        self.assertEqual(case.child_ids.state, "running")
        self.assertEqual(case.child_ids.job_ids.date_due, self.at("2026-03-02 14:00"))

    def test_two_pauses_add_up(self):
        flow = self.flow(call=task(self.worker, within="5 hours", deadline_from="case"))
        case = self.start(flow)
        self.pause(case, True, hours=1)
        self.pause(case, True, hours=2)
        self.assertEqual(case.open_task_ids.date_deadline, self.at("2026-03-02 17:00"))

    def test_many_cases_at_once(self):
        cases = self.start(self.flow(pause=wait("2 hours")), self.leads(3))
        self.pause(cases, True, hours=3)
        due = set(cases.job_ids.mapped("date_due"))
        self.assertEqual(due, {self.at("2026-03-02 14:00")})

    def test_the_dialog_offers_both(self):
        case = self.start(self.flow(pause=wait("2 hours")))
        managed = case.with_user(self.owner)
        wizards = self.env["bpm.flow.repair.wizard"].with_user(self.owner)
        cases = [(6, 0, case.ids)]
        wizards.create(
            {"act": "suspend", "instance_ids": cases, "reason": "Away"}
        ).action_apply()
        self.assertEqual(managed.state, "suspended")
        self.run_due(hours=3)
        values = {"act": "resume", "clock": "stood", "reason": "Back"}
        wizards.create({**values, "instance_ids": cases}).action_apply()
        self.assertEqual(managed.job_ids.date_due, self.at("2026-03-02 14:00"))
