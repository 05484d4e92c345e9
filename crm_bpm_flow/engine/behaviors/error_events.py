"""A BPMN error: a fault that the process expects (BPMN 2.0.2, 10.5.7 and 13.5)."""

from ..bases import Boundary, End, Start, ThrowsAtEnd
from ..behavior import behavior
from ..faults import code_of, throw_error


@behavior("endEvent", event="error")
class ErrorEnd(ThrowsAtEnd, End):
    """Ends its scope by an error, which goes to whoever catches it.

    All else in the scopes that the error leaves is withdrawn.
    """

    def act(self, ctx, node, event, token):
        code = code_of(ctx, event, token)
        throw_error(ctx, node, token, code, passes=True)
        return False


@behavior("boundaryEvent", event="error")
class ErrorBoundary(Boundary):
    """Catches errors of its code, or all; it always takes the activity's place."""

    is_armed = False


@behavior("startEvent", event="error")
class ErrorStart(Start):
    """Begins an event sub-process instead of all else in the scope around it."""
