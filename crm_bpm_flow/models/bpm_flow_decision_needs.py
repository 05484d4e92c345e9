from odoo import models

from ..engine.decisions import DecisionError
from ..engine.expression import Layer
from .bpm_flow_node_decision import shaped, whole_result
from .bpm_flow_node_script import kept_value

MOST_DEEP = 30


class BpmFlowDecisionNeeds(models.Model):
    """Decisions that look at the results of others (DMN 1.3, 6.2.2)."""

    _inherit = "bpm.flow.decision"

    def _scope_of_needs(self, scope):
        """The scope of this table: with the results of those that it needs."""
        self.ensure_one()
        values = {}
        for decision in self._needed_first():
            around = Layer(scope, values)
            values = {**values, **decision._told_result(around)}
        return Layer(scope, values) if values else scope

    def _needed_first(self):
        """All that it needs, also by way of others, those that need nothing first."""
        found, open_ones = [], [(self, False)]
        while open_ones:
            decision, is_done = open_ones.pop()
            if is_done:
                if decision != self and decision not in found:
                    found.append(decision)
            elif len(open_ones) < MOST_DEEP * len(self.version_id.decision_ids) + 9:
                open_ones.append((decision, True))
                needs = decision.need_ids.filtered(
                    lambda d: d not in found and (d, True) not in open_ones
                )
                open_ones.extend((need, False) for need in needs)
        return found

    def _told_result(self, scope):
        """What others know of its results: each by its name, and all by its own."""
        table = self._compiled()
        try:
            found = table.decide(scope)
        except DecisionError as error:
            error.decision = self
            raise
        outputs = {name: kept_value(value) for name, value in found.outputs.items()}
        whole = shaped("plain", whole_result(table, found, outputs))
        names = filter(None, (self.name, self.code, self.variable))
        return {**outputs, **dict.fromkeys(names, whole)}

    def _unlink_unused(self):
        """Tables that no step and no other table asks any more."""
        unused = self
        while unused := unused.filtered(lambda d: not d.node_ids and not d._needed()):
            needs = unused.need_ids
            unused.unlink()
            unused = needs

    def _needed(self):
        return self.search_count([("need_ids", "in", self.ids)], limit=1)
