from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.models import MAGIC_COLUMNS

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from ..tools.carriers import WORDS_ONLY
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
    "bpm_document",
}

# What an owner's action may consist of. All else is empty or as Odoo made it:
# whatever could run it elsewhere, with rights that are not the process's.
OWNER_FIELDS = {
    "activity_date_deadline_range",
    "activity_date_deadline_range_type",
    "activity_note",
    "activity_summary",
    "activity_type_id",
    "activity_user_field_name",
    "activity_user_id",
    "activity_user_type",
    "automated_name",
    "bpm_document_type_id",
    "bpm_flow_id",
    "bpm_node_id",
    "bpm_register",
    "bpm_send",
    "bpm_template_id",
    "bpm_variable",
    "crud_model_id",
    "evaluation_type",
    "followers_partner_field_name",
    "followers_type",
    "help",
    "html_value",
    "link_field_id",
    "mail_post_autofollow",
    "mail_post_method",
    "model_id",
    "name",
    "partner_ids",
    "resource_ref",
    "selection_value",
    "sequence",
    "sequence_id",
    "sms_method",
    "sms_template_id",
    "state",
    "template_id",
    "update_boolean_value",
    "update_field_id",
    "update_m2m_operation",
    "update_path",
    "update_related_model_id",
    "value",
}

# Settings of the activity that an action plans. Odoo's mixin for records that have
# activities themselves has fields of the same names, which are not copied.
UNCOPIED = ("activity_type_id", "activity_summary")


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
        actions._bpm_make_up()
        return actions

    def _bpm_make_up(self):
        """A step that got an action again lacks nothing of what a copy left out."""
        for name in ("left_out", "promised_actions"):
            steps = self.sudo().bpm_node_id.filtered(name)
            if steps:
                steps[name] = False

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
            if not action.bpm_node_id:
                continue
            if not (default or {}).get("name"):
                vals["name"] = action.name
            for name in UNCOPIED:
                vals.setdefault(
                    name, action._fields[name].convert_to_write(action[name], action)
                )
        return vals_list

    def _check_bpm_step(self):
        """Frozen with its version; an owner gains no rights by drawing."""
        context = self.env.context
        if context.get("bpm_words_only") is WORDS_ONLY or (
            self.env.su and context.get(MODULE_UNINSTALL_FLAG)
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
        if self._has_powers():
            raise AccessError(
                self.env._(
                    "Only a system administrator lets a step run code or call web "
                    "addresses."
                )
            )
        if not self._owner_may():
            raise AccessError(
                self.env._("An action of a step works for its process only.")
            )

    def _has_powers(self):
        """Whether it could do anything at all: code, web calls."""
        forbidden = self.state not in OWNER_STATES or self.code
        return bool(forbidden) or self.evaluation_type == "equation"

    def _owner_may(self):
        """Whether an owner could have drawn this."""
        self.ensure_one()
        foreign = self._has_foreign() or self.model_name != self.bpm_node_id.res_model
        return not (self._has_powers() or foreign)

    def _has_foreign(self):
        """Whether anything is set that is no part of what an owner may draw."""
        # Without any key: forged defaults must not count as usual.
        plain = self.with_context({})  # pylint: disable=context-overridden
        usual = plain.default_get(list(self._fields))
        free = OWNER_FIELDS.union(MAGIC_COLUMNS, self.env["mail.thread"]._fields)
        return any(
            self[name] and self[name] != usual.get(name)
            for name, field in self._fields.items()
            if field.store and name not in free
        )
