"""What the engine asks the world to do. Effects are plain values, in their order.

A step never asks to open and to withdraw the same thing: what a later part of one
step withdraws is not opened at all. So a batch may apply effects kind by kind;
when it holds several steps of one case, ``netted`` keeps that true.
``token`` names one visit of one node: a loop that comes back brings a new number.
"""

from typing import Any, NamedTuple


class OpenTask(NamedTuple):
    token: int
    node: str


class CloseTask(NamedTuple):
    """Withdraw a task that nobody will finish. A finished one is not closed again."""

    token: int
    node: str


class ArmTimer(NamedTuple):
    """Wake ``token`` at the moment of the timer ``node`` (catch or boundary event)."""

    token: int
    node: str


class DropTimer(NamedTuple):
    """The timer is not awaited any more. One that fired is not dropped."""

    token: int
    node: str


class RunAction(NamedTuple):
    token: int
    node: str


class DropAction(NamedTuple):
    token: int
    node: str


class CallProcess(NamedTuple):
    token: int
    node: str


class CancelCall(NamedTuple):
    token: int
    node: str


class WaitFor(NamedTuple):
    """``token`` waits at ``node`` for "message", "signal", "condition" (one on data
    became true) or "milestone" (its condition, ``Node.milestone``, became false)."""

    token: int
    node: str
    kind: str


class DropWait(NamedTuple):
    """The wait is over unheard. One that was heard is not dropped, but see
    ``Caught`` for waits that stay."""

    token: int
    node: str


class Throw(NamedTuple):
    """Send the "message" or "signal" of ``node`` to whoever waits for it.

    ``is_waited``: the token stays there until they heard it: answer ``Sent`` then.
    """

    token: int
    node: str
    kind: str
    is_waited: bool = False


class Escalate(NamedTuple):
    """Nobody in this case caught the escalation: told to the calling case, if any
    (there as ``Escalated``). The case goes on; ``is_waited`` is as for ``Throw``."""

    token: int
    node: str
    code: str | None
    is_waited: bool = False


class Acquire(NamedTuple):
    """``token`` asks for the critical section ``Node.section`` of its node: answer
    ``Acquired`` when it is its turn, at once or later."""

    token: int
    node: str


class Release(NamedTuple):
    """It gives the section back, or its place in the queue."""

    token: int
    node: str


class Chose(NamedTuple):
    """``node`` sent its token along ``flow``; ``tried`` were asked and did not hold."""

    token: int
    node: str
    flow: str
    tried: tuple


class Passed(NamedTuple):
    """``node`` was completed (not skipped, moved away from or interrupted)."""

    token: int
    node: str


class Incident(NamedTuple):
    """``token`` failed at ``node`` and waits for a person: retry, skip, move, cancel.

    Codes and their ``message_args``: ``no_flow`` {tried}, ``condition`` {flow or node,
    reason}, ``loop`` {budget}, ``stuck`` {missing}, ``unsupported`` {kind, event},
    ``uncaught_error`` {code}, ``uncaught_cancel`` {}; any other ``EngineError`` that
    ``evaluate`` raised: its own code and values.
    """

    token: int
    node: str
    code: str
    message_args: dict


class DropIncident(NamedTuple):
    """The failed token is gone, or tried again: its incident is over."""

    token: int
    node: str


class Ended(NamedTuple):
    """The case is over. ``how``: "end", "terminate", "cancelled" (no node then), or
    "error" when a called case ends by an error, whose ``code`` its caller is told."""

    node: str | None
    how: str
    code: str | None = None


Effect = Any

# What withdraws what: applied in one batch, a pair must not meet (see ``netted``).
WITHDRAWS = {
    CloseTask: OpenTask,
    DropTimer: ArmTimer,
    DropAction: RunAction,
    CancelCall: CallProcess,
    DropWait: WaitFor,
    Release: Acquire,
    DropIncident: Incident,
}
OPENING = frozenset(WITHDRAWS.values())


def netted(effects):
    """The effects of several steps of one case, without what came and went again.

    One step never holds such a pair; steps that are applied together may.
    """
    kept, opened = {}, {}
    for place, effect in enumerate(effects):
        came = opened.pop((WITHDRAWS.get(type(effect)), effect[:2]), None)
        if came is not None:
            del kept[came]
            continue
        kept[place] = effect
        if type(effect) in OPENING:
            opened[type(effect), effect[:2]] = place
    return list(kept.values())
