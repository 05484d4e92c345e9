"""A message that is waited for, or sent (BPMN 2.0.2, 13.5). Messages have one receiver,
whom the models find."""

from ..bases import Boundary, Catch, End, Start, Waits
from ..behavior import Behavior, behavior
from ..effects import Throw


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
class MessageThrow(Behavior):
    """Sends it and goes on; whether anybody hears it does not matter here."""

    def on_token(self, ctx, node, token):
        ctx.emit(Throw(token.id, node.id, "message"))
        ctx.leave(node, token)


@behavior("endEvent", event="message")
class MessageEnd(End):
    """Sends it and ends there."""

    def on_token(self, ctx, node, token):
        ctx.emit(Throw(token.id, node.id, "message"))
        return super().on_token(ctx, node, token)
