from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .bpm_flow_version_check import ERROR, WARNING, finding


class BpmFlowVersion(models.Model):
    """What a published version does is promised to its cases: an action that is gone is
    a fault, never a step that silently does nothing.

    Nobody deletes an action of a frozen version, but Odoo does, behind the ORM: with
    the model that it works on, with the process that it starts, with the add-on that
    brought its kind.
    """

    _inherit = "bpm.flow.version"

    def _check_node(self, node):
        found = super()._check_node(node)
        lost = node._lost_actions()
        if lost:
            severity = WARNING if node.action_ids else ERROR
            message = node._lost_sentence(lost)
            found.append(finding(severity, "lost_action", node.bpmn_id, message))
        return found


class BpmFlowNode(models.Model):
    _inherit = "bpm.flow.node"

    # {id: name} of the actions that it was published with; in a draft, of those that
    # were gone already when it was copied.
    promised_actions = fields.Json(copy=False, readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_promise(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_promise(vals)
        return super().write(vals)

    def _check_promise(self, vals):
        if vals.get("promised_actions") and not self.env.su:
            raise AccessError(self.env._("What a step promises is noted by itself."))

    def copy(self, default=None):
        """A draft made of a version that lost an action says so."""
        twins = super().copy(default)
        for node, twin in zip(self, twins, strict=True):
            if lost := node._lost_actions():
                twin.sudo().promised_actions = lost
        return twins

    def _promise_actions(self):
        for node in self:
            actions = node.sudo().action_ids.sorted()
            promised = {str(action.id): action.name for action in actions}
            if promised or node.promised_actions:
                node.promised_actions = promised

    def _lost_actions(self):
        """{id: name} of what was promised and is not there any more."""
        self.ensure_one()
        promised = self.promised_actions
        if not promised:
            return {}
        there = {str(action_id) for action_id in self.sudo().action_ids.ids}
        return {key: name for key, name in promised.items() if key not in there}

    def _acts(self):
        """Whether it has actions, or had some: it never passes as if it had none."""
        return bool(self.action_ids or self._lost_actions())

    def _check_actions_kept(self):
        """
        :raises UserError: naming the actions that are gone
        """
        if lost := self._lost_actions():
            raise UserError(self._lost_sentence(lost))

    def _lost_sentence(self, lost):
        return self.env._(
            "“%(step)s” lost what it does: “%(actions)s” was deleted with the add-on, "
            "model or process that it belonged to. Give the step another action in a "
            "new version.",
            step=self.name,
            actions="”, “".join(lost.values()),
        )
