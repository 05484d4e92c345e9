"""A message that is waited for, or sent (BPMN 2.0.2, 13.5). Messages have one receiver,
whom the models find."""

from ..bases import Boundary, Catch, Sends, SendsAtEnd, Start, Waits
from ..behavior import behavior


class Message(Waits):
    waits_for = "message"


@behavior("startEvent", event="message")
class MessageStart(Message, Start):
    """Begins the case, or an event sub-process."""

    is_armed = True


@behavior("intermediateCatchEvent", event="message")
class MessageCatch(Message, Catch):
    """Waits for it, then goes on."""


@behavior("boundaryEvent", event="message")
class MessageBoundary(Message, Boundary):
    """Listened for while the activity waits; if it interrupts nothing, again and
    again."""


@behavior("intermediateThrowEvent", event="message")
class MessageThrow(Sends):
    """Sends it and goes on."""

    sends = "message"


@behavior("endEvent", event="message")
class MessageEnd(SendsAtEnd):
    """Sends it and ends there."""

    sends = "message"
