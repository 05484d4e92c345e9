from ..behavior import Behavior, behavior
from ..joining import first_of_each_flow, merged, on_a_flow
from ..marking import ARRIVED


@behavior("inclusiveGateway")
class InclusiveGateway(Behavior):
    """Sends a token along each way that holds, else along the default; waits, where
    several ways come in, as long as a token can still come (BPMN 2.0.2, 13.4.3).

    It decides when nothing else can move: a flow without a token is waited for while
    any token of this scope, wherever it stands, has a way to it (``is_awaited``). One
    token of each flow is taken; what is more begins another round.
    """

    gathers = True

    def on_token(self, ctx, node, token):
        if len(node.incoming) < 2:
            ctx.leave(node, token)
        else:
            ctx.gather(on_a_flow(node, token, ctx.gathered(node, token.scope)))

    def choose(self, ctx, node, token):
        """A way without a condition holds: then the default does not count."""
        flows = super().choose(ctx, node, token)
        if node.default_flow in flows and any(
            flow.is_plain for flow in flows if flow is not node.default_flow
        ):
            return tuple(flow for flow in flows if flow is not node.default_flow)
        return flows

    def on_quiet(self, ctx, node, tokens):
        waiting = [token for token in tokens if token.state == ARRIVED]
        if waiting and not ctx.is_awaited(node, waiting):
            self.open_with(ctx, node, waiting)

    def on_deadlock(self, ctx, node, tokens):
        """Whoever else could come waits for this one: no token can come."""
        self.open_with(ctx, node, [t for t in tokens if t.state == ARRIVED])
        return True

    def open_with(self, ctx, node, waiting):
        first = first_of_each_flow(waiting)
        ctx.leave(node, merged(ctx, waiting[0], first))

    def on_skip(self, ctx, node, token):
        """Open the join with those that are here; nobody else is waited for."""
        waiting = [t for t in ctx.gathered(node, token.scope) if t.state == ARRIVED]
        return merged(ctx, token, first_of_each_flow([token, *waiting]))
