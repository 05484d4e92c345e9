"""What happens to a case from outside its flow: start, cancel, and people's repairs.

Each handler gets the working copy; raising refuses the event with nothing changed.
"""

from . import ad_hoc, branches, faults, frames, returning
from .branches import NOBODY, can_be_entered, open_runs, step_of
from .effects import Ended
from .errors import MoveRefused, StaleEvent
from .events import (
    Begun,
    BegunBeside,
    BranchCancelled,
    Cancelled,
    ErrorThrown,
    Escalated,
    Finished,
    InstanceAdded,
    Retried,
    Returned,
    Skipped,
    Started,
    TokenMoved,
)
from .handlers import listen
from .marking import ACTIVE, COUNTED, FAILED, ROOT
from .several import whole_of


def start(ctx, event):
    """Begin at the none start event, or at the top-level node given."""
    if ctx.next_id > 1:
        raise StaleEvent("the case has already started")
    nodes = ctx.graph.starts()
    if event.node is not None:
        came = ctx.graph.nodes.get(event.node)
        node = came and whole_of(ctx.graph, came)
        if node is None or node.parent is not None or not can_be_entered(node):
            raise MoveRefused("bad_target", event.node)
        nodes = (node,)
    if not nodes:
        raise MoveRefused("bad_target")
    ctx.called = event.called
    if ctx.graph.handlers:
        listen(ctx, ROOT, None, NOBODY)
    if event.node is not None and _begin_by_event(ctx, node, came):
        return
    for node in nodes:
        ctx.spawn(node.id, ROOT, NOBODY)


def _begin_by_event(ctx, node, came):
    """An instantiating event gateway or receive task (BPMN 2.0.2, 13.4.4), or one of
    several events that begin a case: it has happened. Of a parallel gateway the other
    events are waited for now."""
    sources = [ctx.graph.nodes[flow.source] for flow in node.incoming]
    gateways = [source for source in sources if source.instantiate]
    if not gateways and not node.instantiate:
        return _await_others(ctx, node, came)
    if not node.instantiate and gateways[0].ordering == "parallel":
        others = [flow.target for flow in gateways[0].outgoing]
        for other in others:
            if other != node.id:
                ctx.spawn(other, ROOT, NOBODY)
    if gateways:
        ctx.count(gateways[0], NOBODY)
    if not node.behavior.is_waiting or node.kind == "eventBasedGateway":
        return False
    if not _await_others(ctx, node, came):
        ctx.leave(node, ctx.new_token(node.id, ROOT, NOBODY))
    return True


def _await_others(ctx, node, came):
    """One of several events that are all needed has come: wait for the others."""
    others = tuple(event for event in node.listens if event != came.id)
    if came is node or not node.needs_all or not others:
        return False
    token = ctx.new_token(node.id, ROOT, NOBODY)._replace(met=(came.id,))
    ctx.rest(node, token, others)
    return True


def cancel(ctx, event):
    """Withdraw everything; the case is over."""
    if ctx.next_id == 1:
        ctx.next_id = 2  # it failed before its start: now it never starts
    elif not ctx.tokens:
        raise StaleEvent("the case is not running")
    ctx.clear(ROOT)
    ctx.done = {}
    ctx.emit(Ended(None, "cancelled"))


def retry(ctx, event):
    """Run a failed node again; what was done before it failed is not done twice.

    A waiting step is withdrawn and begun anew. A token that waits at a join for
    others has nothing to retry.
    """
    token = step_of(ctx, event)
    if token.state == FAILED:
        ctx.close(token)
        again = token._replace(state=ACTIVE, done=False)
        if token.done == COUNTED:
            ctx.end_token(ctx.node_of(token), again)
        elif token.done:
            ctx.leave(ctx.node_of(token), again)
        else:
            ctx.agenda.append(again)
    elif token.state == ACTIVE and not ctx.has_gone_on(token):
        ctx.withdraw(token)
        anew = ctx.new_token(token.node, token.scope, token)
        ctx.agenda.append(anew._replace(flow=token.flow, counter=token.counter))
    else:
        raise MoveRefused("not_failed", token.node)


def skip(ctx, event):
    """Leave the node unfinished: by the flow given, or where it leads by itself.

    Of a repeated activity that has gone on, those that are left are withdrawn.
    """
    token = step_of(ctx, event)
    node = ctx.node_of(token)
    flows = () if ctx.has_gone_on(token) else _ways(node, event.flow)
    token = node.behavior.on_skip(ctx, node, token)
    ctx.follow(node, token, flows)


def ways_of(graph, node_id):
    """Ids of the flows one of which a person may name to skip a node; empty when
    there is nothing to choose."""
    node = graph.nodes[node_id]
    if len(node.outgoing) < 2 or node.behavior.natural_flows(node) == node.outgoing:
        return ()
    return tuple(flow.id for flow in node.outgoing)


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
    (``other_tokens``; its value ``others``: where they stand), else its case would go
    on twice; ``event.anyway`` withdraws them. Into a sub-process: a new run of it
    begins, whether or not another one is open, with nothing but this token.
    """
    token = step_of(ctx, event)
    node = ctx.graph.nodes.get(event.node)
    if node is None or not can_be_entered(node):
        raise MoveRefused("bad_target", event.node)
    if ctx.has_gone_on(token):
        raise MoveRefused("went_on", token.node)
    path = ctx.graph.path(node.id)
    scope, depth = _climb(ctx, token, path, event.anyway)
    scope = open_runs(ctx, scope, path[depth:], token)
    moved = ctx.new_token(node.id, scope, token)
    ctx.agenda.append(moved._replace(flow=_flow_into(ctx, node, scope, token.node)))


def _flow_into(ctx, node, scope, left):
    """Of a join, the flow that nobody brings a token on any more, above all the one
    that the moved token would have come by."""
    if not node.behavior.gathers:
        return None
    here = {token.flow for token in ctx.gathered(node, scope)}
    missing = [flow for flow in node.incoming if flow.id not in here]
    lost = [flow for flow in missing if not ctx.may_come(flow, scope)] or missing
    own = [flow for flow in lost if left in ctx.graph.upstream(flow.id)] or lost
    return own[0].id if own else None


def _climb(ctx, token, path, anyway):
    """Leave sub-processes until one is around both the token and the target.

    :return: that scope, and how deep it lies
    """
    ctx.withdraw(token)
    others, inmost = [], None
    while True:
        around = ctx.places_around(token.scope)
        scope = ctx.scopes.get(token.scope)
        if around == path[: len(around)] and not (scope and scope.kind):
            break
        if ctx.is_busy(token.scope):
            inmost = inmost or scope.node
            others += [t.node for t in ctx.at_work(token.scope)]
        token = ctx.tokens[scope.token]
        ctx.withdraw(token)
    if others and not anyway:
        raise MoveRefused("other_tokens", inmost, others=list(dict.fromkeys(others)))
    return token.scope, len(around)


ACTS = {
    Started: start,
    Cancelled: cancel,
    Retried: retry,
    Skipped: skip,
    TokenMoved: move,
    Returned: returning.go_back,
    Begun: ad_hoc.begin,
    BegunBeside: branches.begin_beside,
    BranchCancelled: branches.cancel_branch,
    Finished: ad_hoc.finish,
    InstanceAdded: frames.add_instance,
    ErrorThrown: faults.fail_activity,
    Escalated: faults.escalate,
}
