from ..bases import Catch, Waits
from ..behavior import behavior


@behavior("receiveTask")
class ReceiveTask(Waits, Catch):
    """Waits for a message (BPMN 2.0.2, 13.3.3). Behind an event gateway it is one of
    the events; with ``instantiate`` its message begins the case."""

    waits_for = "message"
    is_activity = True
