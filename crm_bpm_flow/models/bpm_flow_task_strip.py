from odoo import fields, models

from .const import OPEN


class BpmFlowTaskStrip(models.Model):
    _inherit = "bpm.flow.task"

    def _is_on_strip(self, user):
        """Whether ``user`` sees it there: what is open."""
        return self.state == OPEN

    def _holders(self):
        """Who has these tasks, or could take them where nobody has one yet."""
        return self.user_id | self.filtered(lambda task: not task.user_id).user_ids

    def _strip_step(self, user):
        self.ensure_one()
        people = self._holders()
        mine = self.with_user(user)
        deadline = self.date_deadline
        return {
            "task_id": self.id,
            "name": self.name,
            "item": self.item_name or "",
            "users": [{"id": person.id, "name": person.name} for person in people],
            "deadline": fields.Datetime.to_string(deadline) if deadline else False,
            "urgency": mine.sudo().urgency,
            "mine": user in people,
            "can_claim": user in people and not self.user_id and len(people) > 1,
            "needs_form": self.needs_form,
            "outcomes": self.outcome_buttons or [],
            "seen": user in people and mine.ground_mark,
        }
