from odoo import models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "bpm.flow.mixin"]

    def write(self, vals):
        result = super().write(vals)
        if "lang" in vals:
            self.env.registry.clear_cache()  # a company's language, see res.company
        return result
