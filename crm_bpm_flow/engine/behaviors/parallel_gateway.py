from ..behavior import Behavior, behavior
from ..errors import NeverJoined
from ..marking import FAILED


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
        token = _on_a_flow(node, token, waiting)
        first = _first_of_each_flow([*waiting, token])
        if len(first) < len(node.incoming):
            ctx.gather(token)
        else:
            ctx.leave(node, _merged(ctx, token, first))

    def choose(self, ctx, node, token):
        return node.outgoing

    def natural_flows(self, node):
        return node.outgoing

    def on_skip(self, ctx, node, token):
        """Open the join with those that are here; nobody else is waited for."""
        first = _first_of_each_flow([token, *ctx.gathered(node, token.scope)])
        return _merged(ctx, token, first)

    def on_quiet(self, ctx, node, tokens):
        here = {token.flow for token in tokens}
        missing = [flow for flow in node.incoming if flow.id not in here]
        scope = tokens[0].scope
        never = [flow.id for flow in missing if not ctx.may_come(flow, scope)]
        if never and all(token.state != FAILED for token in tokens):
            ctx.fail(tokens[0], NeverJoined("", node.id, missing=never))


def _on_a_flow(node, token, waiting):
    flows = [flow.id for flow in node.incoming]
    if token.flow in flows:
        return token
    here = {other.flow for other in waiting}
    missing = [flow for flow in flows if flow not in here]
    return token._replace(flow=(missing or flows)[0])


def _first_of_each_flow(tokens):
    first = {}
    for token in tokens:
        first.setdefault(token.flow, token)
    return first


def _merged(ctx, token, first):
    """One token for all, with the outcome that was found between split and join.

    What several found must agree, else there is none. What all brought along from
    before the split stays when nobody found anything.
    """
    for other in first.values():
        if other.id in ctx.tokens:
            ctx.close(other)
    known = [other for other in first.values() if other.outcome is not None]
    found = [other for other in known if not other.splits] or known
    outcomes = {other.outcome for other in found}
    if len(outcomes) != 1:
        return token._replace(outcome=None, splits=0)
    splits = max(0, found[0].splits - 1)
    return token._replace(outcome=outcomes.pop(), splits=splits)
