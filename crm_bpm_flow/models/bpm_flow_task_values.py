from odoo import models


class BpmFlowTaskValues(models.Model):
    """Where the values go that a person gives."""

    _inherit = "bpm.flow.task"

    def _bring_values(self, values):
        """Values that a person gives go to the case, or stay with a step that says
        what it hands on."""
        values = self.instance_id._checked_variables(values)
        special = self.filtered(
            lambda t: values and (t.node_id.values_out or t.instance_id.loop_items)
        )
        (self - special).instance_id._merge_variables(values)
        for task in special:
            case = task.instance_id
            state = case._marking()
            token = state.tokens.get(task.token)
            if token is None:
                case._merge_variables(values)
            else:
                task.node_id._bring(case, state, token, values)
