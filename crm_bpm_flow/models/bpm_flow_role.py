from odoo import api, fields, models


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
    node_ids = fields.One2many("bpm.flow.node", "role_id", string="Steps")
    who = fields.Char(compute="_compute_who")

    @api.depends(
        "user_ids.name",
        "group_ids",
        "team_ids.name",
        "user_field",
        "user_field_first",
        "is_starter",
        "is_owner",
        "same_as_node_id.name",
        "use_manager",
    )
    @api.depends_context("lang")
    def _compute_who(self):
        for role in self:
            role.who = role._who_words()
