from odoo import api, fields, models, tools
from odoo.fields import Domain

LEAD, PARTNER = "crm.lead", "res.partner"
MODELS = [(LEAD, "Leads"), (PARTNER, "Partners")]


class BpmFlowDocumentSet(models.Model):
    """What must be there: the documents that leads or partners of a kind need."""

    _name = "bpm.flow.document.set"
    _description = "Set of Documents That Must Be There"
    _inherit = ["bpm.flow.document.condition"]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for the records of every company."
    )
    res_model = fields.Selection(MODELS, string="For", required=True, default=LEAD)
    category_ids = fields.Many2many(
        "res.partner.category",
        string="Partner's tags",
        help="Only for partners with one of these tags. Empty: for all.",
    )
    stage_ids = fields.Many2many(
        "crm.stage",
        "bpm_flow_document_set_stage_rel",
        string="In the stages",
        help="Only for leads in one of these stages. Empty: in all.",
    )
    line_ids = fields.One2many(
        "bpm.flow.document.set.line", "set_id", string="Documents", copy=True
    )
    is_gate = fields.Boolean(
        string="Holds up",
        help="A lead does not come to the stages below before all is there.",
    )
    gate_stage_ids = fields.Many2many(
        "crm.stage",
        "bpm_flow_document_set_gate_rel",
        string="Before the stages",
        default=lambda self: self.env["crm.stage"].search([("is_won", "=", True)]),
    )
    remind_days = fields.Integer(
        string="Remind after",
        help="Days after which whoever is responsible gets an activity that names what "
        "is missing. 0: nobody is reminded.",
    )

    def _condition_model(self):
        return self.res_model

    @api.constrains("domain", "res_model")
    def _check_domain(self):
        return super()._check_domain()

    def _meant(self):
        """Which records need these documents."""
        self.ensure_one()
        domain = self._parsed()
        partner = "partner_id." if self.res_model == LEAD else ""
        if self.category_ids:
            tags = ("in", self.category_ids.ids)
            domain &= Domain(f"{partner}category_id", *tags) | Domain(
                f"{partner}commercial_partner_id.category_id", *tags
            )
        if self.res_model == LEAD and self.stage_ids:
            domain &= Domain("stage_id", "in", self.stage_ids.ids)
        if self.res_model == PARTNER:
            # What a contact needs is said where his firm is looked at.
            domain &= Domain("parent_id", "=", False)
        if self.company_id:
            domain &= Domain("company_id", "in", [self.company_id.id, False])
        return domain

    @api.model
    def _for(self, model):
        """The sets for records of a model; read once for a transaction's question."""
        sets = self.sudo().with_context(active_test=True)
        return sets.search([("res_model", "=", model)])

    # ------------------------------------------------------------------
    # Gates
    # ------------------------------------------------------------------
    @api.model
    @tools.ormcache()
    def _gates(self):
        """Remembered: each save of a lead asks, and mostly there are none.

        :return: ids of the sets that hold leads up, and of the stages before which
        """
        sets = self._for(LEAD).filtered("is_gate")
        return sets._ids, frozenset(sets.gate_stage_ids._ids)

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
