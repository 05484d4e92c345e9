from odoo import fields, models

from .const import OPEN

# What decides whether somebody can work at a task.
WORK_FIELDS = {"active", "company_ids", "group_ids"}


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
        if vals.keys() & WORK_FIELDS:
            self._bpm_hand_over_tasks()
            self._bpm_hand_over_incidents()
        return result

    def action_archive(self):
        """Odoo deletes the activities of who is archived; incidents need somebody."""
        self.check_access("write")
        self._bpm_hand_over_incidents(gone=self)
        return super().action_archive()

    def unlink(self):
        self._bpm_hand_over_tasks(leave=True)
        return super().unlink()

    def _bpm_hand_over_tasks(self, leave=False):
        """Open tasks of users who cannot do them any more move on: none is lost.

        :param bool leave: all of them leave; else only who was archived, shut out of
            the case's company, or made a portal user
        """
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
        tasks.instance_id._lock()
        for task in tasks:
            people, case = (task.user_ids | task.user_id) & self, task.instance_id
            if not leave:
                people -= people.filtered(case._may_work)
            if people:
                task._without(people)

    def _bpm_read_work(self):
        """Read of these users what says whether they may work, and whom to tell."""
        self.fetch(["active", "share", "partner_id"])

    def _bpm_hand_over_incidents(self, gone=None):
        """What these owners had to do about incidents, when they cannot any more."""
        flows = self.env["bpm.flow"].sudo().with_context(active_test=False)
        mine = flows.search([("user_id", "in", self.ids)])
        if mine:
            self.env["bpm.flow.fault"].sudo()._follow_owner(mine, gone)

    def _bpm_read(self):
        """Read of their contacts what a task needs, and not all the rest of it."""
        self.partner_id.fetch(["name", "lang", "tz"])

    def _bpm_read_names(self):
        """Nothing but their names, of users and contacts by one query."""
        if not self:
            return
        name, query = self._fields["name"], self._as_query(ordered=False)
        columns = [
            self._field_to_sql(self._table, part, query) for part in ("id", "name")
        ]
        names = dict(self.env.execute_query(query.select(*columns)))
        name._insert_cache(self, map(names.get, self._ids))

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
