from odoo import models, tools


class ResCompany(models.Model):
    _inherit = "res.company"

    @tools.ormcache("self.id")
    def _bpm_lang(self):
        """Code of the company's own language, remembered: each case asks for it."""
        return self.sudo().partner_id.lang
