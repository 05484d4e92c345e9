"""Links: a way that is not drawn, from one place of a scope to another
(BPMN 2.0.2, 10.5.5). The graph makes a flow of each (see ``compiling``)."""

from ..behavior import Behavior, behavior
from ..errors import NoFlowTaken


@behavior("intermediateThrowEvent", event="link")
class LinkThrow(Behavior):
    """On to the catching link of the same name."""

    def choose(self, ctx, node, token):
        if not node.outgoing:
            raise NoFlowTaken("", node.id, tried=[])
        return node.outgoing


@behavior("intermediateCatchEvent", event="link")
class LinkCatch(Behavior):
    """Where it goes on."""
