"""What families of elements share; the elements themselves are in ``behaviors/``."""

from .behavior import Behavior


class Activity(Behavior):
    """Asks the world for something, waits for it, leaves (BPMN 2.0.2, 13.3.2).

    Whatever lies on its border is armed while it waits. Each token that comes in is
    a visit of its own, also when another one is still there (13.3.1, uncontrolled
    flow).
    """

    opens = closes = None  # types of the effects
    is_activity = True
    is_waiting = True

    def on_token(self, ctx, node, token):
        ctx.emit(self.opens(token.id, node.id))
        ctx.rest(node, token)

    def on_event(self, ctx, node, token, event):
        ctx.close(token)
        ctx.leave(node, with_outcome(node, token, event.outcome))

    def on_cancel(self, ctx, node, token):
        ctx.retract(self.opens(token.id, node.id), self.closes(token.id, node.id))


class Catch(Behavior):
    """An event in the flow that the token waits for (BPMN 2.0.2, 13.5.2).

    The token need not stand in it: whoever stops here may listen for several events,
    and the first one takes the token along its own way.
    """

    arms = drops = None  # types of the effects
    is_waiting = True

    def on_token(self, ctx, node, token):
        ctx.rest(node, token, (node.id,))

    def on_event(self, ctx, node, token, event):
        ctx.close(token, fired=node.id)
        ctx.leave(node, token._replace(node=node.id))

    def arm(self, ctx, node, token_id):
        ctx.emit(self.arms(token_id, node.id))

    def disarm(self, ctx, node, token_id):
        ctx.retract(self.arms(token_id, node.id), self.drops(token_id, node.id))


class Boundary(Catch):
    """An event on the border of an activity (BPMN 2.0.2, 13.5.3).

    Interrupting, it withdraws the activity and goes on in its place; else it sends
    a second token along its way and the activity goes on. It is heard once.
    """

    is_armed = True

    def on_token(self, ctx, node, token):
        ctx.leave(node, token)

    def on_event(self, ctx, node, token, event):
        if node.interrupting:
            ctx.withdraw(token, fired=node.id)
        else:
            waits = tuple(other for other in token.waits if other != node.id)
            ctx.tokens[token.id] = token._replace(waits=waits)
        ctx.spawn(node.id, token.scope, token)


def with_outcome(node, token, outcome):
    """The token with what its activity brought.

    The last outcome is carried on through activities that have none of their own,
    so that a choice further on can still ask for it.
    """
    if not outcome and not node.outcomes:
        return token
    return token._replace(outcome=outcome or None, splits=0)
