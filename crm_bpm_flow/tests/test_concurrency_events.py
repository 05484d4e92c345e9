import threading
from datetime import timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import mute_logger

from .connected_case import PATIENCE
from .process_words import Step, build, end, fork, limit, message, task, wait
from .test_concurrency import TestTwoAtOnce

MANY = 30


class TestEventsAtOnce(TestTwoAtOnce):
    """Events of one case at the same moment, over two real connections."""

    def _make_world(self, env):
        result = super()._make_world(env)
        people = env["res.users"].browse([self.ann, self.ben])
        flow = env["bpm.flow"].browse(self.flow_id)
        self._finish_first(env)
        self._publish(flow, people)
        case = flow.start([self.lead_id])
        self.case_id, self.task_id = case.id, case.open_task_ids.id
        self.old_id = flow.version_id.id
        self._publish(flow, people)
        self.new_id = flow.version_id.id
        return result

    def _finish_first(self, env):
        case = env["bpm.flow.instance"].browse(self.case_id)
        case.action_cancel("Another process is needed")

    def _publish(self, flow, people):
        if not flow.draft_id:
            flow.action_new_draft()
        build(
            flow.draft_id,
            {
                "both": fork("money", "call"),
                "money": message("Paid by two", then="end"),
                "call": task(people, then="end"),
                "limit": limit("call", "1 hours", then="late"),
                "end": end("goal"),
                "late": task(people, then="end"),
            },
        )
        flow.draft_id.action_publish()

    def _case(self, env):
        return env["bpm.flow.instance"].with_user(SUPERUSER_ID).browse(self.case_id)

    def _ring(self):
        """The step's time limit is due."""
        with self._connection() as env:
            late = fields.Datetime.now() - timedelta(minutes=5)
            self._case(env).job_ids.date_due = late

    def _check_chain(self, env):
        self.assertEqual(env["bpm.flow.log"].verify([self.case_id]), [])

    # ------------------------------------------------------------------
    # Two messages for one wait
    # ------------------------------------------------------------------
    def test_of_two_messages_one_is_heard(self):
        def send(amount):
            return lambda env: env["bpm.flow.instance"].send_message(
                "Paid by two", {"amount": amount}
            )

        answer = self._meanwhile(send(1), send(2))
        self.assertIsInstance(answer, UserError)
        self.assertIn("No case waits", str(answer))
        with self._connection() as env:
            case = self._case(env)
            self.assertEqual(case.variables, {"amount": 1})
            self.assertEqual(case.walked()["money"], 1)
            self.assertFalse(case.wait_ids)
            self._check_chain(env)

    # ------------------------------------------------------------------
    # A time limit against the step's end
    # ------------------------------------------------------------------
    def test_the_time_limit_is_first_and_the_task_is_not_needed_any_more(self):
        self._ring()
        answer = self._meanwhile(self._run_due, lambda env: self._task(env).complete())
        self.assertIn("not needed any more", str(answer))
        with self._connection() as env:
            case = self._case(env)
            self.assertEqual(case.open_task_ids.node_id.bpmn_id, "late")
            self.assertNotIn("call", case.walked())
            self._check_chain(env)

    def test_the_task_is_first_and_the_time_limit_never_fires(self):
        self._ring()
        self._meanwhile(lambda env: self._task(env).complete(), self._run_due)
        with self._connection() as env:
            self._run_due(env)
            case = self._case(env)
            self.assertEqual(case.walked()["call"], 1)
            self.assertNotIn("limit", case.walked())
            self.assertFalse(case.open_task_ids | case.task_ids.filtered("is_late"))
            self._check_chain(env)

    # ------------------------------------------------------------------
    # Another version against the step's end
    # ------------------------------------------------------------------
    def _migrate(self, env):
        return self._case(env).migrate(self.new_id)

    def _check_went_over(self):
        with self._connection() as env:
            case = self._case(env)
            self.assertEqual(case.version_id.id, self.new_id)
            self.assertEqual(case.walked()["call"], 1)
            self.assertEqual(case.wait_ids.node_id.version_id.id, self.new_id)
            self.assertFalse(case.job_ids, "the time limit went with its step")
            self._check_chain(env)

    def test_a_task_that_is_finished_while_its_case_goes_over(self):
        answer = self._meanwhile(self._migrate, lambda env: self._task(env).complete())
        self.assertIs(answer, True)
        self._check_went_over()

    def test_a_case_that_goes_over_while_its_task_is_finished(self):
        self._meanwhile(lambda env: self._task(env).complete(), self._migrate)
        self._check_went_over()


class TestSchedulersAtOnce(TestTwoAtOnce):
    """Several schedulers that commit batch by batch, at the same time."""

    def _make_world(self, env):
        result = super()._make_world(env)
        flow = env["bpm.flow"].browse(self.flow_id)
        env["bpm.flow.instance"].browse(self.case_id).action_cancel("Not this one")
        flow.action_new_draft()
        build(
            flow.draft_id,
            {
                "pause": wait("1 minutes"),
                "note": Step("scriptTask", {"script": "times = times + 1"}),
            },
        )
        flow.draft_id.action_publish()
        leads = env["crm.lead"].create([{"name": f"Lead {n}"} for n in range(MANY)])
        cases = flow.start(leads, {"times": 0})
        cases.job_ids.date_due = fields.Datetime.now() - timedelta(minutes=5)
        self.lead_ids, self.case_ids = leads.ids, cases.ids
        self.addCleanup(self._remove_leads)
        return result

    def _remove_leads(self):
        with self._connection() as env:
            env["crm.lead"].browse(self.lead_ids).exists().unlink()

    def _work(self, faults):
        """What a server's cron worker does."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"cron_id": 1})
            try:
                env["bpm.flow.job"]._cron_run_due()
            except Exception as error:  # noqa: BLE001 told by the test
                faults.append(error)

    def test_each_timer_fires_once_however_many_look(self):
        faults = []
        threads = [
            threading.Thread(target=self._work, args=(faults,)) for _n in range(3)
        ]
        run = "odoo.addons.crm_bpm_flow.models.bpm_flow_job_run"
        with (
            patch.object(Registry, "_lock", threading.RLock()),
            patch(f"{run}.BATCH", 4),
            mute_logger("odoo.sql_db", run),
        ):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(PATIENCE)
        self.assertFalse(any(thread.is_alive() for thread in threads))
        self.assertEqual(faults, [])
        with self._connection() as env:
            self._run_due(env)
            cases = env["bpm.flow.instance"].browse(self.case_ids)
            self.assertEqual(set(cases.mapped("state")), {"done"})
            self.assertEqual([c.variables["times"] for c in cases], [1] * MANY)
            self.assertEqual({c.walked()["pause"] for c in cases}, {1})
            self.assertFalse(cases.job_ids)
            self.assertEqual(env["bpm.flow.log"].verify(cases.ids), [])
