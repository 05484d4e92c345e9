from odoo import api, fields, models
from odoo.exceptions import UserError

from .approval_ground import FILES, Grounds, files_of
from .approval_seen import changed_words, mark_of
from .const import OPEN


class BpmFlowTaskSeen(models.Model):
    """Nobody agrees to what he was not shown: whoever decides says what he saw, and is
    asked to look again where it is other by now."""

    _inherit = "bpm.flow.task"

    ground_mark = fields.Char(
        string="Mark of what is shown",
        compute="_compute_ground_mark",
        help="What is to be approved as it is now, for ``seen`` of ``complete``.",
    )

    @api.depends("state", "seat")
    @api.depends_context("uid")
    def _compute_ground_mark(self):
        marks = self.sudo()._marks_of_shown()
        for task in self:
            task.ground_mark = marks.get(task.id, False)

    def _marks_of_shown(self):
        """{task: mark} of the open approvals among these whose record may be seen."""
        asked = self.filtered(lambda task: task.seat and task.state == OPEN)
        hidden = asked._hidden_titles()
        asked = asked.filtered(lambda task: task.id not in hidden)
        marks = {}
        for node, tasks in asked.grouped("node_id").items():
            grounds = tasks._grounds(node)
            for task in tasks:
                key = task.approver_key or ""
                marks[task.id] = mark_of(grounds.of(task.instance_id, key))
        return marks

    def _grounds(self, node):
        keys = {task.approver_key or "" for task in self}
        return Grounds(node, self.instance_id, keys)

    def _check_seen(self, seen):
        """:raises UserError: naming what changed since the caller looked"""
        if not seen or not self.seat:
            return
        self.ensure_one()
        ground = self._grounds(self.node_id)
        ground = ground.of(self.instance_id, self.approver_key or "")
        self._refuse_unseen(changed_words(self.env, self.res_model, seen, ground))

    def _refuse_unseen(self, words):
        if words:
            raise UserError(
                self.env._(
                    "Changed since you opened it: %s. Look at it again, then decide.",
                    words,
                )
            )

    # ------------------------------------------------------------------
    # Outside
    # ------------------------------------------------------------------
    def _guest_ground(self):
        """What somebody outside is shown: the files, and the fields chosen for him."""
        record = self._guest_record()
        if record is None:
            return {}
        found = {}
        line = self.node_id._approver(self.approver_key or "")
        if line.has_own_ground:
            grounds = self._grounds(self.node_id)
            found = grounds.of(self.instance_id, self.approver_key or "")
        files = files_of(record).get(record.id, [])
        return {
            **found,
            FILES: [file for file in files if not file.get("inside")],
        }

    def _guest_mark(self):
        return self._guest_can_decide() and mark_of(self._guest_ground())

    def _guest_check_seen(self, seen):
        """:raises UserError: naming what changed since he opened the page"""
        if seen:
            ground = self._guest_ground()
            self._refuse_unseen(changed_words(self.env, self.res_model, seen, ground))
