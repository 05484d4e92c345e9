from psycopg2.errors import ForeignKeyViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .process_words import auto, by_variable, end, task
from .template_case import TemplateCase


def make(template, **values):
    """The action "make a document"."""
    return {
        "state": "bpm_document",
        "bpm_template_id": template.id,
        "bpm_register": True,
        **values,
    }


class TestDocumentStep(TemplateCase):
    """A step of a process makes a document, with the rights of the process."""

    def setUp(self):
        super().setUp()
        self.offer = self.template("<p>No. {{ document.number }} {{ record.name }}</p>")

    def documents(self):
        domain = [("lead_id", "=", self.lead.id)]
        return self.env["bpm.flow.document"].search(domain, order="id")

    def test_it_makes_numbers_and_remembers(self):
        process = self.flow(
            paper=auto(make(self.offer, bpm_variable="offer")),
            check=by_variable(([("offer", ">", 0)], "call"), otherwise="call"),
            call=task(self.worker),
        )
        case = self.start(process)
        self.assertFalse(self.documents(), "not while the user waits")
        self.run_due()
        document = self.documents()
        self.assertEqual((document.number, document.type_id), ("O-001", self.kind))
        self.assertEqual(document.create_uid, self.owner)
        self.assertIn("No. O-001", document.file_ids.attachment_id.raw.decode())
        self.assertEqual(case.variables, {"offer": document.id})
        self.assertEqual(self.here(case), ["call"])

    def test_sent_and_not_registered(self):
        action = make(self.offer, bpm_register=False, bpm_send=True)
        self.start(self.flow(paper=auto(action)))
        self.run_due()
        document = self.documents()
        self.assertFalse(document.number)
        sent = document.message_ids.filtered("partner_ids")
        self.assertEqual(sent.partner_ids, self.partner)

    def test_a_type_of_its_own(self):
        other = self.env["bpm.flow.document.type"].create({"name": "Letter"})
        self.start(
            self.flow(paper=auto(make(self.offer, bpm_document_type_id=other.id)))
        )
        self.run_due()
        self.assertEqual(self.documents().type_id, other)

    def test_what_goes_wrong_is_an_incident_with_its_place(self):
        template = self.template("<p>{{ 1 / record.probability }}</p>")
        process = self.flow(paper=auto(make(template)))
        self.lead.probability = 0
        case = self.start(process)
        self.run_due()
        incident = case.incident_ids
        self.assertIn("divided by zero", incident.error)
        self.assertFalse(self.documents())
        self.lead.probability = 50
        incident.with_user(self.owner).action_retry()
        self.run_due()
        self.assertEqual((case.state, self.documents().number), ("done", "O-001"))

    @mute_logger("odoo.addons.base.models.ir_actions")
    def test_no_more_than_the_process_may_read(self):
        process = self.flow(paper=auto(make(self.offer)))
        case = self.start(process)
        self.owner.group_ids -= self.env.ref("sales_team.group_sale_salesman_all_leads")
        self.run_due()
        self.assertTrue(case.incident_ids)
        self.assertFalse(self.documents())

    def test_the_checker(self):
        other = self.template("<p>{{ record.name }}</p>", model="res.partner")
        faulty = self.template("<p>{{ record.nam }}</p>")
        no_type = self.template(type_id=False)
        for action, code in (
            ({"state": "bpm_document"}, "no_document_template"),
            (make(other), "document_template_model"),
            (make(faulty), "document_template_mistakes"),
            (make(no_type), "no_document_type"),
        ):
            process = self.flow(publish=False, paper=auto(action))
            codes = [found["code"] for found in process.draft_id.check()]
            self.assertIn(code, codes)
        process = self.flow(publish=False, paper=auto(make(self.offer)))
        self.assertEqual(process.draft_id.check(), [])

    def test_an_owner_builds_it_himself(self):
        process = self.flow(publish=False, paper=auto())
        step = self.step(process, "paper").with_user(self.owner)
        values = {"name": "Offer", "bpm_node_id": step.id, **make(self.offer)}
        action = self.env["ir.actions.server"].with_user(self.owner).create(values)
        self.assertIn("bpm_document", action.allowed_states)
        with self.refused(AccessError):
            action.with_user(self.worker).run()
        with self.refused(ValidationError, "name of a value"):
            action.bpm_variable = "no name"

    def test_a_template_in_use_stays(self):
        self.flow(paper=auto(make(self.offer)))
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(ForeignKeyViolation),
            self.env.cr.savepoint(),
        ):
            self.offer.unlink()

    def test_it_travels_with_its_process(self):
        process = self.flow(
            "Travels",
            paper=auto(make(self.offer, bpm_variable="offer", bpm_send=True)),
        )
        text = process.version_id.with_user(self.owner).export_bpmn()
        self.assertIn("bpm_document", text)
        process.code = "another"
        flows = self.env["bpm.flow"].with_user(self.owner)
        copy = flows.import_bpmn(text, model="crm.lead")
        action = copy.sudo().draft_id.node_ids.action_ids
        self.assertEqual(action.bpm_template_id, self.offer)
        self.assertTrue(action.bpm_register and action.bpm_send)
        self.assertEqual(action.bpm_variable, "offer")

    def test_versions_say_what_differs(self):
        process = self.flow(paper=auto(make(self.offer), bpmn_id="paper"))
        older = process.version_id
        process.with_user(self.owner).action_new_draft()
        other = self.template(name="Another offer")
        self.step(process, "paper").action_ids.bpm_template_id = other
        found = str(process.draft_id.with_user(self.owner).compare(older.id))
        self.assertIn("Another offer", found)

    def test_a_rehearsal_tells_of_it_and_keeps_nothing(self):
        process = self.flow(
            publish=False,
            paper=auto(make(self.offer)),
            over=end("goal"),
        )
        rehearsal = (
            self.env["bpm.flow.rehearsal"]
            .with_user(self.owner)
            .create(
                {
                    "version_id": process.draft_id.id,
                    "source": "one",
                    "record_id": self.lead.id,
                }
            )
        )
        with self.enter_registry_test_mode():
            rehearsal.begin()
            rehearsal.go_on()
        self.assertIn("Document", str(rehearsal.results))
        self.assertFalse(self.documents())

    def test_by_an_automation_rule_of_an_administrator(self):
        rule = self.env["base.automation"].create(
            {
                "name": "Won",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "trigger": "on_write",
                "trigger_field_ids": [
                    (4, self.env["ir.model.fields"]._get("crm.lead", "priority").id)
                ],
            }
        )
        self.env["ir.actions.server"].create(
            {
                "name": "Offer",
                "model_id": rule.model_id.id,
                "base_automation_id": rule.id,
                "usage": "base_automation",
                **make(self.offer),
            }
        )
        self.lead.with_user(self.worker).priority = "2"
        self.env.flush_all()
        self.assertEqual(self.documents().create_uid, self.worker)

    def test_the_action_menu_offers_it(self):
        actions = self.env["ir.actions.actions"].with_user(self.worker)
        for model in ("crm.lead", "res.partner", "bpm.flow.document"):
            names = [row["name"] for row in actions.get_bindings(model)["action"]]
            self.assertEqual(names.count("Make a document"), 1, model)

    def test_records_without_a_fitting_template(self):
        with self.refused(UserError, "other records"):
            self.offer._fill(self.partner)
