from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ....tools.field_labels import field_labels
from .const import ACT_STATES, PREPARED

# What is written by its buttons.
KEPT = frozenset(
    {"name", "state", "agreed_ids", "date_approved", "date_done", "done_by_id"}
)


class BpmFlowDocumentDestruction(models.Model):
    """An act of destruction: which documents, by whom it was agreed, and that it was
    carried out. Nothing of the register goes without one."""

    _name = "bpm.flow.document.destruction"
    _description = "Act of Destruction"
    _inherit = ["mail.thread", "mail.activity.mixin", "bpm.flow.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ["name", "reason"]
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, tracking=True)
    date = fields.Date(
        required=True, default=fields.Date.context_today, copy=False, tracking=True
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Prepared by",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    commission_ids = fields.Many2many(
        "res.users",
        relation="bpm_flow_document_commission_rel",
        domain=[("share", "=", False)],
        help="Each of them agrees before anything is destroyed.",
    )
    agreed_ids = fields.Many2many(
        "res.users",
        relation="bpm_flow_document_commission_agreed_rel",
        readonly=True,
        copy=False,
    )
    reason = fields.Text(tracking=True)
    state = fields.Selection(
        ACT_STATES,
        required=True,
        readonly=True,
        default=PREPARED,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    line_ids = fields.One2many(
        "bpm.flow.document.destruction.line", "destruction_id", string="Documents"
    )
    line_count = fields.Integer(
        string="Number of documents", compute="_compute_line_count"
    )
    date_approved = fields.Datetime(string="Approved on", readonly=True, copy=False)
    date_done = fields.Datetime(string="Carried out on", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        "res.users",
        string="Carried out by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    is_mine_to_agree = fields.Boolean(compute="_compute_is_mine_to_agree")

    _name_uniq = models.UniqueIndex("(company_id, name) WHERE name IS NOT NULL")

    @api.depends("name", "date")
    def _compute_display_name(self):
        for act in self:
            number = act.name or self.env._("(draft)")
            act.display_name = self.env._("Act of destruction %s", number)

    @api.depends("line_ids")
    def _compute_line_count(self):
        lines = self.env["bpm.flow.document.destruction.line"].sudo()
        counts = dict(
            lines._read_group(
                [("destruction_id", "in", self.ids)], ["destruction_id"], ["__count"]
            )
        )
        for act in self:
            act.line_count = counts.get(act._origin, 0)

    @api.depends("commission_ids", "agreed_ids", "state")
    @api.depends_context("uid")
    def _compute_is_mine_to_agree(self):
        for act in self:
            left = act.commission_ids - act.agreed_ids
            act.is_mine_to_agree = act.state == PREPARED and self.env.user in left

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            given = {name for name in KEPT & set(vals) if vals[name]}
            self._check_kept(given - {"state"})
            if vals.get("state", PREPARED) != PREPARED:
                self._check_kept({"state"})
            if not self.env.su and vals.get("user_id", self.env.uid) != self.env.uid:
                self._check_kept({"user_id"})
        return super().create(vals_list)

    def write(self, vals):
        self._check_kept((KEPT | {"user_id", "company_id"}) & set(vals))
        ours = {"date", "commission_ids", "reason", "line_ids"} & set(vals)
        if ours and not self.env.su:
            self._check_draft()
        return super().write(vals)

    def _check_kept(self, names):
        if names and not self.env.su:
            labels = field_labels(self, sorted(names))
            raise AccessError(
                self.env._("The register itself writes this: %s.", labels)
            )

    def _check_draft(self):
        """What was agreed to is not changed, nor while some have agreed already."""
        if fixed := self.filtered(lambda a: a.state != PREPARED or a.agreed_ids)[:1]:
            raise UserError(
                self.env._(
                    "“%s” is agreed to: take it back to a draft to change it.",
                    fixed.display_name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_numbered(self):
        if self.filtered("name"):
            raise UserError(
                self.env._("An act that has its number stays. Cancel it instead.")
            )
