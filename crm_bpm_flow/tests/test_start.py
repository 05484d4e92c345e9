from unittest.mock import patch

from odoo.exceptions import AccessError, UserError

from .common import FlowCase, task
from .process_words import auto, code


class TestStart(FlowCase):
    """By hand: ``bpm.flow.start``."""

    def test_cases_come_in_the_order_of_the_records(self):
        leads = self.leads(4)
        ids = leads[::-1].ids
        cases = self.flow().start(ids)
        self.assertEqual(cases.mapped("res_id"), ids)
        self.assertEqual(cases.mapped("record_name"), leads[::-1].mapped("name"))
        self.assertEqual(set(cases.mapped("state")), {"running"})

    def test_a_recordset_is_as_good_as_ids(self):
        leads = self.leads(2)
        self.assertEqual(self.flow().start(leads).mapped("res_id"), leads.ids)

    def test_the_case_knows_who_when_on_what_and_with_which_values(self):
        flow = self.flow().with_user(self.worker)
        case = flow.start(self.lead.ids, {"budget": 5000, "tags": ["a", "b"]})
        self.assertEqual(case.env.user, self.worker)
        self.assertEqual(case.user_id, self.worker)
        self.assertEqual(case.date_start, self.at("2026-03-02 09:00"))
        self.assertEqual((case.res_model, case.res_id), ("crm.lead", self.lead.id))
        self.assertEqual(case.version_id, flow.version_id)
        self.assertEqual(case.variables, {"budget": 5000, "tags": ["a", "b"]})
        self.assertEqual(case.company_id, self.lead.company_id or flow.company_id)

    def test_one_record_s_values_are_not_another_s(self):
        first, second = self.flow().start(self.leads(2), {"n": 1})
        first.set_variables({"n": 2})
        self.assertEqual(second.variables, {"n": 1})

    def test_while_one_is_running_another_is_refused(self):
        flow = self.flow()
        case = self.start(flow)
        with self.refused(UserError, "Call back", "Fifty chairs"):
            self.start(flow)
        self.finish(case)
        self.assertEqual(self.start(flow).state, "running")

    def test_a_suspended_case_still_stands_in_the_way(self):
        flow = self.flow()
        self.start(flow).action_suspend()
        with self.refused(UserError, "already has a case"):
            self.start(flow)

    def test_only_once_for_each_record(self):
        flow = self.flow(restart_guard="ever")
        self.finish(self.start(flow))
        with self.refused(UserError, "already has a case"):
            self.start(flow)

    def test_for_a_selection_those_that_have_a_case_are_left_out(self):
        flow = self.flow()
        leads = self.leads(3)
        flow.start(leads[1])
        wizard = self.env["bpm.flow.start.wizard"].with_user(self.worker)
        values = {"flow_id": flow.id, "res_model": "crm.lead", "res_ids": leads.ids}
        told = wizard.create(values).action_apply()["params"]["message"]
        self.assertIn("Cases started: 2.", told)
        self.assertIn(leads[1].name, told)
        self.assertEqual(len(self.cases_of(flow)), 3)
        with self.refused(UserError, "already has a case"):
            wizard.create(values).action_apply()

    def test_only_what_may_begin_is_offered(self):
        running, ever = self.flow("Running"), self.flow("Ever", restart_guard="ever")
        often = self.flow("Often", restart_guard="none")
        self.flow("Of contacts", res_model="res.partner")
        leads = self.leads(2)
        for flow in (running, often):
            self.start(flow, leads[0])
        self.finish(self.start(ever, leads[0]))
        ours = running | ever | often

        def offered(records):
            values = {"res_model": "crm.lead", "res_ids": records.ids}
            wizard = self.env["bpm.flow.start.wizard"].with_user(self.worker)
            return wizard.new(values).fitting_ids._origin & ours

        self.assertEqual(offered(leads[0]), often)
        self.assertEqual(offered(leads), ours)
        self.finish(running.with_user(self.worker).start(leads[1]))
        self.assertEqual(offered(leads[1]), ours)

    def test_what_is_offered_is_asked_together(self):
        leads = self.leads(50)
        flows = self.env["bpm.flow"].union(*(self.flow(f"F{i}") for i in range(3)))
        self.start(flows[0], leads)
        flows._free_for(leads)
        for records in (leads[:1], leads):
            with self.assertQueryCount(1):
                self.assertEqual(flows._free_for(records), flows[1:])

    def test_as_often_as_asked(self):
        flow = self.flow(restart_guard="none")
        cases = flow.start([self.lead.id, self.lead.id])
        self.assertEqual(len(cases | self.start(flow)), 3)

    def test_one_call_cannot_start_twice_on_a_record(self):
        with self.refused(UserError, "Fifty chairs"):
            self.flow().start([self.lead.id, self.lead.id])

    def test_a_refused_start_starts_nothing_at_all(self):
        flow = self.flow()
        self.start(flow)
        others = self.leads(2)
        with self.refused(UserError, "already has a case"):
            flow.start((others | self.lead).ids)
        self.assertEqual(len(self.cases_of(flow)), 1)

    def test_a_draft_does_not_start(self):
        with self.refused(UserError, "“Call back” has no published version"):
            self.start(self.flow(publish=False))

    def test_a_retired_process_does_not_start(self):
        flow = self.flow()
        flow.version_id.action_retire()
        with self.refused(UserError, "no published version"):
            self.start(flow)

    def test_a_deleted_record_is_said_so(self):
        lead = self.leads(1)
        lead_id = lead.id
        lead.unlink()
        with self.refused(UserError, "does not exist any more"):
            self.flow().start([lead_id])

    def test_a_record_one_may_not_read_cannot_be_carried(self):
        flow = self.flow().with_user(self.stranger)
        with self.refused(AccessError):
            flow.start(self.lead.ids)
        self.assertFalse(self.cases_of(flow.sudo()))

    def test_the_record_s_chatter_says_that_it_started(self):
        self.start(self.flow())
        line = self.lead.message_ids[:1]
        self.assertIn("The process “Call back” started", line.body)

    def test_the_journal_begins_with_the_start(self):
        flow = self.flow().with_user(self.worker)
        case = flow.start(self.lead.ids).sudo()
        row = case.log_ids.sorted("seq")[0]
        self.assertEqual((row.seq, row.kind, row.user_id), (1, "started", self.worker))
        self.assertEqual(row.message, "Version 1 was started by hand.")


