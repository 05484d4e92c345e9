"""What may happen to a case. Events are plain values; the models make them.

An event for a token is handed to the node where the token stands. One that also
names a node (``TimerDue``) is handed to that node: the token listens for it, though
it may stand elsewhere (a boundary event's token stands in the activity).
A new kind of event needs only its tuple here and a behaviour that awaits it.
"""

from typing import Any, NamedTuple


class Started(NamedTuple):
    """The case begins: at its none start event, or at the node given.

    A start event or an instantiating event named here has happened: it is not waited
    for. ``called``: another case waits for the end, so an error goes to it.
    """

    node: str | None = None
    called: bool = False


class TaskDone(NamedTuple):
    """A person finished the task, with an outcome where it has several."""

    token: int
    outcome: str | None = None


class JobDone(NamedTuple):
    """The automatic step's actions ran; they may have found an outcome."""

    token: int
    outcome: str | None = None


class Sent(NamedTuple):
    """Whoever hears what the event of the token threw has heard it; see
    ``effects.Throw.is_waited``."""

    token: int


class CallReturned(NamedTuple):
    """The called process ended; by an error when ``error`` is its code ("" for an
    error without one)."""

    token: int
    outcome: str | None = None
    error: str | None = None


class TimerDue(NamedTuple):
    """The moment of a timer came; ``node`` is the timer's own node.

    ``more``: it will come again (a cycle). A timer that interrupts nothing then
    stays armed; for every other one it makes no difference.
    """

    token: int
    node: str
    more: bool = False


class Caught(NamedTuple):
    """What ``WaitFor`` asked for came. The wait is over, but it stays when ``node`` is
    a boundary or start event that interrupts nothing: until ``DropWait``."""

    token: int
    node: str


class ErrorThrown(NamedTuple):
    """The activity where the token stands failed with a BPMN error: its wait (task,
    action, call) is over, and the error goes to whoever catches it."""

    token: int
    code: str | None = None


class Escalated(NamedTuple):
    """The activity where the token stands, or the case it calls, escalates; it goes
    on unless whoever catches it interrupts it."""

    token: int
    code: str | None = None


class Acquired(NamedTuple):
    """The critical section that the token asked for is its own now."""

    token: int


class InstanceAdded(NamedTuple):
    """One more instance of a multi-instance activity that runs; ``token`` is that of
    the activity or of any of its instances."""

    token: int


class Begun(NamedTuple):
    """A person begins a step inside the ad-hoc sub-process that ``token`` keeps."""

    token: int
    node: str


class Finished(NamedTuple):
    """A person says that the ad-hoc sub-process of ``token`` is done: nothing new
    begins; what is open is withdrawn, or waited for (``Node.cancel_rest``)."""

    token: int


class TokenMoved(NamedTuple):
    """A person puts the token into another node; what it had open is withdrawn.

    ``anyway``: others in a sub-process that it leaves are withdrawn, too.
    """

    token: int
    node: str
    anyway: bool = False


class BranchCancelled(NamedTuple):
    """A person ends one branch: what the token had open is withdrawn, the rest of the
    case goes on.

    ``anyway``: also where a join would then wait for this branch for ever.
    """

    token: int
    anyway: bool = False


class BegunBeside(NamedTuple):
    """A person begins a step (once more), whatever else the case is doing."""

    node: str


class Returned(NamedTuple):
    """Who has the task hands the case back to a step that it has been at: it goes on
    from there. Refused (``not_earlier``) where that step did not lead here."""

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
