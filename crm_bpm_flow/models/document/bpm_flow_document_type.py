from odoo import api, fields, models
from odoo.fields import Command

from .const import COMPANY, DIRECTIONS, DRAFT, INTERNAL, STATES, VISIBILITIES

DEFINITION = "properties_definition"


class BpmFlowDocumentType(models.Model):
    """What contracts, letters, acts... have in common. Set up by a process owner: its
    number, its own fields, what must be filled in, its route and who may see it."""

    _name = "bpm.flow.document.type"
    _description = "Document Type"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        copy=False, help="The name under which processes and scripts find this type."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    direction = fields.Selection(DIRECTIONS, required=True, default=INTERNAL)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: every company uses this type."
    )
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        default=lambda self: self.env.user,
        help="Answers for this type: told what nobody else is told.",
    )
    # Numbering
    number_prefix = fields.Char(
        string="Number begins with",
        help="%(year)s, %(y)s and %(month)s stand for the day of the registration. "
        "Change it before the first document is registered: numbers that were given "
        "stay as they are.",
    )
    number_suffix = fields.Char(string="Number ends with")
    number_padding = fields.Integer(string="Digits", default=4)
    number_yearly = fields.Boolean(
        string="From 1 each year", default=True, help="Else one row for all years."
    )
    number_sample = fields.Char(string="Next number", compute="_compute_number_sample")
    numbering_ids = fields.One2many("bpm.flow.document.numbering", "type_id")
    registered_state = fields.Selection(
        STATES,
        string="Once registered it is",
        required=True,
        default=DRAFT,
        help="A letter that came in needs no approval: it is in force at once.",
    )
    is_open_to_register = fields.Boolean(
        string="Authors register",
        default=True,
        help="Whoever made the document may register it; else registrars only.",
    )
    # What it holds
    properties_definition = fields.PropertiesDefinition(string="Definition")
    own_field_ids = fields.One2many(
        "bpm.flow.document.own.field", "type_id", string="Own fields"
    )
    signatory_id = fields.Many2one(
        "res.users",
        string="Usually signs",
        index="btree_not_null",
        help="Stands on new documents of the type.",
    )
    required_ids = fields.One2many(
        "bpm.flow.document.required", "type_id", string="Must be filled in", copy=True
    )
    # Routes
    route_ids = fields.One2many(
        "bpm.flow.document.route", "type_id", string="Routes", copy=True
    )
    # Who may see
    visibility = fields.Selection(
        VISIBILITIES, string="Seen by", required=True, default=COMPANY
    )
    reader_group_ids = fields.Many2many(
        "res.groups", string="Groups that see it", domain=[("share", "=", False)]
    )
    reader_ids = fields.Many2many(
        "res.users",
        "bpm_flow_document_type_reader_rel",
        string="People that see it",
        help="They see all documents of the type, whoever else does.",
    )
    document_ids = fields.One2many("bpm.flow.document", "type_id")
    document_count = fields.Integer(
        string="Documents", compute="_compute_document_count"
    )

    _code_uniq = models.UniqueIndex("(code)", "Another type already has this code.")

    @api.depends("number_prefix", "number_suffix", "number_padding", "number_yearly")
    @api.depends_context("company")
    def _compute_number_sample(self):
        for kind in self:
            kind.number_sample = self.env["bpm.flow.document.numbering"]._sample(kind)

    def _compute_document_count(self):
        counts = dict(
            self.env["bpm.flow.document"]._read_group(
                [("type_id", "in", self.ids)], ["type_id"], ["__count"]
            )
        )
        for kind in self:
            kind.document_count = counts.get(kind, 0)

    @api.model_create_multi
    def create(self, vals_list):
        kinds = super().create(vals_list)
        defined = [k for k, v in zip(kinds, vals_list, strict=True) if DEFINITION in v]
        self.env["bpm.flow.document.own.field"]._follow(self.union(*defined))
        return kinds

    def write(self, vals):
        result = super().write(vals)
        if DEFINITION in vals and not self.env.context.get("bpm_definition_follows"):
            self.env["bpm.flow.document.own.field"]._follow(self)
        if {"number_prefix", "number_suffix", "number_padding"} & set(vals):
            self.numbering_ids.sudo()._take_format()
        return result

    def copy_data(self, default=None):
        return [
            {**vals, "name": self.env._("%s (copy)", kind.name)}
            for kind, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def copy(self, default=None):
        twins = super().copy(default)
        for kind, twin in zip(self, twins, strict=True):
            own = {row.key: row for row in twin.own_field_ids}
            lists = {row.state: row for row in twin.required_ids}
            for row in kind.required_ids.filtered("own_field_ids"):
                asked = [own[field.key].id for field in row.own_field_ids]
                lists[row.state].own_field_ids = [Command.set(asked)]
        return twins

    def action_view_documents(self):
        """The documents of this type."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_document_action"
        )
        return {
            **action,
            "domain": [("type_id", "=", self.id)],
            "context": {"default_type_id": self.id},
        }
