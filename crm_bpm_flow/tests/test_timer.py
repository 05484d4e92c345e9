from unittest.mock import patch

from .common import CRON, FlowCase, end, task
from .process_words import call, limit, wait


class TestTimer(FlowCase):
    """Waits and time limits fire at their minute, once, in batches."""

    def test_a_wait_ends_at_its_minute_and_not_before(self):
        case = self.start(self.flow(pause=wait("2 hours"), call=task(self.worker)))
        self.assertEqual(case.step_names, "Pause")
        self.run_due(minutes=119)
        self.assertFalse(case.open_task_ids)
        self.run_due(minutes=1)
        self.assertEqual(self.here(case), ["call"])
        self.assertFalse(case.job_ids)

    def test_the_scheduler_is_woken_at_that_minute(self):
        flow = self.flow(pause=wait("2 hours"))
        with self.wakes() as moments:
            self.start(flow)
        self.assertEqual(moments, [self.at("2026-03-02 11:00")])

    def test_it_is_woken_for_the_first_of_many_moments(self):
        flows = [
            self.flow(name, pause=wait(time))
            for name, time in (("A", "5 hours"), ("B", "1 hours"), ("C", "3 hours"))
        ]
        with self.wakes() as moments:
            for flow in flows:
                self.start(flow)
        self.assertEqual(min(moments), self.at("2026-03-02 10:00"))

    def test_each_run_asks_for_the_next_moment(self):
        self.start(self.flow(first=wait("1 hours"), second=wait("90 minutes")))
        with self.wakes() as moments:
            self.run_due(hours=1)
        self.assertEqual(set(moments), {self.at("2026-03-02 11:30")})

    def test_a_wait_that_failed_in_a_savepoint_does_not_silence_the_next(self):
        """The wake-up call of a rolled back move is gone with it."""
        flow = self.flow(pause=wait("1 hours"))
        with self.wakes() as moments:
            with self.refused(ZeroDivisionError):
                self.start(flow)
                raise ZeroDivisionError
            self.start(flow, self.leads(1))
        self.assertEqual(moments, [self.at("2026-03-02 10:00")])

    def test_many_are_one_batch(self):
        cases = self.start(
            self.flow(pause=wait("1 hours"), call=task(self.worker)), self.leads(30)
        )
        runtime, runs = type(self.env["bpm.flow.runtime"]), []
        original = runtime._run
        with patch.object(
            runtime, "_run", lambda self, ev: (runs.append(len(ev)), original(self, ev))
        ):
            self.run_due(hours=1)
        self.assertEqual(runs, [30])
        self.assertEqual(set(cases.mapped("step_names")), {"Call"})

    def test_a_moment_in_the_past_is_now(self):
        self.lead.date_deadline = "2026-02-01"
        case = self.start(
            self.flow(
                pause=wait(deadline_from="field", deadline_field="date_deadline"),
                call=task(self.worker),
            )
        )
        self.run_due()
        self.assertEqual(self.here(case), ["call"])

    def test_the_scheduler_job_of_odoo_runs_it_with_commits(self):
        flow = self.flow(pause=wait("1 hours"), call=task(self.worker))
        cases = self.start(flow, self.leads(3))
        self.clock.tick(3600)
        self._end_transaction()
        with self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()
        self.assertEqual(set(cases.mapped("step_names")), {"Call"})
        self.assertEqual(len(cases.open_task_ids), 3)

    def test_it_works_on_in_batches_until_nothing_is_due(self):
        cases = self.start(
            self.flow(pause=wait("1 hours"), call=task(self.worker)), self.leads(5)
        )
        self.clock.tick(3600)
        self._end_transaction()
        target = "odoo.addons.crm_bpm_flow.models.bpm_flow_job_run.BATCH"
        with patch(target, 2), self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()
        self.assertEqual(len(cases.open_task_ids), 5)

    def test_timers_of_a_suspended_case_wait_for_its_return(self):
        case = self.start(self.flow(pause=wait("1 hours"), call=task(self.worker)))
        case.action_suspend()
        self.run_due(hours=2)
        self.assertFalse(case.open_task_ids)
        with self.wakes() as moments:
            case.action_resume()
        self.assertTrue(moments, "what came due meanwhile is asked for")
        self.run_due()
        self.assertEqual(self.here(case), ["call"])