class TestTryOn(FlowCase):
    """*Try on a record*: would it start, and if not, why."""

    def setUp(self):
        super().setUp()
        self.rule_row = self.rule(
            self.flow(), domain="[('type', '=', 'lead'), ('priority', '=', '3')]"
        )

    def _try(self, lead=None, user=None):
        rule = self.rule_row.with_user(user or self.owner)
        return rule.try_on((lead or self.lead).id)

    def test_it_says_which_condition_fails_with_which_value(self):
        answer = self._try()
        self.assertFalse(answer["fits"])
        kind, priority = answer["checks"]
        self.assertEqual(
            (kind["label"], kind["value"], kind["holds"]), ("Type", "lead", True)
        )
        self.assertEqual(
            (priority["operator"], priority["expected"], priority["value"]),
            ("=", "3", "0"),
        )
        self.assertFalse(priority["holds"])

    def test_a_record_that_fits(self):
        self.lead.priority = "3"
        answer = self._try()
        self.assertEqual(
            (answer["fits"], answer["active"], answer["published"], answer["guarded"]),
            (True, True, True, False),
        )
        self.assertFalse(self.cases_of(self.rule_row.flow_id), "trying starts nothing")

    def test_it_says_when_the_guard_stands_in_the_way(self):
        self.start(self.rule_row.flow_id)
        self.assertTrue(self._try()["guarded"])

    def test_a_record_one_may_not_read_is_not_tried(self):
        with self.refused(AccessError):
            self._try(user=self.stranger)

    def test_the_wizard_says_it_in_words(self):
        wizard = self.env["bpm.flow.try.wizard"].with_user(self.owner)
        wizard = wizard.create(
            {"start_id": self.rule_row.id, "record_id": self.lead.id}
        )
        self.assertEqual(wizard.answer, "no")
        self.assertIn("Priority", wizard.check_html)
        self.lead.priority = "3"
        wizard.record_id = self.lead.id
        wizard.invalidate_recordset()
        self.assertEqual(wizard.answer, "yes")


