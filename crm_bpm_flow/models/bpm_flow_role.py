from odoo import fields, models


class BpmFlowRole(models.Model):
    _name = "bpm.flow.role"
    _description = "Process Role"
    _inherit = ["bpm.flow.who"]
    _order = "name, id"

    version_id = fields.Many2one(
        "bpm.flow.version", required=True, index=True, ondelete="cascade"
    )
    res_model = fields.Char(related="version_id.flow_id.res_model")
    name = fields.Char(required=True, translate=True)
    node_ids = fields.One2many("bpm.flow.node", "role_id")
