from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from ..models.register.documents_missing import DocumentsMissing
from .process_words import auto, write
from .test_document import DocumentCase


class SetCase(DocumentCase):
    """A set for leads: a supply contract of the partner before the lead is won."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.power = cls.env["bpm.flow.document.type"].create({"name": "Power"})
        cls.won = cls.env["crm.stage"].search([("is_won", "=", True)], limit=1)
        cls.first = cls.env["crm.stage"].create({"name": "First", "sequence": 0})
        cls.firm = cls.env["res.partner"].create({"name": "Azur", "is_company": True})
        cls.person = cls.env["res.partner"].create(
            {"name": "Ann Azur", "parent_id": cls.firm.id}
        )
        cls.lead.write({"partner_id": cls.person.id, "stage_id": cls.first.id})
        cls.set = cls.env["bpm.flow.document.set"].create(
            {
                "name": "Before we deliver",
                "is_gate": True,
                "gate_stage_ids": cls.won.ids,
                "line_ids": [
                    Command.create({"type_id": cls.kind.id}),
                    Command.create({"type_id": cls.power.id, "whose": "lead"}),
                ],
            }
        )

    def signed(self, **vals):
        return self.document(self.registrar, **{"state": "signed", **vals})

    def both(self):
        return self.signed(partner_id=self.firm.id) | self.signed(
            lead_id=self.lead.id, type_id=self.power.id
        )


class TestDocumentSets(SetCase):
    """What must be there is shown, searched for, made and held up for."""

    def test_what_is_missing_is_named(self):
        self.assertEqual(self.lead.bpm_documents_missing, "Supply, Power")
        self.signed(partner_id=self.firm.id)
        self.env.invalidate_all()
        self.assertEqual(self.lead.bpm_documents_missing, "Power")
        self.signed(lead_id=self.lead.id, type_id=self.power.id)
        self.env.invalidate_all()
        self.assertTrue(self.lead.bpm_documents_ready)

    def test_an_archived_set_asks_for_nothing(self):
        self.set.active = False
        lead = self.lead.with_context(active_test=False)
        self.assertTrue(lead.bpm_documents_ready)
        self.assertFalse(lead.bpm_document_needs())
        lead.stage_id = self.won
        self.assertEqual(self.env["bpm.flow.document.set"]._gates()[0], ())

    def test_what_counts(self):
        self.set.line_ids[1].unlink()
        for vals in (
            {"state": "draft"},
            {"state": "approved"},
            {"state": "terminated"},
            {"date_to": "2026-03-01"},
            {"date_from": "2026-03-03"},
            {"partner_id": self.mate.partner_id.id},
        ):
            self.signed(**{"partner_id": self.firm.id, **vals})
            self.env.invalidate_all()
            self.assertFalse(self.lead.bpm_documents_ready, vals)
        self.set.line_ids.enough = "approved"
        self.env.invalidate_all()
        self.assertTrue(self.lead.bpm_documents_ready)

    def test_it_is_searched_for_and_filtered_by(self):
        leads = self.env["crm.lead"].with_user(self.worker)
        here = ("id", "=", self.lead.id)
        missing = [("bpm_documents_ready", "=", False)]
        ready = [("bpm_documents_ready", "=", True)]
        self.assertTrue(leads.search([here, *missing]))
        self.assertFalse(leads.search([here, *ready]))
        self.assertTrue(leads.search([here, ("bpm_documents_missing", "ilike", "pow")]))
        self.assertTrue(self.lead.filtered_domain(missing))
        self.both()
        self.env.invalidate_all()
        self.assertFalse(leads.search([here, *missing]))
        self.assertTrue(leads.search([here, *ready]))
        self.assertTrue(self.lead.filtered_domain(ready))
        self.assertTrue(leads.search([here, ("bpm_documents_missing", "=", False)]))

    def test_only_those_of_a_kind_need_it(self):
        tag = self.env["res.partner.category"].create({"name": "Buyer"})
        self.set.category_ids = tag
        self.assertTrue(self.lead.bpm_documents_ready)
        self.firm.category_id = tag
        self.env.invalidate_all()
        self.assertFalse(self.lead.bpm_documents_ready)
        self.set.stage_ids = self.won
        self.env.invalidate_all()
        self.assertTrue(self.lead.bpm_documents_ready)
        self.set.write({"stage_ids": [Command.clear()], "domain": "[('id', '=', 0)]"})
        self.env.invalidate_all()
        self.assertTrue(self.lead.bpm_documents_ready)
        with self.assertRaises(ValidationError):
            self.set.domain = "[('nothing', '=', 0)]"

    def test_partners_need_documents_too(self):
        self.set.write({"res_model": "res.partner", "is_gate": False})
        self.set.line_ids[1].unlink()
        self.assertEqual(self.firm.bpm_documents_missing, "Supply")
        self.assertTrue(self.person.bpm_documents_ready)
        self.signed(partner_id=self.person.id)
        self.env.invalidate_all()
        self.assertTrue(self.firm.bpm_documents_ready)

    def test_one_click_makes_what_is_missing(self):
        lead = self.lead.with_user(self.worker)
        needs = lead.bpm_document_needs()
        self.assertEqual([need["is_there"] for need in needs], [False, False])
        action = lead.action_bpm_make_document(needs[1]["line_id"])
        documents = self.env["bpm.flow.document"].with_user(self.worker)
        with Form(documents.with_context(**action["context"])):
            pass
        made = self.lead.bpm_document_ids
        self.assertEqual(made.type_id, self.power)
        self.assertEqual(made.partner_id, self.firm)

    def test_what_is_begun_is_named_to_whoever_may_see_it(self):
        begun = self.document(self.registrar, partner_id=self.firm.id, state="approved")
        secret = self.document(partner_id=self.firm.id, visibility="named")
        self.signed(partner_id=self.firm.id, date_to="2026-03-01")
        self.document(
            self.registrar,
            lead_id=self.lead.id,
            type_id=self.power.id,
            state="rejected",
        )
        supply, power = self.lead.with_user(self.mate).bpm_document_needs()
        self.assertEqual([row["id"] for row in supply["begun"]], begun.ids)
        self.assertFalse(power["begun"])
        supply = self.lead.with_user(secret.create_uid).bpm_document_needs()[0]
        self.assertEqual(
            {row["id"] for row in supply["begun"]}, set((begun | secret).ids)
        )
        self.signed(partner_id=self.firm.id)
        self.env.invalidate_all()
        self.assertFalse(self.lead.bpm_document_needs()[0]["begun"])

    # ------------------------------------------------------------------
    # The gate
    # ------------------------------------------------------------------
    def test_a_lead_is_held_up_before_its_stage(self):
        lead = self.lead.with_user(self.worker)
        words = "“Fifty chairs” cannot come to “Won” yet. Missing documents: Supply "
        with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
            lead.stage_id = self.won
        with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
            lead.action_set_won()
        others = self.leads(2).with_user(self.worker)
        several = self.assertRaisesRegex(UserError, "Fifty chairs(.|\n)*Supply")
        with several, self.env.cr.savepoint():
            (others | lead).write({"stage_id": self.won.id})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            lead.create({"name": "At once", "stage_id": self.won.id})
        self.both()
        lead.stage_id = self.won

    def test_the_way_to_what_is_missing_is_told_for_one_lead(self):
        several = self.lead | self.leads(2)
        for leads, context in ((self.lead, {"lead_id": self.lead.id}), (several, {})):
            with self.assertRaises(DocumentsMissing) as held, self.env.cr.savepoint():
                leads.with_user(self.worker).write({"stage_id": self.won.id})
            self.assertEqual(held.exception.context, context)
        with self.assertRaises(DocumentsMissing) as held, self.env.cr.savepoint():
            self.lead.create({"name": "At once", "stage_id": self.won.id})
        self.assertFalse(held.exception.context)

    def test_the_gate_can_be_switched_off(self):
        self.set.is_gate = False
        self.lead.stage_id = self.won
        self.assertFalse(self.lead.bpm_documents_ready)

    def test_a_process_is_held_up_too_with_the_same_sentence(self):
        flow = self.flow("Win it", win=auto(write("stage_id", self.won.id)))
        case = self.start(flow)
        self.run_due()
        self.assertNotEqual(self.lead.stage_id, self.won)
        self.assertIn(
            "Missing documents: Supply (signed), Power", case.incident_ids.error
        )
        self.both()
        case.incident_ids.action_retry()
        self.run_due()
        self.assertEqual(self.lead.stage_id, self.won)

    def test_a_confidential_document_counts_and_is_not_shown(self):
        self.both().write({"visibility": "named"})
        lead = self.lead.with_user(self.mate)
        self.env.invalidate_all()
        self.assertTrue(lead.bpm_documents_ready)
        self.assertFalse(lead.bpm_relations()["documents"])
        lead.stage_id = self.won

    # ------------------------------------------------------------------
    # Reminders, relations, queries
    # ------------------------------------------------------------------
    def test_whoever_is_responsible_is_reminded_once(self):
        since = {"date_last_stage_update": "2026-03-02 09:00:00"}
        self.lead.write({"user_id": self.worker.id, **since})
        self.set.remind_days = 3
        remind = self.env["bpm.flow.document.set"]._cron_remind
        remind()
        self.assertFalse(self.lead.activity_ids)
        self.clock.move_to("2026-03-06 09:00:00")
        remind()
        remind()
        self.assertEqual(self.lead.activity_ids.summary, "Missing: Supply, Power")
        self.assertEqual(self.lead.activity_ids.user_id, self.worker)
        self.both()
        remind()
        self.assertFalse(self.lead.activity_ids)

    def test_whoever_is_reminded_reads_his_own_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.kind.with_context(lang="ru_RU").name = "Поставка"
        self.worker.lang = "ru_RU"
        since = {"date_last_stage_update": "2026-03-02 09:00:00"}
        self.lead.write({"user_id": self.worker.id, **since})
        self.set.remind_days = 1
        self.clock.move_to("2026-03-06 09:00:00")
        self.env["bpm.flow.document.set"]._cron_remind()
        self.assertIn("Поставка", self.lead.activity_ids.summary)

    def test_all_relations_of_a_firm_in_one_view(self):
        self.signed(partner_id=self.person.id)
        self.document(partner_id=self.firm.id)
        self.document(partner_id=self.firm.id, visibility="named")
        self.start(self.flow("Visit"))
        found = self.firm.with_user(self.mate).bpm_relations()
        keys = {group["key"]: group["count"] for group in found["documents"]}
        self.assertEqual(keys, {"signed": 1, "draft": 1})
        self.assertEqual(found["leads"]["count"], 1)
        self.assertEqual(found["cases"]["count"], 1)
        action = self.firm.with_user(self.mate).action_bpm_relation("signed")
        documents = self.env["bpm.flow.document"].with_user(self.mate)
        self.assertEqual(documents.search_count(action["domain"]), 1)
        with self.assertRaises(AccessError):
            self.lead.with_user(self.stranger).bpm_relations()

    def test_queries_do_not_grow_with_the_leads(self):
        leads = self.leads(50)
        counts = []
        leads.mapped("bpm_documents_missing")
        for some in (leads[:1], leads):
            self.env.invalidate_all()
            self.env["bpm.flow.document.set"]._for("crm.lead").mapped(
                "line_ids.type_id"
            )
            before = self.env.cr.sql_log_count
            some.mapped("bpm_documents_missing")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
