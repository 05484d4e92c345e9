from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import html2plaintext

from .common import FlowCase, end, task
from .process_words import auto, limit, wait, write


class RehearsalCase(FlowCase):
    """Short words for rehearsals."""

    def setUp(self):
        super().setUp()
        self.enterContext(self.enter_registry_test_mode())

    def rehearsal(self, flow, by=None, **values):
        """Choices of a rehearsal on one lead."""
        if "source" not in values:
            values.update(source="one", record_id=values.get("record_id", self.lead.id))
        rehearsals = self.env["bpm.flow.rehearsal"].with_user(by or self.owner)
        return rehearsals.create({"version_id": flow.draft_id.id, **values})

    def rehearse(self, flow, **values):
        """All results of a rehearsal."""
        rehearsal = self.rehearsal(flow, **values)
        progress = rehearsal.begin()
        while progress["done"] < progress["total"]:
            progress = rehearsal.go_on()
        self.assertEqual(rehearsal.state, "done")
        return rehearsal.results

    def rehearse_one(self, flow, **values):
        [result] = self.rehearse(flow, **values)
        return result

    def steps(self, result):
        return [told["element"] for told in result["tasks"]]


class TestRehearsal(RehearsalCase):
    """A draft is played on real records: what would have happened?"""

    def test_one_record_from_start_to_goal(self):
        flow = self.flow(
            publish=False,
            call=task(self.worker, within="9 hours"),
            offer=task(self.mate, within="2 days"),
            goal=end("goal"),
        )
        result = self.rehearse_one(flow)
        call, offer = result["tasks"]
        self.assertEqual((call["step"], call["people"]), ("Call", ["Worker"]))
        self.assertEqual(call["opened"], "2026-03-02 09:00:00")
        self.assertEqual(call["deadline"], "2026-03-02 18:00:00")
        self.assertEqual((offer["people"], offer["late"]), (["Mate"], False))
        # Half-way to the deadline, when nothing else is known.
        self.assertEqual(call["done"], "2026-03-02 13:30:00")
        self.assertEqual(offer["opened"], "2026-03-02 13:30:00")
        self.assertEqual(result["end"]["result"], "goal")
        self.assertEqual(result["breaks"], [])
        told = [row["text"] for row in result["log"]]
        self.assertEqual(told[0], "Version 1 was started by hand.")
        self.assertIn("“Call” was finished.", told)

    def test_nothing_of_it_is_there(self):
        flow = self.flow(publish=False, call=task(self.worker))
        self.rehearse(flow)
        self.assertFalse(self.cases_of(flow))
        self.assertEqual(len(flow.version_ids), 1)
        self.assertFalse(self.inbox(self.worker))

    # ------------------------------------------------------------------
    # People's answers
    # ------------------------------------------------------------------
    def _asked(self, **values):
        return self.flow(
            call=task(self.worker, {"Reached": "goal", "No": "sorry"}),
            goal=end("goal"),
            sorry=end("failure"),
            **values,
        )

    def _drafted(self):
        """A published process with a draft that is the same."""
        flow = self._asked()
        flow.with_user(self.owner).action_new_draft()
        return flow

    def test_people_answer_as_they_did(self):
        flow = self._drafted()
        case = self.start(flow)
        self.clock.tick(1800)
        self.finish(case, "no")
        result = self.rehearse_one(flow)
        [told] = result["tasks"]
        self.assertEqual((told["outcome"], told["why"]), ("No", "before"))
        # As fast as then.
        self.assertEqual(told["opened"], "2026-03-02 09:30:00")
        self.assertEqual(told["done"], "2026-03-02 10:00:00")
        self.assertEqual(result["before"]["end"]["result"], "failure")
        self.assertEqual(result["before"]["tasks"][0]["outcome"], "No")

    def test_else_the_usual_answer(self):
        flow = self._drafted()
        for lead, answer in zip(self.leads(3), ("no", "no", "reached"), strict=True):
            self.finish(self.start(flow, lead), answer)
        [told] = self.rehearse_one(flow)["tasks"]
        self.assertEqual((told["outcome"], told["why"]), ("No", "usual"))

    def test_or_each_in_turn(self):
        flow = self._asked(publish=False)
        leads = self.leads(7)
        results = self.rehearse(
            flow,
            source="fitting",
            domain=repr([("id", "in", leads.ids)]),
            answers="turn",
        )
        self.assertEqual(
            [result["tasks"][0]["outcome"] for result in results],
            ["Reached", "No", "Reached", "No", "Reached", "No", "Reached"],
        )

    def test_a_case_that_comes_back_again_and_again_gets_on(self):
        flow = self.flow(
            publish=False,
            call=task(self.worker, {"Again": "call", "Reached": "goal"}),
            goal=end("goal"),
        )
        result = self.rehearse_one(flow)
        self.assertEqual(result["end"]["result"], "goal")
        self.assertEqual(self.steps(result), ["call"] * 4)

    def test_what_people_must_still_do_is_told(self):
        flow = self.flow(
            publish=False,
            call=task(
                self.worker,
                required_field_ids=[
                    Command.link(self.env.ref("crm.field_crm_lead__phone").id)
                ],
                require_file=True,
                checklist_ids=[Command.create({"name": "Asked for the budget"})],
            ),
        )
        [told] = self.rehearse_one(flow)["tasks"]
        self.assertEqual(
            told["missing"],
            ["fill in “Phone”", "tick off “Asked for the budget”", "attach a file"],
        )

    # ------------------------------------------------------------------
    # Time
    # ------------------------------------------------------------------
    def test_nobody_answers_until_all_reminders_and_limits_have_come(self):
        flow = self.flow(
            publish=False,
            call=task(
                self.worker,
                within="9 hours",
                reminder_ids=[
                    Command.create({"moment": "before", "amount": 1, "unit": "hours"}),
                    Command.create({"moment": "after", "amount": 1, "unit": "hours"}),
                ],
            ),
            pause=limit("call", "2 days", then="late"),
            late=end("failure"),
        )
        in_time = self.rehearse_one(flow)
        self.assertFalse(in_time["tasks"][0]["late"])
        result = self.rehearse_one(flow, pace="late")
        self.assertEqual(result["end"]["result"], "failure")
        self.assertEqual(result["end"]["date"], "2026-03-04 09:00:00")
        told = [(row["kind"], row["when"]) for row in result["log"]]
        self.assertIn(("reminded", "2026-03-02 17:00:00"), told)
        self.assertIn(("escalated", "2026-03-02 19:00:00"), told)

    def test_waits_pass_by_themselves(self):
        flow = self.flow(publish=False, pause=wait("3 days"), call=task(self.worker))
        result = self.rehearse_one(flow)
        self.assertEqual(result["tasks"][0]["opened"], "2026-03-05 09:00:00")
        self.assertEqual(self.env["bpm.flow.instance"].search_count([]), 0)

    # ------------------------------------------------------------------
    # Starts
    # ------------------------------------------------------------------
    def test_only_what_a_rule_fits_starts(self):
        flow = self.flow(publish=False)
        self.rule(flow, domain="[('type', '=', 'opportunity')]")
        result = self.rehearse_one(flow)
        self.assertFalse(result["started"])
        self.assertIn("“New lead” does not fit: Type is Opportunity", result["why_not"])
        self.lead.type = "opportunity"
        result = self.rehearse_one(flow)
        self.assertEqual(result["rules"], ["New lead"])
        self.assertEqual(self.steps(result), ["call"])
        self.lead.type = "lead"
        self.assertTrue(self.rehearse_one(flow, play_all=True)["started"])

    def test_a_running_case_is_no_hindrance(self):
        flow = self._drafted()
        self.start(flow)
        self.assertEqual(self.rehearse_one(flow)["end"]["result"], "goal")
        self.assertEqual(len(self.cases_of(flow)), 1)

    # ------------------------------------------------------------------
    # Rights and faults
    # ------------------------------------------------------------------
    def test_each_worker_looks_with_his_own_rights(self):
        flow = self.flow(publish=False, call=task(self.worker | self.stranger))
        breaks = self.rehearse_one(flow)["breaks"]
        self.assertEqual(
            breaks,
            [{"kind": "access", "text": "Stranger cannot open “Fifty chairs”."}],
        )

    def test_what_fails_is_told(self):
        flow = self.flow(
            publish=False,
            mark=auto({"state": "code", "code": "raise UserError('No paper left')"}),
        )
        result = self.rehearse_one(flow)
        self.assertEqual(result["breaks"][0]["kind"], "incident")
        self.assertIn("No paper left", result["breaks"][0]["text"])
        self.assertEqual(result["end"]["state"], "running")

    def test_automatic_steps_have_the_rights_of_whoever_would_publish_it(self):
        flow = self.flow(
            publish=False, mark=auto(write("partner_id.company_id.name", "Taken"))
        )
        self.lead.partner_id = self.env["res.partner"].create(
            {"name": "C", "company_id": self.env.company.id}
        )
        [fault] = self.rehearse_one(flow)["breaks"]
        self.assertEqual(fault["kind"], "incident")

    def test_whoever_may_not_design_it_may_not_rehearse_it(self):
        flow = self.flow(publish=False)
        with self.refused(AccessError):
            self.rehearsal(flow, by=self.worker)
        with self.refused(AccessError):
            self.rehearsal(flow, by=self.foreigner).begin()

    def test_somebody_else_s_rehearsal_is_nobody_s_business(self):
        flow = self.flow(publish=False)
        rehearsal = self.rehearsal(flow)
        other = self._person("rival", "crm_bpm_flow.group_owner")
        with self.refused(AccessError):
            rehearsal.with_user(other).go_on()
        with self.refused(AccessError):
            rehearsal.with_user(other).read(["results"])

    def test_only_records_that_its_reader_may_read(self):
        designer = self._person(
            "designer", "sales_team.group_sale_salesman,crm_bpm_flow.group_owner"
        )
        flow = self.flow(publish=False, user_id=designer.id)
        self.lead.user_id = self.worker
        with self.refused(UserError, "no record"):
            self.rehearsal(flow, by=designer).begin()

    def test_a_draft_with_errors_is_refused(self):
        flow = self.flow(publish=False, call=task())
        with self.refused(UserError, "cannot be rehearsed", "nobody is responsible"):
            self.rehearsal(flow).begin()

    def test_what_is_published_is_not_rehearsed(self):
        flow = self.flow()
        with self.refused(UserError, "Only a draft"):
            rehearsals = self.env["bpm.flow.rehearsal"].with_user(self.owner)
            rehearsals.create({"version_id": flow.version_id.id}).begin()

    def test_no_more_records_than_others_can_wait_for(self):
        with self.refused(ValidationError):
            self.rehearsal(self.flow(publish=False), source="last", count=51)

    # ------------------------------------------------------------------
    # The report
    # ------------------------------------------------------------------
    def test_the_report_is_a_checklist(self):
        flow = self._drafted()
        self.finish(self.start(flow), "no")
        rehearsal = self.rehearsal(flow)
        rehearsal.begin()
        rehearsal.go_on()
        text = html2plaintext(rehearsal.report_html)
        for word in (
            "Deadlines",
            "Notices",
            "Tasks",
            "Responsible people",
            "Files and documents",
            "Breaks",
            "Access rights",
            "Journal",
            "Version 1 did",
            "Worker",
        ):
            self.assertIn(word, text)
        printed = rehearsal.action_print()
        self.assertEqual(printed["report_type"], "qweb-html")
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.owner)
            ._render(printed["report_name"], rehearsal.ids)
        )
        self.assertIn("Nothing of this was done", html.decode())

    def test_stopped_and_begun_again(self):
        flow = self.flow(publish=False)
        self.leads(8)
        rehearsal = self.rehearsal(flow, source="last", count=8)
        self.assertEqual(rehearsal.begin(), {"done": 0, "total": 8})
        self.assertEqual(rehearsal.go_on(), {"done": 5, "total": 8})
        rehearsal.stop()
        self.assertEqual((rehearsal.state, len(rehearsal.results)), ("done", 5))
        rehearsal.action_again()
        self.assertEqual((rehearsal.state, rehearsal.results), ("new", False))
