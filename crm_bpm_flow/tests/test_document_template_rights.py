from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .documents.test_sandbox import ESCAPES
from .template_case import TemplateCase

SECRET = "hidden-value"


class TestTemplateRights(TemplateCase):
    """A template shows nothing that its user may not read, and does nothing at all."""

    def test_no_record_that_may_not_be_read(self):
        template = self.template("<p>{{ record.name }}</p>")
        with self.refused(AccessError):
            self.filled(template, user=self.stranger)
        with self.refused(AccessError):
            template.with_user(self.stranger).make(self.lead.ids)
        with self.refused(AccessError):
            template.with_user(self.stranger)._preview(
                self.lead.with_user(self.stranger)
            )

    def test_nothing_that_a_superuser_has_read_before(self):
        template = self.template("<p>{{ record.name }}</p>")
        self.lead.sudo().name  # noqa: B018 - in the cache now
        with self.refused(AccessError):
            template.sudo().with_user(self.stranger)._fill(self.lead.sudo())

    def test_no_relation_that_may_not_be_read(self):
        hidden = self.env["bpm.flow.document"].create(
            {"name": SECRET, "type_id": self.kind.id, "visibility": "named"}
        )
        open_one = self.env["bpm.flow.document"].create(
            {"name": "Open", "type_id": self.kind.id, "parent_id": hidden.id}
        )
        hidden.lead_id = open_one.lead_id = self.lead
        self.assertTrue(open_one.parent_id.name, "in the cache now")
        for body in ("{{ record.parent_id }}", "{{ record.parent_id.name }}"):
            template = self.template(f"<p>{body}</p>", model="bpm.flow.document")
            with self.refused(UserError, "may not read") as caught:
                self.filled(template, open_one)
            self.assertNotIn(SECRET, str(caught.exception))
        found = self.shown("<p>{{ record.bpm_document_ids.name }}</p>")
        self.assertIn("Open", found)
        self.assertNotIn(SECRET, found)

    def test_no_field_of_a_group_that_one_is_not_in(self):
        field = self.env["ir.model.fields"]._get("crm.lead", "referred")
        self.lead.referred = SECRET
        crm_lead = type(self.env["crm.lead"])
        self.assertTrue(field)
        self.patch(crm_lead._fields["referred"], "groups", "base.group_system")
        template = self.template("<p>{{ record.referred }}</p>", user=self.admin)
        with self.refused(UserError, "may not read the field"):
            self.filled(template)

    def test_nothing_of_another_company(self):
        theirs = self.env["res.partner"].create(
            {"name": SECRET, "company_id": self.second_company.id}
        )
        self.lead.partner_id.parent_id = theirs
        self.env["ir.rule"].search(
            [("model_id.model", "=", "res.partner")]
        ).active = True
        template = self.template("<p>{{ record.partner_id.parent_id.name }}</p>")
        with self.refused(UserError, "may not read"):
            self.filled(template)

    def test_no_way_out_of_the_sandbox(self):
        for source in (
            *ESCAPES,
            "{{ record.env }}",
            "{{ record._record }}",
            "{{ record._reader.env }}",
            "{{ record.sudo() }}",
            "{{ record.sudo }}",
            "{{ record.unlink() }}",
            "{{ record.write({'name': 'x'}) }}",
            "{{ record.search([]) }}",
            "{{ record.mapped('name') }}",
            "{{ record._fields }}",
            "{{ user.env }}",
            "{{ user.has_group('base.group_system') }}",
            "{{ company.sudo }}",
        ):
            with self.subTest(source), self.assertRaises(UserError):
                found = self.shown(f"<p>{source}</p>", file_pattern="x")
                self.fail(f"{source} gave {found}")

    def test_passwords_are_as_empty_as_everywhere(self):
        self.worker.password = "correct horse battery"
        found = self.shown("<p>[{{ record.user_id.password }}]</p>")
        self.assertNotIn("horse", found)

    def test_who_may_change_templates(self):
        template = self.template()
        other = self._person("other", "crm_bpm_flow.group_owner")
        for user in (self.worker, self.stranger, other):
            with self.refused(AccessError):
                template.with_user(user).name = "Forged"
            with self.refused(AccessError):
                template.with_user(user).action_check()
        for user in (self.worker, self.stranger):
            with self.refused(AccessError):
                self.template(user=user)
        self.assertFalse(template.with_user(other).can_edit)
        self.assertTrue(template.with_user(self.owner).can_edit)
        template.with_user(self.admin).name = "Changed"
        template.with_user(self.owner).name = "Changed again"
        with self.refused(AccessError):
            self.template(user=self.owner, user_id=other.id)

    def test_templates_of_another_company(self):
        template = self.template(company_id=self.env.company.id)
        self.assertFalse(template.with_user(self.foreigner).has_access("read"))
        with self.refused(AccessError):
            template.with_user(self.foreigner).make(self.lead.ids)

    def test_only_templates_that_fit_are_offered(self):
        fitting = self.template()
        self.template("<p>{{ record.nam }}</p>")
        self.template("<p>{{ record.name }}</p>", model="res.partner")
        archived = self.template()
        archived.active = False
        found = self.env["bpm.flow.document.template"]._fitting("crm.lead")
        own = found.filtered(lambda template: template.user_id == self.owner)
        self.assertEqual(own, fitting)
        wizard = self.env["bpm.flow.document.wizard"].with_user(self.worker)
        wrong = wizard.create(
            {
                "res_model": "res.partner",
                "res_ids": self.partner.ids,
                "template_id": fitting.id,
            }
        )
        with self.refused(UserError, "other records"):
            wrong.action_apply()

    def test_a_wizard_takes_nobody_further(self):
        wizard = self.env["bpm.flow.document.wizard"].with_user(self.stranger)
        made = wizard.create(
            {
                "res_model": "crm.lead",
                "res_ids": self.lead.ids,
                "template_id": self.template("<p>{{ record.name }}</p>").id,
                "type_id": self.kind.id,
            }
        )
        self.assertFalse(made.preview)
        self.assertNotIn(self.lead.name, made.mistake)
        with self.refused(AccessError):
            made.action_apply()

    def test_a_document_needs_the_right_to_register(self):
        self.kind.is_open_to_register = False
        with self.refused(AccessError, "registrars"):
            self.template().with_user(self.worker).make(self.lead.ids)

    def test_pictures_of_the_text_that_may_not_be_read(self):
        picture = self.env["ir.attachment"].create(
            {"name": "x.png", "raw": b"x", "res_model": "crm.lead", "res_id": 0}
        )
        other = self.env["crm.lead"].create({"name": "Other", "user_id": False})
        picture.res_id = other.id
        body = f'<p>a<img src="/web/image/{picture.id}-x/x.png"></p>'
        clerk = self.clerk
        clerk.group_ids = [
            Command.link(self.env.ref("sales_team.group_sale_salesman").id)
        ]
        self.lead.user_id = clerk
        other.user_id = self.worker
        self.assertNotIn("<img", self.shown(body, user=clerk))
