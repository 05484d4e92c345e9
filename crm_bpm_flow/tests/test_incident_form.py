from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import Form

from .common import FlowCase, end, task
from .process_words import auto, by_formula, code

FAILS = code("raise UserError('No paper left')")


class TestIncidentForm(FlowCase):
    """What an incident tells of the moment in which it happened, and to whom."""

    def setUp(self):
        super().setUp()
        self.lead.write({"expected_revenue": 250, "email_from": "a@example.com"})
        self.process = self.flow(mark=auto(FAILS), call=task(self.worker))
        self.case = self.start(self.process, budget=10, colour="red")
        self.incident = self.case.incident_ids

    def shown(self, user, incident=None):
        rows = (incident or self.incident).with_user(user)
        rows.invalidate_recordset()
        return rows.moment_values or "", rows.moment_record or ""

    def test_the_values_of_the_case_and_of_the_record(self):
        values, record = self.shown(self.owner)
        self.assertEqual(values, "budget = 10\ncolour = red")
        self.assertIn("Expected Revenue = 250", record)
        self.assertIn("Email = a@example.com", record)
        self.assertIn("Opportunity = Fifty chairs", record)

    def solved(self, **context):
        """The incident on its form, and an action that does not fail any more."""
        self.env.cr.execute(
            "UPDATE ir_act_server SET code = 'True' WHERE bpm_node_id = %s",
            [self.step(self.process, "mark").id],
        )
        self.env.invalidate_all()
        return self.incident.with_user(self.owner).with_context(**context)

    def test_whose_incident_is_over_is_led_on_from_its_form(self):
        on_form = {"bpm_incident_form": True}
        failed = self.incident.with_user(self.owner).with_context(**on_form)
        self.assertIs(failed.action_retry(), True, "It failed again: it is still there")
        for act in ("retry", "retry_all", "skip", "cancel"):
            with self.subTest(act), self.env.cr.savepoint() as savepoint:
                left = self.act(self.solved(**on_form), act)
                self.assertEqual(left["res_model"], "bpm.flow.job")
                self.assertEqual(left["target"], "main", "No way back to what is gone")
                savepoint.rollback()
                self.env.invalidate_all()

    def act(self, incident, act):
        if act == "retry":
            return incident.action_retry()
        if act == "retry_all":
            return incident.action_retry_all()["params"]["next"]
        wizard = getattr(incident, f"action_{act}_wizard")()
        model = self.env[wizard["res_model"]].with_user(self.owner)
        values = {"reason": "Hopeless"} if act == "cancel" else {}
        return model.with_context(**wizard["context"]).create(values).action_apply()

    def test_over_its_case_the_case_is_read_anew(self):
        incident = self.solved(bpm_incident_form=True, bpm_in_case=True)
        self.assertEqual(incident.action_retry()["tag"], "soft_reload")

    def test_in_a_list_nobody_is_led_away(self):
        self.assertIs(self.solved().action_retry(), True)

    def test_they_are_those_of_the_moment(self):
        self.case.with_user(self.owner).set_variables({"budget": 20})
        self.lead.expected_revenue = 500
        values, record = self.shown(self.owner)
        self.assertIn("budget = 10", values)
        self.assertIn("Expected Revenue = 250", record)

    def test_each_try_has_its_own(self):
        self.case.with_user(self.owner).set_variables({"budget": 20})
        self.run_due(minutes=1)
        self.assertEqual(self.incident.attempt, 2)
        self.assertIn("budget = 20", self.shown(self.owner)[0])

    def test_what_the_step_looks_at_behind_the_record(self):
        self.lead.partner_id = self.env["res.partner"].create(
            {"name": "Chairs & Co", "ref": "GHENT-7"}
        )
        flow = self.flow(
            "Stuck",
            look=by_formula(("partner_id.ref == 'ROME'", "end")),
            end=end(),
        )
        incident = self.start(flow).incident_ids
        self.assertIn("GHENT-7", self.shown(self.owner, incident)[1])

    def test_workers_read_the_sentence_and_no_values(self):
        self.assertTrue(self.incident.with_user(self.worker).error)
        self.assertEqual(self.shown(self.worker), ("", ""))
        with self.refused(AccessError):
            self.incident.with_user(self.admin).read(["moment"])

    def test_fields_that_the_owner_may_not_read_are_left_out(self):
        field = self.lead._fields["expected_revenue"]
        self.patch(field, "groups", "base.group_system")
        record = self.shown(self.owner)[1]
        self.assertNotIn("250", record)
        self.assertIn("a@example.com", record)

    def test_a_record_that_he_may_not_read_either(self):
        self.env["ir.rule"].create(
            {
                "name": "hidden",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain_force": f"[('id', '!=', {self.lead.id})]",
            }
        )
        self.assertEqual(self.shown(self.owner)[1], "")

    def test_a_record_that_is_gone_is_known_from_then(self):
        self.env.cr.execute("DELETE FROM crm_lead WHERE id = %s", [self.lead.id])
        self.env.invalidate_all()
        self.assertIn("Expected Revenue = 250", self.shown(self.owner)[1])
        self.run_due(minutes=1)
        self.assertEqual(self.shown(self.owner), ("budget = 10\ncolour = red", ""))

    def test_changed_values_say_that_it_is_to_be_tried_again(self):
        action = self.incident.with_user(self.owner).action_values_wizard()
        wizard = self.env[action["res_model"]].with_user(self.owner)
        form = Form(wizard.with_context(**action["context"]))
        form.reason = "Looked at it"
        said = form.save().action_apply()["params"]
        self.assertIn("press “Try again”", said["message"])
        self.assertEqual(said["next"]["type"], "ir.actions.act_window_close")

    def test_the_form_leads_to_the_case(self):
        incident = self.incident.with_user(self.owner)
        for action in (
            incident.action_values_wizard(),
            incident.action_cancel_wizard(),
        ):
            self.assertEqual(action["target"], "new")
        view = incident.get_view(view_type="form")["arch"]
        names = {b.get("name") for b in etree.fromstring(view).iter("button")}
        self.assertLessEqual(
            {
                "action_retry",
                "action_retry_all",
                "action_skip_wizard",
                "action_values_wizard",
                "action_cancel_wizard",
                "action_open_record",
            },
            names,
        )
