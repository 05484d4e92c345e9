from ..bases import Boundary, Timer
from ..behavior import behavior


@behavior("boundaryEvent", event="timer")
class TimerBoundary(Timer, Boundary):
    """A moment while an activity waits: takes its place, or sends a second token
    (BPMN 2.0.2, 13.5.3).

    It runs from when the activity opened and is dropped when the activity is left.
    One that interrupts nothing comes again when more moments follow.
    """
