from odoo import fields, models


class BenchRequest(models.Model):
    """The least that tier validation and queue_job can work on."""

    _name = "bench.request"
    _description = "Request"
    _inherit = ["tier.validation", "mail.thread"]

    name = fields.Char()
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed"), ("cancel", "Cancelled")],
        default="draft",
    )

    def nothing(self):
        """An empty job."""


class TierDefinition(models.Model):
    _inherit = "tier.definition"

    def _get_tier_validation_model_names(self):
        return [*super()._get_tier_validation_model_names(), "bench.request"]
