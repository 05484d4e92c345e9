from odoo import fields, models

from .const import OPEN


class MailActivity(models.Model):
    """The task in Odoo's own clothes: done here or there is done in both places."""

    _inherit = "mail.activity"

    bpm_task_id = fields.Many2one(
        "bpm.flow.task", string="Process task", index="btree_not_null", readonly=True
    )

    def _action_done(self, feedback=False, attachment_ids=None):
        """Finish the process's task with the activity.

        An outcome is taken from the context key ``bpm_outcome``; a step with several
        asks for it, and what it still misses is said before anything is done.
        """
        tasks = self._bpm_open_tasks()
        if tasks:
            if attachment_ids:
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
        ]

    bpm_outcomes = fields.Json(compute="_compute_bpm_outcomes")
    bpm_needs_form = fields.Boolean(compute="_compute_bpm_outcomes")

    def _compute_bpm_outcomes(self):
        for activity in self:
            task = activity.sudo().bpm_task_id
            activity.bpm_outcomes = task.outcome_buttons or []
            activity.bpm_needs_form = task.needs_form
