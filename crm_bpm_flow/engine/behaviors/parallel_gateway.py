from ..behavior import Behavior, behavior
from ..joining import first_of_each_flow, merged, missing_flows, on_a_flow, stuck


@behavior("parallelGateway")
class ParallelGateway(Behavior):
    """Waits for one token on each flow in, then sends one along each flow out
    (BPMN 2.0.2, 13.4.1).

    Tokens are counted per flow and per run of the sub-process; what is too many
    waits for the next round. A token that a person put here counts for the first
    flow that is still missing. When a missing one can no longer come, the oldest
    waiting token becomes an incident instead of waiting for ever.
    """

    gathers = True

    def on_token(self, ctx, node, token):
        if len(node.incoming) < 2:
            ctx.leave(node, token)
            return
        waiting = ctx.gathered(node, token.scope)
        token = on_a_flow(node, token, waiting)
        first = first_of_each_flow([*waiting, token])
        if len(first) < len(node.incoming):
            ctx.gather(token)
        else:
            ctx.leave(node, merged(ctx, token, first))

    def choose(self, ctx, node, token):
        return node.outgoing

    def natural_flows(self, node):
        return node.outgoing

    def on_skip(self, ctx, node, token):
        """Open the join with those that are here; nobody else is waited for."""
        first = first_of_each_flow([token, *ctx.gathered(node, token.scope)])
        return merged(ctx, token, first)

    def starves(self, node, flows):
        return len(flows) < len(node.incoming)

    def on_quiet(self, ctx, node, tokens):
        _missing, never = missing_flows(ctx, node, tokens)
        stuck(ctx, node, tokens, never)