class TestLimit(FlowCase):
    """Time limits on a step, taking it back or not."""

    def _flow(self, **options):
        return self.flow(
            call=task(self.worker, then="goal"),
            late=limit("call", "1 hours", "help", **options),
            help=task(self.owner, then="goal"),
            goal=end("goal"),
        )

    def test_an_interrupting_one_takes_the_step_back(self):
        case = self.start(self._flow())
        first = case.open_task_ids
        self.run_due(hours=1)
        self.assertEqual((first.state, self.here(case)), ("cancelled", ["help"]))
        self.assertEqual(case.walked(), {"start": 1, "late": 1})
        self.assertIn("withdrawn", self.kinds(case))

    def test_one_that_does_not_interrupt_adds_a_branch(self):
        case = self.start(self._flow(interrupting=False))
        self.run_due(hours=1)
        self.assertEqual(self.here(case), ["call", "help"])
        self.run_due(hours=5)
        self.assertEqual(self.here(case), ["call", "help"], "it fires once")
        for each in case.open_task_ids:
            each.with_user(self.owner).complete()
        self.assertEqual((case.state, case.walked()["goal"]), ("done", 2))

    def test_in_time_nothing_happens(self):
        case = self.start(self._flow())
        self.finish(case)
        self.assertFalse(case.job_ids)
        self.run_due(hours=2)
        self.assertEqual((case.state, len(case.task_ids)), ("done", 1))

    def test_a_limit_on_a_called_process_cancels_it(self):
        inner = self.flow("Inner")
        outer = self.flow(
            "Outer",
            ask=call(inner, then="end"),
            late=limit("ask", "1 hours", "help"),
            help=task(self.owner),
            end=end("goal"),
        )
        case = self.start(outer)
        child = case.child_ids
        self.assertEqual(child.state, "running")
        self.run_due(hours=1)
        self.assertEqual((child.state, child.task_ids.state), ("cancelled",) * 2)
        self.assertIn("withdrew the call", child.end_reason)
        self.assertEqual(self.here(case), ["help"])

    def test_a_limit_from_a_date_of_the_record(self):
        self.lead.date_deadline = "2026-03-02"
        flow = self.flow(
            call=task(self.worker, then="end"),
            late=limit(
                "call",
                then="help",
                deadline_from="field",
                deadline_field="date_deadline",
            ),
            help=task(self.owner, then="end"),
            end=end(),
        )
        case = self.start(flow)
        self.run_due(hours=14, minutes=58)
        self.assertEqual(self.here(case), ["call"])
        self.run_due(minutes=1)
        self.assertEqual(self.here(case), ["help"])

    def test_a_wait_for_a_date_that_is_empty_says_so(self):
        flow = self.flow(
            pause=wait(deadline_from="field", deadline_field="date_deadline"),
            call=task(self.worker),
        )
        case = self.start(flow)
        self.assertIn("a date of the record that is empty", case.incident_ids.error)
        self.lead.date_deadline = "2026-03-04"
        case.incident_ids.with_user(self.owner).action_retry()
        self.assertFalse(case.incident_ids)
        self.assertEqual(case.job_ids.date_due, self.at("2026-03-04 23:59"))
        self.run_due(days=3)
        self.assertEqual(self.here(case), ["call"])

    def test_an_empty_date_does_not_take_the_step_back(self):
        flow = self.flow(
            call=task(self.worker, then="end"),
            late=limit(
                "call",
                then="help",
                deadline_from="field",
                deadline_field="date_deadline",
            ),
            help=task(self.owner, then="end"),
            end=end(),
        )
        case = self.start(flow)
        self.run_due(days=30)
        self.assertEqual(self.here(case), ["call"])
