from odoo import models

from ..engine import ConditionError
from .const import FORMULA
from .evaluator import Evaluator
from .evaluator_asks import in_sight


class BpmFlowNodeWaits(models.Model):
    """The words under which an element waits and throws."""

    _inherit = "bpm.flow.node"

    def _awaited_name(self, kind, case, token_id=None):
        """What a row of ``bpm.flow.wait`` is called.

        :param kind: "message", "signal", "condition", "milestone" or "section"
        :param token_id: that waits; a formula in the name knows what it knows
        """
        self.ensure_one()
        if kind == "section":
            name = f"{self.section}"
            if self.section_scope == "record" and case.res_id:
                name = f"{name} {case.res_model},{case.res_id}"
            return name
        if kind in ("message", "signal"):
            return self._told_name(case, token_id)
        return self.milestone if kind == "milestone" else self.condition

    def _awaited_key(self, case, token_id):
        """By which value a message finds the case here; False for none of its own."""
        if not self.message_key:
            return False
        # Without a value the case's own key finds it still.
        return self._told_text(case, token_id, self.message_key)

    def _told_name(self, case=None, token_id=None):
        """The name of its message or signal; one with a formula in it, as other tools
        write them (``order-${number}``), with the case's values."""
        name = self.event_name or self.with_context(lang="en_US").name
        if not case or not self._is_told_by_formula():
            return name
        return self._told_text(case, token_id, name) or name

    def _is_told_by_formula(self):
        """Whether its message's or signal's name has a formula in it."""
        named = self.kind in ("receiveTask", "sendTask")
        if not named and self.event not in ("message", "signal"):
            return False
        return has_formula(self.event_name)

    def _is_coded_by_formula(self):
        """Whether its error's or escalation's code is worked out when it is thrown."""
        return self.event in ("error", "escalation") and has_formula(self.event_code)

    def _told_text(self, case, token_id, text):
        """What a formula says for a case, as text; False for nothing.

        :param token_id: what it knows is in sight; else the newest that stands here
        """
        state = case._marking()
        standing = [t for t in state.tokens.values() if t.node == self.bpmn_id]
        newest = max(standing, key=lambda t: t.id, default=None)
        token = state.tokens.get(token_id) or newest
        counters = in_sight(case, state, token) if token else {}
        try:
            evaluator = Evaluator(case.version_id, case)
            value = evaluator.value(self.name, text, case, counters)
        except ConditionError:
            return False
        return str(value) if value not in (None, "", False) else False

    def _listens_on(self):
        """Whether it goes on listening after it heard (BPMN 2.0.2, 13.5.3)."""
        self.ensure_one()
        return self.kind in ("boundaryEvent", "startEvent") and not self.interrupting

    def _tells_wait(self):
        """Whether the journal says that the case waits here: where it stands, not
        what it also listens for."""
        return self.kind in ("intermediateCatchEvent", "receiveTask")


def has_formula(name):
    """Whether another tool wrote a formula where a name stands."""
    name = name or ""
    return name.startswith(FORMULA) or any(sign in name for sign in FORMULA[:2])
