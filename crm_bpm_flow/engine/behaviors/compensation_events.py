"""Taking back what was completed (BPMN 2.0.2, 10.7 and 13.5.5); ``undo`` has the
memory of it."""

from .. import undo
from ..bases import Boundary, End, Start
from ..behavior import Behavior, behavior


class Throw(Behavior):
    """Compensates one activity, or all of its scope, and waits for the handlers."""

    def on_token(self, ctx, node, token):
        if not undo.claim(ctx, node, token):
            ctx.leave(node, token)

    def on_token_ended(self, ctx, node, keeper, at, last):
        if not ctx.is_busy(last.scope) and not undo.run_next(ctx, last.scope, last):
            del ctx.scopes[last.scope]
            ctx.close(keeper)
            ctx.leave(node, keeper)

    def on_cancel(self, ctx, node, token):
        undo.unclaim(ctx, token)
        ctx.close_scopes(token)


@behavior("intermediateThrowEvent", event="compensation")
class CompensationThrow(Throw):
    """Goes on when all is taken back."""


@behavior("endEvent", event="compensation")
class CompensationEnd(Throw, End):
    """Ends when all is taken back."""

    def choose(self, ctx, node, token):
        return ()


@behavior("boundaryEvent", event="compensation")
class CompensationBoundary(Boundary):
    """Names the handler (``Node.handler``) of its activity. Nothing flows here."""

    is_armed = False


@behavior("startEvent", event="compensation")
class CompensationStart(Start):
    """Begins the event sub-process that takes back the sub-process around it."""
