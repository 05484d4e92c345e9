from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.domains import parse_domain


class BpmFlowDocumentCondition(models.AbstractModel):
    """A row that is meant for some records only."""

    _name = "bpm.flow.document.condition"
    _description = "Condition of Documents"

    domain = fields.Char(string="Only if", default="[]")

    def _condition_model(self):
        """Whose records the condition is about."""
        return "bpm.flow.document"

    @api.constrains("domain")
    def _check_domain(self):
        """Data only; whoever writes it must be able to read what it asks."""
        for row in self:
            records = self.env[row._condition_model()]
            try:
                records.search_count(row._parsed(), limit=1)
            except (TypeError, ValueError) as error:
                raise ValidationError(
                    self.env._("This condition cannot be read: %s", row.domain)
                ) from error

    def _parsed(self):
        self.ensure_one()
        return Domain(parse_domain(self.domain))
