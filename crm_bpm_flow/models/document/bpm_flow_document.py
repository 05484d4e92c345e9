from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from .const import DRAFT, STATES, VISIBILITIES


class BpmFlowDocument(models.Model):
    """The card of a document: what it is, with whom, until when, and how far it is."""

    _name = "bpm.flow.document"
    _description = "Document"
    _inherit = ["mail.thread", "mail.activity.mixin", "bpm.flow.mixin"]
    _order = "date desc, id desc"
    _parent_store = True
    _check_company_auto = True
    _rec_names_search = ["number", "their_number", "name", "partner_id"]

    name = fields.Char(string="Subject", required=True, tracking=True)
    type_id = fields.Many2one(
        "bpm.flow.document.type", required=True, index=True, tracking=True
    )
    direction = fields.Selection(related="type_id.direction", store=True)
    # Not readonly, or Odoo's import would not offer it: it is in the views, and nobody
    # but registrars brings one in.
    number = fields.Char(
        copy=False,
        index="trigram",
        tracking=True,
        help="Of our register.",
    )
    date = fields.Date(
        required=True,
        index=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    their_number = fields.Char(
        string="Partner's number", copy=False, index="trigram", tracking=True
    )
    their_date = fields.Date(string="Partner's date", copy=False, tracking=True)
    state = fields.Selection(
        STATES,
        required=True,
        default=DRAFT,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    active = fields.Boolean(default=True, tracking=True)
    # With whom
    partner_id = fields.Many2one("res.partner", index=True, tracking=True)
    commercial_partner_id = fields.Many2one(
        "res.partner",
        string="Firm",
        related="partner_id.commercial_partner_id",
        store=True,
        index="btree_not_null",
    )
    contact_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        domain="[('id', 'child_of', partner_id)]",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        string="Our company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        tracking=True,
    )
    signatory_id = fields.Many2one(
        "res.users", string="Signs for us", index="btree_not_null", tracking=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    executor_ids = fields.Many2many(
        "res.users",
        "bpm_flow_document_executor_rel",
        "document_id",
        "user_id",
        string="Executors",
        help="Who does what the document asks for.",
    )
    date_answer = fields.Date(
        string="Answer due", index="btree_not_null", copy=False, tracking=True
    )
    # About what
    amount = fields.Monetary(tracking=True)
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
        tracking=True,
    )
    date_from = fields.Date(string="Valid from", tracking=True)
    date_to = fields.Date(string="Valid to", index="btree_not_null", tracking=True)
    note = fields.Html(string="Notes")
    properties = fields.Properties(
        string="Own fields", definition="type_id.properties_definition", copy=True
    )
    # To what it belongs
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", tracking=True)
    parent_id = fields.Many2one(
        "bpm.flow.document",
        string="Part of",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="An agreement belongs to its contract, an act to its agreement.",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many(
        "bpm.flow.document", "parent_id", string="What belongs to it"
    )
    related_ids = fields.Many2many(
        "bpm.flow.document",
        "bpm_flow_document_related_rel",
        "document_id",
        "related_id",
        string="Related documents",
    )
    related_from_ids = fields.Many2many(
        "bpm.flow.document",
        "bpm_flow_document_related_rel",
        "related_id",
        "document_id",
        string="Named as related by",
        readonly=True,
        copy=False,
    )
    # Parts
    control_ids = fields.One2many(
        "bpm.flow.document.control", "document_id", string="Control dates"
    )
    # Registration and end
    date_registered = fields.Datetime(
        string="Registered", readonly=True, copy=False, tracking=True
    )
    registered_by_id = fields.Many2one(
        "res.users",
        string="Registered by",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    date_signed = fields.Date(string="Signed on", copy=False, tracking=True)
    date_over = fields.Date(string="Over since", copy=False, tracking=True)
    # Who may see
    visibility = fields.Selection(
        VISIBILITIES,
        string="Seen by",
        required=True,
        compute="_compute_visibility",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    reader_ids = fields.Many2many(
        "res.users", string="Readers", help="They see it whatever else is said."
    )
    bpm_task_ids = fields.One2many(
        "bpm.flow.task",
        "res_id",
        string="Tasks",
        domain=lambda self: [("res_model", "=", self._name)],
    )

    _number_uniq = models.UniqueIndex(
        "(type_id, company_id, number) WHERE number IS NOT NULL",
        "A document of this type already has this number.",
    )
    _due_idx = models.Index("(company_id, date_to) WHERE date_to IS NOT NULL")
    _partner_idx = models.Index("(partner_id, type_id, state)")

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------
    @api.depends("type_id.name", "number", "date", "name")
    @api.depends_context("uid")
    def _compute_display_name(self):
        hidden = self._hidden_names()
        for document in self:
            if document in hidden:
                document.display_name = self.env._("A confidential document")
                continue
            kind = document.type_id.name or ""
            number = f"{kind} {document.number}" if document.number else kind
            parts = (number.strip(), document.name)
            document.display_name = ": ".join(part for part in parts if part)

    def _hidden_names(self):
        """Those whose name Odoo asks for as the system, to show it to somebody who may
        not see them: where another record links to them."""
        if not self.env.su or self.env.uid == SUPERUSER_ID:
            return self.browse()
        stored = self._origin.filtered("id").sudo(False)
        secret = stored.sudo().filtered(lambda d: d.visibility != "company")
        secret = secret.sudo(False) | stored.sudo().filtered(
            lambda d: d.company_id not in self.env.user.company_ids
        ).sudo(False)
        return (secret - secret._filtered_access("read")).with_env(self.env)

    def _seen_by(self, user):
        """Those that a user may see in any of his companies, as the caller's."""
        seen = self.with_user(user).with_context(
            allowed_company_ids=user.sudo().company_ids.ids
        )
        return self.browse(seen._filtered_access("read").ids)

    @api.depends("type_id")
    def _compute_visibility(self):
        for document in self:
            document.visibility = document.type_id.visibility or "company"

    @api.onchange("type_id")
    def _onchange_type_id(self):
        if self.type_id.signatory_id and not self.signatory_id:
            self.signatory_id = self.type_id.signatory_id

    def onchange(self, values, field_names, fields_spec):
        """Show a type's own fields as soon as the type is chosen.

        Odoo itself tells the form of them only when one of them has a value by now.
        """
        result = super().onchange(values, field_names, fields_spec)
        changed = result.get("value", {})
        is_asked = "type_id" in field_names and "properties" in fields_spec
        if is_asked and "properties" not in changed:
            card = self.new({"type_id": values.get("type_id")})
            [read] = card.web_read({"properties": {}})
            result["value"] = {**changed, "properties": read["properties"]}
        return result

    @api.onchange("parent_id")
    def _onchange_parent_id(self):
        if not self.parent_id:
            return
        for name, value in self._taken_over(self.parent_id).items():
            if not self[name] or name == "company_id":
                self[name] = value

    @api.model
    def _taken_over(self, parent):
        """What a document has in common with the one that it belongs to."""
        return {
            "partner_id": parent.partner_id.id,
            "contact_id": parent.contact_id.id,
            "lead_id": parent.lead_id.id,
            "company_id": parent.company_id.id,
            "currency_id": parent.currency_id.id,
        }

    @api.onchange("contact_id")
    def _onchange_contact_id(self):
        if self.contact_id and not self.partner_id:
            self.partner_id = self.contact_id.commercial_partner_id

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        if self.filtered("number"):
            raise UserError(
                self.env._(
                    "What is registered stays in the register. Reject or terminate the "
                    "document instead, or archive it."
                )
            )
