"""The loop: one event in, tokens move until each of them waits again, effects out."""

from collections import Counter
from typing import NamedTuple

from .acts import ACTS
from .context import Context
from .errors import EngineError, LoopBudget, NeverJoined, StaleEvent
from .marking import ACTIVE, ARRIVED, LISTENING, SPENT, Marking

AWAKE = (ACTIVE, LISTENING)


class Step(NamedTuple):
    """What became of a case: where its tokens stand now, and what is to be done."""

    marking: Marking
    effects: tuple


def advance(graph, marking, event, evaluate, budget=1000):
    """Carry one case on by one event. Pure: the given marking is not changed.

    The order of everything is fixed by the graph and by token numbers, so the same
    arguments give the same answer, whether or not the marking was stored in between.

    :param evaluate: ``evaluate(flow, token) -> bool`` for flows with a condition, and
        ``evaluate(question, token)`` for what markers and switches ask (questions.py);
        may raise ``EngineError`` (``ConditionError``): that token fails, others go on
    :param budget: how many nodes may be visited; beyond it tokens fail as a loop
    :raise StaleEvent: nothing waits for this event (any more)
    :raise MoveRefused: a person's intervention cannot be done as asked
    """
    ctx = Context(graph, marking, evaluate)
    if graph.sees:
        bind = getattr(evaluate, "bind", None)
        if bind is not None:
            bind(ctx)
    act = ACTS.get(type(event))
    if act is not None:
        act(ctx, event)
    else:
        _deliver(ctx, event)
    _run(ctx, budget)
    return Step(ctx.marking(), tuple(ctx.effects))


def _deliver(ctx, event):
    """Hand an event to the node that waits for it."""
    token = ctx.token(event.token)
    node_id = getattr(event, "node", None)
    if node_id is None:
        node_id = token.node
    elif node_id not in token.waits:
        raise StaleEvent("not listened for", node_id, token=token.id)
    if token.state not in AWAKE:
        raise StaleEvent("not awaited", node_id, token=token.id)
    node = ctx.graph.nodes[node_id]
    behavior = node.behavior
    if type(event) is behavior.awaits:
        behavior.on_event(ctx, node, token, event)
    else:
        behavior.on_other(ctx, node, token, event)


def _run(ctx, budget):
    """Move tokens, oldest first, until none can move."""
    nodes, visits = ctx.graph.nodes, 0
    counts = Counter() if ctx.graph.repeats else None
    while True:
        while ctx.agenda:
            token = ctx.agenda.popleft()
            node = nodes[token.node]
            visits = _visits(ctx, counts, token) if counts is not None else visits + 1
            try:
                if visits > budget:
                    raise LoopBudget("", node.id, budget=budget)
                node.behavior.on_token(ctx, node, token)
            except EngineError as error:
                ctx.fail(token, error)
        if ctx.graph.joins:
            _settle(ctx)
        if not ctx.agenda:
            return


def _visits(ctx, counts, token):
    """How many nodes were visited in the token's own instance of a repeated activity:
    many instances are no loop. Rounds of a standard loop are."""
    place = ctx.own_instance(token)
    counts[place] += 1
    return counts[place]


def _settle(ctx):
    """Let each join that tokens wait at decide, now that nothing else can move."""
    waiting = sorted(t for t in ctx.tokens.values() if t.state in (ARRIVED, SPENT))
    if not waiting:
        return
    for node_id, scope in dict.fromkeys((t.node, t.scope) for t in waiting):
        node = ctx.graph.nodes[node_id]
        node.behavior.on_quiet(ctx, node, ctx.gathered(node, scope))
        if ctx.agenda:
            return
    if not any(ctx.can_move(token) for token in ctx.tokens.values()):
        _break_circle(ctx, [token for token in waiting if token.state == ARRIVED])


def _break_circle(ctx, waiting):
    """Joins that wait for each other: one that may opens, else it is an incident."""
    if not waiting:
        return
    for node_id, scope in dict.fromkeys((t.node, t.scope) for t in waiting):
        node = ctx.graph.nodes[node_id]
        if node.behavior.on_deadlock(ctx, node, ctx.gathered(node, scope)):
            return
    ctx.fail(waiting[0], NeverJoined("", waiting[0].node, missing=[]))
