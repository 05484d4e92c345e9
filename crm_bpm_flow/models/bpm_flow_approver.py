from uuid import uuid4

from odoo import api, fields, models


class BpmFlowApprover(models.Model):
    """Somebody whose agreement a step asks for, in the order of the lines, and what he
    looks at."""

    _name = "bpm.flow.approver"
    _description = "Approver"
    _inherit = ["bpm.flow.who"]
    _order = "node_id, sequence, id"
    _rec_names_search = ["node_id.name"]

    node_id = fields.Many2one(
        "bpm.flow.node", required=True, index=True, ondelete="cascade"
    )
    version_id = fields.Many2one(related="node_id.version_id")
    res_model = fields.Char(related="node_id.version_id.flow_id.res_model")
    sequence = fields.Integer(default=10)
    key = fields.Char(
        required=True,
        default=lambda self: uuid4().hex[:12],
        help="The same in all versions: by it a later round knows the approver.",
    )
    role_id = fields.Many2one(
        "bpm.flow.role",
        index="btree_not_null",
        ondelete="set null",
        domain="[('version_id', '=', version_id)]",
    )
    has_own_ground = fields.Boolean(
        string="Looks at something else",
        help="Not at what the step's approvers look at, but at these fields.",
    )
    field_ids = fields.Many2many(
        "ir.model.fields",
        string="Looks at",
        domain="[('model', '=', res_model), ('store', '=', True), ('ttype', 'not in', "
        "('binary', 'properties', 'properties_definition', 'json'))]",
    )
    with_files = fields.Boolean(string="And at the files")

    @api.depends("role_id.name", "user_ids.name", "group_ids", "team_ids", "user_field")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line._words()

    def _words(self, names=None):
        """The approver in a line, as the list of steps shows him.

        :param names: as of ``bpm.flow.node._people_words``
        """
        self.ensure_one()
        words = self._who_words() or self.env._("Nobody yet")
        found = names(self._who()) if names else ""
        if self.role_id and found:
            return f"{self.role_id.name} ({found})"
        return found or self.role_id.name or words

    def _who(self):
        """Where it is said who it is: its role, or the line itself."""
        self.ensure_one()
        return self.role_id or self

    def _link_names(self):
        return [*super()._link_names(), "field_ids"]
