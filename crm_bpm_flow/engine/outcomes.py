"""Which outcomes of tasks may arrive at a choice, seen without data."""

from .paths import EXCLUSIVE, START


def covered(node):
    """Outcomes for which a node has a way that asks for nothing else."""
    return {f.outcome for f in node.outgoing if f.outcome and f.condition is None}


def arriving(graph, node):
    """Codes that a token may carry when it comes to ``node``; None among them for a
    token without any. None instead of a set: it cannot be told."""
    return _into(graph, node, set())


def _into(graph, node, seen):
    found = set() if node.incoming else {None}
    for flow in node.incoming:
        if flow.id in seen:
            continue
        seen.add(flow.id)
        codes = _along(graph, flow, seen)
        if codes is None:
            return None
        found |= codes
    return found


def _along(graph, flow, seen):
    """Codes of the tokens that take one flow."""
    if flow.outcome is not None:
        return {flow.outcome}
    source = graph.nodes[flow.source]
    codes = _out_of(graph, source, seen)
    if codes is not None and flow is source.default_flow:
        return codes - covered(source)
    return codes


def _out_of(graph, node, seen):
    if node.outcomes:
        return set(node.outcomes)
    if node.kind == START and node.parent is None:
        return {None}
    if node.kind == EXCLUSIVE or node.kind in CARRIERS:
        return _into(graph, node, seen)
    return None


# They hand on the outcome that came with the token.
CARRIERS = (
    "userTask",
    "manualTask",
    "receiveTask",
    "task",
    "serviceTask",
    "scriptTask",
    "sendTask",
    "businessRuleTask",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
)
