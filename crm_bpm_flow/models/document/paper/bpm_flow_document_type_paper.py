from odoo import fields, models


class BpmFlowDocumentType(models.Model):
    """How documents of a type are kept on paper."""

    _inherit = "bpm.flow.document.type"

    copy_count = fields.Integer(
        string="Copies on paper",
        help="As many originals are there once a document is signed.",
    )
    return_days = fields.Integer(
        string="Back within days",
        default=14,
        help="Proposed when a copy is handed over or sent.",
    )
