from odoo import fields, models


class BpmFlowDelegateWizard(models.TransientModel):
    """Hand tasks on: a worker to one other person, a manager to anybody."""

    _name = "bpm.flow.delegate.wizard"
    _description = "Delegate Tasks"

    task_ids = fields.Many2many("bpm.flow.task", required=True)
    act = fields.Selection(
        [("delegate", "Delegate"), ("reassign", "Reassign")],
        required=True,
        default="delegate",
    )
    user_id = fields.Many2one(
        "res.users", string="To whom", domain=[("share", "=", False)]
    )
    user_ids = fields.Many2many(
        "res.users",
        relation="bpm_flow_delegate_wizard_people_rel",
        string="To these people",
        domain=[("share", "=", False)],
    )
    comment = fields.Text()

    def action_apply(self):
        self.ensure_one()
        if self.act == "reassign":
            self.task_ids.action_reassign(self.user_ids.ids, self.comment)
        else:
            self.task_ids.delegate(self.user_id.id, self.comment)
        return {"type": "ir.actions.act_window_close"}
