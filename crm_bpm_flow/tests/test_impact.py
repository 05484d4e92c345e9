from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tools import html2plaintext

from ..models.bpm_flow_start_forecast import HASTE, PATIENCE, TOO_LONG, Patience
from .common import MONDAY, FlowCase
from .process_words import auto, call, code, write


class TestImpact(FlowCase):
    """Before it is switched on: how much would start, and what starts what."""

    def impact(self, flow, by=None):
        return flow.draft_id.with_user(by or self.owner).impact()

    def lines(self, flow):
        [start] = self.impact(flow)["starts"]
        return " ".join(start["lines"])

    def _created(self, records, days_ago):
        moment = MONDAY - timedelta(days=days_ago)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id IN %s",
            [moment, tuple(records.ids)],
        )
        records.invalidate_recordset()

    # ------------------------------------------------------------------
    # Figures
    # ------------------------------------------------------------------
    def test_how_many_fit_and_how_many_a_day(self):
        flow = self.flow(publish=False)
        self.rule(flow, domain="[('name', '=like', 'Lead %')]")
        leads = self.leads(60)
        self._created(leads[:20], 3)
        self._created(leads[20:50], 5)
        self._created(leads[50:], 40)
        lines = self.lines(flow)
        self.assertIn("60 existing records fit", lines)
        self.assertIn("publishing starts nothing", lines)
        # 50 in 30 days.
        self.assertIn("about 1.7 starts a day, at most 30", lines)

    def test_changes_are_at_least_so_many(self):
        flow = self.flow(publish=False)
        self.rule(flow, "on_write", domain="[('name', '=like', 'Lead %')]")
        leads = self.leads(4)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET write_date = %s WHERE id IN %s",
            [MONDAY - timedelta(days=2), tuple(leads.ids)],
        )
        self.assertIn("at least 0.1 starts a day, on one day 4", self.lines(flow))

    def test_stages_by_what_the_chatter_kept(self):
        stage = self.env["crm.stage"].create({"name": "Tasted"})
        flow = self.flow(publish=False)
        self.rule(flow, "on_stage_set", value_id=stage.id)
        leads = self.env["crm.lead"].with_context(tracking_disable=False)
        lead = leads.create({"name": "Tracked", "type": "opportunity"})
        self._end_transaction()
        lead.stage_id = stage
        self._end_transaction()
        self.env.cr.execute(
            "UPDATE mail_tracking_value SET create_date = %s WHERE "
            "new_value_integer = %s",
            [MONDAY - timedelta(days=1), stage.id],
        )
        self.env.invalidate_all()
        self.assertIn("at most 1", self.lines(flow))

    def test_dates_that_come_soon(self):
        flow = self.flow(publish=False)
        field = self.env["ir.model.fields"]._get("crm.lead", "date_deadline")
        domain = "[('name', '=like', 'Lead %')]"
        self.rule(flow, "on_time", domain=domain, date_field_id=field.id)
        leads = self.leads(3)
        leads[:2].date_deadline = "2026-03-05"
        leads[2].date_deadline = "2026-05-05"
        lines = self.lines(flow)
        self.assertIn("3 records fit", lines)
        self.assertIn("for 2 of them the moment comes within a week", lines)

    def test_what_is_not_known_is_said(self):
        flow = self.flow(publish=False)
        self.env["bpm.flow.start"].create(
            {"flow_id": flow.id, "name": "Web", "trigger": "on_webhook"}
        )
        self.assertIn("not known from history", self.lines(flow))

    def test_a_question_that_takes_too_long_is_given_up(self):
        flow = self.flow(publish=False)
        rule = self.rule(flow)
        module = "odoo.addons.crm_bpm_flow.models.bpm_flow_start_forecast.PATIENCE"
        with patch(module, "20ms"):
            answer = rule._in_time(
                lambda: self.env.cr.execute("SELECT pg_sleep(1)") or "answered"
            )
        self.assertIs(answer, TOO_LONG)
        self.env.cr.execute("SELECT pg_sleep(0.05)")  # as long as usual again

    def test_too_many_to_count_are_guessed_from_a_part(self):
        flow = self.flow(publish=False)
        rule = self.rule(flow, domain="[('name', '=like', 'Lead %')]")
        self.leads(40)
        total = self.env["crm.lead"].search_count([])
        in_time = type(rule)._in_time
        asked = []

        def impatient(start, ask, patience=None):
            asked.append(ask)
            return TOO_LONG if len(asked) in (1, 4) else in_time(start, ask, patience)

        module = "odoo.addons.crm_bpm_flow.models.bpm_flow_start_forecast"
        with patch.object(type(rule), "_in_time", impatient):
            figures = rule.with_user(self.owner)._forecast()
            self.assertTrue(figures["is_guess"])
            self.assertEqual(figures["matching"], 40, "all of them are in the sample")
            asked.clear()
            with patch(f"{module}.SAMPLE", total - 1):
                self.assertAlmostEqual(
                    rule.with_user(self.owner)._forecast()["matching"], 40, delta=4
                )
            asked.clear()
            self.assertIn("guessed from a part", self.lines(flow))

    def test_the_others_are_asked_in_haste_when_some_took_long(self):
        patience = Patience()
        self.assertEqual(patience.timeout, PATIENCE)
        patience.until -= 60
        self.assertEqual(patience.timeout, HASTE)

    # ------------------------------------------------------------------
    # Rings
    # ------------------------------------------------------------------
    def rings(self, flow):
        return self.impact(flow)["rings"]

    def test_a_process_that_starts_itself(self):
        flow = self.flow(publish=False, mark=auto(write("description", "Seen")))
        self.rule(flow, "on_write")
        [ring] = self.rings(flow)
        self.assertIn("“Call back” → “Call back”", ring)
        self.assertFalse(self.impact(flow)["is_quiet"])

    def test_what_it_writes_must_be_what_the_rule_looks_at(self):
        flow = self.flow(publish=False, mark=auto(write("description", "Seen")))
        name = self.env["ir.model.fields"]._get("crm.lead", "name")
        self.rule(flow, "on_write", field_ids=[(6, 0, name.ids)])
        self.assertEqual(self.rings(flow), [])

    def test_and_fit_its_condition(self):
        new = self.env["crm.stage"].create({"name": "Again"})
        old = self.env["crm.stage"].create({"name": "Before"})
        sets = {
            "state": "object_write",
            "update_path": "stage_id",
            "resource_ref": f"crm.stage,{new.id}",
        }
        flow = self.flow(publish=False, mark=auto(sets))
        rule = self.rule(flow, "on_stage_set", value_id=old.id)
        self.assertEqual(self.rings(flow), [])
        rule.value_id = new.id
        self.assertEqual(len(self.rings(flow)), 1)

    def test_a_ring_through_another_process_and_a_foreign_rule(self):
        flow = self.flow(
            "Ours",
            publish=False,
            mark=auto(
                {
                    "state": "object_create",
                    "crud_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "value": "New",
                }
            ),
        )
        self.rule(flow, "on_create")
        other = self.flow(
            "Theirs",
            res_model="res.partner",
            mark=auto(code("True")),
            publish=False,
        )
        actions = self.env["ir.actions.server"].create(
            [
                {
                    "name": "Make a lead",
                    "model_id": self.env["ir.model"]._get_id("res.partner"),
                    "state": "object_create",
                    "crud_model_id": self.env["ir.model"]._get_id("crm.lead"),
                    "value": "Lead",
                }
            ]
        )
        self.env["base.automation"].create(
            {
                "name": "Contacts become leads",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "trigger": "on_create_or_write",
                "action_server_ids": [(6, 0, actions.ids)],
            }
        )
        self.assertTrue(other)
        [ring] = self.rings(flow)
        self.assertIn("“Ours” → “Contacts become leads” → “Ours”", ring)

    def test_a_called_process_counts(self):
        inner = self.flow("Inner", mark=auto(write("description", "Seen")))
        flow = self.flow("Outer", publish=False, part=call(inner))
        self.rule(flow, "on_write")
        [ring] = self.rings(flow)
        self.assertIn("“Outer” → “Inner” → “Outer”", ring)

    def test_code_cannot_be_looked_into(self):
        flow = self.flow(publish=False, mark=auto(code("True")))
        self.assertIn("“Mark”", self.impact(flow)["notes"][0])

    # ------------------------------------------------------------------
    # The dialog
    # ------------------------------------------------------------------
    def test_without_anything_to_say_it_is_published_at_once(self):
        flow = self.flow(publish=False)
        self.assertIs(flow.with_user(self.owner).action_publish_wizard(), True)
        self.assertEqual(flow.version_id.number, 1)

    def test_else_the_dialog_says_it_and_takes_a_limit(self):
        flow = self.flow(publish=False, mark=auto(write("description", "Seen")))
        self.rule(flow, "on_write")
        action = flow.with_user(self.owner).action_publish_wizard()
        wizards = self.env[action["res_model"]].with_user(self.owner)
        wizard = wizards.with_context(**action["context"]).create({"storm_limit": 20})
        self.assertIn("start itself again", html2plaintext(wizard.impact_html))
        self.assertFalse(flow.version_id)
        wizard.action_apply()
        self.assertEqual((flow.version_id.number, flow.storm_limit), (1, 20))

    def test_for_designers_only(self):
        flow = self.flow(publish=False)
        with self.refused(AccessError):
            self.impact(flow, by=self.worker)

    def test_the_same_number_of_questions_for_one_record_and_for_many(self):
        flow = self.flow(publish=False)
        self.rule(flow)
        self.impact(flow)
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            self.impact(flow)
        self.leads(200)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            self.impact(flow)
