from odoo import fields, models

from .const import BEGINNINGS, FROM_YEAR, UNITS, YEARS


class BpmFlowDocumentType(models.Model):
    """How long documents of a type are kept once they are over."""

    _inherit = "bpm.flow.document.type"

    is_permanent = fields.Boolean(string="Kept for ever")
    retention = fields.Integer(
        string="Kept for",
        help="Nothing: no time is set, and nothing of this type is ever destroyed.",
    )
    retention_unit = fields.Selection(UNITS, required=True, default=YEARS)
    retention_from = fields.Selection(
        BEGINNINGS, string="Counted from", required=True, default=FROM_YEAR
    )
