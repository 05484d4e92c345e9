from odoo import api, fields, models
from odoo.exceptions import AccessError

from .const import OPEN


class MailActivity(models.Model):
    """The task in Odoo's own clothes: done here or there is done in both places."""

    _inherit = "mail.activity"

    bpm_task_id = fields.Many2one(
        "bpm.flow.task", string="Process task", index="btree_not_null", readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.context.get("default_bpm_task_id") or any(
            vals.get("bpm_task_id") for vals in vals_list
        ):
            self._check_bpm_tie()
        return super().create(vals_list)

    def _add_precomputed_values(self, vals_list):
        """The model of a task's record is known: to find it out, Odoo would make a
        record in memory of each row."""
        ours = [vals for vals in vals_list if vals.get("bpm_task_id")]
        tasks = self.env["bpm.flow.task"].sudo()
        tasks = tasks.browse([vals["bpm_task_id"] for vals in ours])
        for vals, task in zip(ours, tasks, strict=True):
            vals["res_model"] = task.res_model
        return super()._add_precomputed_values(vals_list)

    def write(self, vals):
        if "bpm_task_id" in vals:
            self._check_bpm_tie()
        had = self._bpm_people() if vals.get("user_id") else {}
        result = super().write(vals)
        self._bpm_hand_on(had)
        return result

    def _bpm_people(self):
        """{activity of a task: who has it}."""
        return {a.id: a.user_id for a in self.sudo() if a.bpm_task_id}

    def _bpm_hand_on(self, had):
        """Those that others have now: their tasks go with them."""
        moved = {}
        for activity in self.browse(had).sudo():
            old = had[activity.id]
            if activity.user_id != old:
                pairs = moved.setdefault(activity.bpm_task_id.id, [])
                pairs.append((old, activity.user_id))
        if moved:
            tasks = self.browse(had)._bpm_open_tasks()
            tasks.filtered(lambda task: task.id in moved)._follow_activities(moved)

    def _check_bpm_tie(self):
        if not self.env.su:
            raise AccessError(
                self.env._("Activities of tasks are made by the process itself.")
            )

    def _action_done(self, feedback=False, attachment_ids=None):
        """Finish the process's task with the activity.

        An outcome is taken from the context key ``bpm_outcome``; a step with several
        asks for it, and what it still misses is said before anything is done.
        """
        tasks = self._bpm_open_tasks()
        if tasks:
            if attachment_ids:
                self.env["ir.attachment"].browse(attachment_ids).check_access("read")
                tasks.sudo().attachment_ids = [(4, id_) for id_ in attachment_ids]
            tasks.with_context(bpm_activity_done=self.ids).complete(
                outcome=self.env.context.get("bpm_outcome"),
                comment=feedback or None,
            )
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)

    def _bpm_open_tasks(self):
        return self.bpm_task_id.filtered(lambda task: task.sudo().state == OPEN)

    def _to_store_defaults(self, target):
        return [
            *super()._to_store_defaults(target),
            "bpm_task_id",
            "bpm_outcomes",
            "bpm_needs_form",
            "bpm_is_others",
            "bpm_deadline",
            "bpm_seen",
        ]

    bpm_outcomes = fields.Json(compute="_compute_bpm_outcomes")
    bpm_needs_form = fields.Boolean(compute="_compute_bpm_outcomes")
    # Its reader may not finish it: he is not offered what would be refused.
    bpm_is_others = fields.Boolean(
        compute="_compute_bpm_outcomes", string="Task of somebody else"
    )
    # Odoo's own deadline of an activity is a day.
    bpm_deadline = fields.Datetime(compute="_compute_bpm_outcomes")
    # What of an approval its reader is shown now.
    bpm_seen = fields.Char(
        compute="_compute_bpm_outcomes", string="Mark of what is shown"
    )

    @api.depends_context("uid")
    def _compute_bpm_outcomes(self):
        # One recordset for all: they are read together, not one by one.
        for activity, trusted in zip(self, self.sudo(), strict=True):
            task = trusted.bpm_task_id
            activity.bpm_outcomes = task.outcome_buttons or []
            activity.bpm_needs_form = task.needs_form
            activity.bpm_is_others = task.state == OPEN and not task._may_act(
                self.env.user
            )
            activity.bpm_deadline = task.date_deadline
            activity.bpm_seen = task.ground_mark
