"""How several tokens become one: shared by the gateways that join."""

from .errors import NeverJoined
from .marking import ACTIVE, ARRIVED, FAILED

JOINED = -1  # the counter of a token that others were used up for


def on_a_flow(node, token, waiting):
    """The token, counted for the flow it came by; one that a person put here counts
    for the first flow that is still missing."""
    flows = [flow.id for flow in node.incoming]
    if token.flow in flows:
        return token
    here = {other.flow for other in waiting}
    missing = [flow for flow in flows if flow not in here]
    return token._replace(flow=(missing or flows)[0])


def first_of_each_flow(tokens):
    first = {}
    for token in tokens:
        first.setdefault(token.flow, token)
    return first


def merged(ctx, token, first):
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


def missing_flows(ctx, node, tokens):
    """Flows of a join without a token: (all of them, those that none can take)."""
    here = {token.flow for token in tokens}
    missing = [flow for flow in node.incoming if flow.id not in here]
    scope = tokens[0].scope
    places, upstream = ctx.places_in(scope), ctx.graph.upstream
    return missing, [f for f in missing if places.isdisjoint(upstream(f.id))]


def stuck(ctx, node, tokens, never):
    """The oldest waiting token becomes an incident, unless one is already."""
    if never and all(token.state != FAILED for token in tokens):
        missing = [flow.id for flow in never]
        ctx.fail(tokens[0], NeverJoined("", node.id, missing=missing))


# ----------------------------------------------------------------------
# Start quantity (BPMN 2.0.2, 13.3.2): several tokens for one visit
# ----------------------------------------------------------------------
def enough_for_one(ctx, node, token):
    """Whether the visit begins, with this token; else it waits for others."""
    waiting = _waiting(ctx, node, token.scope)
    if len(waiting) + 1 < node.start_quantity:
        ctx.gather(token)
        return False
    open_with_these(ctx, node, token)
    return True


def open_with_these(ctx, node, token):
    """Use up the oldest of those that wait, as many as one visit needs."""
    if token.id in ctx.tokens:
        ctx.close(token)
    for other in _waiting(ctx, node, token.scope)[: node.start_quantity - 1]:
        ctx.close(other)


def never_enough(ctx, node, tokens):
    """Too few are here and no more can come: an incident."""
    if any(token.state == ARRIVED for token in tokens):
        scope = tokens[0].scope
        gathered = [token for token in tokens if token.state != ACTIVE]
        coming = any(ctx.may_come(flow, scope) for flow in node.incoming)
        if not coming and not (len(gathered) < len(tokens) and _comes_back(ctx, node)):
            stuck(ctx, node, gathered, node.incoming)


def _comes_back(ctx, node):
    """Whether a token that leaves the node may come to it again."""
    before = {node.id}.union(*(ctx.graph.upstream(flow.id) for flow in node.incoming))
    return any(flow.target in before for flow in node.outgoing)


def _waiting(ctx, node, scope):
    return [t for t in ctx.gathered(node, scope) if t.state == ARRIVED]
