from ..bases import Boundary
from ..behavior import behavior
from ..effects import ArmTimer, DropTimer
from ..events import TimerDue


@behavior("boundaryEvent", event="timer")
class TimerBoundary(Boundary):
    """A moment while an activity waits: takes its place, or sends a second token
    (BPMN 2.0.2, 13.5.3).

    It runs from when the activity opened and is dropped when the activity is left.
    """

    awaits = TimerDue
    arms, drops = ArmTimer, DropTimer
