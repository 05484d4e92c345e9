from pathlib import Path

from odoo.tools import html2plaintext

from .template_case import TemplateCase

DEMO = Path(__file__).parents[1] / "demo"


class TestReadyTemplates(TemplateCase):
    """The templates that come along can be used at once."""

    def ready(self, name):
        template = self.env.ref(f"crm_bpm_flow.document_template_{name}")
        self.assertTrue(template.is_ready, template.mistakes)
        return template.with_user(self.worker)

    def test_offer_and_contract(self):
        self.lead.date_deadline = "2026-11-29"
        for name, words in (
            ("offer", "For: Acme"),
            ("contract", "hereinafter the Contractor, and Acme, hereinafter"),
        ):
            text = html2plaintext(self.ready(name)._preview(self.lead))
            self.assertIn(words, text)
            self.assertIn("29 November 2026", text)
            self.assertIn("One thousand, five hundred", text)

    def test_of_a_lead_of_which_little_is_known(self):
        lead = self.env["crm.lead"].create(
            {"name": "Bare", "partner_name": "New Ltd", "user_id": self.worker.id}
        )
        for name in ("offer", "contract"):
            self.assertIn("New Ltd", self.ready(name)._preview(lead))

    def test_act(self):
        parent = self.env["bpm.flow.document"].create(
            {"name": "Contract", "type_id": self.kind.id}
        )
        parent.action_register()
        parent.write(
            {"name": "Fifty chairs", "partner_id": self.partner.id, "amount": 99}
        )
        text = html2plaintext(self.ready("act")._preview(parent))
        self.assertIn("Act of acceptance No. …", text)
        self.assertIn("Ninety-nine", text)
        self.assertIn("To the document No. O-001", text)
        self.assertIn("Acme (the Customer) has accepted: Fifty chairs", text)

    def test_the_word_file_of_the_demo_data(self):
        content = (DEMO / "contract_of_supply.docx").read_bytes()
        template = self.uploaded("docx", content)
        self.assertTrue(template.is_ready, template.mistakes)
        self.env["res.partner"].create(
            [{"name": name, "parent_id": self.partner.id} for name in ("Anna", "Bob")]
        )
        text = html2plaintext(template.with_user(self.worker)._preview(self.lead))
        for words in ("Anna", "Bob", "within 10 days after the delivery", "$ 1,500.50"):
            self.assertIn(words, text.replace("\N{NO-BREAK SPACE}", " "))
        self.assertNotIn("in advance", text)

    def test_the_excel_file_of_the_demo_data(self):
        content = (DEMO / "contacts.xlsx").read_bytes()
        template = self.uploaded("xlsx", content, model="res.partner")
        self.assertTrue(template.is_ready, template.mistakes)
        self.env["res.partner"].create(
            [{"name": name, "parent_id": self.partner.id} for name in ("Anna", "Bob")]
        )
        text = html2plaintext(template.with_user(self.worker)._preview(self.partner))
        for words in ("Contacts of Acme", "Anna", "Bob", "=COUNTA(B5:B6)"):
            self.assertIn(words, text)
