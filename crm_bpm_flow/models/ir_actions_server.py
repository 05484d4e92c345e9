from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from .const import DRAFT

# What a process's owner may let a step do; the rest is for system administrators.
OWNER_STATES = {
    "object_write",
    "object_create",
    "mail_post",
    "next_activity",
    "followers",
    "remove_followers",
    "sms",
    "bpm_start",
}

# Whatever else could run an action, with rights that are not the process's.
ELSEWHERE = (
    "base_automation_id",
    "binding_model_id",
    "child_ids",
    "group_ids",
    "ir_cron_ids",
    "parent_id",
)


class IrActionsServer(models.Model):
    """The kind "Start a process", and actions that belong to a step."""

    _inherit = "ir.actions.server"

    state = fields.Selection(
        selection_add=[("bpm_start", "Start a Process")],
        ondelete={"bpm_start": "cascade"},
    )
    bpm_flow_id = fields.Many2one(
        "bpm.flow", string="Process", index="btree_not_null", ondelete="cascade"
    )
    bpm_node_id = fields.Many2one(
        "bpm.flow.node",
        string="Process step",
        index="btree_not_null",
        ondelete="cascade",
    )

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("bpm_node_id") and not vals.get("model_id"):
                node = self.env["bpm.flow.node"].browse(vals["bpm_node_id"])
                vals["model_id"] = self.env["ir.model"]._get_id(node.res_model)
        actions = super().create(vals_list)
        actions._check_bpm_step()
        return actions

    def write(self, vals):
        self._check_bpm_step()
        freed = not vals.get("bpm_node_id", True)
        if freed and not (self.env.su or self.env.is_system()):
            raise AccessError(self.env._("An action of a step stays with its step."))
        result = super().write(vals)
        self._check_bpm_step()
        return result

    def unlink(self):
        self._check_bpm_step()
        return super().unlink()

    @api.depends_context("uid")
    def _compute_allowed_states(self):
        """In a step, an owner is offered only what he may choose."""
        super()._compute_allowed_states()
        if self.env.is_system():
            return
        for action in self:
            action.allowed_states = [
                s for s in action.allowed_states if s in OWNER_STATES
            ]

    def copy_data(self, default=None):
        """A step's copy does the same under the same name."""
        vals_list = super().copy_data(default)
        for action, vals in zip(self, vals_list, strict=True):
            if action.bpm_node_id and not (default or {}).get("name"):
                vals["name"] = action.name
        return vals_list

    def _check_bpm_step(self):
        """Frozen with its version; an owner gains no rights by drawing."""
        context = self.env.context
        if self.env.su and (
            context.get("bpm_words_only") or context.get(MODULE_UNINSTALL_FLAG)
        ):
            return
        for action in self.sudo().filtered("bpm_node_id"):
            if action.bpm_node_id.version_id.state != DRAFT:
                raise UserError(
                    self.env._("The actions of a published version are frozen.")
                )
            if not (self.env.su or self.env.is_system()):
                action._check_owner_may()

    def _check_owner_may(self):
        forbidden = self.state not in OWNER_STATES or self.code
        if forbidden or self.evaluation_type == "equation":
            raise AccessError(
                self.env._(
                    "Only a system administrator lets a step run code or call web "
                    "addresses."
                )
            )
        elsewhere = any(self[name] for name in ELSEWHERE)
        if elsewhere or self.model_name != self.bpm_node_id.res_model:
            raise AccessError(
                self.env._("An action of a step works for its process only.")
            )
