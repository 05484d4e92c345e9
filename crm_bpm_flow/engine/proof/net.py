"""A graph that shrinks: what always goes through is folded into one step."""

from dataclasses import replace

from ..behavior import behavior_of
from ..graph import NODE_FIELDS, Graph, Node
from ..paths import AD_HOC, SUB_PROCESSES
from .moves import MAY_FAIL, caught_codes

CATCH, THROW, END = "intermediateCatchEvent", "intermediateThrowEvent", "endEvent"
EXCLUSIVE, PARALLEL = "exclusiveGateway", "parallelGateway"
INCLUSIVE, EVENTS = "inclusiveGateway", "eventBasedGateway"
GATEWAYS = (EXCLUSIVE, PARALLEL, INCLUSIVE)
# Whatever happens, waits for nobody inside the case and tells nobody in it.
QUIET = (None, "timer", "message", "signal", "conditional")
SENDS = (None, "message", "signal")


class Net:
    """Nodes and flows that can be taken away; ``inside`` says what was folded into
    each node that is left, ``waits`` whether a token rests in it."""

    def __init__(self, graph):
        self.graph = graph
        self.nodes = dict(graph.nodes)
        self.out = {n.id: list(n.outgoing) for n in graph.nodes.values()}
        self.into = {n.id: list(n.incoming) for n in graph.nodes.values()}
        self.borders = {}
        for node in graph.nodes.values():
            if node.attached_to is not None:
                self.borders.setdefault(node.attached_to, []).append(node.id)
        self.inside = {node_id: [node_id] for node_id in self.nodes}
        self.waits = {n.id: _rests(n) for n in graph.nodes.values()}
        self.fails = {n.id: _caught_outside(graph, n) for n in graph.nodes.values()}
        self.is_fresh = all(self._is_fresh(f) for f in graph.flows.values())

    def _is_fresh(self, flow):
        """Whether what a way asks for is found right before it: then an outcome is of
        no use to anybody further on."""
        if flow.outcome is None:
            return True
        source = self.graph.nodes[flow.source]
        before = [self.graph.nodes[other.source] for other in source.incoming]
        return all(n.outcomes for n in ([source] if source.outcomes else before))

    # ------------------------------------------------------------------
    # Changing it
    # ------------------------------------------------------------------
    def fold(self, node_id, into):
        """Take a node away, with its flows and its border."""
        for flow in (*self.out[node_id], *self.into[node_id]):
            self.cut(flow)
        for border in self.borders.pop(node_id, ()):
            if border in self.nodes:
                self.fold(border, into)
        host = self.nodes[node_id].attached_to
        if host in self.borders:
            self.borders[host].remove(node_id)
        self.inside[into] += self.inside.pop(node_id)
        del self.nodes[node_id]

    def cut(self, flow):
        if flow in self.out[flow.source]:
            self.out[flow.source].remove(flow)
            self.into[flow.target].remove(flow)

    def lead(self, flow, source=None, target=None, is_plain=False):
        """Let a flow begin or end elsewhere."""
        self.cut(flow)
        changes = {"source": source or flow.source, "target": target or flow.target}
        if is_plain:
            changes.update(condition=None, outcome=None)
        flow = replace(flow, **changes)
        self.out[flow.source].append(flow)
        self.into[flow.target].append(flow)

    def become_step(self, node_id, waits):
        """From now on it is a step that lets through, after a while or at once."""
        kind = "userTask" if waits else EXCLUSIVE
        self._change(Node(node_id, kind, parent=self.nodes[node_id].parent), waits)
        for flow in list(self.out[node_id]):
            self.lead(flow, is_plain=True)

    def become_task(self, node_id):
        """A sub-process that is as good as a task, with what is on its border."""
        self._change(replace(self.nodes[node_id], kind="userTask"), True)

    def _change(self, node, waits):
        node = replace(node, behavior=behavior_of(node), body=None)
        self.nodes[node.id], self.waits[node.id] = node, waits
        self.fails[node.id] = False

    def rebuilt(self):
        """What is left, compiled anew."""
        flows = [f for ways in self.out.values() for f in ways]
        nodes = [
            Node(**{name: getattr(node, name) for name in NODE_FIELDS})
            for node in self.nodes.values()
        ]
        links = self.graph.links
        order = {flow_id: n for n, flow_id in enumerate(self.graph.flows)}
        flows.sort(key=lambda flow: order[flow.id])
        return Graph(nodes, [flow for flow in flows if flow.id not in links])

    # ------------------------------------------------------------------
    # Looking at it
    # ------------------------------------------------------------------
    def children(self, parent):
        return [node for node in self.nodes.values() if node.parent == parent]

    def is_calm(self, node_id):
        """Whether what happens in the node concerns nobody else: no switch, nothing to
        undo, no error that is caught around it."""
        node = self.nodes[node_id]
        parent = node.parent and self.nodes[node.parent].kind
        is_plain = not (
            node.parts
            or node.part_of
            or node.instantiate
            or node.for_compensation
            or node.is_undoable
            or node.section
            or node.milestone is not None
            or node.test_before
            or node.number == 0
        )
        quantities = (node.start_quantity, node.completion_quantity)
        return is_plain and quantities == (1, 1) and parent != AD_HOC

    def is_step(self, node_id):
        """Whether each token that comes in always goes out once, by the only way."""
        node, ways = self.nodes[node_id], self.out[node_id]
        if len(ways) != 1 or not ways[0].is_plain or not self.is_calm(node_id):
            return False
        if self.borders.get(node_id) or self.fails[node_id]:
            return False
        if self.is_asked(node_id):
            return False
        return self._is_kind_of_step(node)

    def _is_kind_of_step(self, node):
        if node.kind == EXCLUSIVE:
            return True
        if node.kind in GATEWAYS:
            return len(self.into[node.id]) == 1
        if node.kind in (CATCH, THROW):
            return node.event in (QUIET if node.kind == CATCH else SENDS)
        return self.is_task(node)

    def is_task(self, node):
        return node.behavior.is_activity and node.kind not in SUB_PROCESSES

    def is_asked(self, node_id):
        """Whether somebody wants to know how the node came out."""
        node, ways = self.nodes[node_id], list(self.out[node_id])
        for flow in self.out[node_id]:
            if self.nodes[flow.target].kind.endswith("Gateway"):
                ways += self.out[flow.target]
        is_asked = any(flow.outcome is not None for flow in ways)
        return is_asked or bool(node.outcomes and not self.is_fresh)

    def is_gathering(self, node_id):
        node = self.nodes[node_id]
        return node.kind in (PARALLEL, INCLUSIVE, "complexGateway") or (
            node.start_quantity > 1
        )

    def is_on_ring(self, node_id):
        """Whether a token may come back to the node."""
        seen, queue = set(), [node_id]
        for other in queue:
            borders = self.borders.get(other, ())
            ways = [f.target for n in (other, *borders) for f in self.out[n]]
            for target in ways:
                if target == node_id:
                    return True
                if target not in seen:
                    seen.add(target)
                    queue.append(target)
        return False

    def branch(self, flow):
        """(where a way leads to, the step on it or None)."""
        step = flow.target
        if len(self.into[step]) == 1 and self.is_step(step):
            return self.out[step][0].target, step
        return step, None

    def place(self, target):
        """Plain ends of a scope are as good as one."""
        is_end = self.is_plain_end(target)
        return (END, self.nodes[target].parent) if is_end else target

    def is_plain_end(self, node_id):
        node = self.nodes[node_id]
        return node.kind == END and node.event in SENDS and not node.parts


def _caught_outside(graph, node):
    """Whether an error of the node may come to somebody around what it lies in."""
    may_fail = (node.body or node).behavior.awaits in MAY_FAIL
    around = graph.nodes.get(node.parent)
    return bool(may_fail and caught_codes(graph, around))


def _rests(node):
    is_catch = node.kind in (CATCH, EVENTS)
    return is_catch or bool(node.behavior.is_activity)
