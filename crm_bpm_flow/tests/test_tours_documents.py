from .tour_common import TourCase


class TestDocumentTours(TourCase):
    """Templates and what is made of them, in a browser."""

    def test_an_owner_writes_a_template_and_a_seller_uses_it(self):
        kind = self.env["bpm.flow.document.type"].create(
            {"name": "Offers", "number_prefix": "O-", "number_padding": 3}
        )
        acme = self.env["res.partner"].create({"name": "Acme"})
        lead = self.opportunity(partner_id=acme.id, expected_revenue=1500.5)
        self.tour("owner_writes_template", self.owner)
        template = self.env["bpm.flow.document.template"].search(
            [("name", "=", "Short offer")]
        )
        self.assertEqual((template.type_id, template.is_ready), (kind, True))
        # a page: PDF files are made by a program that tests do not need
        template.output = "html"
        self.tour("worker_makes_document", self.worker, f"/odoo/crm/{lead.id}")
        document = lead.bpm_document_ids
        self.assertEqual(document.number, "O-001")
        content = document.file_ids.attachment_id.raw.decode()
        self.assertIn("Dear Acme, the price is", content)
