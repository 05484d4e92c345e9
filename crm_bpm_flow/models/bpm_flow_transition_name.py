from odoo import api, models


class BpmFlowTransitionName(models.Model):
    """A way as people call it where one is chosen: when it is taken, and where to."""

    _inherit = "bpm.flow.transition"

    @api.depends("name", "is_default", "outcome_id.name", "domain", "target_id.name")
    def _compute_display_name(self):
        for way in self:
            way.display_name = f"{way._label()} → {way.target_id.name}"
