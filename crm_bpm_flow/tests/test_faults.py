from itertools import pairwise
from unittest.mock import patch

from psycopg2 import OperationalError
from psycopg2.errors import SerializationFailure

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import FlowCase, end, task
from .process_words import auto, choice, code, wait, write

FAILS = code("raise UserError('No paper left')")
FAILS_ON_LEAD_1 = code("1 / (record.name != 'Lead 1')")


class TestFaults(FlowCase):
    """The fault firewall: a fault stops its own case only, and is never lost."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(mark=auto(FAILS), call=task(self.worker))

    def _repair(self, text="True"):
        """Let the failing action do something else from now on."""
        self.env.cr.execute(
            "UPDATE ir_act_server SET code = %s WHERE bpm_node_id = %s",
            [text, self.step(self.process, "mark").id],
        )
        self.env.invalidate_all()

    # ------------------------------------------------------------------
    # An incident
    # ------------------------------------------------------------------
    def test_an_action_that_fails_is_an_incident_with_the_whole_error(self):
        case = self.start(self.process)
        incident = case.incident_ids
        self.assertEqual((case.state, len(incident)), ("running", 1))
        self.assertEqual(incident.error, "No paper left")
        self.assertIn("Traceback", incident.error_detail)
        self.assertEqual(incident.node_id.bpmn_id, "mark")
        self.assertEqual(incident.attempt, 1)
        row = case.log_ids.filtered(lambda r: r.kind == "incident")
        self.assertIn("No paper left", row.message)
        self.assertEqual(case.incident_count, 1)

    def test_code_runs_for_each_record_of_a_batch(self):
        flow = self.flow("Each", mark=auto(code("record.write({'name': 'Done'})")))
        leads = self.leads(3)
        self.start(flow, leads)
        self.assertEqual(leads.mapped("name"), ["Done"] * 3)

    def test_it_runs_for_each_case_of_one_record(self):
        ring = auto(code("record.write({'name': record.name + '!'})"))
        flow = self.flow("Twice", restart_guard="none", ring=ring)
        flow.start([self.lead.id, self.lead.id])
        self.assertEqual(self.lead.name, "Fifty chairs!!")

    def test_what_the_action_had_done_is_undone(self):
        flow = self.flow(
            "Half", mark=auto(code("record.write({'name': 'Half'})"), FAILS)
        )
        case = self.start(flow)
        self.assertTrue(case.incident_ids)
        self.lead.invalidate_recordset()
        self.assertEqual(self.lead.name, "Fifty chairs")

    def test_the_details_are_for_administrators(self):
        incident = self.start(self.process).incident_ids
        with self.refused(UserError):
            incident.with_user(self.owner).read(["error_detail"])
        self.assertTrue(incident.with_user(self.admin).error_detail)

    def test_the_owner_is_told_once(self):
        before = self.inbox(self.owner)
        self.start(self.process)
        self.run_due()
        told = self.inbox(self.owner) - before
        self.assertIn("Incident", told.subject)
        self.assertIn("No paper left", told.body)
        self.run_due(minutes=1)
        self.run_due(minutes=5)
        self.assertEqual(len(self.inbox(self.owner) - before), 1)

    def test_of_many_that_fail_one_after_the_other_he_is_told_once(self):
        before = self.inbox(self.owner)
        for lead in self.leads(20):
            self.start(self.process, lead)
            self.run_due(minutes=1)
        told = self.inbox(self.owner) - before
        self.assertEqual(len(told), 1)
        self.assertIn("No paper left", told.body)
        activity = self.process.activity_ids
        self.assertEqual(activity.summary, "20 incidents: Mark")
        self.assertEqual(activity.user_id, self.owner)

    def test_another_kind_is_told_for_itself(self):
        before = self.inbox(self.owner)
        self.start(self.process, self.leads(2))
        self.run_due()
        self._repair("1 / 0")
        self.start(self.process, self.leads(1))
        self.run_due()
        told = self.inbox(self.owner) - before
        self.assertEqual(len(told), 2)
        self.assertIn("division by zero", told[1].body)
        self.assertEqual(
            sorted(self.process.activity_ids.mapped("summary")),
            ["1 incident: Mark", "2 incidents: Mark"],
        )

    def test_when_all_are_solved_the_owner_has_nothing_to_do_any_more(self):
        cases = self.start(self.process, self.leads(3))
        self.run_due()
        self._repair()
        cases[0].incident_ids.with_user(self.owner).action_retry()
        self.run_due()
        self.assertEqual(self.process.activity_ids.summary, "2 incidents: Mark")
        self.run_due(minutes=1)
        self.assertFalse(cases.incident_ids)
        self.assertFalse(self.process.activity_ids)

    def test_and_is_told_again_when_it_begins_anew(self):
        case = self.start(self.process)
        self.run_due()
        case.with_user(self.owner).action_cancel("Hopeless")
        self.run_due()
        before = self.inbox(self.owner)
        self.start(self.process, self.leads(1))
        self.run_due()
        self.assertEqual(len(self.inbox(self.owner) - before), 1)
        self.assertEqual(self.process.activity_ids.summary, "1 incident: Mark")

    def test_who_has_seen_it_is_not_reminded_of_the_same_kind(self):
        self.start(self.process)
        self.run_due()
        self.process.activity_ids.with_user(self.owner).action_feedback("Seen")
        before = self.inbox(self.owner)
        self.start(self.process, self.leads(1))
        self.run_due()
        self.assertEqual(self.inbox(self.owner), before)
        self.assertFalse(self.process.activity_ids)

    def test_the_strip_says_which_step_failed_and_the_incident_leads_to_the_record(
        self,
    ):
        case = self.start(self.process)
        strip = self.env["bpm.flow.instance"].with_user(self.worker).strip_data
        [row] = strip("crm.lead", self.lead.id)["cases"]
        self.assertEqual((row["incidents"], row["failed"]), (1, ["Mark"]))
        shown = case.incident_ids.with_user(self.owner).action_open_record()
        self.assertEqual(
            (shown["res_model"], shown["res_id"]), ("crm.lead", case.res_id)
        )

    def test_of_many_he_is_told_together(self):
        before = self.inbox(self.owner)
        self.start(self.process, self.leads(12))
        self.assertEqual(self.inbox(self.owner), before, "not in the user's own save")
        self.run_due()
        told = self.inbox(self.owner) - before
        self.assertEqual(told.mapped("subject"), ["12 incidents: Call back"])
        self.assertEqual(told.body.count("No paper left"), 10)
        self.assertEqual(told.body.count('data-oe-model="bpm.flow.instance"'), 10)
        self.assertIn("and 2 more", told.body)

    # ------------------------------------------------------------------
    # Trying again
    # ------------------------------------------------------------------
    def test_it_is_tried_again_after_growing_pauses_and_then_left(self):
        case = self.start(self.process)
        moments = []
        while moment := case.incident_ids.date_due:
            moments.append(moment)
            self.clock.move_to(moment)
            self.run_due()
            self.assertLess(len(moments), 10)
        gaps = [after - before for before, after in pairwise(moments)]
        self.assertEqual(gaps, sorted(gaps))
        self.assertEqual(len(moments), 3)
        self.assertEqual(case.incident_ids.attempt, 4)
        self.run_due(days=30)
        self.assertEqual((case.state, case.incident_ids.attempt), ("running", 4))

    def test_the_scheduler_is_woken_for_each_try(self):
        with self.wakes() as moments:
            self.start(self.process)
            self.run_due()
        self.assertIn(self.at("2026-03-02 09:01"), moments)
        with self.wakes() as moments:
            self.run_due(minutes=1)
        self.assertIn(self.at("2026-03-02 09:06"), moments)

    def test_a_try_by_hand_that_fails_asks_for_the_next(self):
        case = self.start(self.process)
        self.run_due()
        with self.wakes() as moments:
            case.incident_ids.with_user(self.owner).action_retry()
        self.assertIn(self.at("2026-03-02 09:05"), moments)

    def test_when_it_works_again_the_case_goes_on(self):
        case = self.start(self.process)
        self._repair()
        self.run_due(minutes=1)
        self.assertFalse(case.incident_ids)
        self.assertEqual(self.here(case), ["call"])

    def test_a_person_tries_again_at_once(self):
        case = self.start(self.process)
        self._repair()
        case.incident_ids.with_user(self.owner).action_retry()
        self.assertEqual(self.here(case), ["call"])
        row = case.log_ids.filtered(lambda r: r.kind == "retried")
        self.assertEqual(row.user_id, self.owner)
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_a_person_goes_on_without_it(self):
        case = self.start(self.process)
        case.incident_ids.with_user(self.owner).action_skip()
        self.assertFalse(case.incident_ids)
        self.assertEqual(self.here(case), ["call"])
        self.assertNotIn("mark", case.walked())
        self.assertIn("skipped", self.kinds(case))

    def test_workers_do_not_repair(self):
        incident = self.start(self.process).incident_ids.with_user(self.worker)
        for act in (incident.action_retry, incident.action_skip):
            with self.refused(UserError):
                act()

    def test_what_did_not_fail_is_not_repaired(self):
        case = self.start(self.flow("Waits", pause=wait("1 hours")))
        with self.refused(UserError, "Only an incident"):
            case.job_ids.with_user(self.owner).action_retry()

    def test_cancelling_the_case_takes_its_incidents_along(self):
        case = self.start(self.process)
        case.with_user(self.owner).action_cancel("Hopeless")
        self.assertFalse(case.job_ids)
        self.run_due(hours=1)
        self.assertEqual(case.state, "cancelled")

    # ------------------------------------------------------------------
    # Nobody else is stopped
    # ------------------------------------------------------------------
    def test_the_save_of_a_user_is_not_stopped(self):
        self.rule(self.process)
        lead = self.env["crm.lead"].with_user(self.worker).create({"name": "Saved"})
        self.assertTrue(self.cases_of(self.process, lead).incident_ids)

    def test_nor_is_finishing_a_task(self):
        flow = self.flow("After", call=task(self.worker), mark=auto(FAILS))
        case = self.start(flow)
        self.finish(case)
        self.assertEqual(case.task_ids.state, "done")
        self.assertTrue(case.incident_ids)

    def test_one_case_s_fault_is_not_another_s(self):
        flow = self.flow("Mixed", mark=auto(FAILS_ON_LEAD_1), call=task(self.worker))
        cases = self.start(flow, self.leads(3))
        self.assertEqual(cases.mapped("incident_count"), [0, 1, 0])
        self.assertEqual([self.here(case) for case in cases], [["call"], [], ["call"]])
        self.assertEqual(self.env["bpm.flow.log"].verify(cases.ids), [])

    def test_nor_in_the_scheduler(self):
        flow = self.flow("Later", pause=wait("1 hours"), mark=auto(FAILS_ON_LEAD_1))
        cases = self.start(flow, self.leads(3))
        self.run_due(hours=1)
        self.assertEqual(cases.mapped("state"), ["done", "running", "done"])

    def test_a_fault_of_the_machinery_itself_is_an_incident_too(self):
        cases = self.start(self.flow("Deep"), self.leads(2))
        target = type(self.env["bpm.flow.task"])
        with patch.object(target, "_joint_outcome", side_effect=KeyError("oops")):
            for case in cases:
                with self.refused(KeyError):
                    self.finish(case)
        broken = patch.object(
            type(self.env["bpm.flow.runtime"]), "_decide", side_effect=KeyError("oops")
        )
        with broken:
            cases.open_task_ids.with_user(self.worker).complete()
        self.assertEqual(cases.mapped("incident_count"), [1, 1])
        cases.incident_ids.with_user(self.owner).action_retry()
        self.assertEqual(cases.mapped("state"), ["done", "done"])

    def test_a_move_that_fails_again_has_growing_pauses_too(self):
        case = self.start(self.flow("Deep"))
        before = self.inbox(self.owner)
        runtime = type(self.env["bpm.flow.runtime"])
        with patch.object(runtime, "_decide", side_effect=KeyError("oops")):
            self.finish(case)
            self.assertEqual(case.incident_ids.attempt, 1)
            self.run_due(minutes=1)
            self.assertEqual(case.incident_ids.attempt, 2)
            self.run_due(minutes=5)
            self.assertEqual(case.incident_ids.attempt, 3)
        self.assertEqual(len(self.inbox(self.owner) - before), 1)
        self.run_due(minutes=30)
        self.assertEqual((case.state, len(case.incident_ids)), ("done", 0))

    @mute_logger("odoo.sql_db")
    def test_serialization_failures_are_odoo_s_to_repeat(self):
        case = self.start(self.flow("Other"))
        runtime = type(self.env["bpm.flow.runtime"])
        for error in (SerializationFailure("x"), OperationalError("x")):
            with patch.object(runtime, "_decide", side_effect=error):
                with self.refused(type(error)):
                    self.finish(case)
                with self.refused(type(error)):
                    self.start(self.process, self.leads(1))
        self.assertFalse(case.incident_ids)

    def test_a_database_error_in_an_action_leaves_the_transaction_usable(self):
        flow = self.flow("Sql", mark=auto(code("env.cr.execute('SELECT nonsense')")))
        with mute_logger("odoo.sql_db"):
            case = self.start(flow)
        self.assertIn("nonsense", case.incident_ids.error)
        self.assertTrue(self.leads(1))

    def test_a_start_that_cannot_be_made_is_told_to_the_owner(self):
        self.rule(self.process)
        before = self.inbox(self.owner)
        target = type(self.env["bpm.flow"])
        with (
            patch.object(target, "_make_cases", side_effect=KeyError("oops")),
            mute_logger("odoo.addons.crm_bpm_flow.models.bpm_flow_start_run"),
        ):
            lead = self.leads(1)
        self.assertTrue(lead.exists())
        self.assertIn("Lead 0", (self.inbox(self.owner) - before).body)

    # ------------------------------------------------------------------
    # Never a silent standstill
    # ------------------------------------------------------------------
    def test_no_condition_true_and_no_otherwise(self):
        flow = self.flow(
            "Stuck", look=choice(([("priority", "=", "3")], "end")), end=end()
        )
        case = self.start(flow)
        self.assertIn("After “Look” no way on fits", case.incident_ids.error)
        self.assertFalse(case.incident_ids.date_due, "only a person can help")
        self.lead.priority = "3"
        case.incident_ids.with_user(self.owner).action_retry()
        self.assertEqual(case.state, "done")

    def test_an_endless_loop_of_automatic_steps(self):
        flow = self.flow(
            "Loop",
            ask=task(self.worker),
            mark=auto(write("description", "x")),
            look=choice(([("name", "=", "never")], "goal"), otherwise="mark"),
            goal=end("goal"),
        )
        case = self.start(flow)
        target = "odoo.addons.crm_bpm_flow.models.bpm_flow_runtime.MAX_ROUNDS"
        with patch(target, 20):
            self.finish(case)
        self.assertEqual((case.state, len(case.incident_ids)), ("running", 1))
        self.assertIn("round", case.incident_ids.error)
        case.with_user(self.owner).action_cancel("Endless")
        self.assertEqual(case.state, "cancelled")
