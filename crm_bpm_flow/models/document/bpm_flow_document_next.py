from odoo import api, fields, models

from .const import OVER_STATES

# Days on the card on which something is due.
DAYS = ("date_answer", "date_to")


class BpmFlowDocument(models.Model):
    """What is due next on a document: an answer, its end, or a look at it again."""

    _inherit = "bpm.flow.document"

    date_next = fields.Date(
        string="Due next",
        compute="_compute_date_next",
        store=True,
        index="btree_not_null",
        help="The first of the day an answer is due, the end of its validity and the "
        "control dates that are not done yet; none when the document is over.",
    )
    next_words = fields.Char(string="What is due", compute="_compute_next_words")

    @api.depends(*DAYS, "state", "control_ids.date", "control_ids.date_done")
    def _compute_date_next(self):
        for document in self:
            due = document._due_days()
            document.date_next = min((day for day, _words in due), default=False)

    @api.depends("date_next", *DAYS, "control_ids.name")
    @api.depends_context("lang")
    def _compute_next_words(self):
        for document in self:
            due = document._due_days()
            words = [words for day, words in due if day == document.date_next]
            document.next_words = ", ".join(words) or False

    def _due_days(self):
        """[(day, what is due on it in the reader's words)]"""
        self.ensure_one()
        if self.state in OVER_STATES:
            return []
        due = [
            (self[name], self._fields[name]._description_string(self.env))
            for name in DAYS
            if self[name]
        ]
        controls = self.sudo().control_ids.filtered(lambda row: not row.date_done)
        return due + [(row.date, row.name) for row in controls if row.date]

    def _kept(self):
        return super()._kept() | {"date_next"}
