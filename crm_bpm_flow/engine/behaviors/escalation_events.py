"""An escalation: somebody is to know, and need not stop the work for it
(BPMN 2.0.2, 10.5.7 and 13.5)."""

from ..bases import Boundary, End, Start, Throws, ThrowsAtEnd, WhenHeard
from ..behavior import HELD, behavior
from ..faults import code_of, throw_escalation


@behavior("intermediateThrowEvent", event="escalation")
class EscalationThrow(WhenHeard, Throws):
    """Tells of it and goes on, unless whoever caught it interrupts this scope."""

    def act(self, ctx, node, event, token):
        code = code_of(ctx, event, token)
        told = throw_escalation(ctx, node, token, code)
        if told == HELD:
            ctx.count(node, token)
        return told


@behavior("endEvent", event="escalation")
class EscalationEnd(ThrowsAtEnd, EscalationThrow, End):
    """Tells of it and ends there."""


@behavior("boundaryEvent", event="escalation")
class EscalationBoundary(Boundary):
    """Catches escalations of its code, or all, from inside its activity."""

    is_armed = False


@behavior("startEvent", event="escalation")
class EscalationStart(Start):
    """Begins an event sub-process beside, or instead of, what runs around it."""
