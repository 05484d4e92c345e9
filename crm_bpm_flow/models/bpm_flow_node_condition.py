from odoo import models, tools

from ..engine.expression import ExpressionError, parse
from ..tools.domains import domain_fields, parse_domain


class BpmFlowNodeCondition(models.Model):
    """What a conditional event or a milestone looks at."""

    _inherit = "bpm.flow.node"

    def _condition_fields(self):
        """Fields of the record whose change may make its condition or milestone true:
        those that they look at, and those from which these are computed."""
        looked_at = self._looked_at_fields()
        model = self.env.get(self.res_model)
        if model is None:
            return looked_at
        watched = {model._fields[name] for name in looked_at & model._fields.keys()}
        return looked_at | {
            name
            for name, field in model._fields.items()
            if not watched.isdisjoint(self.pool.get_dependent_fields(field))
        }

    def _looked_at_fields(self):
        """First fields of the paths in its condition and milestone."""
        names = set(domain_fields(parse_domain(self.condition_domain)))
        for text in (self.condition, self.milestone):
            try:
                paths = parse(text).names if text else ()
            except ExpressionError:
                continue
            for path in paths:
                parts = path.split(".")
                names.add(parts[1] if parts[0] == "record" and parts[1:] else parts[0])
        return names

    def _condition_holds(self, evaluator, case, counters, kind):
        text = self.milestone if kind == "milestone" else self.condition
        if kind == "condition" and parse_domain(self.condition_domain):
            record = evaluator.readable(case)
            if record is None:
                return False
            domain = parse_domain(self.condition_domain)
            if not record.filtered_domain(domain):
                return False
            if not text:
                return True
        return evaluator.holds(self.name, text or "false", case, counters)


class BpmFlowVersionCondition(models.Model):
    """What is asked of a version at each move of its cases."""

    _inherit = "bpm.flow.version"

    @tools.ormcache("self.id")
    def _has_conditions(self):
        """Whether its cases ever wait until something is so."""
        nodes = self._compiled().graph.nodes.values()
        return any(n.event == "conditional" or n.milestone is not None for n in nodes)

    @tools.ormcache("self.id")
    def _length(self):
        """How many steps it has."""
        return len(self._compiled().graph.nodes)
