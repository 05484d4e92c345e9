from odoo import models


class BpmFlowVersionErased(models.Model):
    """What was deleted on a draft's map and may come back."""

    _inherit = "bpm.flow.version"

    def _erased(self, name):
        """{BPMN id: the row that is aside} of ``node_ids`` or ``transition_ids``"""
        rows = self.with_context(active_test=False)[name] - self[name]
        return {row.bpmn_id: row.with_env(self.env) for row in rows}

    def _throw_erased_away(self):
        """Nothing comes back any more."""
        for version in self.with_context(active_test=False):
            ways, nodes = version.transition_ids, version.node_ids
            ways.filtered(lambda way: not way.active).unlink()
            nodes.filtered(lambda node: not node.active).unlink()
