from odoo import models

from .library_words import translate_decisions


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def _load_module_terms(self, modules, langs, overwrite=False):
        """What the add-on copied from its own records speaks a new language too."""
        result = super()._load_module_terms(modules, langs, overwrite=overwrite)
        if "crm_bpm_flow" in modules:
            self.env["bpm.flow.library"]._translate_installed(langs)
            translate_decisions(self.env, langs)
            self.env["bpm.flow.target"]._translate_bound(langs)
        return result
