"""Mistakes with single elements: what BPMN forbids, and what could never work."""

from .findings import ERROR, WARNING, Finding
from .opening import never_opens
from .paths import AD_HOC, BOUNDARY, END, EVENT_SUB, START, SUB_PROCESSES, TRANSACTION
from .several import whole_of

CATCH, THROW = "intermediateCatchEvent", "intermediateThrowEvent"
GATEWAY_EVENTS = ("message", "signal", "timer", "conditional")
# More than ever wait at a complex gateway.
MOST_TOKENS = 200


def links(graph):
    """A link without its other end (BPMN 2.0.2, 10.5.2)."""
    for node in graph.nodes.values():
        if node.event != "link" or node.part_of is not None:
            continue
        if node.kind == THROW and not node.outgoing:
            yield Finding(ERROR, "link_without_target", node.id, {"link": node.link})
        if node.kind == CATCH and not node.incoming:
            yield Finding(ERROR, "link_without_source", node.id, {"link": node.link})


def no_way_there(graph):
    """A flow to or from what no flow may touch: event sub-processes, activities for
    compensation, and compensation events on a border."""
    for flow in graph.flows.values():
        for node in (graph.nodes[flow.source], graph.nodes[flow.target]):
            lone = node.kind == BOUNDARY and node.event == "compensation"
            if lone or node.kind == EVENT_SUB or node.for_compensation:
                yield Finding(ERROR, "no_way_there", flow.id, {"node": node.id})


def event_gateway_target(graph):
    """An event gateway waits for catching events and receive tasks only, which have
    nothing on their borders and no markers (BPMN 2.0.2, 10.6.6)."""
    for node in graph.nodes.values():
        if node.kind != "eventBasedGateway":
            continue
        for flow in node.outgoing:
            if not _is_awaitable(graph, graph.nodes[flow.target]):
                yield Finding(ERROR, "event_gateway_target", flow.id, {})


def _is_awaitable(graph, node):
    if node.kind == "receiveTask":
        return node.body is None and not graph.boundaries(node.id)
    events = {event.event for event in graph.events_of(node)}
    return node.kind == CATCH and events <= set(GATEWAY_EVENTS)


def sub_process_starts(graph):
    """How a sub-process begins: one with a trigger needs it, any other has none; an
    ad-hoc one has neither start nor end (BPMN 2.0.2, 10.3.5)."""
    for node in graph.nodes.values():
        if node.kind not in SUB_PROCESSES:
            continue
        inside = graph.children(node.id)
        starts = [n for n in inside if n.kind == START and n.part_of is None]
        if node.kind == AD_HOC:
            for other in inside:
                if other.kind in (START, END) and other.part_of is None:
                    yield Finding(ERROR, "ad_hoc_event", other.id, {})
        elif node.kind == EVENT_SUB:
            if len(starts) != 1 or starts[0].event is None:
                yield Finding(ERROR, "event_sub_start", node.id, {})
        else:
            for other in starts:
                if other.event is not None:
                    yield Finding(ERROR, "triggered_start", other.id, {})


def ad_hoc_empty(graph):
    """Nothing to begin in it."""
    for node in graph.nodes.values():
        if node.kind == AD_HOC and not _can_begin(graph, node):
            yield Finding(ERROR, "ad_hoc_empty", node.id, {})


def _can_begin(graph, node):
    return any(other.behavior.is_activity for other in graph.children(node.id))


def markers(graph):
    """Repeated how often, and until when?"""
    for node in graph.nodes.values():
        if node.loop in ("parallel", "sequential") and node.number is None:
            yield Finding(ERROR, "no_number", node.id, {})
        endless = node.loop_condition is None and not node.maximum
        if node.loop == "standard" and endless:
            yield Finding(WARNING, "loop_once", node.id, {})


def switches(graph):
    """Markers and switches are for activities only."""
    for node in graph.nodes.values():
        marked = node.loop or node.section or node.milestone is not None
        if marked and node.body is None:
            yield Finding(ERROR, "no_activity", node.id, {})


