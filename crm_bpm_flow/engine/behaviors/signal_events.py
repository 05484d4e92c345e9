"""A signal that is waited for, or sent (BPMN 2.0.2, 13.5). Signals are heard by
all that wait for them, in any case."""

from ..bases import Boundary, Catch, Sends, SendsAtEnd, Start, Waits
from ..behavior import behavior


class Signal(Waits):
    waits_for = "signal"


@behavior("startEvent", event="signal")
class SignalStart(Signal, Start):
    """Begins the case, or an event sub-process."""

    is_armed = True


@behavior("intermediateCatchEvent", event="signal")
class SignalCatch(Signal, Catch):
    """Waits for it, then goes on."""


@behavior("boundaryEvent", event="signal")
class SignalBoundary(Signal, Boundary):
    """Listened for while the activity waits; if it interrupts nothing, again and
    again."""


@behavior("intermediateThrowEvent", event="signal")
class SignalThrow(Sends):
    """Sends it and goes on."""

    sends = "signal"


@behavior("endEvent", event="signal")
class SignalEnd(SendsAtEnd):
    """Sends it and ends there."""

    sends = "signal"
