from odoo import models

from ..bpm_flow_version_check import WARNING

STATE = "state"


class BpmFlowVersion(models.Model):
    """What the checker says of processes that work on documents."""

    _inherit = "bpm.flow.version"

    def _check_flow(self):
        found = super()._check_flow()
        approvals = self.node_ids.filtered("is_approval")
        if self.res_model != "bpm.flow.document" or not approvals:
            return found
        if not self._changes_state():
            message = self.env._(
                "When all have agreed, the document's state stays as it was: no "
                "automatic step changes it."
            )
            node = approvals.sorted("sequence")[-1]
            found.append(self._at(node, WARNING, "document_stays", message))
        return found

    def _changes_state(self):
        """Whether a step of it does; of code and of other processes nobody knows."""
        actions = self.node_ids.action_ids
        return (
            STATE in actions.mapped("update_path")
            or "code" in actions.mapped("state")
            or "callActivity" in self.node_ids.mapped("kind")
        )
