from odoo import api, fields, models

from .const import DONE, OPEN

MOST_SAID = 10  # newest comments that a task shows


class BpmFlowTaskBefore(models.Model):
    """What was written at the steps before: a resolution, what others found out.

    Whoever goes on with it reads it where he works, not in the journal.
    """

    _inherit = "bpm.flow.task"

    said_before = fields.Json(compute="_compute_said_before")

    @api.depends("state", "instance_id")
    @api.depends_context("uid", "lang")
    def _compute_said_before(self):
        said = self._comments_before()
        for task in self:
            rows = said.get(task.instance_id, ()) if task.state == OPEN else ()
            task.said_before = [
                {"icon": "fa-comment-o", "text": row._said_words()}
                for row in rows
                if not (task.seat and row.seat)  # the trail says those
            ][-MOST_SAID:]

    def _comments_before(self):
        """{case: finished tasks with a comment, oldest first}, as the reader may see
        them; none of cases whose record is hidden from him."""
        asked = self.filtered(lambda task: task.state == OPEN)
        hidden = asked.sudo()._hidden_titles()
        cases = asked.filtered(lambda task: task.id not in hidden).instance_id
        found = self.search(
            [
                ("instance_id", "in", cases.ids),
                ("state", "=", DONE),
                ("parent_id", "=", False),
                ("comment", "!=", False),
            ],
            order="date_done desc, id desc",
            limit=MOST_SAID * 10 * len(cases) or 1,
        )
        return found[::-1].grouped("instance_id")

    def _said_words(self):
        self.ensure_one()
        return self.env._(
            "%(step)s, %(who)s: %(comment)s",
            step=self.name,
            who=self.sudo()._done_by_name(),
            comment=self.comment.strip(),
        )
