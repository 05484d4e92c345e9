"""What families of elements share; the elements themselves are in ``behaviors/``."""

from .behavior import PASSED, TOLD, Behavior
from .effects import ArmTimer, DropTimer, DropWait, Throw, WaitFor
from .errors import StaleEvent
from .events import Caught, Sent, TimerDue
from .handlers import begin_handler, listen
from .paths import END, SENT
from .questions import Takes
from .undo import remember_run


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
        if node.has_values:
            ctx.ask(Takes(node.id), token)
        ctx.emit(self.opens(token.id, node.id))
        ctx.rest(node, token)

    def on_event(self, ctx, node, token, event):
        ctx.close(token)
        ctx.leave(node, with_outcome(node, token, event.outcome))

    def on_thrown(self, ctx, node, token):
        ctx.close(token)

    def on_cancel(self, ctx, node, token):
        ctx.retract(self.opens(token.id, node.id), self.closes(token.id, node.id))


class Run(Behavior):
    """A sub-process: its token keeps a scope open in which others walk."""

    def on_token(self, ctx, node, token):
        scope = self.open(ctx, node, token)
        starts = ctx.graph.starts(node.id)
        for start in starts:
            ctx.spawn(start.id, scope, token)
        if not starts:
            ctx.end_scope(scope, node, "end", token)

    def open(self, ctx, node, token):
        if node.has_values:
            ctx.ask(Takes(node.id), token)
        ctx.rest(node, token)
        scope = ctx.open_scope(node, token)
        if ctx.graph.handlers:
            listen(ctx, scope, node.id, token)
        return scope

    def on_scope_done(self, ctx, node, token, last):
        ctx.close(token)
        if last.scope != token.scope:
            remember_run(ctx, node, token, last.scope)
        ctx.leave(node, token._replace(outcome=last.outcome, splits=last.splits))

    def on_cancel(self, ctx, node, token):
        ctx.close_scopes(token)


class Catch(Behavior):
    """An event in the flow that the token waits for (BPMN 2.0.2, 13.5.2).

    The token need not stand in it: whoever stops here may listen for several events,
    and the first one takes the token along its own way.
    """

    arms = drops = None  # types of the effects
    is_waiting = True

    def on_token(self, ctx, node, token):
        ctx.rest(node, token, node.listens)

    def on_event(self, ctx, node, token, event):
        self.happened(ctx, node, ctx.heard(token, node.id))

    def happened(self, ctx, node, token):
        """The event came to the token that listened for it."""
        ctx.close(token)
        if token.node != node.id:
            ctx.count(ctx.graph.nodes[token.node], token)
        ctx.leave(node, token._replace(node=node.id))

    def arm(self, ctx, node, token_id):
        ctx.emit(self.arms(token_id, node.id))

    def disarm(self, ctx, node, token_id):
        ctx.retract(self.arms(token_id, node.id), self.drops(token_id, node.id))


class Boundary(Catch):
    """An event on the border of an activity (BPMN 2.0.2, 13.5.3).

    Interrupting, it withdraws the activity and goes on in its place; else it sends
    a second token along its way and the activity goes on.
    """

    is_armed = True

    def stays(self, event):
        """Whether it is still listened for after it sent a second token."""
        return True

    def on_token(self, ctx, node, token):
        ctx.leave(node, token)

    def on_event(self, ctx, node, token, event):
        stays = not node.interrupting and self.stays(event)
        token = token if stays else ctx.heard(token, node.id)
        self.happened(ctx, node, token)

    def happened(self, ctx, node, token):
        if node.interrupting:
            ctx.withdraw(token)
        ctx.spawn(node.id, token.scope, token)


class Start(Behavior):
    """A start event with a trigger (BPMN 2.0.2, 13.5.1 and 13.5.4).

    Of the process, it has happened when the case begins. Of an event sub-process, it
    is listened for as long as the scope around that runs.
    """

    is_armed = False

    def on_event(self, ctx, node, token, event):
        stays = not node.interrupting and self.stays(event)
        token = token if stays else ctx.heard(token, node.id)
        self.happened(ctx, node, token)

    def happened(self, ctx, node, token):
        begin_handler(ctx, node, token.scope, token, node.interrupting)

    def stays(self, event):
        """Whether one that interrupts nothing may be heard again."""
        return True


