from odoo import fields, models

from .const import OPEN


class ResUsers(models.Model):
    _inherit = "res.users"

    bpm_manager_id = fields.Many2one(
        "res.users",
        string="Manager in processes",
        domain=[("share", "=", False)],
        help="Steps that go to somebody's manager come to this user.",
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("active") is False:
            self._bpm_hand_over_tasks()
        return result

    def _bpm_hand_over_tasks(self):
        """An archived user's open tasks move on, so that none is lost."""
        tasks = (
            self.env["bpm.flow.task"]
            .sudo()
            .search(
                [
                    ("state", "=", OPEN),
                    "|",
                    ("user_ids", "in", self.ids),
                    ("user_id", "in", self.ids),
                ]
            )
        )
        tasks._without(self)

    def _bpm_managers(self):
        """The manager of each of these users; nobody for one who has none."""
        managers = self.browse()
        for user in self.sudo():
            manager = user.bpm_manager_id
            if not manager and "employee_id" in user._fields:
                manager = user.employee_id.parent_id.user_id
            if not manager:
                manager = user.crm_team_ids[:1].user_id
            managers |= manager.with_env(self.env)
        return managers
