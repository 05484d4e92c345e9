"""Structural rules: what is sound whatever happens around it becomes one step.

Each rule keeps all of this, in both directions: whether an end can always be reached,
whether a join waits for ever, whether a step can be begun twice, whether a ring waits,
and whether a node can be reached at all. They are those of workflow nets (Murata, van
der Aalst), told for what BPMN adds.
"""

from ..paths import START, SUB_PROCESS
from .choices import Choices
from .net import EVENTS, INCLUSIVE, PARALLEL, QUIET, Net


class Folded(Choices):
    """A smaller graph with the same faults, and what each of its nodes stands for."""

    def __init__(self, graph):
        self.net = net = Net(graph)
        while self._round():
            pass
        self.is_smaller = len(net.nodes) < len(graph.nodes)
        self.graph = net.rebuilt() if self.is_smaller else graph
        self.inside = net.inside

    def unfolded(self, node_ids):
        """All elements that some of its nodes stand for, in their order."""
        return [e for node_id in node_ids for e in self.inside.get(node_id, ())]

    def _round(self):
        found = [self._once(node_id) for node_id in list(self.net.nodes)]
        return any(found)

    def _once(self, node_id):
        """Whether one of the rules found something to do here."""
        if node_id not in self.net.nodes:
            return False
        return any(rule(self, node_id) for rule in RULES)

    # ------------------------------------------------------------------
    # Steps in a row
    # ------------------------------------------------------------------
    def _row(self, node_id):
        net = self.net
        if not net.is_step(node_id) or len(net.into[node_id]) != 1:
            return False
        before = net.into[node_id][0].source
        if before == node_id or not net.is_step(before):
            return False
        if any(net.nodes[f.source].kind == EVENTS for f in net.into[before]):
            waits = None  # it stays what its gateway listens for
        else:
            waits = net.waits[before] or net.waits[node_id]
        [way] = net.out[node_id]
        net.cut(net.out[before][0])
        net.lead(way, source=before)
        net.fold(node_id, before)
        if waits is not None:
            net.become_step(before, waits)
        return True

    # ------------------------------------------------------------------
    # Both, or some
    # ------------------------------------------------------------------
    def _both(self, node_id):
        """Of two branches from a fork to the same join one is as good as both; one
        that comes to an end by itself concerns nobody."""
        net, node = self.net, self.net.nodes[node_id]
        ways = net.out[node_id]
        if node.kind != PARALLEL or len(net.into[node_id]) != 1 or len(ways) < 2:
            return False
        if not all(flow.is_plain for flow in ways) or not net.is_calm(node_id):
            return False
        known = {}
        for flow in ways:
            target, step = net.branch(flow)
            twin = known.setdefault(target, (flow, target, step))
            if net.is_plain_end(target) and not (
                step and net.waits[step] and net.is_on_ring(node_id)
            ):
                self._drop_branch(node_id, flow, target, step)
                return True
            if twin[0] is not flow and net.nodes[target].kind == PARALLEL:
                is_longer = step and net.waits[step]
                gone = twin if is_longer else (flow, target, step)
                self._drop_branch(node_id, *gone)
                return True
        return False

    def _some(self, node_id):
        """From an inclusive split to its own join, where nobody else can come."""
        net, node = self.net, self.net.nodes[node_id]
        ways = list(net.out[node_id])
        if node.kind != INCLUSIVE or len(net.into[node_id]) != 1 or len(ways) < 2:
            return False
        if any(f.outcome is not None for f in ways) or not net.is_calm(node_id):
            return False
        branches = [(flow, *net.branch(flow)) for flow in ways]
        join = branches[0][1]
        if {branch[1] for branch in branches} != {join} or join == node_id:
            return False
        if net.nodes[join].kind != INCLUSIVE or len(net.into[join]) != len(ways):
            return False
        if not _all_possible(ways, node) or net.is_on_ring(node_id):
            return False
        waits = [net.waits[step] if step else False for _flow, _to, step in branches]
        for branch in branches[1:]:
            self._drop_branch(node_id, *branch)
        net.become_step(node_id, any(waits))
        return True

    # ------------------------------------------------------------------
    # Beside, and inside
    # ------------------------------------------------------------------
    def _beside(self, node_id):
        """What a limit that interrupts nothing begins and what ends by itself."""
        net = self.net
        for border in net.borders.get(node_id, ()):
            node, ways = net.nodes[border], net.out[border]
            is_loose = not node.interrupting and node.event in QUIET[1:]
            if not is_loose or node.parts or node.part_of or len(ways) != 1:
                continue
            target, step = net.branch(ways[0])
            if ways[0].is_plain and net.is_plain_end(target):
                self._drop_branch(node_id, ways[0], target, step)
                net.fold(border, node_id)
                return True
        return False

    def _inside(self, node_id):
        """A sub-process in which nothing is left but one way through."""
        net, node = self.net, self.net.nodes[node_id]
        if node.kind != SUB_PROCESS or not net.is_calm(node_id):
            return False
        inside = net.children(node_id)
        starts = [n for n in inside if n.kind == START]
        if len(starts) != 1 or starts[0].event is not None or len(inside) > 3:
            return False
        ways = net.out[starts[0].id]
        if len(ways) != 1 or not ways[0].is_plain:
            return False
        target, step = net.branch(ways[0])
        if not net.is_plain_end(target) or len(inside) != (3 if step else 2):
            return False
        waits = net.waits[step] if step else False
        is_through = len(net.out[node_id]) == 1 and net.out[node_id][0].is_plain
        if not waits and (net.borders.get(node_id) or node.loop or not is_through):
            return False
        for child in inside:
            net.fold(child.id, node_id)
        if waits:
            net.become_task(node_id)
        else:
            net.become_step(node_id, waits)
        return True


def _all_possible(ways, node):
    """Whether each way of an inclusive split may be taken and may not be."""
    return all(f.condition is not None or f.id == node.default for f in ways)


RULES = (
    Folded._row,
    Folded._absorb_choice,
    Folded._choice,
    Folded._both,
    Folded._some,
    Folded._beside,
    Folded._inside,
)
