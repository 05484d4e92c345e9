"""A condition on data that is waited for (BPMN 2.0.2, 13.5). It is asked for when it
becomes true: the models watch it (BPMN 2.0.2, 10.5.5, conditional)."""

from ..bases import Boundary, Catch, Start, Waits
from ..behavior import behavior


class Conditional(Waits):
    waits_for = "condition"


@behavior("startEvent", event="conditional")
class ConditionalStart(Conditional, Start):
    """Begins the case, or an event sub-process."""

    is_armed = True


@behavior("intermediateCatchEvent", event="conditional")
class ConditionalCatch(Conditional, Catch):
    """Waits for it, then goes on."""


@behavior("boundaryEvent", event="conditional")
class ConditionalBoundary(Conditional, Boundary):
    """Listened for while the activity waits; if it interrupts nothing, again and
    again."""
