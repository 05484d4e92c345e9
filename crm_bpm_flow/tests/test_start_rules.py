from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError

from .common import FlowCase

TIME_CRON = "base_automation.ir_cron_data_base_automation_check"


class TestStartRules(FlowCase):
    """By rules: what starts a process by itself, and what the journal says of it."""

    def setUp(self):
        super().setUp()
        self.process = self.flow()

    def _started(self, lead):
        self._end_transaction()
        return self.cases_of(self.process, lead)

    def test_a_new_lead_that_fits_starts_it(self):
        rule = self.rule(self.process, domain="[('type', '=', 'lead')]")
        lead, other = self.env["crm.lead"].create(
            [{"name": "A", "type": "lead"}, {"name": "B", "type": "opportunity"}]
        )
        case = self._started(lead)
        self.assertEqual((case.start_id, case.step_names), (rule, "Call"))
        self.assertFalse(self._started(other))

    def test_what_is_changed_of_a_rule_counts_at_once(self):
        """Though what each saved record asks of it is remembered."""
        rule = self.rule(self.process, domain="[('priority', '=', '1')]")
        leads = self.env["crm.lead"]

        def started(priority):
            lead = leads.create({"name": "A", "priority": priority})
            return bool(self._started(lead))

        self.assertEqual([started("1"), started("2")], [True, False])
        rule.domain = "[('priority', '=', '2')]"
        self.assertEqual([started("1"), started("2")], [False, True])
        automation = rule.automation_id.sudo()
        automation.filter_domain = "[('priority', '=', '3')]"
        self.assertEqual([started("2"), started("3")], [False, True])
        automation.filter_domain = False
        self.assertEqual([started("1"), started("2")], [True, True])
        automation.name = "Changed"
        leads.create({"name": "A"})
        self.assertEqual(automation.name, "Changed")
        self.assertFalse(automation.filter_domain)

    def test_the_journal_names_the_rule_and_the_values_that_matched(self):
        self.rule(
            self.process, domain="[('type', '=', 'lead'), ('priority', '=', '2')]"
        )
        lead = self.env["crm.lead"].create(
            {"name": "A", "type": "lead", "priority": "2"}
        )
        row = self._started(lead).log_ids.sorted("seq")[0]
        self.assertEqual(row.data["rule"], "New lead")
        self.assertEqual(row.data["values"], {"type": "lead", "priority": "2"})
        self.assertIn("Rule “New lead” started version 1", row.message)
        self.assertIn("because Type = Lead, Priority = ", row.message)

    def test_a_change_starts_it_only_when_it_fits_now_and_did_before(self):
        self.rule(
            self.process,
            "on_write",
            pre_domain="[('priority', '=', '0')]",
            domain="[('priority', '=', '3')]",
        )
        self.lead.priority = "1"
        self.lead.priority = "3"
        self.assertFalse(self._started(self.lead), "it was not 0 before")
        self.lead.priority = "0"
        self.lead.priority = "3"
        self.assertEqual(len(self._started(self.lead)), 1)

    def test_a_condition_without_a_value_is_refused_in_words(self):
        for text in (
            "[('country_id', 'in', [])]",
            "[('email_from', '=', '')]",
            "[('partner_id', 'any', [('city', 'ilike', '')])]",
        ):
            with self.refused(ValidationError, "no value is chosen for"):
                self.rule(self.process, domain=text)
            with self.refused(ValidationError, "no value is chosen for"):
                self.rule(self.process, "on_write", pre_domain=text)
        rule = self.rule(self.process, domain="[('country_id', '=', False)]")
        self.assertFalse(rule.valueless)
        rule = rule.new({"domain": "[('country_id', 'in', [])]"}, origin=rule)
        self.assertEqual(rule.valueless, "Country")

    def test_a_rule_that_was_switched_off_stays_on_its_tab(self):
        rule = self.rule(self.process)
        rule.active = False
        page = self.process.with_user(self.owner).web_read(
            {"start_ids": {"fields": {"active": {}}}}
        )
        self.assertEqual(page[0]["start_ids"], [{"id": rule.id, "active": False}])
        self.assertFalse(self._started(self.env["crm.lead"].create({"name": "A"})))

    def test_its_condition_is_said_in_words(self):
        source = self.env["utm.source"].create({"name": "Fair"})
        for domain, words in (
            ("[]", ""),
            (f"[('source_id', 'in', [{source.id}])]", "Source is Fair"),
            (
                f"[('source_id', 'not in', [{source.id}])]",
                "Source is not Fair",
            ),
            (
                "[('type', 'in', ['lead', 'opportunity'])]",
                "Type is one of Lead, Opportunity",
            ),
            (
                "[('type', '=', 'lead'), ('color', '>', 2)]",
                "Type is Lead, Color Index is more than 2",
            ),
            (
                "['|', ('type', '=', 'lead'), ('source_id', '=', False)]",
                "Type is Lead or Source is not set",
            ),
            (
                "['|', ('color', '=', 1), '&', ('color', '=', 2), ('color', '=', 3)]",
                "3 conditions",
            ),
        ):
            rule = self.rule(self.process, domain=domain)
            self.assertEqual(rule.condition_words or "", words)
        stage = self.env["crm.stage"].create({"name": "Talks"})
        rule = self.rule(self.process, "on_stage_set", value_id=stage.id)
        self.assertEqual(rule.condition_words, "Stage is Talks")

    def test_only_the_fields_named_matter(self):
        field = self.env["ir.model.fields"]._get("crm.lead", "priority")
        self.rule(self.process, "on_write", field_ids=[(6, 0, field.ids)])
        self.lead.name = "Sixty chairs"
        self.assertFalse(self._started(self.lead))
        self.lead.priority = "2"
        self.assertEqual(len(self._started(self.lead)), 1)

    def test_coming_to_a_stage(self):
        first, second = self.env["crm.stage"].search([], limit=2)
        self.lead.stage_id = first
        self.rule(self.process, "on_stage_set", value_id=second.id)
        self.lead.name = "Other"
        self.assertFalse(self._started(self.lead))
        self.lead.stage_id = second
        self.assertEqual(len(self._started(self.lead)), 1)

    def test_being_in_the_stage_already_is_not_coming_to_it(self):
        stage = self.env["crm.stage"].search([], limit=1)
        self.lead.stage_id = stage
        self.rule(self.process, "on_stage_set", value_id=stage.id)
        self.lead.write({"stage_id": stage.id, "name": "Other"})
        self.assertFalse(self._started(self.lead))

    def test_a_lead_that_is_created_in_the_stage_starts_it(self):
        stage = self.env["crm.stage"].search([], limit=2)[1]
        self.rule(self.process, "on_stage_set", value_id=stage.id)
        lead = self.env["crm.lead"].create({"name": "A", "stage_id": stage.id})
        self.assertEqual(len(self._started(lead)), 1)

    def test_getting_a_tag(self):
        claim = self.env["crm.tag"].create({"name": "Complaint"})
        self.rule(self.process, "on_tag_set", value_id=claim.id)
        self.lead.tag_ids = [(0, 0, {"name": "Harmless"})]
        self.assertFalse(self._started(self.lead))
        self.lead.tag_ids = [(4, claim.id)]
        self.assertEqual(len(self._started(self.lead)), 1)

    def test_getting_a_responsible_person(self):
        self.rule(self.process, "on_user_set", value_id=self.worker.id)
        self.lead.user_id = self.mate
        self.assertFalse(self._started(self.lead))
        self.lead.user_id = self.worker
        self.assertEqual(len(self._started(self.lead)), 1)

    def test_a_date_that_is_reached(self):
        field = self.env["ir.model.fields"]._get("crm.lead", "date_deadline")
        self.rule(
            self.process,
            "on_time",
            date_field_id=field.id,
            date_amount=1,
            date_unit="day",
            date_mode="before",
        )
        self.lead.date_deadline = fields.Date.to_date("2026-03-05")
        self._time_passes(days=1)
        self.assertFalse(self._started(self.lead))
        self._time_passes(days=1)
        self.assertEqual(len(self._started(self.lead)), 1)

    def test_dates_that_were_reached_before_there_was_a_rule_start_nothing(self):
        field = self.env["ir.model.fields"]._get("crm.lead", "date_deadline")
        old, today, later = self.env["crm.lead"].create(
            [
                {"name": day, "date_deadline": day}
                for day in ("2026-02-20", "2026-03-02", "2026-03-03")
            ]
        )
        rule = self.rule(self.process, "on_time", date_field_id=field.id, date_amount=0)
        self._time_passes(minutes=5)
        self.assertFalse(self._started(old))
        self.assertEqual(len(self._started(today)), 1)
        rule.active = False
        self._time_passes(days=5)
        rule.active = True
        self._time_passes(minutes=5)
        self.assertFalse(self._started(later), "it was off on that day")

    def test_a_moment_that_was_reached_before_there_was_a_rule_starts_nothing(self):
        field = self.env["ir.model.fields"]._get("crm.lead", "create_date")
        self.clock.tick(timedelta(hours=3))
        self.rule(
            self.process,
            "on_time",
            date_field_id=field.id,
            date_amount=2,
            date_unit="hour",
        )
        self._time_passes(minutes=5)
        self.assertFalse(self._started(self.lead))

    def _time_passes(self, **delta):
        self.clock.tick(timedelta(**delta))
        self.patch(self.env.cr, "now", fields.Datetime.now)
        with self.enter_registry_test_mode():
            self.env.ref(TIME_CRON).with_user(self.admin).method_direct_trigger()

    def test_a_mail_that_comes_in(self):
        self.rule(self.process, "on_message_received")
        sender = self.env["res.partner"].create({"name": "Client", "email": "c@e.com"})
        self.lead.message_post(body="Note", message_type="comment")
        self.assertFalse(self._started(self.lead))
        self.lead.message_post(
            body="Hello?",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
            author_id=sender.id,
        )
        self.assertEqual(len(self._started(self.lead)), 1)

    def test_a_web_address_is_opened_by_an_administrator_only(self):
        with self.refused(AccessError):
            self.rule(self.process, "on_webhook")
        start = self.env["bpm.flow.start"].with_user(self.admin)
        start = start.create(
            {
                "flow_id": self.process.id,
                "name": "From the site",
                "trigger": "on_webhook",
            }
        )
        self.assertIn("/web/hook/", start.webhook_address)
        automation = start.sudo().automation_id
        automation._execute_webhook({"_model": "crm.lead", "_id": self.lead.id})
        self.assertEqual(len(self._started(self.lead)), 1)

    # ------------------------------------------------------------------
    # When it does not start
    # ------------------------------------------------------------------
    def test_a_rule_sleeps_until_something_is_published(self):
        draft = self.flow("Later", publish=False)
        rule = self.rule(draft)
        self.assertFalse(rule.automation_id.active)
        draft.draft_id.action_publish()
        self.assertTrue(rule.automation_id.active)
        self.assertEqual(len(self.cases_of(draft, self.leads(1))), 1)

    def test_retiring_archiving_and_switching_off_stop_the_rule(self):
        rule = self.rule(self.process)
        rule.with_user(self.owner).active = False
        self.assertFalse(self._started(self.leads(1)))
        rule.with_user(self.owner).active = True
        self.assertEqual(len(self._started(self.leads(1))), 1)
        self.process.active = False
        self.assertFalse(self._started(self.leads(1)), "an archived process rests")
        self.process.active = True
        self.process.version_id.action_retire()
        self.assertFalse(self._started(self.leads(1)), "nothing is published")

    def test_a_rule_that_is_deleted_leaves_nothing_behind(self):
        rule = self.rule(self.process)
        automation = rule.automation_id
        actions = automation.action_server_ids
        rule.with_user(self.owner).unlink()
        self.assertFalse((automation.exists(), actions.exists())[0])
        self.assertFalse(self._started(self.leads(1)))

    def test_the_guard_holds_quietly_for_rules(self):
        self.rule(self.process, "on_write", domain="[('priority', '=', '3')]")
        self.lead.priority = "3"
        self.lead.priority = "0"
        self.lead.priority = "3"
        self.assertEqual(len(self._started(self.lead)), 1)

    def test_what_a_rule_needs_is_asked_for(self):
        for trigger in ("on_stage_set", "on_tag_set", "on_time"):
            with self.refused(ValidationError, "choose"):
                self.rule(self.process, trigger)

    def test_a_condition_is_data_never_code(self):
        for text in ("[('name', '=', user.name)]", "__import__('os')", "[1, 2]", "{"):
            with self.refused(ValidationError, "cannot be read"):
                self.rule(self.process, domain=text)

    # ------------------------------------------------------------------
    # Hard places
    # ------------------------------------------------------------------
    def test_a_clerk_who_may_only_create_starts_it_by_saving(self):
        self.rule(self.process, domain="[('type', '=', 'lead')]")
        leads = self.env["crm.lead"].with_user(self.clerk)
        lead = leads.create({"name": "A claim", "type": "lead"})
        with self.refused(AccessError):
            lead.check_access("read")
        case = self._started(lead.sudo())
        self.assertEqual(case.open_task_ids.user_ids, self.worker)
        self.assertEqual(case.user_id, self.clerk)
        self.assertEqual(case.log_ids.sorted("seq")[0].user_id, self.clerk)

    def test_a_rule_that_fires_in_a_recompute_starts_one_case(self):
        """On create the stage is computed: Odoo fires the rule in its own writing."""
        self.rule(
            self.process, "on_create_or_write", domain="[('stage_id', '!=', False)]"
        )
        lead = self.env["crm.lead"].create({"name": "A", "type": "opportunity"})
        lead.flush_recordset()
        case = self._started(lead)
        self.assertEqual(len(case), 1)
        self.assertEqual(len(case.open_task_ids), 1)
        self.assertEqual(len(lead.activity_ids), 1)

    def test_the_start_waits_for_the_end_of_a_recompute(self):
        self.rule(self.process, "on_write", domain="[('probability', '>', 50)]")
        batch = self.env["bpm.flow.start"]
        protected = self.lead._fields["probability"]
        with self.env.protecting([protected], self.lead):
            self.lead.write({"probability": 60})
            self.assertFalse(
                batch.env["bpm.flow.instance"].search_count(
                    [("flow_id", "=", self.process.id)]
                )
            )
        self.assertEqual(len(self._started(self.lead)), 1)

    def test_defaults_meant_for_the_lead_do_not_reach_the_case(self):
        self.rule(self.process)
        leads = self.env["crm.lead"].with_context(
            default_state="cancelled", default_user_id=self.mate.id, default_name="x"
        )
        lead = leads.create({"name": "A", "type": "lead"})
        case = self._started(lead)
        self.assertEqual((case.state, case.open_task_ids.state), ("running", "open"))
        self.assertEqual(case.open_task_ids.user_ids, self.worker)
