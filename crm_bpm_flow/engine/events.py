"""What may happen to a case. Events are plain values; the models make them.

An event for a token is handed to the node where the token stands. One that also
names a node (``TimerDue``) is handed to that node: the token listens for it, though
it may stand elsewhere (a boundary event's token stands in the activity).
A new kind of event needs only its tuple here and a behaviour that awaits it.
"""

from typing import Any, NamedTuple


class Started(NamedTuple):
    """The case begins: at its none start event, or at the node given."""

    node: str | None = None


class TaskDone(NamedTuple):
    """A person finished the task, with an outcome where it has several."""

    token: int
    outcome: str | None = None


class JobDone(NamedTuple):
    """The automatic step's actions ran; they may have found an outcome."""

    token: int
    outcome: str | None = None


class CallReturned(NamedTuple):
    """The called process ended."""

    token: int
    outcome: str | None = None


class TimerDue(NamedTuple):
    """The moment of a timer came; ``node`` is the timer's own node."""

    token: int
    node: str


class TokenMoved(NamedTuple):
    """A person puts the token into another node; what it had open is withdrawn."""

    token: int
    node: str


class Retried(NamedTuple):
    """A person lets a failed token try again, or begins a waiting step anew."""

    token: int


class Skipped(NamedTuple):
    """A person lets the token leave its node unfinished, by ``flow`` if given."""

    token: int
    flow: str | None = None


class Cancelled(NamedTuple):
    """The whole case is called off."""


Event = Any
