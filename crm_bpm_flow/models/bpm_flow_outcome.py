import re

from odoo import api, fields, models

from .const import STYLES


class BpmFlowOutcome(models.Model):
    """A button that the worker of a step sees, and a way on from it."""

    _name = "bpm.flow.outcome"
    _description = "Step Outcome"
    _inherit = ["bpm.flow.part"]
    _order = "node_id, sequence, id"

    node_id = fields.Many2one(
        "bpm.flow.node", string="Step", required=True, index=True, ondelete="cascade"
    )
    version_id = fields.Many2one(related="node_id.version_id")
    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="The name that scripts and imported diagrams use.")
    sequence = fields.Integer(default=10)
    style = fields.Selection(STYLES, required=True, default="secondary")
    require_comment = fields.Boolean(string="Asks for a comment")
    skip_requirements = fields.Boolean(
        string="Nothing to fill in",
        help="With this outcome neither fields nor files nor the checklist are asked "
        "for: a refusal, spam.",
    )
    transition_ids = fields.One2many("bpm.flow.transition", "outcome_id")
    target_id = fields.Many2one(
        "bpm.flow.node",
        string="Leads to",
        compute="_compute_target_id",
        inverse="_inverse_target_id",
        domain="[('version_id', '=', version_id), ('id', '!=', node_id)]",
    )

    _code_uniq = models.UniqueIndex(
        "(node_id, code)", "This step already has an outcome with that code."
    )

    @api.depends("transition_ids.target_id")
    def _compute_target_id(self):
        for outcome in self:
            outcome.target_id = outcome.transition_ids[:1].target_id

    def _inverse_target_id(self):
        for outcome in self:
            outcome.node_id._connect(outcome.target_id, outcome=outcome)

    @api.model_create_multi
    def create(self, vals_list):
        outcomes = super().create(vals_list)
        for outcome in outcomes.filtered(lambda o: not o.code):
            outcome.code = outcome._free_code()
        for node in outcomes.node_id:
            node._hand_plain_way_to_first_outcome()
        return outcomes

    def _free_code(self):
        base = re.sub(r"[^a-z0-9]+", "_", (self.name or "").lower()).strip("_")
        base, number = base or "outcome", 1
        taken = set((self.node_id.outcome_ids - self).mapped("code"))
        code = base
        while code in taken:
            number += 1
            code = f"{base}_{number}"
        return code

    def _button(self):
        """The outcome as the screens want it."""
        return {
            "code": self.code,
            "name": self.name,
            "style": self.style,
            "require_comment": self.require_comment,
        }
