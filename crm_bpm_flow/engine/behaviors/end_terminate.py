from ..bases import End, ThrowsAtEnd
from ..behavior import behavior
from ..marking import ROOT


@behavior("endEvent", event="terminate")
class TerminateEnd(ThrowsAtEnd, End):
    """Ends its scope at once with all that still runs in it (BPMN 2.0.2, 13.5.6).

    At the top level that is the case. In a sub-process only this run of it: the
    process around goes on behind it as if it had come to its end; unless
    ``Node.ends_all`` says that the case is meant (not in the standard).
    """

    def act(self, ctx, node, event, token):
        ctx.count(node, token)
        scope = ROOT if event.ends_all else token.scope
        ctx.clear(scope)
        ctx.end_scope(scope, node, "terminate", token)
        return False
