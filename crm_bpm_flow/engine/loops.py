"""Ways round in a graph, seen through sub-processes."""

from .paths import steps


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
    free = [n.id for n in graph.nodes.values() if not _holds_up(graph, n, reach)]
    inner = {key: [to for to in ways[key] if to in set(free)] for key in free}
    reach = {node_id: _reach(inner, node_id) for node_id in free}
    found, told = [], set()
    for node_id in free:
        if node_id in reach[node_id] and node_id not in told:
            loop = [other for other in free if _on_one_loop(reach, node_id, other)]
            told.update(loop)
            found.append(loop)
    return found


def _holds_up(graph, node, reach):
    if node.behavior.is_waiting:
        return True
    if node.id in graph.joins and len(node.incoming) > 1:
        mates = (key for key in reach[node.id] if node.id in reach[key])
        return any(graph.nodes[key].behavior.is_waiting for key in mates)
    return any(
        inside.behavior.is_waiting and node.id in graph.path(inside.id)
        for inside in graph.nodes.values()
    )


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
