"""Ways through a graph, seen without data. Pure functions; ``Graph`` caches them."""

START, END, BOUNDARY = "startEvent", "endEvent", "boundaryEvent"
SENT = ("message", "signal")  # kinds of events that others hear
SUB_PROCESS, EXCLUSIVE = "subProcess", "exclusiveGateway"
AD_HOC, EVENT_SUB, TRANSACTION = "adHocSubProcess", "eventSubProcess", "transaction"
SUB_PROCESSES = (SUB_PROCESS, AD_HOC, EVENT_SUB, TRANSACTION)


def starts(graph, scope):
    """See ``Graph.starts``."""
    inside = [n for n in graph.children(scope) if n.kind != BOUNDARY and not n.part_of]
    events = [node for node in inside if node.kind == START]
    if events:
        plain = tuple(node for node in events if node.event is None)
        if not plain and (scope is None or graph.nodes[scope].kind == EVENT_SUB):
            plain = events
        return tuple(plain[:1])
    return tuple(node for node in inside if not node.incoming and _is_in_flow(node))


def startable(graph, ad_hoc_id):
    """Steps of an ad-hoc sub-process that people begin (BPMN 2.0.2, 13.3.5)."""
    return tuple(
        node
        for node in graph.children(ad_hoc_id)
        if not node.incoming and node.behavior.is_activity and _is_in_flow(node)
    )


def _is_in_flow(node):
    """Not what begins by an event, a compensation or a link only."""
    off = node.kind == EVENT_SUB or node.for_compensation or node.event == "link"
    return not off


def exits(graph, node):
    """Nodes that a token comes to from ``node``; out of its sub-process at an end."""
    while not node.outgoing and node.parent is not None:
        node = graph.nodes[node.parent]
    return [graph.nodes[flow.target] for flow in node.outgoing]


def entries(graph, node):
    """Where a token that comes to ``node`` really goes: into a sub-process."""
    if node.kind == AD_HOC:
        return startable(graph, node.id)
    return graph.starts(node.id) if node.kind in SUB_PROCESSES else ()


def steps(graph, node):
    """Nodes that come next to ``node``, seen through sub-processes."""
    inside = entries(graph, node)
    return inside if inside else exits(graph, node)


def next_tasks(graph, node_id):
    """See ``Graph.next_tasks``."""
    found, seen = [], set()
    queue = list(exits(graph, graph.nodes[node_id]))
    for node in queue:
        if node.id in seen:
            continue
        seen.add(node.id)
        if node.behavior.is_waiting:
            found.append(node.id)
        else:
            queue.extend(steps(graph, node))
    return tuple(found)


def reachable(graph, closed=None):
    """See ``Graph.reachable``."""
    queue = [node for node in graph.children() if node.kind in (START, EVENT_SUB)]
    queue.extend(node for node in graph.children() if node.instantiate)
    queue.extend(graph.starts())
    seen = set()
    for node in queue:
        if node.id in seen:
            continue
        seen.add(node.id)
        if node.id == closed:
            continue
        queue.extend(graph.nodes[flow.target] for flow in node.outgoing)
        queue.extend(graph.boundaries(node.id))
        queue.extend(graph.nodes[part] for part in node.parts)
        queue.extend(entries(graph, node))
        if node.kind in SUB_PROCESSES:
            queue.extend(n for n in graph.children(node.id) if n.kind == EVENT_SUB)
        if node.handler in graph.nodes:
            queue.append(graph.nodes[node.handler])
    return frozenset(seen)


def catchers(graph, node_id, event):
    """See ``Graph.catchers``."""
    found = [
        part
        for node in graph.boundaries(node_id)
        for part in graph.events_of(node)
        if part.event == event
    ]
    return tuple(sorted(found, key=lambda node: node.code is None))


def triggers(graph, scope, event):
    """See ``Graph.triggers``."""
    subs = {node.id for node in graph.children(scope) if node.kind == EVENT_SUB}
    found = [
        node
        for node in graph.nodes.values()
        if node.parent in subs and node.kind == START and node.event == event
    ]
    return tuple(sorted(found, key=lambda node: node.code is None))


def is_heard_around(graph, node_id):
    """See ``Graph.is_heard_around``."""
    events = graph.events_of(graph.nodes[node_id])
    kinds = {event.event for event in events}.intersection(SENT)
    around = graph.path(node_id) if kinds else ()
    return any(
        graph.triggers(None, kind)
        or any(graph.catchers(p, kind) or graph.triggers(p, kind) for p in around)
        for kind in kinds
    )


def codes(graph):
    """See ``Graph.codes``."""
    return tuple(sorted({node.code for node in graph.nodes.values() if node.code}))


def codes_caught(graph):
    """See ``Graph.codes_caught``."""
    found = {}
    for node in graph.nodes.values():
        if node.event != "error":
            continue
        whole = graph.nodes[node.part_of] if node.part_of else node
        around = graph.nodes.get(whole.parent)
        if whole.kind == BOUNDARY:
            found.setdefault(whole.attached_to, []).append(node.code)
        elif whole.kind == START and around is not None and around.kind == EVENT_SUB:
            found.setdefault(around.parent, []).append(node.code)
    return found


def upstream(graph, flow_id):
    """See ``Graph.upstream``. Behind a boundary event lies its activity."""
    return _upstream(graph, flow_id, {graph.flows[flow_id].target})


def fresh(graph, flow_id):
    """See ``Graph.fresh``."""
    join = graph.flows[flow_id].target
    return _upstream(graph, flow_id, {join, *graph.round_again(join)})


def round_again(graph, node_id):
    """See ``Graph.round_again``."""
    ways = {
        node.id: [flow.target for flow in node.outgoing]
        for node in graph.nodes.values()
    }
    for node in graph.nodes.values():
        if node.attached_to in ways:
            ways[node.attached_to] = [*ways[node.attached_to], node.id]
    after = _after(ways, node_id, None)
    if node_id not in after:
        return frozenset()
    between = (n for n in after if n != node_id and node_id in _after(ways, n, None))
    return frozenset(n for n in between if node_id not in _after(ways, node_id, n))


def _after(ways, start, without):
    """All nodes that one or more steps lead to, not passing one of them."""
    seen, queue = set(), list(ways[start])
    for node_id in queue:
        if node_id not in seen and node_id != without:
            seen.add(node_id)
            queue.extend(ways[node_id])
    return seen


def _upstream(graph, flow_id, borders):
    queue, seen = [graph.flows[flow_id].source], set()
    for node_id in queue:
        if node_id in seen or node_id in borders:
            continue
        seen.add(node_id)
        node = graph.nodes[node_id]
        queue.extend(other.source for other in node.incoming)
        if node.attached_to is not None:
            queue.append(node.attached_to)
    return frozenset(seen)
