from ..bases import Start, Timer
from ..behavior import behavior


@behavior("startEvent", event="timer")
class TimerStart(Timer, Start):
    """A moment begins the case, or an event sub-process (BPMN 2.0.2, 13.5.1).

    For an event sub-process the time runs from when the scope around it began.
    """

    is_armed = True
