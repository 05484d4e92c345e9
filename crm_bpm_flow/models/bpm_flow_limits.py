from odoo import models
from odoo.exceptions import AccessError, UserError

from ..tools.ids import ids_of

ENGINE_FIELDS = {"version_id", "version_ids", "instance_ids"}


class BpmFlowLimits(models.Model):
    """What may not be done with a process: targets, lent rights, forged rows."""

    _inherit = "bpm.flow"

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------
    def _check_run_as(self, vals):
        """Only system administrators lend somebody's rights to a process."""
        forged = any(name in vals and (self or vals[name]) for name in ENGINE_FIELDS)
        if forged and not self.env.su:
            raise AccessError(
                self.env._("Versions and cases come about by publishing and starting.")
            )
        if vals.get("run_as_id") and not (self.env.su or self.env.is_system()):
            raise AccessError(
                self.env._(
                    "Only a system administrator may choose with whose rights "
                    "a process works."
                )
            )

    def _drop_lent_rights(self, vals):
        """Rights are lent to a person's process: his successor does not get them."""
        if "user_id" not in vals or self.env.su or self.env.is_system():
            return
        self.check_access("write")
        handed = self.filtered(lambda f: f.user_id.id != vals["user_id"])
        lent = handed.sudo().filtered("run_as_id")
        if lent:
            lent.run_as_id = False

    def _check_lent_rights(self):
        """Steps with lent rights are published by whom they were lent to."""
        for flow in self.sudo().filtered("run_as_id"):
            if self.env.su or self.env.is_system() or flow.user_id == self.env.user:
                continue
            raise AccessError(
                self.env._(
                    "“%(flow)s” works with the rights of %(user)s: only its owner or "
                    "a system administrator publishes it.",
                    flow=flow.name,
                    user=flow.run_as_id.name,
                )
            )

    # ------------------------------------------------------------------
    # Target
    # ------------------------------------------------------------------
    def _check_target(self):
        """No constraint, which would ask with Odoo's rights instead of the user's."""
        names = set(self.mapped("res_model"))
        for name in names:
            self.env["bpm.flow.target"]._take_on(name)
        if names - self._flow_models():
            self.env.registry.clear_cache()

    def _check_target_may_change(self, vals):
        target = vals.get("res_model")
        if not target:
            target = self.env["ir.model"].sudo().browse(vals["model_id"]).model
        if any(f.res_model != target and f.sudo().version_id for f in self):
            raise UserError(
                self.env._(
                    "A published process keeps its target. Copy the process instead."
                )
            )

    def _target_ids(self, res_ids):
        """Ids of what a process is to be started on: its target's records only."""
        if not isinstance(res_ids, models.BaseModel):
            return ids_of(self.env, res_ids)
        if res_ids._name != self.res_model:
            raise UserError(
                self.env._(
                    "The process “%(flow)s” works on %(model)s, not on %(other)s.",
                    flow=self.name,
                    model=self.sudo().model_id.name or self.res_model,
                    other=self.env["ir.model"].sudo()._get(res_ids._name).name,
                )
            )
        return res_ids.ids


class BpmFlowVersion(models.Model):
    _inherit = "bpm.flow.version"

    def action_publish(self):
        self.flow_id._check_lent_rights()
        return super().action_publish()
