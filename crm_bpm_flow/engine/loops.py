"""Ways round in a graph, seen through sub-processes."""

from .paths import EVENT_SUB, SUB_PROCESSES, entries, steps

# events that may have something taken back, and go on after it
UNDOING = ("compensation", "cancel", "multiple")


def without_wait(graph):
    """Loops on which no person, moment or other case is waited for.

    :return: list of lists of node ids, each in the order of the graph. What is
        certain is told: a join or a sub-process counts as a wait when its loop, or
        its inside, holds one.
    """
    ways = {
        node.id: [other.id for other in steps(graph, node)]
        for node in graph.nodes.values()
    }
    reach = {node_id: _reach(ways, node_id) for node_id in ways}
    waits = [n.id for n in graph.nodes.values() if n.behavior.is_waiting]
    around = {scope for node_id in waits for scope in graph.path(node_id)}
    held = around.union(waits)
    free = [
        n.id
        for n in graph.nodes.values()
        if n.id not in held and not _waits_in_its_loop(graph, n, reach)
    ]
    known = set(free)
    inner = {key: [to for to in ways[key] if to in known] for key in free}
    reach = {node_id: _reach(inner, node_id) for node_id in free}
    found, told = [], set()
    for node_id in free:
        if node_id in reach[node_id] and node_id not in told:
            loop = [other for other in free if _on_one_loop(reach, node_id, other)]
            told.update(loop)
            found.append(loop)
    return found


def _waits_in_its_loop(graph, node, reach):
    """Whether a join lies on a loop with something that waits."""
    if node.id not in graph.joins or len(node.incoming) < 2:
        return False
    mates = (key for key in reach[node.id] if node.id in reach[key])
    return any(graph.nodes[key].behavior.is_waiting for key in mates)


def _on_one_loop(reach, one, other):
    return other in reach[one] and one in reach[other]


def _reach(ways, start):
    """All nodes that one or more steps lead to."""
    seen, queue = set(), list(ways[start])
    for node_id in queue:
        if node_id not in seen:
            seen.add(node_id)
            queue.extend(ways[node_id])
    return seen


# ----------------------------------------------------------------------
# Back to one node
# ----------------------------------------------------------------------
def may_come_back(graph, node_id):
    """See ``Graph.may_come_back``. Every way is tried that may be one: in by any start,
    out of a sub-process from anywhere inside, by any event on a border."""
    queue = [(node_id, False)]
    seen = set(queue)
    for key, comes_in in queue:
        node = graph.nodes[key]
        for step in _in(graph, node) if comes_in else _out(graph, node):
            if step == (node_id, True):
                return True
            if step not in seen:
                seen.add(step)
                queue.append(step)
    return False


def _in(graph, node):
    """What may come next when a token comes in; nothing where it waits."""
    if node.kind in SUB_PROCESSES:
        for start in entries(graph, node):
            yield start.id, True
        for inner in graph.children(node.id):
            if inner.kind == EVENT_SUB:
                yield inner.id, True
    if node.event in UNDOING:
        for other in graph.nodes.values():
            if other.for_compensation or other.kind == EVENT_SUB:
                yield other.id, True
    if node.loop or not node.behavior.is_waiting:
        yield node.id, False


def _out(graph, node):
    """What may come next when a token leaves, or is taken away."""
    for flow in node.outgoing:
        yield flow.target, True
    for border in graph.boundaries(node.id):
        yield border.id, False
    if node.loop == "standard":
        yield node.id, True
    if node.for_compensation or node.kind == EVENT_SUB:
        for other in graph.nodes.values():
            if other.event in UNDOING:
                yield other.id, False
    if node.parent is not None:
        yield node.parent, False
