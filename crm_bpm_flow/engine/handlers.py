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
        token = token._replace(state=LISTENING, waits=(start_id,))
        ctx.tokens[token.id] = token
        start = ctx.graph.nodes[start_id]
        start.behavior.arm(ctx, start, token.id)


def begin_handler(ctx, start, scope, like, stays=True):
    """The event of an event sub-process came, in a scope where it is listened for.

    Interrupting, everything else in the scope is withdrawn, other event
    sub-processes with it. ``like`` may be the listening token.

    :param stays: whether one that interrupts nothing is listened for on
    """
    is_heard_again = stays and not start.interrupting
    if start.id in like.waits and not is_heard_again:
        ctx.close(like, fired=start.id)
    if start.interrupting:
        ctx.clear(scope)
    sub = ctx.graph.nodes[start.parent]
    keeper = ctx.new_token(sub.id, scope, like)
    inner = sub.behavior.open(ctx, sub, keeper)
    ctx.spawn(start.id, inner, like)
