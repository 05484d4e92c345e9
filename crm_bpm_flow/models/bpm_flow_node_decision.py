from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine import JobDone
from ..engine.decisions import LIST, DecisionError
from ..engine.expression.parser import is_name
from .bpm_flow_node_script import kept_value
from .evaluator import UNREADABLE, Evaluator, plain_value
from .evaluator_asks import in_sight

# Flowable asks its tables in service tasks.
DECIDING_KINDS = ("businessRuleTask", "serviceTask")
LISTS = ("collect", "rule_order", "output_order")
FORMS = [
    ("parts", "Results by their names"),
    ("plain", "The value itself, where there is one result"),
    ("entries", "A list of values"),
    ("rows", "A list of results by their names"),
]


class BpmFlowNodeDecision(models.Model):
    """A step that decides by a table: its results become values of the case."""

    _inherit = "bpm.flow.node"

    decision_id = fields.Many2one(
        "bpm.flow.decision",
        string="Decision table",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        domain="[('version_id', '=', version_id)]",
    )
    decision_result = fields.Char(
        string="All results in one value",
        help="A name: the results are parts of that value. Empty: each result is a "
        "value of the case by its own name.",
    )
    decision_form = fields.Selection(
        FORMS, string="Of that value", required=True, default="parts"
    )
    # The table itself, to be edited on the step's page
    decision_policy = fields.Selection(related="decision_id.hit_policy", readonly=False)
    decision_aggregation = fields.Selection(
        related="decision_id.aggregation", readonly=False
    )
    decision_table = fields.Json(related="decision_id.table", readonly=False)

    @api.constrains("decision_id", "version_id")
    def _check_decision(self):
        for node in self:
            if node.decision_id and node.decision_id.version_id != node.version_id:
                raise ValidationError(
                    self.env._("A decision table belongs to the process it is in.")
                )

    @api.constrains("decision_result")
    def _check_decision_result(self):
        for node in self:
            if node.decision_result and not is_name(node.decision_result):
                raise ValidationError(
                    self.env._(
                        "“%s” cannot be the name of a value: use letters, digits and "
                        "“_”, without spaces.",
                        node.decision_result,
                    )
                )

    def copy(self, default=None):
        """A copied step has a table of its own; a copied version copies its tables by
        itself (see ``bpm.flow.version._copy_content``)."""
        twins = super().copy(default)
        for node, twin in zip(self, twins, strict=True):
            if node.decision_id and twin.version_id == node.version_id:
                twin.decision_id = node.decision_id.copy({"name": twin.name})
        return twins

    def unlink(self):
        """A table that no step uses any more goes with the last one."""
        # Of what goes, nothing else is asked.
        self.fetch(["version_id", "decision_id"])
        decisions = self.decision_id
        result = super().unlink()
        decisions._unlink_unused()
        return result

    def _decides(self):
        """Whether a table says what happens here."""
        return self.kind in DECIDING_KINDS and bool(self.decision_id)

    def _own_words(self):
        if not self._decides():
            return super()._own_words()
        plain = self.decision_id._plain()
        names = ", ".join(row["name"] for row in plain["outputs"] if row["name"])
        rules = self.env._("rules: %s", len(plain["rules"]))
        if not names:
            return rules
        return self.env._("%(rules)s, gives %(names)s", rules=rules, names=names)

    def _calculate(self, tokens):
        if self._decides():
            return self._decide(tokens)
        return super()._calculate(tokens)

    # ------------------------------------------------------------------
    # Running
    # ------------------------------------------------------------------
    def _decide(self, tokens):
        """Let the table decide for these; a fault becomes an incident instead.

        :param tokens: list of ``(case, token)``
        :return: the engine's events
        """
        cases = self.env["bpm.flow.instance"].union(*(case for case, _t in tokens))
        evaluator, events, rows = Evaluator(self.version_id, cases), [], []
        states = {case.id: case._marking() for case in cases}
        for case, token in tokens:
            state = states[case.id]
            place = state.tokens[token]
            counters = in_sight(case, state, place)
            try:
                data = self._decided(evaluator.scope(case, counters))
                self._bring(case, state, place, data["outputs"])
            except (DecisionError, *UNREADABLE) as error:
                self._keep_undecided(case, token, error)
                continue
            rows.append((case, "decided", self, data))
            events.append((case, JobDone(token)))
        self.env["bpm.flow.log"]._append(rows)
        return events

    def _decided(self, scope):
        """What the table says, for the journal: ``outputs`` are the case's values."""
        table = self.decision_id._compiled()
        found = table.decide(self.decision_id._scope_of_needs(scope))
        inputs = [
            {"label": column.label, "formula": column.formula.text, "value": told}
            for column, told in zip(
                table.inputs, map(told_input, found.inputs), strict=True
            )
        ]
        outputs = {name: kept_value(value) for name, value in found.outputs.items()}
        if self.decision_result:
            whole = shaped(self.decision_form, whole_result(table, found, outputs))
            outputs = {self.decision_result: whole}
        rules = [number + 1 for number in found.hits]
        return {"rules": rules, "inputs": inputs, "outputs": outputs}

    def _keep_undecided(self, case, token, error):
        if isinstance(error, DecisionError):
            # It may be one of those that this table looks at.
            decision = getattr(error, "decision", self.decision_id)
            error = decision._sentence(error, decision)
        sentence = self.env._(
            "“%(step)s” cannot decide: %(error)s", step=self.name, error=error
        )
        self.env["bpm.flow.job"]._open_incident(
            case, node=self, token=token, error=sentence, code="decision"
        )


def whole_result(table, found, outputs):
    """All results together: names and values; of several rules a list of these."""
    is_list = table.aggregation == LIST
    if table.policy not in LISTS or not is_list:
        return outputs
    count = len(found.hits) or (1 if table.has_defaults else 0)
    return [
        {name: values[place] for name, values in outputs.items()}
        for place in range(count)
    ]


def shaped(form, whole):
    """All results together as a step wants to have them; see ``FORMS``."""
    rows = whole if isinstance(whole, list) else [whole]
    if form == "rows":
        return rows
    if form == "parts" or any(len(row) != 1 for row in rows):
        return whole
    values = [value for row in rows for value in row.values()]
    return values if form == "entries" or isinstance(whole, list) else values[0]


def told_input(value):
    """An input's value as the journal keeps it."""
    if isinstance(value, models.BaseModel):
        return plain_value(value)
    kept = kept_value(value)
    if isinstance(kept, list):
        return ", ".join(map(str, kept))[:200]
    return str(kept)[:200] if isinstance(kept, dict) else kept
