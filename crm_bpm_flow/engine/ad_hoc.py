"""Ad-hoc sub-processes: steps that people begin, in any order (BPMN 2.0.2, 13.3.5)."""

from .errors import EngineError, MoveRefused
from .marking import COUNTED, ENOUGH
from .paths import AD_HOC, startable
from .questions import Enough


def begin(ctx, event):
    """``Begun``: one step inside is begun; as often as people like."""
    keeper, scope = _entered(ctx, event)
    sub = ctx.graph.nodes[keeper.node]
    node = ctx.graph.nodes.get(event.node)
    if node is None or node.parent != sub.id or not _is_step(node):
        raise MoveRefused("bad_target", event.node)
    if sub.ordering == "sequential" and ctx.is_busy(scope.id):
        raise MoveRefused("busy", event.node)
    seen = tuple(dict.fromkeys((*scope.seen, node.id)))
    ctx.scopes[scope.id] = scope._replace(seen=seen)
    ctx.spawn(node.id, scope.id, keeper)


def finish(ctx, event):
    """``Finished``: nothing new begins; it ends with what is open."""
    keeper, scope = _entered(ctx, event)
    node = ctx.node_of(keeper)
    _close(ctx, node, scope)
    if not ctx.is_busy(scope.id):
        ctx.end_scope(scope.id, node, "end", keeper._replace(scope=scope.id))


def step_ended(ctx, node, keeper, at, last):
    """A step inside is over: is all done? A condition that cannot be decided is an
    incident on that step, which is not done again when it is retried."""
    scope = ctx.scopes[last.scope]
    try:
        enough = not scope.phase and _is_enough(ctx, node, scope, last)
    except EngineError as error:
        ctx.fail(last._replace(done=COUNTED), error)
        return
    if enough:
        _close(ctx, node, scope)
    if ctx.scopes[scope.id].phase and not ctx.is_busy(scope.id):
        ctx.end_scope(scope.id, at, "end", last)


def _entered(ctx, event):
    """The token and the scope of an ad-hoc sub-process in which steps may begin."""
    keeper = ctx.token(event.token)
    node = ctx.graph.nodes[keeper.node]
    scopes = ctx.scopes_of(keeper)
    if node.kind != AD_HOC or not scopes or ctx.scopes[scopes[0]].kind:
        raise MoveRefused("not_ad_hoc", node.id)
    if ctx.scopes[scopes[0]].phase:
        raise MoveRefused("closing", node.id)
    return keeper, ctx.scopes[scopes[0]]


def _close(ctx, node, scope):
    ctx.scopes[scope.id] = ctx.scopes[scope.id]._replace(phase=ENOUGH)
    if node.cancel_rest:
        ctx.clear(scope.id)


def _is_enough(ctx, node, scope, last):
    """Without a condition: when each step that can be begun was, and none is open."""
    if node.condition is not None:
        return bool(ctx.ask(Enough(node.id, node.condition), last))
    steps = {step.id for step in startable(ctx.graph, node.id)}
    return steps <= set(scope.seen) and not ctx.is_busy(scope.id)


def _is_step(node):
    return node.behavior.is_activity and not node.for_compensation
