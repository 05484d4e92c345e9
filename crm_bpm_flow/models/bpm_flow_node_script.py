from datetime import timedelta

from odoo import models

from ..engine import ConditionError, JobDone
from ..engine.expression import ExpressionError, duration_text, parse_script
from .case_scope import told_value
from .evaluator import UNREADABLE, Evaluator
from .evaluator_asks import in_sight


class BpmFlowNodeScript(models.Model):
    """Calculations: assignments in the language of formulas, no code."""

    _inherit = "bpm.flow.node"

    def _calculate(self, tokens):
        """Do the step's calculation for these; nothing where it has none.

        :param tokens: list of ``(case, token)``
        :return: the engine's events; a fault becomes an incident instead
        """
        self.ensure_one()
        if not self.script:
            return [(case, JobDone(token)) for case, token in tokens]
        cases = self.env["bpm.flow.instance"].union(*(case for case, _t in tokens))
        evaluator, events = Evaluator(self.version_id, cases), []
        states = {case.id: case._marking() for case in cases}
        for case, token in tokens:
            try:
                values = self._calculated(evaluator, case, token, states[case.id])
            except (ExpressionError, ConditionError, *UNREADABLE) as error:
                self._keep_mistake(case, token, error)
                continue
            state = states[case.id]
            self._bring(case, state, state.tokens[token], values)
            data = {"values": values}
            self.env["bpm.flow.log"]._append([(case, "action", self, data)])
            events.append((case, JobDone(token)))
        return events

    def _calculated(self, evaluator, case, token, state):
        counters = in_sight(case, state, state.tokens[token])
        found = parse_script(self.script).run(evaluator.scope(case, counters))
        return {name: kept_value(value) for name, value in found.items()}

    def _keep_mistake(self, case, token, error):
        if isinstance(error, ExpressionError):
            error = self.env["bpm.flow.formula"]._sentence(error)
        sentence = self.env._(
            "“%(step)s” cannot be calculated: %(error)s", step=self.name, error=error
        )
        self.env["bpm.flow.job"]._open_incident(
            case, node=self, token=token, error=sentence, code="script"
        )


def kept_value(value):
    """As a case keeps it."""
    if isinstance(value, (list, tuple)):
        return [kept_value(one) for one in value]
    if isinstance(value, dict):
        return {name: kept_value(one) for name, one in value.items()}
    if isinstance(value, timedelta):
        return duration_text(value)
    return told_value(value)
