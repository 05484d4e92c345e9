from odoo import fields, models


class BpmFlowTaskMap(models.Model):
    _inherit = "bpm.flow.task"

    def _map_task(self):
        self.ensure_one()
        deadline = self.date_deadline
        people = self.user_id or self.user_ids
        return {
            "id": self.id,
            "people": people.mapped("name"),
            "deadline": fields.Datetime.to_string(deadline) if deadline else False,
            "late": self.is_late,
        }
