from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

from ..engine.decisions import AGGREGATIONS, POLICIES, plain_table, read_table
from .const import HIT_POLICIES, TOGETHER


class BpmFlowDecision(models.Model):
    """A decision table: inputs, outputs, and rules with a cell for each of them.

    The table is one value, as ``engine.decisions.reading`` describes it: it is edited,
    tested, frozen and copied as a whole, and a rule means nothing without its columns.
    """

    _name = "bpm.flow.decision"
    _description = "Decision Table"
    _inherit = ["bpm.flow.part"]
    _order = "name, id"

    version_id = fields.Many2one(
        "bpm.flow.version", required=True, index=True, ondelete="cascade"
    )
    res_model = fields.Char(related="version_id.flow_id.res_model")
    name = fields.Char(required=True, translate=True)
    hit_policy = fields.Selection(
        HIT_POLICIES, string="Which rules count", required=True, default="unique"
    )
    aggregation = fields.Selection(
        TOGETHER, string="What is made of them", required=True, default="list"
    )
    table = fields.Json(help="Its columns and rules.")
    code = fields.Char(help="Its id in the file it came from: steps refer to it.")
    variable = fields.Char(
        string="Known to others as", help="The name of its result in other tables."
    )
    need_ids = fields.Many2many(
        "bpm.flow.decision",
        "bpm_flow_decision_need_rel",
        "decision_id",
        "need_id",
        string="Looks at the results of",
        copy=False,
        domain="[('version_id', '=', version_id), ('id', '!=', id)]",
    )
    node_ids = fields.One2many(
        "bpm.flow.node", "decision_id", context={"active_test": False}
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_plain_table(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._with_plain_table(vals))

    @api.constrains("version_id", "need_ids")
    def _check_version(self):
        """In another version it would not be frozen with the steps that use it, nor
        with the tables that look at it."""
        for decision in self:
            used = decision.sudo().node_ids.version_id | decision.need_ids.version_id
            if used - decision.version_id:
                raise ValidationError(
                    self.env._("A decision table belongs to the process it is in.")
                )

    def _with_plain_table(self, vals):
        if "table" not in vals:
            return vals
        try:
            return {**vals, "table": plain_table(vals["table"])}
        except ValueError as error:
            raise UserError(
                self.env._("This is no decision table, or it is too large.")
            ) from error

    def _plain(self):
        """Its columns and rules as plain data, nothing missing."""
        self.ensure_one()
        return plain_table(self.table)

    @tools.ormcache("self.id")
    def _compiled(self):
        """What the engine decides by. Remembered for ever: running cases only ask about
        frozen versions.

        :raises DecisionError: it cannot be read
        """
        decision = self.sudo()
        how = decision.hit_policy, decision.aggregation
        return read_table(decision._plain(), *how)

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------
    def _as_settings(self):
        """Itself as plain data for a file."""
        self.ensure_one()
        return {
            "name": self.name,
            "policy": self.hit_policy,
            "aggregation": self.aggregation,
            "table": self._plain(),
            **{name: self[name] for name in ("code", "variable") if self[name]},
        }

    @api.model
    def _values_of_settings(self, settings):
        """Values of the row from what a file says; None where that is no table."""
        try:
            table = plain_table(settings.get("table"))
        except (AttributeError, ValueError):
            return None
        policy = str(settings.get("policy"))
        aggregation = str(settings.get("aggregation"))
        return {
            "name": str(settings.get("name") or self._description),
            "hit_policy": policy if policy in POLICIES else "unique",
            "aggregation": aggregation if aggregation in AGGREGATIONS else "list",
            "table": table,
            **{n: str(settings[n]) for n in ("code", "variable") if settings.get(n)},
        }
