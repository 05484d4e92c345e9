from odoo import models
from odoo.exceptions import UserError

from ..engine.decisions import (
    AGGREGATIONS,
    POLICIES,
    DecisionError,
    Place,
    Reader,
    plain_table,
    read_table,
)
from ..engine.decisions.cells import TESTED
from ..engine.decisions.quoting import in_quotes
from ..engine.expression.tree import paths_read
from .bpm_flow_version_formula import shown

TEXTS = ("any", "text")


class BpmFlowVersionTryDecision(models.Model):
    """What the editor of decision tables asks about the process it is used in."""

    _inherit = "bpm.flow.version"

    def decision_check(self, table, policy="unique", aggregation="list"):
        """What is wrong with a table, said while it is typed.

        :param dict table: see ``engine.decisions.reading``; it need not be saved
        :return: dict: ``mistakes``: ``{"part", "column", "rule", "message"}``, the
            place as in ``engine.decisions.Place``; ``quoted``: cells with plain words,
            ``{..., "text", "quoted"}``; ``findings``: sentences about rules that
            overlap and data without a rule; ``inputs``: what each is called, with
            ``choices`` where all its values are known; ``values``: names that it takes
            from the case
        """
        plain = self._plain_decision(table, policy, aggregation)
        mistakes = self._table_mistakes(plain, policy, aggregation)
        studied = self.env["bpm.flow.decision"]._studied
        return {
            "mistakes": [self._told_mistake(error) for error in mistakes],
            "quoted": self._quoted(plain),
            "findings": [] if mistakes else studied(plain, policy, self.res_model),
            "inputs": [self._told_input(row) for row in plain["inputs"]],
            "values": self._values_asked(plain),
        }

    def _told_mistake(self, error):
        words = self.env["bpm.flow.decision"]._mistake_words(error)
        return {**error.place._asdict(), "message": words}

    def _quoted(self, plain):
        """Texts that somebody typed without quotes, with them."""
        known = {row["name"] for row in self._formula_fields(self.res_model)}
        known.update(self._named_values(), ("record", "case"))
        kinds = [row["type"] for row in plain["outputs"]]
        found = []
        for place, text in cells_of(plain):
            is_result = place.part != "when"
            if is_result and kinds[place.column] not in TEXTS:
                continue
            several = place.part in ("when", "values")
            quoted = in_quotes(text, known, several)
            if quoted:
                found.append({**place._asdict(), "text": text, "quoted": quoted})
        return found

    def _told_input(self, row):
        """An input as its column shows it."""
        decisions = self.env["bpm.flow.decision"]
        field = decisions._input_field(row["formula"], self.res_model)
        choices = []
        if field is not None and field.type == "selection":
            choices = field._description_selection(self.env)
        if field is not None and field.type == "boolean":
            choices = [(True, self.env._("yes")), (False, self.env._("no"))]
        words = self.env["bpm.flow.formula"]._words(row["formula"], self.res_model)
        return {"words": words, "choices": [list(choice) for choice in choices]}

    def _values_asked(self, plain):
        """Names that only a case knows."""
        trees = (tree for _place, tree in Reader(plain).table.trees())
        roots = {path.partition(".")[0] for tree in trees for path in paths_read(tree)}
        return sorted(n for n in roots if n != TESTED and self._is_value(n))

    def decision_try(
        self, table, res_id, values=None, policy="unique", aggregation="list"
    ):
        """What a table says for a record, with the user's own rights.

        :param int res_id: a record of the process's target
        :param dict values: values of the case to take for granted
        :return: dict: ``inputs``: their values; ``rules``: which fit, from 0;
            ``outputs``: ``[[name, value]]``; ``mistake``: why there are none, or False
        :raises UserError: without a record
        """
        plain = self._plain_decision(table, policy, aggregation)
        scope = self._trying_scope(res_id, values)
        decisions, mistake = self.env["bpm.flow.decision"], False
        try:
            found = read_table(plain, policy, aggregation).decide(scope)
            inputs, hits, outputs = found
        except DecisionError as error:
            inputs, hits, outputs = error.inputs, error.hits, {}
            mistake = decisions._mistake_words(error)
            if error.place:
                told = error.place, mistake, plain, self.res_model
                mistake = decisions._placed(*told)
        return {
            "inputs": self._shown_inputs(plain, inputs),
            "rules": list(hits),
            "outputs": [[name, shown(value)] for name, value in outputs.items()],
            "mistake": mistake,
        }

    def _shown_inputs(self, plain, values):
        """Values as the screen shows them: a choice by its label."""
        found = []
        for row, value in zip(plain["inputs"], values, strict=False):
            choices = dict(self._told_input(row)["choices"])
            is_choice = isinstance(value, str) and value in choices
            found.append(choices[value] if is_choice else shown(value))
        return found

    def _plain_decision(self, table, policy, aggregation):
        """The table that came over the network, if it may be looked at."""
        self.ensure_one()
        self.check_access("write")
        table = table if policy in POLICIES and aggregation in AGGREGATIONS else [None]
        try:
            return plain_table(table)
        except ValueError as error:
            raise UserError(
                self.env._("This is no decision table, or it is too large.")
            ) from error


def cells_of(plain):
    """Each cell of a table that is no head, with its place."""
    for column, row in enumerate(plain["outputs"]):
        yield Place("default", column), row["default"]
        yield Place("values", column), row["values"]
    for number, rule in enumerate(plain["rules"]):
        for part in ("when", "then"):
            for column, text in enumerate(rule[part]):
                yield Place(part, column, number), text
