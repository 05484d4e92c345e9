from datetime import timedelta

from odoo import fields, models

from .const import MINUTES, UNITS


class BpmFlowReminder(models.Model):
    """What happens before or after a step's deadline while it is still open."""

    _name = "bpm.flow.reminder"
    _description = "Reminder or Escalation"
    _inherit = ["bpm.flow.part"]
    _order = "node_id, moment desc, amount, id"
    _rec_names_search = ["node_id.name"]

    node_id = fields.Many2one(
        "bpm.flow.node", string="Step", required=True, index=True, ondelete="cascade"
    )
    version_id = fields.Many2one(related="node_id.version_id")
    moment = fields.Selection(
        [("before", "before the deadline"), ("after", "after the deadline")],
        required=True,
        default="before",
    )
    amount = fields.Integer(string="How much", default=30)
    unit = fields.Selection(UNITS, required=True, default="minutes")
    action = fields.Selection(
        [
            ("notify", "Tell"),
            ("reassign", "Hand the task over to"),
            ("outcome", "Finish the task with"),
        ],
        required=True,
        default="notify",
    )
    role_id = fields.Many2one(
        "bpm.flow.role",
        string="Whom",
        domain="[('version_id', '=', version_id)]",
        help="Empty: the people who have the task.",
        index="btree_not_null",
    )
    outcome_id = fields.Many2one(
        "bpm.flow.outcome",
        domain="[('node_id', '=', node_id)]",
        index="btree_not_null",
    )

    def _moment(self, deadline):
        """When it is due, for a task with this deadline."""
        delta = timedelta(minutes=self.amount * MINUTES[self.unit])
        return deadline - delta if self.moment == "before" else deadline + delta

    def _taken_data(self):
        """The outcome that it takes, for the journal; empty where it takes none."""
        outcome = self.outcome_id
        if self.action != "outcome" or not outcome:
            return {}
        return {"outcome": outcome.name, "outcome_id": outcome.id}
