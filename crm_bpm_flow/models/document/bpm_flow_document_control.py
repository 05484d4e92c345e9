from odoo import api, fields, models
from odoo.tools import format_date


class BpmFlowDocumentControl(models.Model):
    """A day on which somebody has to look at a document again."""

    _name = "bpm.flow.document.control"
    _description = "Control Date of a Document"
    _inherit = ["bpm.flow.document.part"]
    _order = "date, id"

    document_id = fields.Many2one(
        "bpm.flow.document", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="What to do", required=True)
    date = fields.Date(required=True, index=True)
    user_id = fields.Many2one(
        "res.users", string="Who", default=lambda self: self.env.user
    )
    date_done = fields.Date(string="Done on")
    partner_id = fields.Many2one(related="document_id.partner_id", store=True)
    type_id = fields.Many2one(related="document_id.type_id", store=True)

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._tell(self.env._("Control date set"))
        return rows

    def write(self, vals):
        before = {row: row._in_words() for row in self}
        result = super().write(vals)
        changed = self.filtered(lambda row: row._in_words() != before[row])
        done = changed.filtered("date_done") if "date_done" in vals else self.browse()
        done._tell(self.env._("Control date done"))
        (changed - done)._tell(self.env._("Control date changed"), before)
        return result

    def unlink(self):
        self._tell(self.env._("Control date taken away"))
        return super().unlink()

    def action_done(self):
        """Looked at today."""
        self.check_access("write")
        today = fields.Date.context_today(self)
        self.filtered(lambda row: not row.date_done).date_done = today

    def _in_words(self):
        self.ensure_one()
        words = [self.name, format_date(self.env, self.date), self.user_id.name]
        if self.date_done:
            words.append(
                self.env._("done on %s", format_date(self.env, self.date_done))
            )
        return ", ".join(word for word in words if word)

    def _tell(self, what, before=None):
        """One note in the history of each document."""
        for document, rows in self.grouped("document_id").items():
            lines = []
            for row in rows:
                old = f"{before[row]} → " if before else ""
                lines.append(f"{what}: {old}{row._in_words()}")
            document._log_lines({document.id: document._as_list(lines)})
