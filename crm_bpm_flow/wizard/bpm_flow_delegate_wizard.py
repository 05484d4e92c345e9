from odoo import fields, models


class BpmFlowDelegateWizard(models.TransientModel):
    _name = "bpm.flow.delegate.wizard"
    _description = "Delegate Tasks"

    task_ids = fields.Many2many("bpm.flow.task", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="To",
        required=True,
        domain=[("share", "=", False)],
    )
    comment = fields.Text()

    def action_apply(self):
        self.task_ids.delegate(self.user_id.id, self.comment)
        return {"type": "ir.actions.act_window_close"}