class TestTryOnWords(FlowCase):
    """The same as a person reads it: no operators, no keys, no ids."""

    def _words(self, *leaf):
        """ "what is asked: what the record has"."""
        flow = self.flow("Words", restart_guard="none")
        rule = self.rule(flow, domain=repr([leaf])).with_user(self.owner)
        (check,) = rule.try_on(self.lead.id)["checks"]
        return f"{check['asks']}: {check['has']}"

    def test_choices_and_texts(self):
        for leaf, words in (
            (("type", "=", "opportunity"), "is Opportunity: Lead"),
            (("priority", "in", ["2", "3"]), "is one of High, Very High: Low"),
            (("name", "ilike", "sofa"), "contains sofa: Fifty chairs"),
            (("name", "not ilike", "sofa"), "does not contain sofa: Fifty chairs"),
            (("city", "!=", False), "is set: empty"),
            (("city", "=", False), "is not set: empty"),
            (("active", "=", True), "is yes: yes"),
            (("expected_revenue", ">", 1000), "is more than 1,000.00: 0.00"),
            (("color", "=", 0), "is 0: 0"),
        ):
            self.assertEqual(self._words(*leaf), words)

    def test_records_by_their_names(self):
        country = self.env.ref("base.be")
        partner = self.env["res.partner"].create(
            {"name": "Shop", "country_id": country.id}
        )
        self.lead.partner_id = partner
        for leaf, words in (
            (("partner_id", "=", partner.id), "is Shop: Shop"),
            (("partner_id.country_id", "in", country.ids), "is Belgium: Belgium"),
            (("partner_id.country_id.code", "=", "FR"), "is FR: BE"),
            (("tag_ids", "=", False), "is not set: empty"),
        ):
            self.assertEqual(self._words(*leaf), words)

    def test_dates_as_the_reader_writes_them(self):
        words = self._words("date_deadline", "<=", "2026-03-31")
        self.assertEqual(words, "is not after 03/31/2026: empty")
        self.lead.date_deadline = "2026-03-10"
        words = self._words("date_deadline", ">", "2026-03-31")
        self.assertEqual(words, "is after 03/31/2026: 03/10/2026")
        self.owner.tz = "Asia/Tokyo"
        self.lead.date_closed = "2026-03-10 20:00:00"
        words = self._words("date_closed", "<", "2026-03-10 20:00:00")
        self.assertIn("is before 3/11/26, 5:00", words)
        self.assertIn(": 3/11/26, 5:00", words)

    def test_the_wizard_shows_the_words(self):
        rule = self.rule(self.flow(), domain="[('type', '=', 'opportunity')]")
        wizard = self.env["bpm.flow.try.wizard"].with_user(self.owner)
        wizard = wizard.create({"start_id": rule.id, "record_id": self.lead.id})
        text = " ".join(str(wizard.check_html).split())
        self.assertIn("is Opportunity", text)
        self.assertIn("<td>Lead</td>", text)


class TestStartInBatches(FlowCase):
    def test_an_import_is_one_batch(self):
        flow = self.flow()
        self.rule(flow, domain="[('type', '=', 'lead')]")
        Flow = type(self.env["bpm.flow"])
        made, original = [], Flow._make_cases

        def spy(flow, rows, **options):
            made.append(len(rows))
            return original(flow, rows, **options)

        rows = [[f"Imported {number}", "lead"] for number in range(40)]
        with patch.object(Flow, "_make_cases", spy):
            result = self.env["crm.lead"].load(["name", "type"], rows)
        self.assertEqual(made, [40])
        cases = self.cases_of(flow)
        self.assertEqual(cases.mapped("res_id"), result["ids"])
        self.assertEqual(set(cases.mapped("step_names")), {"Call"})

    def test_records_that_an_automatic_step_makes_start_processes_too(self):
        second = self.flow("Second")
        self.rule(second, domain="[('name', '=', 'Made by a process')]")
        first = self.flow(
            "First",
            make=auto(code("env['crm.lead'].create({'name': 'Made by a process'})")),
        )
        self.assertEqual(self.start(first).state, "done")
        lead = self.env["crm.lead"].search([("name", "=", "Made by a process")])
        self.assertEqual(self.cases_of(second, lead).open_task_ids.name, "Call")

    def test_two_processes_may_carry_one_record(self):
        flows = self.flow("One"), self.flow("Two", ask=task(self.mate))
        for flow in flows:
            self.rule(flow)
        lead = self.leads(1)
        self.assertEqual(
            [self.cases_of(flow, lead).step_names for flow in flows], ["Call", "Ask"]
        )
