"""Compensation: what was completed, and how it is taken back (BPMN 2.0.2, 13.5.5).

A completed activity with a handler is remembered as a ``Done`` in its scope, a
completed sub-process with what is remembered inside it. They are forgotten when the
scope around them ends. Handlers run one after the other, the latest activity first.
"""

from .marking import GONE, ROOT, UNDO, Done
from .paths import EVENT_SUB


def remember(ctx, node, token, inner=0):
    """An activity was completed: it may have to be taken back.

    What takes something back itself is not: it would come before what is still to do.
    """
    scope = _real(ctx, token.scope)
    if scope != ROOT and ctx.scopes[scope].kind == UNDO:
        forget(ctx, inner)
        return
    ctx.done[ctx.next_id] = Done(ctx.next_id, node.id, scope, inner)
    ctx.next_id += 1


def remember_run(ctx, node, token, scope):
    """A sub-process is completed whose own handler is inside it, or whose steps have
    handlers. One with a handler on its border is a closed box."""
    if node.is_undoable:
        forget(ctx, scope)  # ``remember`` comes when it leaves
    elif entries(ctx, scope) or ctx.graph.triggers(node.id, "compensation"):
        remember(ctx, node, token, scope)


def entries(ctx, scope, only=None):
    """What can be taken back in a scope, the latest first."""
    found = (d for d in ctx.done.values() if d.scope == scope)
    return sorted((d for d in found if only in (None, d.node)), reverse=True)


def forget(ctx, scope):
    """The scope is gone for good: nothing in it can be taken back any more.

    :param scope: 0 for none
    """
    for entry in entries(ctx, scope) if scope else ():
        del ctx.done[entry.id]
        if entry.inner:
            forget(ctx, entry.inner)


def claim(ctx, node, event, token):
    """Begin to take back what the throwing ``event`` at ``node`` means.

    The token rests there, and a scope of its own holds the entries; without any,
    nothing is begun. For a detached event another token rests there in its place.

    :return: whether there is anything to be waited for
    """
    wanted = _wanted(ctx, token.scope, event.compensates)
    if not wanted:
        return False
    keeper = ctx.new_token(node.id, token.scope, token) if event.detached else token
    ctx.rest(node, keeper)
    scope = ctx.open_scope(node, keeper, UNDO)
    if event.detached:
        ctx.scopes[scope] = ctx.scopes[scope]._replace(phase=GONE)
    for entry in wanted:
        ctx.done[entry.id] = entry._replace(scope=scope)
    _run_next(ctx, scope, keeper)
    return not event.detached


def unclaim(ctx, token):
    """The taking back is called off: what has not begun may be asked for again."""
    home = _real(ctx, token.scope)
    for scope in ctx.scopes_of(token):
        for entry in entries(ctx, scope):
            ctx.done[entry.id] = entry._replace(scope=home)


def run_next(ctx, scope, like):
    """A handler in this scope is done: begin the next one; False when all are."""
    del ctx.done[entries(ctx, scope)[0].id]
    return _run_next(ctx, scope, like)


def _run_next(ctx, scope, like):
    """Its entry, the latest, stays until its handler is done."""
    while left := entries(ctx, scope):
        if _begin(ctx, left[0], scope, like):
            return True
        del ctx.done[left[0].id]
    return False


def _begin(ctx, entry, scope, like):
    """Begin one handler. False: there is none, or what is inside comes in its turn."""
    graph = ctx.graph
    for border in graph.catchers(entry.node, "compensation"):
        if border.handler in graph.nodes:
            ctx.spawn(border.handler, scope, like)
            return True
    for start in graph.triggers(entry.node, "compensation"):
        sub = graph.nodes[start.parent]
        inner = sub.behavior.open(ctx, sub, ctx.new_token(sub.id, scope, like))
        _rehome(ctx, entry.inner, inner)
        ctx.spawn(start.id, inner, like)
        return True
    _rehome(ctx, entry.inner, scope)
    return False


def _rehome(ctx, old, new):
    for entry in entries(ctx, old) if old else ():
        ctx.done[entry.id] = entry._replace(scope=new)


def _wanted(ctx, scope, only):
    """Entries of the throwing event's scope; out of an event sub-process, those of
    the scope that it belongs to, too."""
    while True:
        scope = _real(ctx, scope)
        found = entries(ctx, scope, only)
        if found or scope == ROOT:
            return found
        row = ctx.scopes[scope]
        if ctx.graph.nodes[row.node].kind != EVENT_SUB:
            return found
        scope = row.parent


def _real(ctx, scope):
    """The scope without the frames of repeated activities."""
    while scope != ROOT and ctx.scopes[scope].kind not in ("", UNDO):
        scope = ctx.scopes[scope].parent
    return scope
