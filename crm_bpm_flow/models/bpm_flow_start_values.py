from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BpmFlowStartValues(models.Model):
    """What a start must not do in silence: fit no record at all, or all old ones."""

    _inherit = "bpm.flow.start"

    valueless = fields.Char(compute="_compute_valueless")

    def _first_look(self):
        """From when on dates count for a rule that is switched on now.

        Without it Odoo begins in 1970: each record with a date in the past would get a
        case at once. Of a date without a time, today's still counts.
        """
        now = fields.Datetime.now()
        return now - timedelta(days=1) if self.date_field_id.ttype == "date" else now

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
