from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form

from .common import FlowCase, end, task
from .process_words import auto, choice, wait, write


class TestLosses(FlowCase):
    """Records, people, fields and models that go away: nothing else is lost."""

    # ------------------------------------------------------------------
    # The record
    # ------------------------------------------------------------------
    def test_a_deleted_record_ends_its_cases(self):
        case = self.start(self.flow())
        self.lead.unlink()
        self.assertEqual(case.state, "cancelled")
        self.assertEqual(case.end_reason, "The record was deleted.")
        self.assertEqual(case.task_ids.state, "cancelled")
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def _vanish(self):
        """The record goes without Odoo's knowing: by SQL, as other programs do."""
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM crm_lead WHERE id = %s", [self.lead.id])
        self._end_transaction()

    def test_a_record_that_vanished_leaves_its_case_usable(self):
        flow = self.flow(call=task(self.worker, within="1 hours"), mark=auto())
        case = self.start(flow)
        self._vanish()
        with self.refused(UserError, "The record “Fifty chairs” was deleted"):
            case.with_user(self.owner).action_open_record()
        self.assertEqual(case.with_user(self.owner).record_name, "Fifty chairs")
        self.finish(case)
        self.assertEqual(case.task_ids.state, "done")

    def test_an_automatic_step_on_a_vanished_record_is_an_incident(self):
        flow = self.flow(pause=wait("1 hours"), mark=auto(write("name", "x")))
        case = self.start(flow)
        self._vanish()
        self.run_due(hours=1)
        self.assertIn("“Fifty chairs” was deleted", case.incident_ids.error)
        case.with_user(self.owner).action_cancel("Gone")
        self.assertEqual(case.state, "cancelled")

    def test_a_choice_on_a_vanished_record_takes_the_otherwise(self):
        flow = self.flow(
            pause=wait("1 hours"),
            look=choice(([("name", "!=", "x")], "yes"), otherwise="no"),
            yes=end("goal"),
            no=end("failure"),
        )
        case = self.start(flow)
        self._vanish()
        self.run_due(hours=1)
        self.assertEqual((case.state, case.result), ("done", "failure"))

    # ------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------
    def test_an_archived_person_s_tasks_move_on(self):
        alone = self.start(self.flow("Alone"), self.leads(2))
        pool = self.start(self.flow("Pool", call=task(self.worker | self.mate)))
        pool.open_task_ids.with_user(self.worker).action_claim()
        self.worker.with_user(self.admin).action_archive()
        self.assertEqual(set(alone.open_task_ids.user_ids), {self.owner})
        self.assertEqual(pool.open_task_ids.user_ids, self.mate)
        self.assertIn("fallback", self.kinds(alone[0]))
        self.assertEqual(alone.open_task_ids.activity_ids.user_id, self.owner)
        self.finish(alone[0], by=self.owner)
        self.assertEqual(alone[0].state, "done")

    def test_a_finished_task_keeps_whoever_did_it(self):
        case = self.start(self.flow())
        self.finish(case)
        self.worker.active = False
        self.assertEqual(case.task_ids.done_by_id, self.worker)

    def test_an_archived_owner_s_process_goes_on(self):
        case = self.start(
            self.flow(call=task(self.worker), mark=auto(write("name", "x")))
        )
        self.owner.active = False
        self.finish(case)
        self.assertEqual((case.state, self.lead.name), ("done", "x"))

    # ------------------------------------------------------------------
    # Fields and models
    # ------------------------------------------------------------------
    def _field(self, ttype="integer"):
        return self.env["ir.model.fields"].create(
            {
                "name": "x_size",
                "field_description": "Size",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "ttype": ttype,
            }
        )

    def test_a_deleted_field_in_a_condition_is_an_incident_and_an_error(self):
        field = self._field()
        flow = self.flow(
            call=task(self.worker),
            look=choice(([("x_size", ">", 1)], "goal"), otherwise="lost"),
            goal=end("goal"),
            lost=end("failure"),
        )
        case = self.start(flow)
        self.lead.x_size = 2
        self._end_transaction()
        field.unlink()
        self.finish(case)
        self.assertIn(
            "cannot be decided: Lead has no field “x_size”", case.incident_ids.error
        )
        self.assertEqual(case.task_ids.state, "done", "the worker is not stopped")
        flow.action_new_draft()
        self.assertIn("no_field", [f["code"] for f in flow.draft_id.check()])
        shown = flow.version_id.with_user(self.owner).editor_data()["findings"]
        self.assertIn("no_field", [f["code"] for f in shown], "what runs says it, too")

    def test_a_deleted_field_of_a_deadline(self):
        field = self._field(ttype="datetime")
        at_date = {"deadline_from": "field", "deadline_field": "x_size"}
        flow = self.flow(
            call=task(self.worker, **at_date),
            visit=task(self.worker, **at_date),
            pause=wait(**at_date),
        )
        self.lead.x_size = "2030-01-01 10:00:00"
        case = self.start(flow)
        self._end_transaction()
        field.unlink()
        known = fields.Datetime.to_datetime("2030-01-01 10:00:00")
        self.assertEqual(case.open_task_ids.date_deadline, known, "as it was told")
        self.finish(case)
        self.assertFalse(case.open_task_ids.date_deadline)
        self.finish(case)
        self.assertIn(
            "uses the field x_size, which does not exist", case.incident_ids.error
        )

    def test_a_deleted_field_in_a_start_stops_nobody(self):
        field = self._field()
        flow = self.flow()
        before = self.inbox(self.owner)
        self.rule(flow, domain="[('x_size', '>', 1)]")
        self.rule(flow, "on_write", pre_domain="[('x_size', '>', 1)]")
        field.unlink()
        lead = self.env["crm.lead"].with_user(self.worker).create({"name": "Saved"})
        lead.name = "Saved again"
        lead.flush_recordset()
        self.assertFalse(self.cases_of(flow, lead))
        told = (self.inbox(self.owner) - before)[:1].body
        self.assertIn("Lead has no field “x_size”", told)

    def test_a_deleted_required_field_is_not_asked_for(self):
        field = self._field()
        flow = self.flow(
            call=task(self.worker, required_field_ids=[Command.set(field.ids)])
        )
        case = self.start(flow)
        field.unlink()
        self.finish(case)
        self.assertEqual(case.state, "done")

    def test_a_model_that_is_uninstalled_leaves_cases_that_can_be_ended(self):
        model = self.env["ir.model"].create(
            {"name": "Thing", "model": "x_thing", "is_mail_thread": True}
        )
        self.env["ir.model.access"].create(
            {"name": "things", "model_id": model.id, "perm_read": True}
        )
        model.bpm_enabled = True
        flow = self.flow(
            "Things",
            res_model="x_thing",
            call=task(self.worker),
            pause=wait("1 hours"),
            mark=auto(),
        )
        rule = self.rule(flow)
        thing = self.env["x_thing"].create({"x_name": "One"})
        case = self.cases_of(flow)
        self.assertEqual(case.record_name, "One")
        model.unlink()
        self.assertNotIn("x_thing", self.env)
        self._end_transaction()
        asked = {"name": {}, "res_id": {"fields": {"display_name": {}}}}
        shown = case.open_task_ids.with_user(self.worker).web_read(asked)
        self.assertEqual([(r["name"], r["res_id"]) for r in shown], [("Call", False)])
        with Form(flow.with_user(self.owner)) as page:
            page.description = "Of old"
        self.finish(case)
        self.run_due(hours=1)
        self.assertEqual((case.state, case.record_name), ("done", "One"))
        with self.refused(UserError, "not installed any more"):
            flow.start(thing.ids)
        flow.action_new_draft()
        self.assertIn("no_model", [f["code"] for f in flow.draft_id.check()])
        self.assertFalse(rule.exists().automation_id.exists())
        cases = self.env["bpm.flow.instance"].with_user(self.owner)
        self.assertIn(case, cases.search([]))
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])
