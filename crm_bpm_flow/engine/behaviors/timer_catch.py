from ..bases import Catch, Timer
from ..behavior import behavior


@behavior("intermediateCatchEvent", event="timer")
class TimerCatch(Timer, Catch):
    """Waits for a moment, then goes on (BPMN 2.0.2, 13.5.2)."""
