from markupsafe import Markup

from odoo import fields, models

from .bpm_flow_version_check import WARNING, finding


class BpmFlowCopy(models.Model):
    """A process that is copied from somebody else's becomes the copier's own.

    What only a system administrator lets a step do was let to the other process: it
    stays there.
    """

    _inherit = "bpm.flow"

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for flow, vals in zip(self, vals_list, strict=True):
            if flow._is_foreign() and "user_id" not in (default or {}):
                vals["user_id"] = self.env.uid
        return vals_list

    def copy(self, default=None):
        copies = super().copy(default)
        for flow, twin in zip(self, copies, strict=True):
            if flow._is_foreign():
                twin.sudo()._leave_out_powers()
        return copies

    def _is_foreign(self):
        """Whether somebody else's rules of conduct do not bind the user."""
        if self.env.su or self.env.is_system():
            return False
        return self.sudo().user_id != self.env.user

    def _leave_out_powers(self):
        """Take the actions out that an owner could not have drawn, and say so."""
        names = []
        for node in self.draft_id.node_ids:
            lent = node.action_ids.filtered(lambda action: not action._owner_may())
            if lent:
                node.left_out = ", ".join(lent.mapped("name"))
                names.append(f"“{node.name}”: {node.left_out}")
                lent.unlink()
        if names:
            text = self.env._(
                "Left out of the copy: what only a system administrator lets a step "
                "do, running code or calling web addresses."
            )
            items = [Markup("<li>%s</li>") % name for name in names]
            body = Markup("<p>%s</p><ul>%s</ul>") % (text, Markup().join(items))
            self.message_post(body=body)


class BpmFlowNode(models.Model):
    _inherit = "bpm.flow.node"

    left_out = fields.Char(
        help="Actions that did not come along when the process was copied."
    )


class BpmFlowVersion(models.Model):
    _inherit = "bpm.flow.version"

    def _check_node(self, node):
        found = super()._check_node(node)
        if node.left_out:
            message = self.env._(
                "“%(step)s”: “%(action)s” did not come along with the copy. Only a "
                "system administrator lets a step run code or call web addresses.",
                step=node.name,
                action=node.left_out,
            )
            found.append(finding(WARNING, "left_out", node.bpmn_id, message))
        return found
