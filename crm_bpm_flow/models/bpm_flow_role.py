from odoo import api, fields, models

from .bpmn_lanes import Known
from .const import DRAFT


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

    @api.model
    def name_create(self, name):
        """Typed where a role is asked for: whoever is called so, as with a lane."""
        role = self.create({"name": name, **Known(self.env, [name]).called(name)})
        return role.id, role.display_name

    def write(self, vals):
        """A draft's lanes are called as its roles are."""
        if "name" not in vals:
            return super().write(vals)
        lanes = self._lanes_by_version()
        done = super().write(vals)
        for version, rows in lanes.items():
            if version.state == DRAFT and rows:
                version._rename_lanes(rows)
        return done

    def _lanes_by_version(self):
        """{version: {id of a lane: (what it shows, its role)}} of these roles"""
        return {
            version: {
                key: (role.name, role)
                for key, role in version._lane_roles().items()
                if role in self
            }
            for version in self.version_id
        }

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
