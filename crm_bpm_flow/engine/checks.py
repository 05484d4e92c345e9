"""What is wrong with a graph before anybody runs it: structure only, no data.

Pure functions that yield ``Finding``. An *error* would strand a case or never run;
a *warning* may be meant so. The models add what only they know (who, deadlines, ...).
Here is what concerns any graph; ``checks_elements`` knows the single elements.
"""

from . import checks_elements, loops, outcomes
from .findings import ERROR, WARNING, Finding
from .paths import AD_HOC, BOUNDARY, END, EVENT_SUB, START, SUB_PROCESSES

PARALLEL = "parallelGateway"
CHOICES = ("exclusiveGateway", "inclusiveGateway", "complexGateway")


def check(graph):
    """All findings, grouped by kind of mistake, in the order of the graph."""
    checks = (*CHECKS, *checks_elements.CHECKS)
    return [finding for find in checks for finding in find(graph)]


def no_start(graph):
    """A run of a scope could not begin. Only a sub-process may begin without a start
    event, at whatever nothing leads to (BPMN 2.0.2, 13.3.4)."""
    for scope in _scopes(graph):
        inside = graph.children(scope)
        named = any(node.kind == START or node.instantiate for node in inside)
        if not named and (scope is None or not graph.starts(scope)):
            yield Finding(ERROR, "no_start", scope, {})


def no_end(graph):
    """Nothing ends in a scope. Steps without a way out end it too, though unsaid."""
    for scope in _scopes(graph):
        inside = graph.children(scope)
        if any(node.kind == END for node in inside):
            continue
        inside = [node for node in inside if not node.for_compensation]
        loose = any(n.behavior.is_activity and not n.outgoing for n in inside)
        if not loose:
            yield Finding(ERROR, "no_end", scope, {})
        elif scope is None:
            yield Finding(WARNING, "no_end", scope, {})


def several_starts(graph):
    """Several plain starts: only the first is used when nobody says which."""
    for scope in _scopes(graph):
        found = [
            node.id
            for node in graph.children(scope)
            if node.kind == START and node.event is None
        ]
        if len(found) > 1:
            severity = WARNING if scope is None else ERROR
            yield Finding(severity, "several_starts", found[1], {"starts": found})


def unsupported(graph):
    """An element that the engine does not execute."""
    for node in graph.nodes.values():
        if not node.behavior.is_supported:
            values = {"kind": node.kind, "event": node.event}
            yield Finding(ERROR, "unsupported", node.id, values)


def loose_boundary(graph):
    """A boundary event that sits on nothing, or on something that never waits."""
    for node in graph.nodes.values():
        if node.kind != BOUNDARY or node.part_of is not None:
            continue
        host = graph.nodes.get(node.attached_to)
        if host is None or not host.behavior.is_activity or host.parent != node.parent:
            yield Finding(ERROR, "loose_boundary", node.id, {})


def crossing(graph):
    """A flow over the border of a sub-process (BPMN 2.0.2, 8.4.13 forbids it)."""
    for flow in graph.flows.values():
        source, target = graph.nodes[flow.source], graph.nodes[flow.target]
        if source.parent != target.parent:
            yield Finding(ERROR, "crossing", flow.id, {})


def wrong_way(graph):
    """A flow that leads into a start or a boundary event, or out of an end."""
    for flow in graph.flows.values():
        source, target = graph.nodes[flow.source], graph.nodes[flow.target]
        touches_part = source.part_of is not None or target.part_of is not None
        if touches_part or source.kind == END or target.kind in (START, BOUNDARY):
            yield Finding(ERROR, "wrong_way", flow.id, {})


def unreachable(graph):
    """No case can ever come here. What is inside such a step is not told again."""
    reachable = graph.reachable()
    for node in graph.nodes.values():
        around = graph.path(node.id)
        if node.id not in reachable and all(place in reachable for place in around):
            yield Finding(ERROR, "unreachable", node.id, {})


