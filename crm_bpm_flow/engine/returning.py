"""A person hands the case back to an earlier step, to be done again from there.

What lies between the two is gone through anew. So other branches that a split on that
way began are withdrawn, else they would come twice; branches that began before the
earlier step go on. A sub-process that is left is withdrawn as a whole.
"""

from .context import Context
from .errors import MoveRefused
from .marking import ACTIVE, ARRIVED, SPENT
from .redoing import COMPLEX


def earlier(graph, marking, token_id):
    """Where a case may be handed back to: activities that were completed and lead to
    where a token stands.

    :return: tuple of their ids, in the order of the graph
    """
    token = marking.tokens.get(token_id)
    if token is None or token.state != ACTIVE:
        return ()
    ctx = Context(graph, marking, None)
    return tuple(node for node in graph.nodes if _is_earlier(ctx, token, node))


def _is_earlier(ctx, token, node_id):
    node = ctx.graph.nodes.get(node_id)
    if not ctx.walked.get(node_id) or not node.behavior.is_activity:
        return False
    place, entry = _meeting(ctx, token, node_id)
    if place is None or entry == place.node:
        return False
    if any(t.node == entry and t.scope == place.scope for t in ctx.tokens.values()):
        return False
    way = ctx.graph.way_back(entry, place.node)
    ways = [way, *_inside(ctx.graph, entry, node_id)]
    silent = (flow for way in ways for flow in way.silent)
    is_whole = all(ctx.graph.nodes[f.target].kind != COMPLEX for f in silent)
    return way.is_there and is_whole


def _inside(graph, entry, node_id):
    """The ways within the sub-processes that are entered, the outermost first."""
    path = (*graph.path(node_id), node_id)
    return [graph.way_back(inner) for inner in path[path.index(entry) + 1 :]]


def go_back(ctx, event):
    """``Returned``: as a move, but to a step that the case has been at."""
    token = ctx.token(event.token)
    if token.state != ACTIVE or not _is_earlier(ctx, token, event.node):
        raise MoveRefused("not_earlier", event.node)
    place, entry = _meeting(ctx, token, event.node)
    way = ctx.graph.way_back(entry, place.node)
    ctx.withdraw(place)
    for other in sorted(ctx.tokens.values()):
        # What was withdrawn before it may have taken it along.
        if other.scope == place.scope and other.id in ctx.tokens:
            came = other.state in (ARRIVED, SPENT)
            if other.flow in way.flows if came else other.node in way.branches:
                ctx.withdraw(other)
    _fill(ctx, way, place.scope, token)
    inside = iter(_inside(ctx.graph, entry, event.node))
    for scope in enter(ctx, event.node, place.scope, token):
        _fill(ctx, next(inside), scope, token)


def _fill(ctx, way, scope, like):
    """Branches that are done wait at their joins again, if they do not wait yet."""
    waiting = {t.flow for t in ctx.tokens.values() if t.scope == scope}
    for flow in way.silent:
        if flow.id in waiting:
            continue
        came = ctx.new_token(flow.target, scope, like)
        ctx.gather(came._replace(flow=flow.id))


def enter(ctx, node_id, scope, like):
    """Put a token into a node; where it lies deeper than ``scope``, new runs of the
    sub-processes between begin, with nothing but this token.

    :return: the scopes of these runs, the outermost first
    """
    opened, depth = [], len(ctx.places_around(scope))
    for place_id in ctx.graph.path(node_id)[depth:]:
        place = ctx.graph.nodes[place_id]
        keeper = ctx.new_token(place_id, scope, like)
        scope = place.behavior.open(ctx, place, keeper)
        opened.append(scope)
    ctx.spawn(node_id, scope, like)
    return opened


def _meeting(ctx, token, target):
    """What leaves its place, and by which node the way back comes in beside it.

    :return: (token, id of a node) in one scope; (None, None) where the activity around
        has gone on already, so that nothing is there to be handed back
    """
    path, place = ctx.graph.path(target), token
    while not ctx.has_gone_on(place):
        around, scope = ctx.places_around(place.scope), ctx.scopes.get(place.scope)
        if around == path[: len(around)] and not (scope and scope.kind):
            inner = path[len(around) :]
            return place, inner[0] if inner else target
        place = ctx.tokens[scope.token]
    return None, None
