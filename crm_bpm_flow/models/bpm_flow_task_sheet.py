from odoo import api, fields, models

from .approval_ground import FILES, Grounds
from .approval_ground_words import file_words, ground_changes, ground_lines
from .bpm_flow_instance_approval import _blank_row
from .const import OPEN


class BpmFlowTaskSheet(models.Model):
    """What an approver is shown: what he decides about, what changed, who said what."""

    _inherit = "bpm.flow.task"

    ground_html = fields.Html(compute="_compute_ground_html", sanitize=False)
    trail_ids = fields.Many2many("bpm.flow.visa", compute="_compute_trail_ids")
    notes = fields.Json(compute="_compute_notes")
    question_words = fields.Char(string="Asked", compute="_compute_question_words")

    @api.depends("question", "parent_id")
    def _compute_question_words(self):
        self.question_words = False
        for task in self.filtered("parent_id"):
            task.question_words = task.sudo()._question_words()

    @api.depends("instance_id.visa_ids")
    def _compute_trail_ids(self):
        """All rounds of the step, for whoever sees the task."""
        for task in self:
            visas = task.sudo().instance_id.visa_ids
            own = visas.filtered(lambda v, t=task: v.element == t.node_id.bpmn_id)
            task.trail_ids = own.with_env(self.env)

    @api.depends("ground", "state")
    @api.depends_context("lang", "uid")
    def _compute_ground_html(self):
        for task in self:
            lines = task.sudo()._ground_rows()
            task.ground_html = lines and self.env["ir.qweb"]._render(
                "crm_bpm_flow.approval_ground", {"lines": lines}
            )

    def _ground_rows(self):
        """[{"label", "text", "old", "files"}] of what is approved.

        old: what it was when he last looked; files: where each is opened.
        """
        whole = self.parent_id or self
        if not whole.seat or whole._hidden_titles():
            return []
        ground = whole._ground_now()
        changed = {row["label"]: row["old"] for row in whole._changes(ground)}
        rows = [
            {"label": label, "text": text, "old": changed.get(label), "files": []}
            for label, text in ground_lines(self.env, self.res_model, ground)
        ]
        if FILES in ground:
            rows[-1]["files"] = self._file_links(ground[FILES])
        return rows

    def _file_links(self, files):
        """[{"name", "url"}]: who may not read a file is refused there."""
        record = self.env[self.res_model].browse(self.res_id)
        ids = {file["id"]: file["id"] for file in files}
        if hasattr(record, "_bpm_ground_attachments"):
            ids = record._bpm_ground_attachments(files)
        there = set(self.env["ir.attachment"].browse(ids.values()).exists().ids)
        return [
            {
                "name": file_words(self.env, file),
                "url": f"/web/content/{ids[file['id']]}"
                if ids.get(file["id"]) in there
                else False,
            }
            for file in files
        ]

    def _ground_now(self):
        if self.state != OPEN:
            return self.ground or {}
        key = self.approver_key or ""
        return Grounds(self.node_id, self.instance_id, [key]).of(self.instance_id, key)

    def _changes(self, ground):
        """What of it is not as it was when this seat last decided."""
        if (self.round or 1) < 2 or self.state != OPEN or self._hidden_titles():
            return []
        visas = self.instance_id.visa_ids.filtered(
            lambda v: (v.seat, v.element) == (self.seat, self.node_id.bpmn_id)
        )
        last = visas[-1:]
        if not last:
            return []
        return ground_changes(self.env, self.res_model, last.ground, ground)

    # ------------------------------------------------------------------
    # Notes
    # ------------------------------------------------------------------
    @api.depends("question_ids.state", "returned_by_id", "state")
    @api.depends_context("lang", "uid")
    def _compute_notes(self):
        for task in self:
            task.notes = task.sudo()._notes()

    def _notes(self):
        """Short lines for the strip and the form: [{"icon", "text"}]."""
        found = []
        if self.parent_id:
            found.append(("fa-question-circle-o", self._question_words()))
        if self.partner_id:
            words = self.env._("%s, outside, by a link", self.partner_id.name)
            found.append(("fa-globe", words))
        back = self.returned_by_id
        if back:
            line = self.env._(
                "Returned by %(who)s: %(comment)s",
                who=back._done_by_name(),
                comment=back.comment or "",
            )
            found.append(("fa-undo", line))
        if self.seat and self.state == OPEN and self.round > 1:
            found += [
                ("fa-pencil", self._change_words(row))
                for row in self._changes(self._ground_now())
            ]
        questions = self.question_ids if self.has_questions else self.browse()
        for asked in questions:
            found.append(("fa-comments-o", asked._asked_words()))
        return [{"icon": icon, "text": text} for icon, text in found]

    def _change_words(self, row):
        return self.env._(
            "%(label)s: %(old)s → %(new)s",
            label=row["label"],
            old=row["old"],
            new=row["new"],
        )

    def _asked_words(self):
        """ "asked Anna, waiting", or what she said."""
        who = (self.done_by_id or self.user_id or self.user_ids[:1]).name
        if self.state == OPEN:
            return self.env._("asked %s, waiting", who)
        if not self.done_by_id:
            return self.env._("asked %s, not needed any more", who)
        return self.env._("%(who)s answered: %(text)s", who=who, text=self.comment)

    def _is_on_strip(self, user):
        """Others' questions stand as a note at the task that they are for."""
        mine = user in self._holders()
        return super()._is_on_strip(user) and (mine or not self.parent_id)

    def _strip_step(self, user):
        step = super()._strip_step(user)
        step["notes"] = self._notes()
        return step

    def _sheet_row(self):
        """Its row of the printed sheet, before there is a decision."""
        states = {"open": "open", "cancelled": "withdrawn"}
        role = self.node_id._approver_words(self.approver_key)
        row = _blank_row(self._people_words(), role, states[self.state])
        if self.date_deadline:
            row["deadline"] = fields.Datetime.to_string(self.date_deadline)
        row["outside"] = bool(self.partner_id)
        row["late"], row["delay_reason"] = self.is_late, self.delay_reason
        return row

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_return_wizard(self):
        """Ask where to it is returned, and why."""
        return self._approval_wizard("return", self.env._("Return"))

    def action_ask_wizard(self):
        """Ask whom to ask what."""
        return self._approval_wizard("ask", self.env._("Ask somebody"))

    def action_add_wizard(self):
        """Ask who decides, too."""
        return self._approval_wizard("add", self.env._("Add an approver"))

    def _approval_wizard(self, act, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "bpm.flow.approval.wizard",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_task_id": self.id, "default_act": act},
        }
