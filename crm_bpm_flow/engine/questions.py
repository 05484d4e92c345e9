"""What the engine asks of the world besides the conditions of flows.

All go through the one callable ``evaluate(asked, token)``. For a flow, ``asked`` is the
``Flow``; else one of these. ``node`` is the element's id, ``condition`` what stands on
it (opaque to the engine). ``token`` is where the question arises; loop counters in its
sight are ``locals_of(ctx, token)``. A callable that wants them has an attribute
``bind``: in a process with markers ``evaluate.bind(ctx)`` is called once, before
anything is asked. Any answer may be an ``EngineError`` instead: an incident.
"""

from typing import Any, NamedTuple

from .marking import LOOP, ROOT


class HowMany(NamedTuple):
    """Multi-instance: how many instances? -> int, 0 or more. Asked once, unless
    ``Node.number`` is a number; ``condition`` is what stands there."""

    node: str
    condition: Any


class Again(NamedTuple):
    """Standard loop: another round? -> bool. ``condition`` is ``Node.loop_condition``;
    without one it is not asked."""

    node: str
    condition: Any


class Enough(NamedTuple):
    """Multi-instance after each instance (``Node.loop_condition``), ad-hoc sub-process
    after each inner step (``Node.condition``): is it complete? -> bool. Without a
    condition it is not asked. The token is the one just done."""

    node: str
    condition: Any


class Opens(NamedTuple):
    """Complex gateway: does it activate? -> bool. Asked when ``Node.condition`` is not
    a number. ``arrived``: {flow id: how many tokens wait there}."""

    node: str
    condition: Any
    arrived: dict


class Available(NamedTuple):
    """Milestone (``Node.milestone``): may the step be done now? -> bool."""

    node: str
    condition: Any


class Takes(NamedTuple):
    """An activity with values of its own begins: they are worked out now. Asked when
    ``Node.has_values``; no answer is looked at."""

    node: str


class Gives(NamedTuple):
    """It is done: what it hands on is worked out now, before any condition behind it.
    Asked of each instance, not of the whole."""

    node: str


class Told(NamedTuple):
    """An error or escalation with this code was caught, which the one who catches it
    keeps (``Node.keeps_code``)."""

    node: str
    code: str | None


class Code(NamedTuple):
    """The code of an error or escalation that is a formula (``Node.asks_code``): what
    is it now? -> str or None. ``token`` is the one that throws.

    ``catches``: asked of who may catch it. ``known``: all codes in the process, for a
    world that only imagines.
    """

    node: str
    condition: str
    catches: bool
    known: tuple


def locals_of(state, token):
    """The loop counters in sight of a token: BPMN's own names (2.0.2, table 10.29).

    :param state: a ``Marking``, or the ``Context`` that ``bind`` was given
    :return: ``{}`` outside of markers; else nrOfInstances, nrOfActiveInstances,
        nrOfCompletedInstances and loopCounter (from 1; before the first round 0) of the
        innermost repeated activity around it
    """
    while True:
        if token.scope == ROOT:
            return {}
        scope = state.scopes[token.scope]
        if scope.kind == LOOP:
            return {**counters(state, scope), "loopCounter": token.counter}
        token = state.tokens[scope.token]


def counters(state, scope):
    """Counters of the whole of a repeated activity."""
    active = sum(other.scope == scope.id for other in state.tokens.values())
    return {
        "nrOfInstances": scope.total,
        "nrOfActiveInstances": active,
        "nrOfCompletedInstances": scope.done,
    }
