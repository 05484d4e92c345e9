from odoo import models


class BpmFlowNodeMap(models.Model):
    _inherit = "bpm.flow.node"

    def _map_row(self):
        self.ensure_one()
        row = self._editor_row(0)
        return {
            "id": self.id,
            "element": self.bpmn_id,
            "name": self.name,
            "kind": row["kind_label"],
            "icon": row["icon"],
            "depth": row["depth"],
        }
