from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BpmFlowStartValues(models.Model):
    """Conditions whose value nobody chose yet: no record would ever fit them."""

    _inherit = "bpm.flow.start"

    valueless = fields.Char(compute="_compute_valueless")

    @api.depends("domain", "pre_domain", "res_model")
    def _compute_valueless(self):
        words = self.env["bpm.flow.transition"]._valueless_words
        for start in self:
            texts = (start.domain, start.pre_domain)
            found = [words(start.res_model, text) for text in texts]
            start.valueless = ", ".join(filter(None, found))

    @api.constrains("domain", "pre_domain")
    def _check_valueless(self):
        for start in self.filtered("valueless"):
            raise ValidationError(
                self.env._(
                    "“%(rule)s” would start nothing: no value is chosen for "
                    "%(fields)s. Choose one, or take the condition away.",
                    rule=start.name,
                    fields=start.valueless,
                )
            )
