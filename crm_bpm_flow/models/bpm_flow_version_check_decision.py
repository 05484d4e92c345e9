from odoo import models

from ..engine.decisions import DecisionError, Reader
from ..engine.expression import ExpressionError
from ..engine.expression.tree import paths_read
from .bpm_flow_version_check import ERROR, WARNING


class BpmFlowVersionCheckDecision(models.Model):
    """What the checker says about decision tables."""

    _inherit = "bpm.flow.version"

    def _check_node(self, node):
        found = super()._check_node(node)
        if node.kind != "businessRuleTask" and not node._decides():
            return found
        if not node.decision_id:
            if not (node.action_ids or node.source):
                message = self.env._("“%s” decides nothing yet.", node.name)
                found.append(self._at(node, WARNING, "no_decision", message))
            return found
        if node.action_ids:
            message = self.env._(
                "“%s” has a decision table: put its actions into a step behind it.",
                node.name,
            )
            found.append(self._at(node, ERROR, "decision_actions", message))
        return found + self._check_decision(node)

    def _check_decision(self, node):
        """Of several mistakes in a table all are told, each by its cell."""
        decision = node.decision_id
        plain, decisions = decision._plain(), self.env["bpm.flow.decision"]
        if not plain["rules"]:
            message = self.env._("The table of “%s” has no rules yet.", node.name)
            return [self._at(node, ERROR, "no_rules", message)]
        how = decision.hit_policy, decision.aggregation
        mistakes = self._table_mistakes(plain, *how)
        if not plain["outputs"]:
            mistakes.append(DecisionError("no_name"))
        found = []
        for number, mistake in enumerate(mistakes):
            words = decisions._sentence(mistake, decision)
            message = self.env._(
                "“%(step)s”, %(mistake)s", step=node.name, mistake=words
            )
            found.append(self._at(node, ERROR, f"decision_{number}", message))
        return found or self._check_decision_sense(node, plain, how[0])

    def _check_decision_sense(self, node, plain, policy):
        """Of a table that can be read: what it leaves open."""
        decision = node.decision_id
        lines = self.env["bpm.flow.decision"]._studied(plain, policy, self.res_model)
        lines += [
            self.env._("nothing in this process gives the value “%s”.", name)
            for name in self._foreign_names(decision)
        ]
        return [
            self._at(
                node,
                WARNING,
                f"decision_sense_{number}",
                self.env._("“%(step)s”: %(line)s", step=node.name, line=line),
            )
            for number, line in enumerate(lines)
        ]

    # ------------------------------------------------------------------
    # Mistakes
    # ------------------------------------------------------------------
    def _table_mistakes(self, plain, policy, aggregation):
        """Everything that keeps a table from deciding, as ``DecisionError``."""
        reader = Reader(plain, policy, aggregation)
        found = list(reader.mistakes)
        for place, tree in reader.table.trees():
            missing = self._missing_in(tree)
            if missing:
                cause = ExpressionError("unknown_field", name=missing)
                found.append(DecisionError("formula", place, cause))
        return found

    def _missing_in(self, tree):
        formulas = self.env["bpm.flow.formula"]
        for path in paths_read(tree):
            missing = formulas._missing_field(self.res_model, path)
            if missing:
                return missing
        return None
