"""Branches that people end or begin by hand, beside what the case is doing."""

from .errors import MoveRefused, StaleEvent
from .marking import IDLE, ROOT, Token
from .paths import BOUNDARY, EVENT_SUB

NOBODY = Token(0, "", ROOT)  # what a case begins with: nothing known yet


def step_of(ctx, event):
    """The token that a person means; not one that is no work at all."""
    token = ctx.token(event.token)
    if token.state in IDLE:
        raise MoveRefused("not_a_step", token.node)
    return token


def can_be_entered(node):
    """Whether a person may put a token there."""
    off = node.kind in (BOUNDARY, EVENT_SUB) or node.for_compensation
    return not off and node.part_of is None


# ----------------------------------------------------------------------
# Ending one
# ----------------------------------------------------------------------
def cancel_branch(ctx, event):
    """Withdraw one token. A sub-process or a repeated step in which it was the last
    is over and goes on; a case in which it is the last is cancelled as a whole."""
    token = step_of(ctx, event)
    node, gone_on = ctx.node_of(token), ctx.has_gone_on(token)
    before = _covered(ctx, token.scope)
    ctx.withdraw(token)
    if token.scope == ROOT and not gone_on and not ctx.is_busy(ROOT):
        raise MoveRefused("last_branch", token.node)
    starved = () if event.anyway else _starved(ctx, token.scope, before)
    if starved:
        raise MoveRefused("join_waits", starved[0])
    ctx.end_token(node, token)


def _covered(ctx, scope):
    """{join: ids of its flows that brought a token or may still bring one}."""
    covered = {}
    for join_id in ctx.graph.joins:
        node = ctx.graph.nodes[join_id]
        here = {token.flow for token in ctx.gathered(node, scope)}
        covered[join_id] = {
            flow.id
            for flow in node.incoming
            if flow.id in here or ctx.may_come(flow, scope)
        }
    return covered


def _starved(ctx, scope, before):
    """Joins that others come to and that would wait for what is gone, in order."""
    after = _covered(ctx, scope)
    nodes = ctx.graph.nodes
    return sorted(
        join
        for join, flows in after.items()
        if flows
        and flows != before[join]
        and nodes[join].behavior.starves(nodes[join], flows)
    )


# ----------------------------------------------------------------------
# Beginning one
# ----------------------------------------------------------------------
def begin_beside(ctx, event):
    """A new token comes into a step: in the newest run of the sub-process around it,
    or in a new run that holds nothing else."""
    if not ctx.tokens:
        raise StaleEvent("the case is not running")
    node = ctx.graph.nodes.get(event.node)
    if node is None or not can_be_entered(node) or not node.behavior.is_activity:
        raise MoveRefused("bad_target", event.node)
    path = ctx.graph.path(node.id)
    scope, depth = _nearest_run(ctx, path)
    ctx.spawn(node.id, open_runs(ctx, scope, path[depth:], NOBODY), NOBODY)


def open_runs(ctx, scope, places, like):
    """Open an empty run of each of these sub-processes, one inside the other.

    :return: the innermost one's scope
    """
    for place_id in places:
        place = ctx.graph.nodes[place_id]
        keeper = ctx.new_token(place_id, scope, like)
        scope = place.behavior.open(ctx, place, keeper)
    return scope


def _nearest_run(ctx, path):
    """The innermost run on the way to a place, the newest of several; its depth."""
    runs = {(): ROOT}
    for scope in sorted(ctx.scopes.values()):
        if not scope.kind:
            runs[ctx.places_around(scope.id)] = scope.id
    depth = max(n for n in range(len(path) + 1) if path[:n] in runs)
    return runs[path[:depth]], depth


def joins_behind(graph, node_id):
    """Ids of joins behind a node that would wait for other branches, in order."""
    found = []
    for join_id in sorted(graph.joins):
        join = graph.nodes[join_id]
        ways = [flow.id for flow in join.incoming]
        reached = {way for way in ways if node_id in graph.upstream(way)}
        if reached and join.behavior.starves(join, reached):
            found.append(join_id)
    return tuple(found)
