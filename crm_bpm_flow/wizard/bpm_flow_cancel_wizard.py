from odoo import fields, models


class BpmFlowCancelWizard(models.TransientModel):
    _name = "bpm.flow.cancel.wizard"
    _description = "Cancel Cases"

    instance_ids = fields.Many2many("bpm.flow.instance", string="Cases", required=True)
    job_ids = fields.Many2many("bpm.flow.job", string="Incidents")
    reason = fields.Char(required=True)

    def action_apply(self):
        jobs = self.job_ids
        self.instance_ids.action_cancel(self.reason)
        return jobs._leave() or {"type": "ir.actions.act_window_close"}
