"""The loop: one event in, tokens move until each of them waits again, effects out."""

from typing import NamedTuple

from .acts import ACTS
from .context import Context
from .errors import EngineError, LoopBudget, NeverJoined, StaleEvent
from .marking import ACTIVE, ARRIVED, Marking


class Step(NamedTuple):
    """What became of a case: where its tokens stand now, and what is to be done."""

    marking: Marking
    effects: tuple


def advance(graph, marking, event, evaluate, budget=1000):
    """Carry one case on by one event. Pure: the given marking is not changed.

    The order of everything is fixed by the graph and by token numbers, so the same
    arguments give the same answer, whether or not the marking was stored in between.

    :param evaluate: ``evaluate(flow, token) -> bool`` for flows with a condition;
        may raise ``EngineError`` (``ConditionError``): that token fails, others go on
    :param budget: how many nodes may be visited; beyond it tokens fail as a loop
    :raise StaleEvent: nothing waits for this event (any more)
    :raise MoveRefused: a person's intervention cannot be done as asked
    """
    ctx = Context(graph, marking, evaluate)
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
    node = ctx.graph.nodes[node_id]
    behavior = node.behavior
    if type(event) is not behavior.awaits or token.state != ACTIVE:
        raise StaleEvent("not awaited", node_id, token=token.id)
    behavior.on_event(ctx, node, token, event)


def _run(ctx, budget):
    """Move tokens, oldest first, until none can move."""
    nodes, visits = ctx.graph.nodes, 0
    while True:
        while ctx.agenda:
            token = ctx.agenda.popleft()
            node = nodes[token.node]
            visits += 1
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


def _settle(ctx):
    """Let each join that tokens wait at decide, now that nothing else can move."""
    waiting = sorted(t for t in ctx.tokens.values() if t.state == ARRIVED)
    if not waiting:
        return
    for node_id, scope in dict.fromkeys((t.node, t.scope) for t in waiting):
        node = ctx.graph.nodes[node_id]
        node.behavior.on_quiet(ctx, node, ctx.gathered(node, scope))
        if ctx.agenda:
            return
    keepers = {scope.token for scope in ctx.scopes.values()}
    if all(t.state == ARRIVED or t.id in keepers for t in ctx.tokens.values()):
        # Joins that wait for each other in a circle: nobody can ever move again.
        ctx.fail(waiting[0], NeverJoined("", waiting[0].node, missing=[]))
