from odoo import fields, models


class BpmFlowCancelWizard(models.TransientModel):
    _name = "bpm.flow.cancel.wizard"
    _description = "Cancel Cases"

    instance_ids = fields.Many2many("bpm.flow.instance", string="Cases", required=True)
    reason = fields.Char(required=True)

    def action_apply(self):
        self.instance_ids.action_cancel(self.reason)
        return {"type": "ir.actions.act_window_close"}
