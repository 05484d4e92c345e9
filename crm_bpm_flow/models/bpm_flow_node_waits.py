from odoo import models

from ..engine import ConditionError
from .evaluator import Evaluator
from .evaluator_asks import in_sight


class BpmFlowNodeWaits(models.Model):
    """The words under which an element waits and throws."""

    _inherit = "bpm.flow.node"

    def _awaited_name(self, kind, case):
        """What a row of ``bpm.flow.wait`` is called.

        :param kind: "message", "signal", "condition", "milestone" or "section"
        """
        self.ensure_one()
        if kind == "section":
            name = f"{self.section}"
            if self.section_scope == "record" and case.res_id:
                name = f"{name} {case.res_model},{case.res_id}"
            return name
        if kind in ("message", "signal"):
            return self.event_name or self.with_context(lang="en_US").name
        return self.milestone if kind == "milestone" else self.condition

    def _awaited_key(self, case, token_id):
        """By which value a message finds the case here; False for none of its own."""
        if not self.message_key:
            return False
        state = case._marking()
        token = state.tokens.get(token_id)
        counters = in_sight(case, state, token) if token else {}
        try:
            evaluator = Evaluator(case.version_id, case)
            value = evaluator.value(self.name, self.message_key, case, counters)
        except ConditionError:
            return False  # the case's own key finds it still
        return str(value) if value not in (None, "", False) else False

    def _thrown_name(self):
        return self.event_name or self.with_context(lang="en_US").name

    def _listens_on(self):
        """Whether it goes on listening after it heard (BPMN 2.0.2, 13.5.3)."""
        self.ensure_one()
        return self.kind in ("boundaryEvent", "startEvent") and not self.interrupting

    def _tells_wait(self):
        """Whether the journal says that the case waits here: where it stands, not
        what it also listens for."""
        return self.kind in ("intermediateCatchEvent", "receiveTask")
