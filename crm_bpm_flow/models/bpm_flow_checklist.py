from odoo import fields, models


class BpmFlowChecklist(models.Model):
    _name = "bpm.flow.checklist"
    _description = "Step Checklist Item"
    _inherit = ["bpm.flow.part"]
    _order = "sequence, id"

    node_id = fields.Many2one(
        "bpm.flow.node", string="Step", required=True, index=True, ondelete="cascade"
    )
    version_id = fields.Many2one(related="node_id.version_id")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
