import json
from unittest.mock import patch

from odoo.tests import tagged

from ..models.const import SUSPENDED
from .common import FlowCase, end, task
from .process_words import Step, auto, code, fork, message, wait, write

FAILS_ON_LEAD_1 = code("1 / (record.name != 'Lead 1')")
RENAMES = code("record.write({'name': record.name + '!'})")


class TestJobs(FlowCase):
    """Steps that run after the commit: many together, a faulty one alone."""

    def _later(self, *actions, **values):
        step = auto(*actions, run_later=True, **values)
        return self.flow(later=step, call=task(self.worker))

    def _runs(self):
        """How many jobs each turn of a step took together."""
        jobs, runs = type(self.env["bpm.flow.job"]), []
        act = jobs._act
        return runs, patch.object(
            jobs, "_act", lambda self: (runs.append(len(self)), act(self))[1]
        )

    def test_jobs_of_one_step_run_together(self):
        leads = self.leads(30)
        cases = self.start(self._later(RENAMES), leads)
        self.assertEqual(set(cases.mapped("step_names")), {"Later"})
        runs, counted = self._runs()
        with counted:
            self.run_due()
        self.assertEqual(runs, [30])
        self.assertEqual(leads.mapped("name"), [f"Lead {n}!" for n in range(30)])
        self.assertEqual(set(cases.mapped("step_names")), {"Call"})
        self.assertFalse(cases.job_ids)
        for case in cases:
            self.assertEqual(self.kinds(case).count("action"), 1)
        self.assertEqual(self.env["bpm.flow.log"].verify(cases.ids), [])

    def test_a_run_with_nothing_due_asks_once_what_waits_and_once_for_its_alarm(self):
        flow = self.flow(pause=wait("2 hours"), call=task(self.worker))
        self.start(flow, self.leads(3))
        for _turn in range(2):
            self.run_due()
        with self.assertQueryCount(2):
            self.env["bpm.flow.job"]._cron_run_due()

    def test_one_that_fails_does_not_stop_the_others(self):
        leads = self.leads(5)
        cases = self.start(self._later(FAILS_ON_LEAD_1, RENAMES), leads)
        self.run_due()
        failed = cases.filtered("incident_count")
        self.assertEqual(failed.record_name, "Lead 1")
        self.assertEqual(failed.incident_ids.attempt, 1)
        self.assertIn("ZeroDivisionError", failed.incident_ids.error_detail)
        self.assertEqual(set((cases - failed).mapped("step_names")), {"Call"})
        # Whatever was undone with it was done once more, not twice.
        self.assertEqual(
            sorted(leads.mapped("name")),
            ["Lead 0!", "Lead 1", "Lead 2!", "Lead 3!", "Lead 4!"],
        )
        for case in cases - failed:
            self.assertEqual(self.kinds(case).count("action"), 1)

    def test_two_cases_of_one_record_run_after_another(self):
        flow = self.flow(
            restart_guard="none", later=auto(RENAMES, run_later=True), go=message("x")
        )
        flow.start([self.lead.id, self.lead.id])
        runs, counted = self._runs()
        with counted:
            self.run_due()
        self.assertEqual(runs, [1, 1])
        self.assertEqual(self.lead.name, "Fifty chairs!!")

    def test_each_has_its_own_key_against_doubles(self):
        text = "record.write({'name': env.context['bpm_job_key']})"
        leads = self.leads(3)
        cases = self.start(self._later(code(text)), leads)
        keys = [case.job_ids._idempotency_key() for case in cases]
        self.run_due()
        self.assertEqual(leads.mapped("name"), keys)
        self.assertEqual(len(set(keys)), 3)

    def test_steps_of_several_processes_run_in_one_go(self):
        flows = [self.flow(name, later=auto(RENAMES, run_later=True)) for name in "AB"]
        for flow in flows:
            self.start(flow, self.lead)
        self.run_due()
        self.assertEqual(self.lead.name, "Fifty chairs!!")

    def test_an_end_takes_the_jobs_beside_it_along(self):
        """Two jobs of one case are due; the first one ends it."""
        flow = self.flow(
            both=fork("stop", "mark"),
            stop=auto(run_later=True, then="all"),
            mark=auto(RENAMES, run_later=True, then="end"),
            end=end(),
            all=end(terminate=True),
        )
        case = self.start(flow)
        self.assertEqual(len(case.job_ids), 2)
        self.run_due()
        self.assertEqual((case.state, self.lead.name), ("done", "Fifty chairs"))

    def test_a_calculation_may_run_later(self):
        script = Step("scriptTask", {"script": "n = 1 + 1", "run_later": True})
        cases = self.start(
            self.flow(count=script, call=task(self.worker)), self.leads(3)
        )
        self.assertFalse(cases[0].variables)
        self.run_due()
        self.assertEqual([c.variables for c in cases], [{"n": 2}] * 3)

    # ------------------------------------------------------------------
    # Suspended cases
    # ------------------------------------------------------------------
    def test_jobs_know_that_their_case_is_suspended(self):
        case = self.start(self.flow(pause=wait("1 hours"), call=task(self.worker)))
        case.action_suspend()
        self.assertTrue(case.job_ids.is_held)
        case.action_resume()
        self.assertFalse(case.job_ids.is_held)

    def test_what_comes_for_a_suspended_case_is_held(self):
        case = self.start(self.flow(go=message("Go"), call=task(self.worker)))
        case.action_suspend()
        self.env["bpm.flow.instance"].send_message("Go")
        self.assertTrue(case.job_ids.is_held)
        self.run_due(hours=1)
        self.assertTrue(case.job_ids)
        case.action_resume()
        self.run_due()
        self.assertEqual(self.here(case), ["call"])

    def test_one_that_came_while_the_case_was_suspended_is_held_then(self):
        case = self.start(self.flow(pause=wait("1 hours"), call=task(self.worker)))
        case.sudo().state = SUSPENDED
        self.run_due(hours=2)
        self.assertTrue(case.job_ids.is_held)
        self.assertFalse(case.open_task_ids)


