from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models


class BpmFlowTaskHanded(models.Model):
    """Who handed a task on, and what he says to whoever has it now."""

    _inherit = "bpm.flow.task"

    handed_by_id = fields.Many2one(
        "res.users",
        string="Handed over by",
        index="btree_not_null",
        readonly=True,
        copy=False,
    )
    handed_comment = fields.Text(
        string="Comment at handover", readonly=True, copy=False
    )
    handed_words = fields.Char(string="Handover", compute="_compute_handed_words")

    @api.depends("handed_by_id", "handed_comment")
    @api.depends_context("lang")
    def _compute_handed_words(self):
        for task in self:
            name = task.sudo().handed_by_id.name
            task.handed_words = name and task.env._("Handed over by %s", name)
            if name and task.handed_comment:
                task.handed_words = task.env._(
                    "Handed over by %(who)s: %(comment)s",
                    who=name,
                    comment=task.handed_comment,
                )

    def _hand_over(self, users, kind, comment):
        # An escalation is nobody's doing.
        actor = self._actor_id()
        by = actor if actor != SUPERUSER_ID else False
        self.write({"handed_by_id": by, "handed_comment": comment})
        return super()._hand_over(users, kind, comment)

    @api.depends("handed_words")
    def _compute_notes(self):
        return super()._compute_notes()

    def _notes(self):
        words, rest = self.handed_words, super()._notes()
        return [{"icon": "fa-share", "text": words}, *rest] if words else rest

    def _prepare_activity_vals(self, user, step_id, model_id):
        vals = super()._prepare_activity_vals(user, step_id, model_id)
        if self.handed_words:
            said = Markup("<p>%s</p>") % self.handed_words
            vals["note"] = said + (vals["note"] or "")
        return vals
