"""Several events in one element (BPMN 2.0.2, 10.5.5): whichever comes first or, with
``Node.needs_all``, when all have come; thrown, one after the other. See ``several``."""

from .. import undo
from ..bases import Boundary, Catch, End, Start, Throws, ThrowsAtEnd, WhenHeard
from ..behavior import HELD, PASSED, behavior
from ..errors import EngineError


@behavior("startEvent", event="multiple")
class MultipleStart(Start):
    """Begins the case, or an event sub-process. A case that one of several began waits
    here for the others where all are needed."""

    is_armed = True

    def happened(self, ctx, node, token):
        if token.node != node.id:
            return super().happened(ctx, node, token)
        ctx.close(token)
        return ctx.leave(node, token)


@behavior("intermediateCatchEvent", event="multiple")
class MultipleCatch(Catch):
    """Waits for them, then goes on."""


@behavior("boundaryEvent", event="multiple")
class MultipleBoundary(Boundary):
    """Listened for while the activity waits; an error among them is caught as ever."""


@behavior("intermediateThrowEvent", event="multiple")
class MultipleThrow(WhenHeard, Throws):
    """Throws them in their order. ``Token.counter`` says how many are thrown."""

    def act(self, ctx, node, event, token):
        told = PASSED
        for place in range(token.counter, len(node.parts)):
            part = ctx.graph.nodes[node.parts[place]]
            thrown = token._replace(counter=place + 1)
            try:
                now = part.behavior.act(ctx, node, part, thrown)
            except EngineError as error:
                ctx.fail(token._replace(counter=place), error)
                return HELD
            if not now:
                return HELD
            told = max(told, now)
        return told

    def go_on(self, ctx, node, token):
        if self.act(ctx, node, node, token):
            ctx.leave(node, token)

    def on_token_ended(self, ctx, node, keeper, at, last):
        """What the last one thrown takes back is taken back."""
        part = ctx.graph.nodes[node.parts[keeper.counter - 1]]
        part.behavior.on_token_ended(ctx, node, keeper, at, last)

    def on_cancel(self, ctx, node, token):
        WhenHeard.on_cancel(self, ctx, node, token)
        undo.unclaim(ctx, token)
        ctx.close_scopes(token)


@behavior("endEvent", event="multiple")
class MultipleEnd(ThrowsAtEnd, MultipleThrow, End):
    """Throws them in their order and ends there."""