@tagged("bpm_queries")
class TestJobQueries(FlowCase):
    def test_an_empty_run_asks_little(self):
        self.start(self.flow(pause=wait("2 hours")), self.leads(5))
        self.run_due(minutes=1)
        # Is there anything; when is the next; is it asked for already.
        with self.assertQueryCount(3):
            self.env["bpm.flow.job"]._cron_run_due()

    def _plan(self, query):
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("SET LOCAL enable_sort = off")
        self.env.cr.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query)
        return json.dumps(self.env.cr.fetchone()[0])

    def test_jobs_of_suspended_cases_are_not_read_on_the_way(self):
        """However many are overdue: the first that runs is the first in the index."""
        flow = self.flow(pause=wait("1 hours"))
        held, case = self.start(flow, self.leads(2))
        held.action_suspend()
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO bpm_flow_job (instance_id, flow_id, kind, state, date_due,"
            " is_held) SELECT instance_id, flow_id, kind, state, date_due - n *"
            " INTERVAL '1 minute', is_held FROM bpm_flow_job, generate_series(1, 20000)"
            " n WHERE instance_id = %s",
            [held.id],
        )
        self.env.cr.execute("ANALYZE bpm_flow_job")
        self.clock.tick(7200)
        jobs = self.env["bpm.flow.job"]
        query = jobs._search(jobs._due_domain(), limit=200, order="date_due, id")
        statement = self.env.cr.mogrify(query.select()).decode()
        plan = self._plan(statement)
        self.assertIn("bpm_flow_job_due_idx", plan)
        self.assertNotIn("Rows Removed by Filter", plan)
        self.env.cr.execute(statement)
        self.assertEqual(self.env.cr.fetchall(), [(case.job_ids.id,)])

    def test_incidents_that_nobody_was_told_of_have_their_index(self):
        jobs = self.env["bpm.flow.job"]
        query = jobs._search(jobs._untold_domain(), limit=1)
        plan = self._plan(self.env.cr.mogrify(query.select()).decode())
        self.assertIn("bpm_flow_job_untold_idx", plan)


class TestJobPhone(FlowCase):
    def test_a_written_field_is_written_for_all_at_once(self):
        """The record's own write is one, whatever their number."""
        partners = self.env["res.partner"].create([{"name": str(n)} for n in range(20)])
        flow = self.flow(
            res_model="res.partner",
            later=auto(write("phone", "1"), run_later=True),
            go=message("x"),
        )
        self.start(flow, partners)
        self.run_due()
        self.assertEqual(set(partners.mapped("phone")), {"1"})
