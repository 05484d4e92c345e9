from odoo import models


class BpmFlowJobDecision(models.Model):
    _inherit = "bpm.flow.job"

    def _run_action_job(self):
        """A table decides alike, whenever its step is done."""
        if self.node_id._decides():
            return self.node_id._decide([(self.instance_id, self.token)])
        return super()._run_action_job()
