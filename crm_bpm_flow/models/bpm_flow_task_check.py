from odoo import api, fields, models
from odoo.exceptions import AccessError

from .const import OPEN


class BpmFlowTaskCheck(models.Model):
    _name = "bpm.flow.task.check"
    _description = "Task Checklist Item"
    _inherit = ["bpm.flow.case.part"]
    _case_field = "task_id"
    _order = "id"
    _rec_name = "name"

    task_id = fields.Many2one(
        "bpm.flow.task", required=True, index=True, ondelete="cascade"
    )
    checklist_id = fields.Many2one(
        "bpm.flow.checklist", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(related="checklist_id.name")
    is_done = fields.Boolean(string="Done")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("A checklist comes from its step."))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            if vals.keys() - {"is_done"}:
                raise AccessError(self.env._("Items can be ticked off only."))
            self.task_id.check_access("write")
            if any(task.state != OPEN for task in self.task_id):
                raise AccessError(self.env._("A finished task is part of the journal."))
        return super().write(vals)