def dead_end(graph):
    """Neither a way out nor an end: a task ends there unsaid, others are unfinished."""
    for node in graph.nodes.values():
        if node.outgoing or node.kind in (END, BOUNDARY, EVENT_SUB) or node.part_of:
            continue
        if not node.behavior.is_supported or _ends_unsaid(graph, node):
            continue
        severity = WARNING if node.behavior.is_activity else ERROR
        yield Finding(severity, "dead_end", node.id, {})


def boundary_without_flow(graph):
    """An event on a step that leads nowhere when it comes. To compensation, no way
    leads: it has a handler."""
    for node in graph.nodes.values():
        if node.event == "compensation" or node.part_of is not None:
            continue
        if node.kind == BOUNDARY and not node.outgoing:
            yield Finding(ERROR, "boundary_without_flow", node.id, {})


def no_default(graph):
    """A choice whose ways may all be closed. Fine when they are for outcomes and
    cover all that can arrive."""
    for node in graph.nodes.values():
        if node.kind == PARALLEL or not _is_guarded(node):
            continue
        if node.kind in CHOICES:
            codes = outcomes.arriving(graph, node)
        else:
            codes = set(node.outcomes) or {None}
            if all(flow.outcome for flow in node.outgoing):
                # An outcome that no way is for is told by ``outcome_without_flow``.
                codes &= {flow.outcome for flow in node.outgoing} | {None}
        if codes is None or codes - outcomes.covered(node):
            yield Finding(WARNING, "no_default", node.id, {})


def outcome_without_flow(graph):
    """A task may come out in a way that leads nowhere, while others lead on."""
    for node in graph.nodes.values():
        ways = node.outgoing
        if not _is_guarded(node) or not all(flow.outcome for flow in ways):
            continue
        used = {flow.outcome for flow in ways}
        for outcome in node.outcomes:
            if outcome not in used:
                values = {"outcome": outcome}
                yield Finding(ERROR, "outcome_without_flow", node.id, values)


def auto_loop(graph):
    """A way round without any wait. With automatic steps in it, something may change
    on the way; without, it would never stop."""
    for loop in loops.without_wait(graph):
        works = any(graph.nodes[node_id].behavior.is_activity for node_id in loop)
        severity = WARNING if works else ERROR
        yield Finding(severity, "auto_loop", loop[0], {"steps": loop})


def join_never(graph):
    """A join that waits for a flow nobody can come by (a way back to itself is none
    before its first time), or that only one of several ways of a choice leads to."""
    reachable = graph.reachable()
    for node in graph.nodes.values():
        if node.kind != PARALLEL or len(node.incoming) < 2:
            continue
        before = graph.reachable(node.id) - {node.id}
        for flow in node.incoming:
            source = graph.nodes[flow.source]
            values = {"flow": flow.id}
            if source.id not in before and node.id in reachable:
                yield Finding(ERROR, "join_never", node.id, values)
            elif source.kind == "exclusiveGateway" and len(source.outgoing) > 1:
                yield Finding(WARNING, "join_never", node.id, values)


CHECKS = (
    no_start,
    no_end,
    several_starts,
    unsupported,
    loose_boundary,
    crossing,
    wrong_way,
    unreachable,
    dead_end,
    boundary_without_flow,
    no_default,
    outcome_without_flow,
    auto_loop,
    join_never,
)


def _is_guarded(node):
    """Whether each way out asks for something first."""
    return bool(node.outgoing) and not any(
        flow.is_plain or flow is node.default_flow for flow in node.outgoing
    )


def _scopes(graph):
    """The process itself and its sub-processes; not those that people fill."""
    kinds = [kind for kind in SUB_PROCESSES if kind != AD_HOC]
    inner = (node.id for node in graph.nodes.values() if node.kind in kinds)
    return (None, *inner)


def _ends_unsaid(graph, node):
    """Where it is usual that nothing follows; a link says so by itself."""
    parent = graph.nodes[node.parent] if node.parent else None
    in_ad_hoc = parent is not None and parent.kind == AD_HOC
    return in_ad_hoc or node.for_compensation or node.event == "link"
