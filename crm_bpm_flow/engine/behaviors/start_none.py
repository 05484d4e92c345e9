from ..behavior import Behavior, behavior


@behavior("startEvent")
class NoneStart(Behavior):
    """Where a case or a sub-process begins (BPMN 2.0.2, 13.5.1): passes at once."""
