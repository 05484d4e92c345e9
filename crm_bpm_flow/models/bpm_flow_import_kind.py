from odoo import api, fields, models

from .bpm_flow_import_line import DECIDE, TAKEN

NO_KIND = "no_kind"


class BpmFlowImportKind(models.Model):
    """Steps of whose kind a file says nothing: whoever draws what people do seldom says
    that people do it. They are passed at once until their owner decides."""

    _inherit = "bpm.flow.import.line"

    def _is_settled_no_kind(self):
        node = self.node_id.sudo()
        return node and (node.kind != "task" or node.action_ids)

    def action_for_people(self):
        """Make their steps tasks for people: for those of the lane, as in a file that
        says so. Lines that ask for something else, or nothing, stay as they are.

        :raises AccessError: for whoever may not change the process
        """
        self.check_access("write")
        for line in self._kindless():
            node = line.node_id
            node.kind = line.sudo().kind = "userTask"
            role = line._lane_role(node)
            if role:
                node.role_id = role
            elif not node._names_more_than_owner():
                node.is_owner = True
                line.sudo().code = "owner"
        return True

    def _kindless(self):
        return self.filtered(lambda line: line.code == NO_KIND and line.state == "open")

    def _lane_role(self, node):
        """The role of the step's lane, made where there is none yet: who it is, is
        asked at the lane's own line."""
        if not node.lane:
            return None
        version = node.version_id
        version._name_lane(None, node.lane, ())
        role = version._roles_called({node.lane})[:1]
        lines = self.import_id.line_ids.filtered(
            lambda line: line.flow_id == self.flow_id and line.code == "lane_name"
        )
        is_open = role.is_owner and not role._names_more_than_owner()
        lines.filtered(lambda line: line.name == node.lane).sudo().write(
            {
                "code": "role" if is_open else "lane",
                "verdict": DECIDE if is_open else TAKEN,
                "args": {"name": role.name, "role": role.id},
                "made_role_id": role.id,
                **({"sequence": self.sequence} if is_open else {}),
            }
        )
        return role


class BpmFlowImportKinds(models.Model):
    """All such steps of an import at once."""

    _inherit = "bpm.flow.import"

    kindless_count = fields.Integer(
        string="Steps that nobody does", compute="_compute_kindless_count"
    )

    @api.depends("line_ids.is_done", "line_ids.code")
    def _compute_kindless_count(self):
        for page in self:
            page.kindless_count = len(page.line_ids._kindless())

    def action_for_people(self):
        """Make all steps without a kind tasks for people.

        :raises AccessError: for whoever may not change the processes
        """
        self.check_access("read")
        return self.line_ids.action_for_people()
