"""Event sub-processes: who listens for them, and how they begin (BPMN 2.0.2, 13.3.4).

While a scope runs, a token of its own rests for each of its event sub-processes that
something is waited for; it is no work and keeps nothing open. When the event comes, a
second token is the keeper of the run.
"""

from .marking import LISTENING


def listen(ctx, scope, place, like):
    """A scope begins: wait for what its event sub-processes wait for.

    :param place: id of its sub-process; None for the process
    """
    for sub_id, start_id in ctx.graph.handlers.get(place, ()):
        token = ctx.new_token(sub_id, scope, like)
        listens = ctx.graph.nodes[start_id].listens
        token = token._replace(state=LISTENING, waits=listens)
        ctx.tokens[token.id] = token
        for event_id in listens:
            event = ctx.graph.nodes[event_id]
            event.behavior.arm(ctx, event, token.id)


def begin_handler(ctx, start, scope, like, interrupts):
    """The event of an event sub-process came, in a scope where it is listened for.

    Interrupting, everything else in the scope is withdrawn, other event
    sub-processes with it. ``like`` may be the listening token.
    """
    if interrupts:
        ctx.clear(scope)
    elif like.state == LISTENING and not like.waits:
        ctx.close(like)  # it cannot begin any more
    sub = ctx.graph.nodes[start.parent]
    keeper = ctx.new_token(sub.id, scope, like)
    inner = sub.behavior.open(ctx, sub, keeper)
    ctx.spawn(start.id, inner, like)
