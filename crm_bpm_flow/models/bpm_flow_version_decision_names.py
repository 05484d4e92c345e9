from odoo import models

from ..engine.expression import ExpressionError, parse_script
from .bpm_flow_version_formula import roots_of

COUNTERS = (
    "loopCounter",
    "nrOfInstances",
    "nrOfActiveInstances",
    "nrOfCompletedInstances",
)


class BpmFlowVersionDecisionNames(models.Model):
    """Names of values that decision tables give and ask for."""

    _inherit = "bpm.flow.version"

    def _named_values(self):
        """Besides, those that calculations and decisions give and ask for."""
        names = self._given_values().union(*map(_asked, self.decision_ids))
        known = {*super()._named_values(), *names}
        return sorted(name for name in known if self._is_value(name))

    def _given_values(self):
        """Values that the process's own steps give to its cases."""
        found = set()
        for node in self.node_ids:
            if node.script:
                found.update(_assigned(node.script))
            found.update(node._decision_values())
        return found

    def _foreign_names(self, decision):
        """Inputs of a table that neither the record has, nor anything in the process
        gives or asks for."""
        known = {*self._mentioned_values(), *self._given_values(), *COUNTERS}
        known.update(filter(None, self.node_ids.mapped("loop_item")))
        known = known.union(*map(_asked, self.decision_ids - decision))
        return sorted(filter(self._is_value, _asked(decision) - known))

    def _is_value(self, name):
        """Whether a name can only be a value of the case."""
        fields = self.env[self.res_model]._fields if self.res_model in self.env else {}
        return bool(name) and name not in fields and name not in ("record", "case")


class BpmFlowNodeDecisionNames(models.Model):
    _inherit = "bpm.flow.node"

    def _decision_values(self):
        """Names under which the results of its table become values of the case."""
        self.ensure_one()
        if not self._decides():
            return []
        names = [row["name"] for row in self.decision_id._plain()["outputs"]]
        return [self.decision_result] if self.decision_result else names


def _asked(decision):
    """First names that the inputs of a table ask for."""
    formulas = (row["formula"] for row in decision._plain()["inputs"])
    return set().union(*map(roots_of, formulas))


def _assigned(text):
    try:
        return parse_script(text).assigned
    except ExpressionError:
        return ()
