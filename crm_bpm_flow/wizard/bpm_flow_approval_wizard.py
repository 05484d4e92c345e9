from odoo import api, fields, models


class BpmFlowApprovalWizard(models.TransientModel):
    """What an approver does besides deciding: return, ask, have another one decide."""

    _name = "bpm.flow.approval.wizard"
    _description = "Return, Ask or Add an Approver"

    task_id = fields.Many2one("bpm.flow.task", required=True, ondelete="cascade")
    act = fields.Selection(
        [("return", "Return"), ("ask", "Ask"), ("add", "Add")],
        required=True,
        default="return",
    )
    target_ids = fields.Many2many("bpm.flow.node", compute="_compute_target_ids")
    target_id = fields.Many2one(
        "bpm.flow.node",
        string="To the step",
        domain="[('id', 'in', target_ids)]",
        compute="_compute_target_id",
        store=True,
        precompute=True,
        readonly=False,
    )
    user_id = fields.Many2one(
        "res.users", string="Whom", domain="[('share', '=', False)]"
    )
    user_ids = fields.Many2many(
        "res.users", string="Who decides, too", domain="[('share', '=', False)]"
    )
    when = fields.Selection(
        [("together", "With me"), ("before", "Before me"), ("after", "After me")],
        required=True,
        default="together",
    )
    text = fields.Text()

    @api.depends("task_id")
    def _compute_target_ids(self):
        for wizard in self:
            task = wizard.task_id._origin._filtered_access("read").sudo()
            wizard.target_ids = task._return_targets() if task else False

    @api.depends("target_ids")
    def _compute_target_id(self):
        """The last step before it, which is meant most often."""
        for wizard in self:
            wizard.target_id = wizard.target_ids._origin[-1:]

    def action_apply(self):
        self.ensure_one()
        task = self.task_id
        if self.act == "return":
            task.action_return(self.target_id.bpmn_id, self.text)
        elif self.act == "ask":
            task.action_ask(self.user_id.id, self.text)
        else:
            task.action_add_approver(self.user_ids.ids, self.text, self.when)
        return {"type": "ir.actions.act_window_close"}
