from odoo import fields, models
from odoo.exceptions import UserError


class IrModel(models.Model):
    _inherit = "ir.model"

    bpm_enabled = fields.Boolean(
        string="Processes", help="Processes may work on records of this model."
    )

    def write(self, vals):
        result = super().write(vals)
        if "bpm_enabled" in vals:
            self._check_bpm_enabled()
            self.env["bpm.flow.target"]._sync(self)
            self.env.registry.clear_cache()
        return result

    def _check_bpm_enabled(self):
        for model in self.filtered("bpm_enabled"):
            if not model.is_mail_thread or model.transient:
                raise UserError(
                    self.env._(
                        "Processes need records with a chatter; %s has none.",
                        model.name,
                    )
                )
