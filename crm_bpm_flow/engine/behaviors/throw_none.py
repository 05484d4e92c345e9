from ..behavior import Behavior, behavior


@behavior("intermediateThrowEvent")
class NoneThrow(Behavior):
    """A milestone that is passed, counted and told (BPMN 2.0.2, 13.5.2)."""
