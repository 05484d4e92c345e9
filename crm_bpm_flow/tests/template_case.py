"""Templates for the tests, and short ways to fill them in."""

from base64 import b64encode

from .common import FlowCase

TEXT = "<p>For {{ record.partner_id.name }}: {{ record.expected_revenue|money }}</p>"


class TemplateCase(FlowCase):
    """A template of the process owner's, and a lead that fits it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["bpm.flow.document.type"].create(
            {"name": "Offer", "number_prefix": "O-", "number_padding": 3}
        )
        cls.partner = cls.env["res.partner"].create(
            {"name": "Acme", "email": "acme@example.com", "city": "Minsk"}
        )
        cls.lead.write(
            {
                "partner_id": cls.partner.id,
                "expected_revenue": 1500.5,
                "user_id": cls.worker.id,
                "type": "opportunity",
            }
        )

    def template(self, body=TEXT, user=None, model="crm.lead", **vals):
        return (
            self.env["bpm.flow.document.template"]
            .with_user(user or self.owner)
            .create(
                {
                    "name": "Offer",
                    "model_id": self.env["ir.model"]._get_id(model),
                    "body_html": body,
                    "output": "html",
                    "type_id": self.kind.id,
                    "lang": "en_US",
                    **vals,
                }
            )
        )

    def uploaded(self, kind, content, **vals):
        """A template that is a file."""
        file = b64encode(content)
        name = f"template.{kind}"
        return self.template(False, kind=kind, file=file, file_filename=name, **vals)

    def filled(self, template, records=None, user=None):
        """Texts of the files."""
        records = self.lead if records is None else records
        made = template.with_user(user or self.worker)._fill(records)
        return [content.decode() for _record, _name, content in made]

    def shown(self, body, user=None, record=None, **vals):
        """What a text becomes, without the page around it."""
        template = self.template(body, **vals)
        record = self.lead if record is None else record
        user = user or self.worker
        return template.with_user(user)._preview(record.with_user(user))
