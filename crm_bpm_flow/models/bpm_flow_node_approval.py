from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine import Rule
from ..engine.approval import APPROVED, REMARKS, RETURNED
from .const import PEOPLE_KINDS

RULES = [
    ("all", "All of them"),
    ("one", "One of them"),
    ("majority", "More than half"),
    ("count", "So many of them"),
    ("share", "A share of them"),
]
ORDERS = [("together", "All at once"), ("turn", "One after the other")]


class BpmFlowNodeApproval(models.Model):
    """A step in which people agree: one step, whatever they decide and how often."""

    _inherit = "bpm.flow.node"

    is_approval = fields.Boolean(
        string="Approval",
        help="Each of its people decides for himself; together they agree or not.",
    )
    approval_rule = fields.Selection(
        RULES, string="Who has to agree", required=True, default="all"
    )
    approval_count = fields.Integer(string="How many", default=2)
    approval_share = fields.Integer(string="Percent", default=50)
    approval_order = fields.Selection(
        ORDERS, string="They are asked", required=True, default="together"
    )
    approval_strict = fields.Boolean(
        string="One rejection ends it",
        help="Else it is rejected only when not enough can agree any more.",
    )
    approver_ids = fields.One2many(
        "bpm.flow.approver", "node_id", string="Approvers", copy=True
    )
    # What they look at: when it changes, who agreed is asked again
    approval_field_ids = fields.Many2many(
        "ir.model.fields",
        "bpm_flow_node_approval_field_rel",
        "node_id",
        "field_id",
        string="They look at",
        domain="[('model', '=', res_model), ('store', '=', True), ('ttype', 'not in', "
        "('binary', 'properties', 'properties_definition', 'json'))]",
        help="When one of these fields changes, who agreed is asked again. Who looked "
        "at what did not change is not.",
    )
    approval_files = fields.Boolean(
        string="And at the record's files",
        help="Who agreed is asked again when a file is added, taken away or replaced.",
    )
    return_node_ids = fields.Many2many(
        "bpm.flow.node",
        "bpm_flow_node_return_rel",
        "node_id",
        "target_id",
        string="Only to",
        domain="[('version_id', '=', version_id), ('id', '!=', id), "
        "('kind', 'in', ('userTask', 'manualTask', 'serviceTask', 'scriptTask', "
        "'sendTask', 'callActivity', 'subProcess', 'businessRuleTask', 'task'))]",
        help="Empty: to each step of people that the case has been at before.",
    )

    @api.constrains("is_approval", "kind")
    def _check_is_approval(self):
        if any(node.is_approval and node.kind not in PEOPLE_KINDS for node in self):
            raise ValidationError(
                self.env._("Only a task for people can be an approval.")
            )

    def _rule(self):
        """When it is decided, as the engine reckons it."""
        self.ensure_one()
        number = {"count": self.approval_count, "share": self.approval_share}
        # In turn, a rejection stops it: nobody is asked for what has failed.
        return Rule(
            self.approval_rule,
            number.get(self.approval_rule, 0),
            self.approval_strict or self.approval_order == "turn",
        )

    # ------------------------------------------------------------------
    # What they look at
    # ------------------------------------------------------------------
    def _approver(self, key):
        """The line of that key; none for people whom the step itself names."""
        lines = self.env["bpm.flow.approver"].browse(self._links()["approver_ids"])
        return lines.filtered(lambda line: line.key == key)

    def _ground_of(self, key):
        """(ids of the fields, whether the files too) that an approver looks at."""
        line = self._approver(key)
        if line.has_own_ground:
            return line._links()["field_ids"], line.with_files
        return self._links()["approval_field_ids"], self.approval_files

    def _link_names(self):
        names = ["approver_ids", "approval_field_ids", "return_node_ids"]
        return [*super()._link_names(), *names]

    def _approver_words(self, key):
        """What an approver is: the role that he decides in."""
        line = self._approver(key)
        if line:
            return line.role_id.name or ""
        return self.role_id.name or self._lane_name() or ""

    # ------------------------------------------------------------------
    # The engine and copies
    # ------------------------------------------------------------------
    def _engine_row(self):
        """Returned is a move of its own. Remarks that no way is for go where approved
        goes."""
        row = super()._engine_row()
        if self.is_approval:
            apart = {RETURNED}
            if self._takes_remarks_as_approved():
                apart.add(REMARKS)
            row["outcomes"] = tuple(c for c in row["outcomes"] if c not in apart)
        return row

    def _outcome_code(self, result):
        """By which outcome a case leaves that came to this result."""
        graph = self.version_id._compiled().graph
        known = graph.nodes[self.bpmn_id].outcomes
        return APPROVED if result == REMARKS and REMARKS not in known else result

    def _takes_remarks_as_approved(self):
        ways = {outcome.code: outcome.transition_ids for outcome in self.outcome_ids}
        return not ways.get(REMARKS) and bool(ways.get(APPROVED))

    def _relink(self, nodes, roles, outcomes):
        result = super()._relink(nodes, roles, outcomes)
        if self.return_node_ids:
            targets = (nodes.get(node, node) for node in self.return_node_ids)
            self.return_node_ids = self.browse().union(*targets)
        for line in self.approver_ids:
            line.role_id = roles.get(line.role_id, line.role_id)
        self.approver_ids._relink_same_as(nodes)
        return result
