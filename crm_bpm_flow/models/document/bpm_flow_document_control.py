from odoo import fields, models


class BpmFlowDocumentControl(models.Model):
    """A day on which somebody has to look at a document again."""

    _name = "bpm.flow.document.control"
    _description = "Control Date of a Document"
    _inherit = ["bpm.flow.document.part"]
    _order = "date, id"

    document_id = fields.Many2one(
        "bpm.flow.document", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="What", required=True)
    date = fields.Date(required=True, index=True)
    user_id = fields.Many2one(
        "res.users", string="Who", default=lambda self: self.env.user
    )
    date_done = fields.Date(string="Done on")
    partner_id = fields.Many2one(related="document_id.partner_id", store=True)
    type_id = fields.Many2one(related="document_id.type_id", store=True)