def complex_count(graph):
    """A complex gateway that waits for more flows than come in, or for none; one
    whose formula holds for no number of tokens."""
    for node in graph.nodes.values():
        if node.kind == "complexGateway" and len(node.incoming) > 1:
            count = node.condition
            if isinstance(count, int) and not 1 <= count <= len(node.incoming):
                yield Finding(ERROR, "complex_count", node.id, {"count": count})
            elif isinstance(count, str) and never_opens(count, MOST_TOKENS):
                yield Finding(ERROR, "complex_never", node.id, {})


def compensation(graph):
    """A compensation event on a border without its handler, and one thrown for an
    activity that has none."""
    nodes = graph.nodes
    for node in nodes.values():
        if node.event != "compensation":
            continue
        if node.kind == BOUNDARY:
            handler = nodes.get(node.handler)
            if handler is None or not handler.for_compensation:
                yield Finding(ERROR, "no_handler", node.id, {})
        elif node.compensates is not None and not _is_undoable(graph, node):
            values = {"activity": node.compensates}
            yield Finding(WARNING, "nothing_to_undo", node.id, values)


def _is_undoable(graph, node):
    activity = graph.nodes.get(node.compensates)
    if activity is None:
        return False
    own = graph.catchers(activity.id, "compensation")
    inside = (n for n in graph.nodes.values() if activity.id in graph.path(n.id))
    return bool(own) or any(n.event == "compensation" for n in inside)


def cancelling(graph):
    """Cancel events belong to a transaction, inside and on its border."""
    for node in graph.nodes.values():
        if node.event != "cancel":
            continue
        if node.kind == BOUNDARY:
            host = graph.nodes.get(whole_of(graph, node).attached_to)
            if host is not None and host.kind != TRANSACTION:
                yield Finding(ERROR, "cancel_outside", node.id, {})
            continue
        around = [p for p in graph.path(node.id) if graph.nodes[p].kind == TRANSACTION]
        if not around:
            yield Finding(ERROR, "cancel_outside", node.id, {})
        elif not graph.catchers(around[-1], "cancel"):
            yield Finding(ERROR, "cancel_uncaught", node.id, {"step": around[-1]})


def error_uncaught(graph):
    """An error that nobody in this process catches: meant for a calling process."""
    for node in graph.nodes.values():
        if node.kind == END and node.event == "error" and not _is_caught(graph, node):
            yield Finding(WARNING, "error_uncaught", node.id, {"code": node.code})


def _is_caught(graph, node):
    places = graph.path(node.id)
    found = list(graph.triggers(None, "error"))
    for place in places:
        found += graph.catchers(place, "error") + graph.triggers(place, "error")
    inside = (n for n in found if n.parent not in places)
    return any(
        n.code in (None, node.code) or n.asks_code or node.asks_code for n in inside
    )


def several_events(graph):
    """What cannot be one of several events: a link, a compensation that names its
    handler, and, where all must come, what is never waited for."""
    for node in graph.nodes.values():
        if node.part_of is None:
            continue
        whole = whole_of(graph, node)
        catches = node.kind in (START, CATCH, BOUNDARY)
        lone = node.event == "link" or (catches and node.event == "compensation")
        if lone or (whole.needs_all and node.event not in GATEWAY_EVENTS):
            yield Finding(ERROR, "not_one_of_several", whole.id, {"event": node.event})


def interrupts(graph):
    """Errors and cancelling stop the work: they cannot leave it going on."""
    for node in graph.nodes.values():
        stops = node.event in ("error", "cancel") and node.kind in (BOUNDARY, START)
        if stops and not node.interrupting:
            yield Finding(ERROR, "must_interrupt", node.id, {})


CHECKS = (
    links,
    no_way_there,
    event_gateway_target,
    sub_process_starts,
    ad_hoc_empty,
    markers,
    switches,
    complex_count,
    compensation,
    cancelling,
    error_uncaught,
    several_events,
    interrupts,
)
