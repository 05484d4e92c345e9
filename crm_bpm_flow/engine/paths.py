"""Ways through a graph, seen without data. Pure functions; ``Graph`` caches them."""

START, END, BOUNDARY = "startEvent", "endEvent", "boundaryEvent"
SUB_PROCESS, EXCLUSIVE = "subProcess", "exclusiveGateway"


def starts(graph, scope):
    """See ``Graph.starts``."""
    inside = [node for node in graph.children(scope) if node.kind != BOUNDARY]
    events = [node for node in inside if node.kind == START]
    if events:
        return tuple(node for node in events if node.event is None)[:1]
    return tuple(node for node in inside if not node.incoming)


def exits(graph, node):
    """Nodes that a token comes to from ``node``; out of its sub-process at an end."""
    while not node.outgoing and node.parent is not None:
        node = graph.nodes[node.parent]
    return [graph.nodes[flow.target] for flow in node.outgoing]


def entries(graph, node):
    """Where a token that comes to ``node`` really goes: into a sub-process."""
    return graph.starts(node.id) if node.kind == SUB_PROCESS else ()


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
    queue = [node for node in graph.children() if node.kind == START]
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
        queue.extend(entries(graph, node))
    return frozenset(seen)


def upstream(graph, flow_id):
    """See ``Graph.upstream``. Behind a boundary event lies its activity."""
    flow = graph.flows[flow_id]
    queue, seen = [flow.source], set()
    for node_id in queue:
        if node_id in seen or node_id == flow.target:
            continue
        seen.add(node_id)
        node = graph.nodes[node_id]
        queue.extend(other.source for other in node.incoming)
        if node.attached_to is not None:
            queue.append(node.attached_to)
    return frozenset(seen)
