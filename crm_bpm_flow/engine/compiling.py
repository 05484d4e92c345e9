"""Works out what a graph's nodes need while they run. Used by ``Graph`` only."""

from collections import defaultdict
from dataclasses import replace

from .behavior import behavior_of
from .errors import GraphError
from .frames import framed, is_framed
from .paths import BOUNDARY, EVENT_SUB, START
from .several import Part

THROWS, CATCHES = "intermediateThrowEvent", "intermediateCatchEvent"
CATCHING = (START, BOUNDARY, CATCHES)


def link_flows(nodes, flow_type):
    """Links are ways that are not drawn (BPMN 2.0.2, 10.5.2): one flow for each
    throwing link to the first catching one of its name in its scope."""
    nodes = [node for node in nodes if node.event == "link" and node.link]
    targets = {}
    for node in nodes:
        if node.kind == CATCHES:
            targets.setdefault((node.parent, node.link), node.id)
    found = []
    for node in nodes:
        target = targets.get((node.parent, node.link))
        if node.kind == THROWS and target:
            found.append(flow_type(f"{node.id}=>{target}", node.id, target))
    return found


def compiled(nodes, flows):
    """Copies of the nodes with their ways, borders and behaviours."""
    incoming, outgoing = _grouped(flows, "target"), _grouped(flows, "source")
    borders, parts = _grouped(nodes, "attached_to"), _grouped(nodes, "part_of")
    made = {}
    for node in nodes.values():
        ways = outgoing[node.id]
        default = next((flow for flow in ways if flow.id == node.default), None)
        border = borders[node.id]
        armed = [n for n in border if behavior_of(n).is_armed]
        made[node.id] = _framed(
            replace(
                node,
                outcomes=tuple(node.outcomes),
                incoming=tuple(incoming[node.id]),
                outgoing=tuple(ways),
                default_flow=default,
                is_choosing=bool(default) or not all(flow.is_plain for flow in ways),
                parts=tuple(part.id for part in parts[node.id]),
                listens=_listens(node, parts),
                boundaries=tuple(e for n in armed for e in _listens(n, parts)),
                is_undoable=any(n.event == "compensation" for n in border),
                behavior=_behavior(node),
            )
        )
    return made


def _listens(node, parts):
    """What is listened for where a node is waited for."""
    if not parts[node.id]:
        return (node.id,)
    return tuple(part.id for part in parts[node.id] if Part(behavior_of(part)).is_armed)


def _behavior(node):
    behavior = behavior_of(node)
    is_part = node.part_of is not None and node.kind in CATCHING
    return Part(behavior) if is_part else behavior


def _framed(node):
    if node.behavior.is_activity and is_framed(node):
        return framed(node, node.behavior)
    return node


def by_id(rows):
    """{id: row}; no id may be there twice."""
    found = {}
    for row in rows:
        if row.id in found:
            raise GraphError("id used twice", row.id)
        found[row.id] = row
    return found


def handlers(nodes):
    """{scope: event sub-processes in it that something is waited for to begin}."""
    found = {}
    nodes = tuple(nodes)
    for node in nodes:
        if node.kind != EVENT_SUB:
            continue
        inside = [n for n in nodes if n.parent == node.id and not n.part_of]
        starts = [n for n in inside if n.kind == START]
        if starts and starts[0].behavior.is_armed and starts[0].listens:
            found.setdefault(node.parent, []).append((node.id, starts[0].id))
    return {scope: tuple(pairs) for scope, pairs in found.items()}


def _grouped(rows, name):
    found = defaultdict(list)
    for row in rows.values():
        found[getattr(row, name)].append(row)
    return found