class Waits:
    """Listens for a message, a signal or a condition. Goes before ``Catch`` and the
    like in the bases of a class."""

    awaits = Caught
    waits_for = None  # the kind

    def arm(self, ctx, node, token_id):
        ctx.emit(WaitFor(token_id, node.id, self.waits_for))

    def disarm(self, ctx, node, token_id):
        wait = WaitFor(token_id, node.id, self.waits_for)
        ctx.retract(wait, DropWait(token_id, node.id))


class Timer:
    """Listens for a moment; when that is, is the models' matter: there is no clock."""

    awaits = TimerDue

    def arm(self, ctx, node, token_id):
        ctx.emit(ArmTimer(token_id, node.id))

    def disarm(self, ctx, node, token_id):
        ctx.retract(ArmTimer(token_id, node.id), DropTimer(token_id, node.id))

    def stays(self, event):
        return event.more


class End(Behavior):
    """A token ends here after what the event does (BPMN 2.0.2, 13.5.6).

    Its scope is over when no other token is left in it; flows that lead out of an
    end event are no flows.
    """

    def on_token(self, ctx, node, token):
        ctx.complete(node, token, ())

    def natural_flows(self, node):
        return ()


class Throws(Behavior):
    """Does what its event says and goes on (BPMN 2.0.2, 13.5.2)."""

    def on_token(self, ctx, node, token):
        told = self.act(ctx, node, node, token)
        if told == TOLD:
            ctx.rest(node, token)
        elif told:
            ctx.leave(node, token)

    def act(self, ctx, node, event, token):
        """Throw it.

        :param event: the node of the event: ``node``, or one of several in it
        :return: ``PASSED``: the token may go on; ``TOLD``: when all heard it
            (``WhenHeard``); ``HELD``: it waits for something else, or is gone
        """
        return PASSED

    def go_on(self, ctx, node, token):
        """What the token waited for after ``act`` is done."""
        ctx.leave(node, token)


class ThrowsAtEnd(Throws):
    """Does what its event says and ends there. Goes before ``End``."""

    def choose(self, ctx, node, token):
        return ()


class WhenHeard:
    """Stays until all heard what it threw. Goes before ``Throws`` in the bases.

    Borders, event sub-processes and calling cases around may listen for it, and are
    there at the moment of the throw: what follows, above all the end of what they
    belong to, comes afterwards (BPMN 2.0.2, 10.5.1 and 13.5.6).
    """

    awaits = Sent

    def on_event(self, ctx, node, token, event):
        if self._takes_back(ctx, token):
            raise StaleEvent("something is still taken back", node.id)
        ctx.close(token)
        ctx.leave(node, token)

    def on_cancel(self, ctx, node, token):
        """Whoever heard it takes the token away: it was thrown all the same."""
        if not self._takes_back(ctx, token):
            ctx.count(node, token)

    def _takes_back(self, ctx, token):
        return any(True for _scope in ctx.scopes_of(token))


class Sends(WhenHeard, Throws):
    """Sends something; whether anybody hears it does not matter here."""

    sends = None  # the kind

    def act(self, ctx, node, event, token):
        waited = is_listened(ctx, node) and may_wait(ctx, node)
        ctx.emit(Throw(token.id, event.id, self.sends, waited))
        return TOLD if waited else PASSED


class SendsAtEnd(ThrowsAtEnd, Sends, End):
    """Sends something and ends there."""


def is_listened(ctx, node):
    """Whether something around an event may hear what it sends."""
    events = {event.event for event in ctx.graph.events_of(node)}
    if ctx.called and not events.isdisjoint(SENT):
        return True
    return ctx.graph.is_heard_around(node.id)


def may_wait(ctx, node):
    """Whether an event may wait until it is heard. Not on a loop in which nothing else
    waits: such a loop must be found, and by waiting it would look like none."""
    return node.kind == END or not ctx.graph.may_come_back(node.id)


def with_outcome(node, token, outcome):
    """The token with what its activity brought.

    The last outcome is carried on through activities that have none of their own,
    so that a choice further on can still ask for it.
    """
    if not outcome and not node.outcomes:
        return token
    return token._replace(outcome=outcome or None, splits=0)
