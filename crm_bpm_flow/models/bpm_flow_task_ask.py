from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .bpm_flow_visa import ANSWERED, ASKED
from .const import OPEN

ANSWER = "answer"


class BpmFlowTaskAsk(models.Model):
    """Asking somebody, and going on waiting: the question is a task of his own, beside
    the one that it helps with."""

    _inherit = "bpm.flow.task"

    parent_id = fields.Many2one(
        "bpm.flow.task",
        string="Asked for the task",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    question_ids = fields.One2many("bpm.flow.task", "parent_id", string="Questions")
    has_questions = fields.Boolean(
        readonly=True, help="Somebody was asked for this task; open or answered."
    )
    question = fields.Text(readonly=True)
    asked_by_id = fields.Many2one(
        "res.users", string="Asked by", readonly=True, index="btree_not_null"
    )

    def action_ask(self, user_id, question):
        """Ask somebody something and keep the task: the answer comes to it.

        :param int user_id: who is asked
        :param str question: what
        """
        tasks = self._locked_for_work()
        user = self._check_worker(user_id)
        text = (question or "").strip()
        if not text:
            raise UserError(self.env._("Write what you ask."))
        if any(task.parent_id for task in tasks):
            raise UserError(self.env._("Answer the question, or delegate it."))
        asked = tasks._make([task._question_vals(user, text) for task in tasks])
        tasks.sudo().has_questions = True
        asked._leave_trail(ASKED, user, text)
        return True

    def action_answer(self, text):
        """Answer a question: whoever asked it is told."""
        if not all(task.parent_id for task in self.sudo()):
            self.check_access("read")
            raise UserError(self.env._("That is no question."))
        return self.complete(ANSWER, comment=text)

    def _question_vals(self, user, text):
        self.ensure_one()
        node, case = self.node_id, self.instance_id
        return {
            **self._prepare_task_vals(node, case, self.token, user, self.date_deadline),
            "check_ids": [],
            "parent_id": self.id,
            "question": text,
            "asked_by_id": self._actor_id(),
            "round": self.round,
        }

    def _opened_row(self):
        if not self.parent_id:
            return super()._opened_row()
        data = {"people": self._people_words(), "question": self.question}
        return self.instance_id, "asked", self.node_id, data

    def _arm_reminders(self):
        return super(
            BpmFlowTaskAsk, self.filtered(lambda task: not task.parent_id)
        )._arm_reminders()

    def _prepare_activity_vals(self, user, step_id, model_id):
        vals = super()._prepare_activity_vals(user, step_id, model_id)
        if self.parent_id:
            vals["summary"] = self._question_words()
            vals["note"] = False
        return vals

    def _question_words(self):
        """ "Ann asks: is that the usual price?" """
        return self.env._(
            "%(who)s asks: %(question)s",
            who=self.asked_by_id.name,
            question=self.question,
        )

    # ------------------------------------------------------------------
    # Answering
    # ------------------------------------------------------------------
    def _chosen_outcome(self, outcome):
        if self.parent_id:
            return self.env["bpm.flow.outcome"]
        return super()._chosen_outcome(outcome)

    def _missing(self, outcome, comment):
        if not self.parent_id:
            return super()._missing(outcome, comment)
        is_there = (comment or self.comment or "").strip()
        return [] if is_there else [self.env._("write the answer")]

    def _finish(self, chosen, values, comment, plain=None, told=None):
        result = super()._finish(chosen, values, comment, plain=plain, told=told)
        for task in self.filtered("parent_id"):
            task._leave_trail(ANSWERED, task.asked_by_id, task.comment)
            task._tell_answer()
        # What was asked for them needs no answer any more.
        if asked := self._open_questions():
            asked._withdraw()
        return result

    def _withdraw(self):
        """With a task, the questions go that were asked for it."""
        asked = self._open_questions() - self
        return super(BpmFlowTaskAsk, self | asked)._withdraw()

    def _open_questions(self):
        """Asked for only where somebody was asked: each completion comes here."""
        asking = self.filtered("has_questions")
        if not asking:
            return asking
        self.flush_model(["parent_id", "state"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM bpm_flow_task WHERE parent_id = ANY(%s) AND state = %s",
                asking.ids,
                OPEN,
            )
        )
        return self.browse(id_ for (id_,) in rows)

    def _done_data(self):
        data = super()._done_data()
        if self.parent_id:
            data["question"] = self.question
        return data

    def _events_of_whole_steps(self):
        whole = self.filtered(lambda task: not task.parent_id)
        return super(BpmFlowTaskAsk, whole)._events_of_whole_steps() if whole else []

    def _tell_answer(self):
        """Whoever asked reads the answer, unless it is his own."""
        asker = self.asked_by_id
        if not asker.active or asker.id == self._actor_id():
            return
        task = self.with_context(lang=asker.lang)
        subject = task.env._(
            "%(who)s answered: %(record)s",
            who=self.done_by_id.name,
            record=self.record_name,
        )
        task._thread().message_notify(
            partner_ids=asker.partner_id.ids, subject=subject, body=self.comment or ""
        )

    def _leave_trail(self, act, other, text):
        """Rows beside the decisions: of questions, at the task that they are for."""
        self.env["bpm.flow.visa"].create(
            [
                {
                    **(task.parent_id or task)._trail_vals(),
                    "act": act,
                    "other_id": other.id,
                    "comment": text,
                }
                for task in self
            ]
        )

    # ------------------------------------------------------------------
    # Shown
    # ------------------------------------------------------------------
    @api.depends("node_id", "check_ids.is_done", "parent_id")
    def _compute_outcome_buttons(self):
        questions = self.filtered(lambda task: task.sudo().parent_id)
        result = super(BpmFlowTaskAsk, self - questions)._compute_outcome_buttons()
        for task in questions:
            task.needs_form = True
            task.outcome_buttons = [
                {
                    "code": ANSWER,
                    "name": self.env._("Answer"),
                    "style": "primary",
                    "require_comment": True,
                    "needs_form": True,
                }
            ]
        return result

    @api.depends("node_id", "parent_id")
    def _compute_required_fields(self):
        questions = self.filtered(lambda task: task.sudo().parent_id)
        questions.required_fields = []
        return super(BpmFlowTaskAsk, self - questions)._compute_required_fields()
