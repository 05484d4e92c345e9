"""How elements are known to the engine: one class, one line that registers it.

A behaviour has no state: one instance serves all nodes of its kind. It decides what
a token does at its node and says so through the ``Context`` (context.py). To add an
element, put one file into ``behaviors/``: nothing else needs a change.
"""

from .effects import Chose
from .errors import NoFlowTaken, StaleEvent, Unsupported

# What a throw comes to (``Behavior.act``): the token stays where it is, or is gone; it
# goes on; it goes on when all heard it.
HELD, PASSED, TOLD = 0, 1, 2

_REGISTRY = {}


def behavior(kind, event=None):
    """Register a class for a BPMN element, or for one with a kind of event."""

    def register(cls):
        _REGISTRY[kind, event] = cls()
        return cls

    return register


def behavior_of(node):
    """The behaviour of a node; one that fails its tokens when there is none."""
    return _REGISTRY.get((node.kind, node.event), _UNSUPPORTED)


def known_kinds():
    """All (kind, event) that the engine executes."""
    return tuple(_REGISTRY)


class Behavior:
    """What every element can be asked. All hooks get ``(ctx, node, token)``.

    Facts for the graph, not for tokens: ``is_waiting``, a person, a moment or another
    case must act before it goes on; ``gathers``, tokens wait here for each other;
    ``is_armed``, on a border it is listened for while its activity waits.
    """

    awaits = None  # type of the event that finishes the wait
    is_supported = True
    is_waiting = False
    is_activity = False
    gathers = False
    is_armed = False

    def on_token(self, ctx, node, token):
        """A token comes in. It is in no list yet: pass it on or ``ctx.rest`` it."""
        ctx.leave(node, token)

    def on_event(self, ctx, node, token, event):
        """What the token waited for happened: close its wait and leave."""
        raise StaleEvent("nothing waits here", node.id, event=type(event).__name__)

    def on_other(self, ctx, node, token, event):
        """An event came that is not the one this element awaits."""
        raise StaleEvent("not awaited", node.id, token=token.id)

    def on_cancel(self, ctx, node, token):
        """The token is taken away: withdraw what ``on_token`` opened."""

    def on_thrown(self, ctx, node, token):
        """The work of a resting token failed with a BPMN error: its wait is over."""
        ctx.withdraw(token)

    def on_skip(self, ctx, node, token):
        """A person lets the token leave unfinished: make it ready to go."""
        ctx.withdraw(token)
        return token

    def on_quiet(self, ctx, node, tokens):
        """Nothing else can move: decide for tokens that gather here (see joins).

        :param tokens: those of one scope, oldest first
        """

    def on_deadlock(self, ctx, node, tokens):
        """All that is left waits at joins for each other. True: this one opened."""
        return False

    def starves(self, node, flows):
        """Whether a join waits for ever when only these flows, by their ids, can
        bring it a token."""
        return False

    def open(self, ctx, node, token):
        """Begin an empty run inside the node, for ``token``; returns its scope."""
        raise Unsupported("", node.id, kind=node.kind, event=node.event)

    def on_token_ended(self, ctx, node, keeper, at, last):
        """A token ended in the scope that ``keeper`` keeps open here.

        :param at: the node where ``last`` ended; it is in no list any more
        """
        if not ctx.is_busy(last.scope):
            ctx.end_scope(last.scope, at, "end", last)

    def on_scope_done(self, ctx, node, token, last):
        """The scope that this token keeps open is empty; ``last`` ended last in it."""

    def act(self, ctx, node, event, token):
        """Throw what an event says; see ``bases.Throws``."""
        raise Unsupported("", event.id, kind=event.kind, event=event.event)

    def arm(self, ctx, node, token_id):
        """Somebody begins to listen for this event."""

    def disarm(self, ctx, node, token_id):
        """Nobody listens for this event any more."""

    def choose(self, ctx, node, token):
        """The flows to leave by (BPMN 2.0.2, 13.3.1): all plain ones and all whose
        condition holds; the default when no condition held.

        Raises before anything is done. Override for gateways.
        """
        if not node.is_choosing:
            return node.outgoing
        default, plain, held, tried = node.default_flow, [], [], []
        for flow in node.outgoing:
            if flow is default:
                continue
            if flow.is_plain:
                plain.append(flow)
            else:
                (held if ctx.holds(flow, token) else tried).append(flow)
        names = tuple(flow.id for flow in tried)
        if default and not held:
            held = [default]
        if not plain and not held:
            raise NoFlowTaken("", node.id, tried=list(names))
        for flow in held:
            ctx.emit(Chose(token.id, node.id, flow.id, names))
        taken = {flow.id for flow in (*plain, *held)}
        return tuple(flow for flow in node.outgoing if flow.id in taken)

    def natural_flows(self, node):
        """Where it leaves when nobody decides: all plain flows and the default; the
        only flow there is, whatever it asks for."""
        if len(node.outgoing) == 1:
            return node.outgoing
        return tuple(f for f in node.outgoing if f.is_plain or f is node.default_flow)


class _Unsupported(Behavior):
    """An element that the engine does not execute: an incident, never a guess."""

    is_supported = False

    def on_token(self, ctx, node, token):
        raise Unsupported("", node.id, kind=node.kind, event=node.event)


_UNSUPPORTED = _Unsupported()
