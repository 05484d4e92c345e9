from odoo import fields, models
from odoo.tools import SQL

from ..const import OPEN

DAY = 24 * 60 * 60


class BpmFlowDocumentWaiting(models.Model):
    """Where documents wait just now: a row for each open step of a document. It says
    what waits, for whom and how long; it counts nobody's past."""

    _name = "bpm.flow.document.waiting"
    _description = "Where Documents Wait"
    _inherit = ["bpm.flow.document.part"]
    _auto = False
    _log_access = False
    _order = "date_open, id"
    _rec_name = "document_id"

    task_id = fields.Many2one("bpm.flow.task", readonly=True)
    document_id = fields.Many2one("bpm.flow.document", readonly=True)
    type_id = fields.Many2one("bpm.flow.document.type", readonly=True)
    partner_id = fields.Many2one("res.partner", readonly=True)
    responsible_id = fields.Many2one("res.users", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    flow_id = fields.Many2one("bpm.flow", string="Process", readonly=True)
    user_id = fields.Many2one("res.users", string="Waits for", readonly=True)
    outside_id = fields.Many2one("res.partner", string="Waits outside", readonly=True)
    step_name = fields.Char(string="Step", related="task_id.name")
    whom = fields.Char(related="task_id.whom")
    is_visa = fields.Boolean(string="Visa", readonly=True)
    date_open = fields.Datetime(string="Since", readonly=True)
    date_deadline = fields.Datetime(string="Deadline", readonly=True)
    days = fields.Float("Days waiting", readonly=True, aggregator="max", digits=(9, 1))
    days_late = fields.Float(
        string="Days late", readonly=True, aggregator="max", digits=(9, 1)
    )
    delay_reason = fields.Char(related="task_id.delay_reason")

    @property
    def _table_query(self):
        now = fields.Datetime.now()
        return SQL(
            """
            SELECT task.id, task.id AS task_id, task.res_id AS document_id,
                   document.type_id, document.partner_id, document.company_id,
                   document.user_id AS responsible_id, task.flow_id, task.user_id,
                   task.partner_id AS outside_id, task.seat IS NOT NULL AS is_visa,
                   task.date_open, task.date_deadline,
                   extract(epoch FROM %(now)s - task.date_open) / %(day)s AS days,
                   greatest(
                       extract(epoch FROM %(now)s - task.date_deadline) / %(day)s, 0
                   ) AS days_late
              FROM bpm_flow_task task
              JOIN bpm_flow_document document ON document.id = task.res_id
             WHERE task.res_model = 'bpm.flow.document' AND task.state = %(open)s
            """,
            now=now,
            day=DAY,
            open=OPEN,
        )

    def action_open_document(self):
        """The card of the document that waits."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpm.flow.document",
            "res_id": self.document_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }


class BpmFlowTaskWhom(models.Model):
    _inherit = "bpm.flow.task"

    whom = fields.Char(compute="_compute_whom")

    def _compute_whom(self):
        """Whoever may take it, or who is asked outside."""
        for task in self:
            task.whom = task.sudo()._people_words()
