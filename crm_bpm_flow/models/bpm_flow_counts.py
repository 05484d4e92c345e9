from odoo import fields, models
from odoo.fields import Domain

from .const import FAILED, LIVE_STATES, OPEN


class BpmFlowCounts(models.Model):
    """What is going on in a process just now."""

    _inherit = "bpm.flow"

    running_count = fields.Integer(string="Running cases", compute="_compute_counts")
    late_count = fields.Integer(string="Late tasks", compute="_compute_counts")
    incident_count = fields.Integer(string="Incidents", compute="_compute_counts")

    def _compute_counts(self):
        running = self._count("bpm.flow.instance", [("state", "in", LIVE_STATES)])
        late = self._count(
            "bpm.flow.task",
            [("state", "=", OPEN), ("date_deadline", "<", fields.Datetime.now())],
        )
        failed = self._count("bpm.flow.job", [("state", "=", FAILED)])
        for flow in self:
            flow.running_count = running.get(flow, 0)
            flow.late_count = late.get(flow, 0)
            flow.incident_count = failed.get(flow, 0)

    def _count(self, model, domain):
        """{flow: number of rows of ``model``} in one query."""
        domain = Domain(domain) & Domain("flow_id", "in", self.ids)
        return dict(self.env[model]._read_group(domain, ["flow_id"], ["__count"]))
