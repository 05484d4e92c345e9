from odoo import api, fields, models
from odoo.exceptions import UserError

from .const import MOVES


class BpmFlowDocumentCopyMove(models.Model):
    """What happened to a copy: one row a fact, in the names of its time. Nobody changes
    or deletes one."""

    _name = "bpm.flow.document.copy.move"
    _description = "Movement of a Paper Copy"
    _inherit = ["bpm.flow.document.part"]
    _rec_name = "kind"
    _order = "copy_id desc, id desc"

    copy_id = fields.Many2one(
        "bpm.flow.document.copy", required=True, index=True, ondelete="cascade"
    )
    document_id = fields.Many2one(
        related="copy_id.document_id", store=True, index=True, precompute=True
    )
    kind = fields.Selection(MOVES, string="What", required=True)
    date = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    author_id = fields.Many2one(
        "res.users", string="Who", required=True, index=True, ondelete="restrict"
    )
    from_name = fields.Char(string="From")
    to_name = fields.Char(string="To")
    date_due = fields.Date(string="To return by")
    note = fields.Char()

    def write(self, vals):
        if vals:
            raise UserError(self.env._("The history of a copy cannot be changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The history of a copy cannot be deleted."))
