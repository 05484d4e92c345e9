"""Taking back what was completed (BPMN 2.0.2, 10.7 and 13.5.5); ``undo`` has the
memory of it."""

from .. import undo
from ..bases import Boundary, End, Start, Throws, ThrowsAtEnd
from ..behavior import behavior
from ..marking import GONE


class Throw(Throws):
    """Compensates one activity, or all of its scope, and waits for the handlers unless
    they are ``detached``: then a token of their own keeps the scope open."""

    def act(self, ctx, node, event, token):
        return not undo.claim(ctx, node, event, token)

    def on_token_ended(self, ctx, node, keeper, at, last):
        if ctx.is_busy(last.scope) or undo.run_next(ctx, last.scope, last):
            return
        scope = ctx.scopes.pop(last.scope)
        ctx.close(keeper)
        if scope.phase == GONE:
            ctx.end_token(node, keeper)
        else:
            node.behavior.go_on(ctx, node, keeper)

    def on_cancel(self, ctx, node, token):
        undo.unclaim(ctx, token)
        ctx.close_scopes(token)


@behavior("intermediateThrowEvent", event="compensation")
class CompensationThrow(Throw):
    """Goes on when all is taken back."""


@behavior("endEvent", event="compensation")
class CompensationEnd(ThrowsAtEnd, Throw, End):
    """Ends when all is taken back."""


@behavior("boundaryEvent", event="compensation")
class CompensationBoundary(Boundary):
    """Names the handler (``Node.handler``) of its activity. Nothing flows here."""

    is_armed = False


@behavior("startEvent", event="compensation")
class CompensationStart(Start):
    """Begins the event sub-process that takes back the sub-process around it."""
