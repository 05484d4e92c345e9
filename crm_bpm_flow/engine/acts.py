"""What happens to a case from outside its flow: start, cancel, and people's repairs.

Each handler gets the working copy; raising refuses the event with nothing changed.
"""

from .effects import Ended
from .errors import MoveRefused, StaleEvent
from .events import Cancelled, Retried, Skipped, Started, TokenMoved
from .marking import ACTIVE, FAILED, ROOT, Token

BOUNDARY = "boundaryEvent"
NOBODY = Token(0, "", ROOT)  # what a case begins with: nothing known yet


def start(ctx, event):
    """Begin at the none start event, or at the top-level node given."""
    if ctx.next_id > 1:
        raise StaleEvent("the case has already started")
    nodes = ctx.graph.starts()
    if event.node is not None:
        node = ctx.graph.nodes.get(event.node)
        if node is None or node.parent is not None or node.kind == BOUNDARY:
            raise MoveRefused("bad_target", event.node)
        nodes = (node,)
    if not nodes:
        raise MoveRefused("bad_target")
    for node in nodes:
        ctx.spawn(node.id, ROOT, NOBODY)


def cancel(ctx, event):
    """Withdraw everything; the case is over."""
    if ctx.next_id == 1:
        ctx.next_id = 2  # it failed before its start: now it never starts
    elif not ctx.tokens:
        raise StaleEvent("the case is not running")
    ctx.clear(ROOT)
    ctx.emit(Ended(None, "cancelled"))


def retry(ctx, event):
    """Run a failed node again; what was done before it failed is not done twice.

    A waiting step is withdrawn and begun anew. A token that waits at a join for
    others has nothing to retry.
    """
    token = ctx.token(event.token)
    if token.state == FAILED:
        ctx.close(token)
        again = token._replace(state=ACTIVE, done=False)
        if token.done:
            ctx.leave(ctx.graph.nodes[token.node], again)
        else:
            ctx.agenda.append(again)
    elif token.state == ACTIVE:
        ctx.withdraw(token)
        anew = ctx.new_token(token.node, token.scope, token)
        ctx.agenda.append(anew._replace(flow=token.flow))
    else:
        raise MoveRefused("not_failed", token.node)


def skip(ctx, event):
    """Leave the node unfinished: by the flow given, or where it leads by itself."""
    token = ctx.token(event.token)
    node = ctx.graph.nodes[token.node]
    flows = _ways(node, event.flow)
    token = node.behavior.on_skip(ctx, node, token)
    ctx.follow(node, token, flows)


def _ways(node, flow_id):
    if flow_id is not None:
        flows = tuple(flow for flow in node.outgoing if flow.id == flow_id)
        if not flows:
            raise MoveRefused("bad_flow", node.id, flow=flow_id)
        return flows
    flows = node.behavior.natural_flows(node)
    if flows or len(node.outgoing) < 2:
        return flows
    choices = [flow.id for flow in node.outgoing]
    raise MoveRefused("choose_flow", node.id, choices=choices)


def move(ctx, event):
    """Put the token into another node; what it had open is withdrawn.

    Out of a sub-process: the sub-process is left behind, so nobody else may be in it
    (``other_tokens``): else its case would go on twice. Into a sub-process: a new run
    of it begins, whether or not another one is open, with nothing but this token.
    """
    token = ctx.token(event.token)
    node = ctx.graph.nodes.get(event.node)
    if node is None or node.kind == BOUNDARY:
        raise MoveRefused("bad_target", event.node)
    path = ctx.graph.path(node.id)
    scope, depth = _climb(ctx, token, path)
    for place_id in path[depth:]:
        place = ctx.graph.nodes[place_id]
        keeper = ctx.new_token(place_id, scope, token)
        scope = place.behavior.open(ctx, place, keeper)
    ctx.spawn(node.id, scope, token)


def _climb(ctx, token, path):
    """Leave sub-processes until one is around both the token and the target.

    :return: that scope, and how deep it lies
    """
    ctx.withdraw(token)
    while True:
        around = ctx.places_around(token.scope)
        if around == path[: len(around)]:
            return token.scope, len(around)
        if ctx.is_busy(token.scope):
            raise MoveRefused("other_tokens", around[-1])
        token = ctx.tokens[ctx.scopes[token.scope].token]
        ctx.withdraw(token)


ACTS = {
    Started: start,
    Cancelled: cancel,
    Retried: retry,
    Skipped: skip,
    TokenMoved: move,
}
