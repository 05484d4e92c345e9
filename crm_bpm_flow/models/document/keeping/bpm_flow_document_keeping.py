from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .const import FROM_YEAR


class BpmFlowDocument(models.Model):
    """Until when a document is kept, and what became of it then."""

    _inherit = "bpm.flow.document"

    date_destroy = fields.Date(
        string="Kept until",
        compute="_compute_date_destroy",
        store=True,
        help="From this day on it may be destroyed, by an act.",
    )
    date_destroyed = fields.Datetime(string="Destroyed on", readonly=True, copy=False)
    destroyed_by_id = fields.Many2one(
        "res.users",
        string="Destroyed by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    destruction_id = fields.Many2one(
        "bpm.flow.document.destruction",
        string="By the act",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    destruction_line_ids = fields.One2many(
        "bpm.flow.document.destruction.line", "document_id", string="Acts"
    )
    may_be_destroyed = fields.Boolean(
        compute="_compute_may_be_destroyed", search="_search_may_be_destroyed"
    )

    # What the list "May be destroyed" asks.
    _destroy_idx = models.Index(
        "(date_destroy) WHERE date_destroy IS NOT NULL AND date_destroyed IS NULL"
    )

    @api.depends(
        "date_over",
        "type_id.is_permanent",
        "type_id.retention",
        "type_id.retention_unit",
        "type_id.retention_from",
    )
    def _compute_date_destroy(self):
        for document in self:
            kind, day = document.type_id, document.date_over
            if not day or kind.is_permanent or kind.retention <= 0:
                document.date_destroy = False
                continue
            if kind.retention_from == FROM_YEAR:
                day = date(day.year + 1, 1, 1)
            kept = relativedelta(**{kind.retention_unit: kind.retention})
            document.date_destroy = day + kept

    def _destroyable_domain(self):
        today = fields.Date.context_today(self)
        return Domain(
            [
                ("date_destroy", "<=", today),
                ("date_destroyed", "=", False),
                ("legal_hold", "=", False),
                ("number", "!=", False),
            ]
        )

    @api.depends("date_destroy", "date_destroyed", "legal_hold", "number")
    def _compute_may_be_destroyed(self):
        found = self.filtered_domain(self._destroyable_domain())
        for document in self:
            document.may_be_destroyed = document in found

    def _search_may_be_destroyed(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = self._destroyable_domain()
        return (found if True in value else Domain.FALSE) | (
            ~found if False in value else Domain.FALSE
        )
