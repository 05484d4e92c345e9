from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ....tools.field_labels import field_labels
from .const import (
    COPY_KINDS,
    COPY_STATES,
    HELD,
    MADE,
    ORIGINAL,
    RETURNS,
    SENT_BY,
    STORED,
    WITH_PARTNER,
)

# What registrars write themselves; all else is written by what happens to a copy.
OWN = frozenset({"kind", "note", "date_due"})
GIVEN_AT_ONCE = frozenset({"document_id", "place_id", "holder_id"})


class BpmFlowDocumentCopy(models.Model):
    """One sheet or binder of a signed document: where it is, or who has it."""

    _name = "bpm.flow.document.copy"
    _description = "Paper Copy"
    _inherit = ["bpm.flow.document.part"]
    _order = "document_id desc, number, id"
    _rec_names_search = ["document_id"]
    _check_company_auto = True

    document_id = fields.Many2one(
        "bpm.flow.document", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="document_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(related="document_id.partner_id", store=True)
    type_id = fields.Many2one(related="document_id.type_id", store=True)
    user_id = fields.Many2one(related="document_id.user_id", string="Responsible")
    number = fields.Integer(string="No.", readonly=True, required=True)
    kind = fields.Selection(COPY_KINDS, required=True, default=ORIGINAL)
    code = fields.Char(compute="_compute_code", help="As it stands on the label.")
    state = fields.Selection(
        COPY_STATES,
        required=True,
        readonly=True,
        default=HELD,
        index=True,
        group_expand=True,
    )
    note = fields.Char()
    # Where it is
    place_id = fields.Many2one(
        "bpm.flow.document.place",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    home_place_id = fields.Many2one(
        "bpm.flow.document.place",
        string="Its place",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Where it lay last: there it goes back.",
    )
    holder_id = fields.Many2one(
        "res.users",
        string="Who has it",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    where = fields.Char(string="Where it is", compute="_compute_where")
    date_given = fields.Datetime(string="Given on", readonly=True)
    date_confirmed = fields.Datetime(string="Confirmed on", readonly=True)
    date_due = fields.Date(string="To return by", index="btree_not_null")
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    # The way to the partner
    sent_how = fields.Selection(SENT_BY, readonly=True)
    tracking = fields.Char(string="Tracking number", readonly=True)
    date_sent = fields.Date(string="Sent on", readonly=True)
    comes_back = fields.Boolean(readonly=True, help="Else the partner keeps it.")
    returned = fields.Selection(RETURNS, string="Came back", readonly=True)
    date_returned = fields.Date(string="Back since", readonly=True)
    move_ids = fields.One2many(
        "bpm.flow.document.copy.move", "copy_id", string="History", readonly=True
    )
    scan_url = fields.Char(string="Address of the label", compute="_compute_scan_url")

    _number_uniq = models.UniqueIndex("(document_id, number)")
    # What the scheduler asks: whose day has passed, and nobody was told yet.
    _due_idx = models.Index("(date_due) WHERE date_due IS NOT NULL")

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------
    @api.depends("document_id.number", "number")
    def _compute_code(self):
        for copy in self:
            number = copy.document_id.number or f"#{copy.document_id.id}"
            copy.code = f"{number}/{copy.number}"

    @api.depends("code", "document_id.name")
    def _compute_display_name(self):
        for copy in self:
            copy.display_name = f"{copy.code} {copy.document_id.name or ''}".strip()

    @api.depends("state", "place_id", "holder_id", "partner_id")
    def _compute_where(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        for copy in self:
            known = copy.sudo()
            names = {
                STORED: known.place_id.complete_name,
                HELD: known.holder_id.name,
                WITH_PARTNER: known.partner_id.display_name,
            }
            copy.where = names.get(copy.state) or states.get(copy.state)

    def _overdue_domain(self):
        today = fields.Date.context_today(self)
        return Domain("date_due", "<", today) & Domain(
            "state", "in", (HELD, WITH_PARTNER)
        )

    @api.depends("date_due", "state")
    def _compute_is_overdue(self):
        late = self.filtered_domain(self._overdue_domain())
        for copy in self:
            copy.is_overdue = copy in late

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self._overdue_domain()
        return (late if True in value else Domain.FALSE) | (
            ~late if False in value else Domain.FALSE
        )

    def _compute_scan_url(self):
        for copy in self:
            copy.scan_url = f"{copy.get_base_url()}/bpm_flow/paper/copy/{copy.id}"

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        """Copies are counted from 1 in each document; they begin in the place or with
        the person that is named, else with whoever makes them."""
        self.browse().check_access("create")
        given = {name for vals in vals_list for name in vals}
        self._check_given(given - OWN - GIVEN_AT_ONCE)
        copies = super().create(self._numbered(vals_list))
        copies._note(MADE, dict.fromkeys(copies.ids))
        copies.document_id._refresh_paper()
        return copies

    def _numbered(self, vals_list):
        ids = {vals.get("document_id") or 0 for vals in vals_list}
        documents = self.env["bpm.flow.document"].sudo().browse(ids - {0})
        last = {d.id: max(d.copy_ids.mapped("number"), default=0) for d in documents}
        numbered = []
        for vals in vals_list:
            document_id = vals.get("document_id")
            last[document_id] = last.get(document_id, 0) + 1
            holder = not vals.get("place_id") and (
                vals.get("holder_id") or self.env.uid
            )
            numbered.append(
                {
                    **vals,
                    "number": last[document_id],
                    "holder_id": holder,
                    "state": HELD if holder else STORED,
                    "home_place_id": vals.get("place_id"),
                    "date_given": fields.Datetime.now(),
                }
            )
        return numbered

    def write(self, vals):
        self._check_given(set(vals) - OWN)
        if "date_due" in vals and not self.env.su:
            self._prolong(fields.Date.to_date(vals["date_due"]))
            vals = {name: vals[name] for name in vals if name != "date_due"}
        return super().write(vals)

    def _check_given(self, names):
        if names and not self.env.su:
            labels = field_labels(self, sorted(names))
            raise AccessError(
                self.env._("This is written by what happens to a copy: %s.", labels)
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        if kept := self.filtered(lambda copy: copy.sudo().document_id.number)[:1]:
            raise UserError(
                self.env._(
                    "“%s” cannot be deleted: copies of a registered document are lost, "
                    "or destroyed by an act, and are remembered.",
                    kept.display_name,
                )
            )

    def _is_registrar(self):
        return self.env.su or self.env.user.has_group("crm_bpm_flow.group_registrar")
