"""What a click may let happen to a case that is only imagined. No database."""

from ..engine import EngineError, Started, advance
from ..engine.events import Acquired, Skipped
from ..engine.proof.answers import Answers
from ..engine.proof.moves import moves


def key_of(event):
    """What a click is known by when the same case is played anew."""
    return ":".join([type(event).__name__, *(str(part) for part in event)])


def possible(graph, marking):
    """{key: event} of all that a click may stand for; some may be stale.

    What is nobody's to decide (a turn that comes) is not among them.
    """
    if not marking.is_started:
        return {key_of(event): event for event in beginnings(graph)}
    found = {}
    for events in moves(graph, marking).values():
        found.update({key_of(e): e for e in events if type(e) is not Acquired})
    for token in marking.failed():
        ways = graph.nodes[token.node].outgoing
        flows = [way.id for way in ways] if len(ways) > 1 else [None]
        found.update(
            {key_of(e): e for e in (Skipped(token.id, flow) for flow in flows)}
        )
    return found


def beginnings(graph):
    """How a case may begin: at each start of the process itself."""
    nodes = graph.nodes.values()
    starts = [n.id for n in nodes if n.kind == "startEvent" and n.parent is None]
    return [Started(node) for node in starts] or [Started()]


def offered(graph, marking):
    """The same without what would be refused now."""
    return {
        key: event
        for key, event in possible(graph, marking).items()
        if _is_taken(graph, marking, event)
    }


def _is_taken(graph, marking, event):
    try:
        advance(graph, marking, event, Answers())
    except EngineError:  # nothing waits for it, or it cannot be done here
        return False
    return True
