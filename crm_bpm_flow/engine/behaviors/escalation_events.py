"""An escalation: somebody is to know, and need not stop the work for it
(BPMN 2.0.2, 10.5.7 and 13.5)."""

from ..bases import Boundary, End, Start
from ..behavior import Behavior, behavior
from ..faults import throw_escalation


@behavior("intermediateThrowEvent", event="escalation")
class EscalationThrow(Behavior):
    """Tells of it and goes on, unless whoever caught it interrupts this scope."""

    def on_token(self, ctx, node, token):
        if throw_escalation(ctx, node, token, node.code):
            ctx.count(node, token)
        else:
            ctx.leave(node, token)


@behavior("endEvent", event="escalation")
class EscalationEnd(End):
    """Tells of it and ends there."""

    def on_token(self, ctx, node, token):
        if throw_escalation(ctx, node, token, node.code):
            return ctx.count(node, token)
        return super().on_token(ctx, node, token)


@behavior("boundaryEvent", event="escalation")
class EscalationBoundary(Boundary):
    """Catches escalations of its code, or all, from inside its activity."""

    is_armed = False


@behavior("startEvent", event="escalation")
class EscalationStart(Start):
    """Begins an event sub-process beside, or instead of, what runs around it."""
