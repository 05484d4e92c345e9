from ..bases import Catch
from ..behavior import behavior
from ..effects import ArmTimer, DropTimer
from ..events import TimerDue


@behavior("intermediateCatchEvent", event="timer")
class TimerCatch(Catch):
    """Waits for a moment, then goes on (BPMN 2.0.2, 13.5.2).

    When that moment is, is the models' matter: the engine has no clock.
    """

    awaits = TimerDue
    arms, drops = ArmTimer, DropTimer
