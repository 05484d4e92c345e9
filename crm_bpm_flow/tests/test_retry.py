from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import FlowCase, end, task
from .process_words import auto, choice, code

FAILS = code("raise UserError('No paper left')")
BY_NAME = "if record.name != 'Good': raise UserError('No paper left')"
MANY = 25


class TestRetryPolicy(FlowCase):
    """How often a step is tried again is said on the step."""

    def moments(self, case):
        """Minutes between the tries until a person has to act."""
        found, last = [], self.at("2026-03-02 09:00")
        while moment := case.incident_ids.date_due:
            found.append(round((moment - last).total_seconds() / 60))
            last = moment
            self.clock.move_to(moment)
            self.run_due()
            self.assertLess(len(found), 30)
        return found

    def test_pauses_of_its_own(self):
        flow = self.flow(mark=auto(FAILS, retry="own", retry_pauses="2, 10,60"))
        case = self.start(flow)
        self.assertEqual(self.moments(case), [2, 10, 60])
        self.assertEqual(case.incident_ids.attempt, 4)

    def test_never_again(self):
        case = self.start(self.flow(mark=auto(FAILS, retry="never")))
        self.assertEqual(self.moments(case), [])
        self.run_due(days=30)
        self.assertEqual(case.incident_ids.attempt, 1)

    def test_as_usual(self):
        self.assertEqual(
            self.moments(self.start(self.flow(mark=auto(FAILS)))), [1, 5, 30]
        )

    def test_a_step_that_runs_after_saving_too(self):
        step = auto(FAILS, run_later=True, retry="own", retry_pauses="7")
        case = self.start(self.flow(mark=step))
        self.run_due()
        self.assertEqual(self.moments(case), [7])

    def test_what_is_no_row_of_pauses_is_refused(self):
        flow = self.flow(publish=False, mark=auto(FAILS))
        step = self.step(flow, "mark")
        for text in ("", "soon", "1, x", "0", "-5", "1.5", "1 " * 30, "99999999"):
            with self.refused(ValidationError, "“Mark”"):
                step.write({"retry": "own", "retry_pauses": text})

    def test_the_list_of_steps_says_it(self):
        flow = self.flow(
            publish=False,
            one=auto({**FAILS, "name": "One"}, retry="own", retry_pauses="2 10"),
            two=auto({**FAILS, "name": "Two"}, retry="never"),
            three=auto({**FAILS, "name": "Three"}),
        )
        said = {
            step.bpmn_id: step._editor_row(1)["what"] for step in flow.draft_id.node_ids
        }
        self.assertEqual(said["one"], "tried again after 2, 10 min")
        self.assertEqual(said["two"], "not tried again")
        self.assertEqual(said["three"], "")

    def test_it_goes_along_into_the_next_draft_and_into_files(self):
        flow = self.flow(mark=auto(FAILS, retry="own", retry_pauses="2, 10"))
        flow.with_user(self.owner).action_new_draft()
        self.assertEqual(self.step(flow, "mark").retry_pauses, "2, 10")
        xml = flow.version_id.export_bpmn()
        twin = self.env["bpm.flow"].import_bpmn(xml, model="crm.lead")
        step = self.step(twin, "mark")
        self.assertEqual((step.retry, step.retry_pauses), ("own", "2, 10"))


