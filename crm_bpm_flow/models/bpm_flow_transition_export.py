from odoo import models

from ..bpmn import Flow
from ..bpmn.parts import formal, part
from .bpmn_settings import way_settings


class BpmFlowTransitionExport(models.Model):
    """A way as a sequence flow of a BPMN file."""

    _inherit = "bpm.flow.transition"

    def _as_flow(self):
        self.ensure_one()
        ends = {"source": self.source_id.bpmn_id, "target": self.target_id.bpmn_id}
        flow = part(Flow, {**ends, **(self.source or {})})
        flow.id = self.bpmn_id
        flow.source, flow.target = ends["source"], ends["target"]
        flow.parent = self.source_id.parent_id.bpmn_id or None
        flow.name = self.name or ""
        flow.condition = formal(flow.condition, self.expression)
        flow.settings = way_settings(self)
        return flow
