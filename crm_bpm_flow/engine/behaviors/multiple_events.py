"""One event of several definitions (BPMN 2.0.2, 10.5.5): any of them, or with
``parallelMultiple`` all of them.

What they are, and whether one is enough, is the models' matter: they watch all of a
wait's definitions and tell when it is over, and send all of a throw's.
"""

from ..bases import Boundary, Catch, End, Start, Waits
from ..behavior import Behavior, behavior
from ..effects import Throw


class Multiple(Waits):
    waits_for = "multiple"


@behavior("startEvent", event="multiple")
class MultipleStart(Multiple, Start):
    """Begins the case, or an event sub-process."""

    is_armed = True


@behavior("intermediateCatchEvent", event="multiple")
class MultipleCatch(Multiple, Catch):
    """Waits for it, then goes on."""


@behavior("boundaryEvent", event="multiple")
class MultipleBoundary(Multiple, Boundary):
    """Listened for while the activity waits; if it interrupts nothing, again and
    again."""


@behavior("intermediateThrowEvent", event="multiple")
class MultipleThrow(Behavior):
    """Sends it and goes on; whether anybody hears it does not matter here."""

    def on_token(self, ctx, node, token):
        ctx.emit(Throw(token.id, node.id, "multiple"))
        ctx.leave(node, token)


@behavior("endEvent", event="multiple")
class MultipleEnd(End):
    """Sends it and ends there."""

    def on_token(self, ctx, node, token):
        ctx.emit(Throw(token.id, node.id, "multiple"))
        return super().on_token(ctx, node, token)
