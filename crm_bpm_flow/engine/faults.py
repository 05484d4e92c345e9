"""Errors and escalations: who catches them (BPMN 2.0.2, 10.5.7 and 13.5.4).

From the inside out: the border of the activity itself, then in each scope first its
event sub-processes, then the border of what the scope belongs to. At one place a
catcher of the very code goes before one that catches all.
"""

from .bases import may_wait
from .behavior import HELD, PASSED, TOLD
from .effects import Ended, Escalate
from .errors import EngineError, StaleEvent, UncaughtError
from .handlers import begin_handler
from .marking import ACTIVE, ROOT
from .paths import BOUNDARY, EVENT_SUB, START
from .questions import Code, Told
from .several import whole_of


def throw_error(ctx, node, token, code, passes=False):
    """A BPMN error ends the work of ``token``, which is in no list any more.

    Nobody catches it: a called case ends by it, any other has an incident.

    :param passes: whether the node is completed by throwing it
    """
    found = _catcher(ctx, token, "error", code)
    if found is None and not ctx.called:
        raise UncaughtError("", node.id, code=code)
    if passes:
        ctx.count(node, token)
    if found is not None:
        _catch(ctx, *found, code, interrupts=True)
        return
    ctx.clear(ROOT)
    ctx.done = {}
    ctx.emit(Ended(node.id, "error", code))


def throw_escalation(ctx, node, token, code):
    """Tell of an escalation; nobody need catch it.

    :return: ``HELD``: whoever caught it interrupted the token that threw it;
        ``TOLD``: the calling case may; ``PASSED``: it may go on
    """
    found = _catcher(ctx, token, "escalation", code)
    if found is not None:
        _catch(ctx, *found, code, interrupts=found[0].interrupting)
        return HELD if found[0].interrupting else PASSED
    waited = ctx.called and not node.behavior.is_activity and may_wait(ctx, node)
    ctx.emit(Escalate(token.id, node.id, code, waited))
    return TOLD if waited else PASSED


def fail_activity(ctx, event):
    """``ErrorThrown``: an activity fails with a BPMN error."""
    token = _active(ctx, event)
    node = ctx.node_of(token)
    node.behavior.on_thrown(ctx, node, token)
    try:
        throw_error(ctx, node, token, event.code)
    except EngineError as error:
        ctx.fail(token, error)


def escalate(ctx, event):
    """``Escalated``: an activity, or the case it calls, escalates and goes on."""
    token = _active(ctx, event)
    throw_escalation(ctx, ctx.graph.nodes[token.node], token, event.code)


def _active(ctx, event):
    token = ctx.token(event.token)
    is_activity = ctx.graph.nodes[token.node].behavior.is_activity
    if token.state != ACTIVE or not is_activity:
        raise StaleEvent("not at work", token.node, token=token.id)
    return token


def _catcher(ctx, token, event, code):
    """(catching node, the token whose border it is on; its scope for a start)."""
    graph, thrower = ctx.graph, token
    while True:
        if not ctx.is_instance(token) and not ctx.has_gone_on(token):
            found = _first(ctx, graph.catchers(token.node, event), code, thrower)
            if found is not None:
                return found, token
        found = _first(ctx, _handlers(ctx, token.scope, event), code, thrower)
        if found is not None:
            return found, token
        if token.scope == ROOT:
            return None
        token = ctx.tokens[ctx.scopes[token.scope].token]


def _handlers(ctx, scope, event):
    """Start events of the event sub-processes that a scope may still begin."""
    row = ctx.scopes[scope] if scope != ROOT else None
    if (row is not None and row.kind) or _is_interrupted(ctx, scope):
        return ()
    return ctx.graph.triggers(row and row.node, event)


def _first(ctx, events, code, thrower):
    for event in events:
        if event.code is None or code_of(ctx, event, thrower, catches=True) == code:
            return whole_of(ctx.graph, event)
    return None


def code_of(ctx, event, token, catches=False):
    """The code of an event that ``token`` throws, or that may catch what it throws."""
    if not event.asks_code:
        return event.code
    return ctx.ask(Code(event.id, event.code, catches, ctx.graph.codes()), token)


def _is_interrupted(ctx, scope):
    """Whether an event sub-process has taken the place of all else in a scope."""
    for token in ctx.tokens.values():
        node = ctx.graph.nodes[token.node]
        if token.scope == scope and token.state == ACTIVE and node.kind == EVENT_SUB:
            starts = (n for n in ctx.graph.children(node.id) if n.kind == START)
            if any(start.interrupting for start in starts):
                return True
    return False


def _catch(ctx, catcher, token, code, interrupts):
    if catcher.keeps_code:
        ctx.ask(Told(catcher.id, code), token)
    if catcher.kind != BOUNDARY:
        begin_handler(ctx, catcher, token.scope, token, interrupts)
        return
    if interrupts and token.id in ctx.tokens:
        ctx.withdraw(token)
    ctx.spawn(catcher.id, token.scope, token)