class TestRetryAll(FlowCase):
    """All that failed in the same way are tried again together."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(mark=auto(code(BY_NAME)), call=task(self.worker))

    def failing(self, count):
        return self.start(self.process, self.leads(count))

    def mend(self, cases, count=None):
        leads = self.env["crm.lead"].browse(cases.mapped("res_id"))
        leads[:count].name = "Good"

    def test_a_few_at_once(self):
        cases = self.failing(3)
        self.mend(cases, 2)
        incident = cases[0].incident_ids.with_user(self.owner)
        self.assertEqual(incident.same_count, 3)
        action = incident.action_retry_all()
        self.assertEqual(action["tag"], "display_notification")
        self.assertIn("2 went on, 1 failed again", action["params"]["message"])
        self.assertEqual(cases.mapped("incident_count"), [0, 0, 1])
        self.assertIn("retried", self.kinds(cases[2]))
        self.assertEqual(self.env["bpm.flow.log"].verify(cases.ids), [])

    def test_only_those_of_the_same_kind(self):
        cases = self.failing(2)
        other = self.flow("Other", mark=auto(code("1 / 0")))
        apart = self.start(other, self.leads(1))
        self.env.cr.execute(
            "UPDATE ir_act_server SET code = '1 / 0' WHERE bpm_node_id = %s",
            [self.step(self.process, "mark").id],
        )
        self.env.invalidate_all()
        different = self.failing(1)
        kinds = (cases | different | apart).incident_ids.mapped("fault_kind")
        self.assertEqual(
            kinds, ["UserError", "UserError", "ZeroDivisionError", "ZeroDivisionError"]
        )
        incident = cases[0].incident_ids.with_user(self.owner)
        self.assertEqual(incident._same_kind(), cases.incident_ids)
        both = (cases[0] | different).incident_ids.with_user(self.owner)
        self.assertEqual(both._same_kind(), (cases | different).incident_ids)

    def test_not_those_of_another_version(self):
        old = self.failing(1)
        self.edit(self.process, mark=auto(code(BY_NAME)), call=task(self.worker))
        new = self.failing(1)
        incident = old.incident_ids.with_user(self.owner)
        self.assertEqual(incident._same_kind(), old.incident_ids)
        self.assertTrue(new.incident_ids)

    def test_many_are_left_to_the_scheduler_and_summed_up_once(self):
        cases = self.failing(MANY)
        self.run_due()
        self.mend(cases, MANY - 2)
        before = self.inbox(self.owner)
        action = cases[0].incident_ids.with_user(self.owner).action_retry_all()
        run = self.env["bpm.flow.retry"].browse(action["res_id"]).with_user(self.owner)
        self.assertEqual(
            (run.state, run.total, run.waiting_count), ("running", MANY, MANY)
        )
        self.assertEqual(run.progress, 0)
        self.assertEqual(cases.mapped("incident_count"), [1] * MANY)
        self.run_due()
        run.invalidate_recordset()
        self.assertEqual((run.state, run.progress), ("done", 100))
        self.assertEqual((run.solved_count, run.failed_count), (MANY - 2, 2))
        told = self.inbox(self.owner) - before
        self.assertEqual(told.mapped("subject"), ["Tried again: Mark"])
        self.assertIn(f"Of {MANY} incidents {MANY - 2} went on, 2 failed", told.body)
        row = cases[0].log_ids.filtered(lambda r: r.kind == "retried")
        self.assertEqual(row.user_id, self.owner, "who asked for it")
        shown = self.env["bpm.flow.job"].search(run.action_show_failed()["domain"])
        self.assertEqual(shown, cases[-2:].incident_ids)
        self.run_due(hours=1)
        self.assertEqual(len(self.inbox(self.owner) - before), 1)

    def test_who_looks_at_a_run_sees_it_go_on(self):
        cases, sent = self.failing(MANY), []
        self.run_due()
        bus = type(self.env["bus.bus"])
        listens = patch.object(
            bus, "_sendone", lambda self, *told: sent.append(told), create=False
        )

        def told():
            self._end_transaction()
            found = [to for to, kind, _data in sent if kind == "bpm_flow_retried"]
            sent.clear()
            return found

        watchers = [self.owner.partner_id, self.process]
        with listens:
            cases[0].incident_ids.with_user(self.owner).action_retry_all()
            self.assertEqual(told(), watchers, "it has begun")
            self.run_due()
            self.assertEqual(told(), watchers, "all were tried, and it is done")
            self.run_due()
            self.assertEqual(told(), [])

    def test_moves_that_failed_are_counted_too(self):
        flow = self.flow(
            "Stuck", look=choice(([("priority", "=", "3")], "end")), end=end()
        )
        leads = self.leads(MANY)
        cases = self.start(flow, leads)
        leads[:-1].priority = "3"
        action = cases[0].incident_ids.with_user(self.owner).action_retry_all()
        self.run_due()
        run = self.env["bpm.flow.retry"].browse(action["res_id"])
        self.assertEqual((run.solved_count, run.failed_count), (MANY - 1, 1))
        self.assertEqual(cases[-1].incident_ids.attempt, 2)

    def test_what_is_suspended_is_left_out(self):
        cases = self.failing(3)
        cases[0].with_user(self.owner).action_suspend()
        self.mend(cases)
        cases[1].incident_ids.with_user(self.owner).action_retry_all()
        self.assertEqual(cases.mapped("incident_count"), [1, 0, 0])
        with self.refused(UserError, "nothing of this kind"):
            cases[0].incident_ids.with_user(self.owner).action_retry_all()

    def test_managers_only(self):
        cases = self.failing(2)
        for user in (self.worker, self.stranger, self.foreigner):
            with self.refused(AccessError):
                cases[0].incident_ids.with_user(user).action_retry_all()
        action = cases[0].incident_ids.with_user(self.admin).action_retry_all()
        self.assertIn("2 failed again", action["params"]["message"])

    def test_runs_are_seen_by_the_process_s_owner_and_administrators(self):
        cases = self.failing(MANY)
        action = cases[0].incident_ids.with_user(self.owner).action_retry_all()
        run = self.env["bpm.flow.retry"].browse(action["res_id"])
        other = self._person("other_owner", "crm_bpm_flow.group_owner")
        for user in (self.owner, self.admin):
            self.assertTrue(run.with_user(user).has_access("read"), user.name)
        for user in (self.worker, self.foreigner, other):
            self.assertFalse(run.with_user(user).has_access("read"), user.name)
        with self.refused(AccessError):
            run.with_user(self.owner).write({"total": 1})

    def test_what_waits_for_the_commit_is_never_tried_in_the_user_s_own(self):
        hook = {"state": "webhook", "webhook_url": "http://localhost:1"}
        flow = self.flow("Hook", mark=auto(hook))
        case = self.start(flow, self.leads(1))
        case.job_ids.write({"state": "failed", "date_due": False, "error": "Busy"})
        action = case.incident_ids.with_user(self.owner).action_retry_all()
        self.assertEqual(action["res_model"], "bpm.flow.retry")
        self.assertTrue(case.job_ids.date_due)
