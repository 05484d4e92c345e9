"""What lies between two steps of a graph, when one hands the case back to the other."""

# They send a token along one of their ways only.
CHOICES = ("exclusiveGateway", "eventBasedGateway")
# They wait for a token by each of their flows, or for so many.
PARALLEL, COMPLEX = "parallelGateway", "complexGateway"


class Way:
    """From an earlier step to the later one, both in the same sub-process.

    ``nodes``: ids of those on it, without the end and without those of a round that
    comes back to where it began. ``is_there``: whether there is any way. ``branches``:
    ids of the nodes on it and of those in branches that splits on it begin. ``flows``:
    ids of the flows out of these, by one of which a branch has come to where it waits
    for others. ``silent``: flows to joins on the way by which nobody comes this time:
    their branches began before the earlier step, and are done.
    """

    def __init__(self, graph, start, end=None):
        """``end``: None for the end of the sub-process that they lie in."""
        self.graph, self.start, self.end = graph, start, end
        ahead = reach(graph, start, {end})
        self.is_there = end in ahead and not self._is_beside()
        self.nodes = {start, *(ahead - {end})}
        if end is not None:
            self.nodes &= self._leading_there(ahead)
        self._find_branches()
        self.silent = tuple(self._silent())

    def _is_beside(self):
        """Whether they are branches of one split, and one comes after the other only
        when all is gone through once more."""
        inside = self.graph.children(self.graph.nodes[self.start].parent)
        roots = [node.id for node in inside if not node.incoming]
        for node in inside:
            splits = len(node.outgoing) > 1 and node.kind not in CHOICES
            if splits and self.end not in reach(self.graph, self.start, {node.id}):
                before = (reach(self.graph, root, {node.id}) for root in roots)
                if not any(self.start in found for found in before):
                    return True
        return False

    def _leading_there(self, ahead):
        """Nodes that lead to the end, but not those of a round: which lie behind a
        node that has to be passed again to come from them to the end."""
        graph, start, end = self.graph, self.start, self.end
        found = {n for n in ahead if end in reach(graph, n, {start, end})} | {start}
        for node in sorted(found):
            if node in (start, end) or len(graph.nexts()[node]) < 2:
                continue
            before = reach(graph, start, {node, end})
            rest = [n for n in found if n not in before and n != node and n != start]
            for other in rest:
                if end not in reach(graph, other, {start, end, node}):
                    found.discard(other)
        return found

    def _find_branches(self):
        graph, way, nexts = self.graph, {*self.nodes, self.end}, self.graph.nexts()
        after = reach(graph, self.end, self.nodes) if self.end else ()
        firsts = [f for n in self.nodes for f in _branching(graph.nodes[n], way)]
        flows = (flow for node in self.nodes for flow in graph.nodes[node].outgoing)
        self.branches, self.flows = set(self.nodes), {flow.id for flow in flows}
        queue = [flow.target for flow in firsts]
        for node in queue:
            if node not in self.branches and node not in after:
                self.branches.add(node)
                self.flows.update(flow.id for flow in graph.nodes[node].outgoing)
                queue.extend(nexts[node])

    def _silent(self):
        for node_id in sorted(self.nodes):
            node = self.graph.nodes[node_id]
            if node.kind in (PARALLEL, COMPLEX) and len(node.incoming) > 1:
                # Not by going round: that would come through it first.
                ahead = reach(self.graph, self.start, {self.end, node_id})
                ahead = ahead - {node_id} | {self.start}
                yield from (f for f in node.incoming if f.source not in ahead)


def _branching(node, way):
    """Flows by which a node on the way sends tokens elsewhere at the same time."""
    if node.kind in CHOICES:
        return []
    inside = [flow for flow in node.outgoing if flow.target in way]
    outcomes = {flow.outcome for flow in inside}
    return [
        flow
        for flow in node.outgoing
        if flow not in inside and (not flow.outcome or flow.outcome in outcomes)
    ]


def reach(graph, node_id, walls):
    """Ids of all nodes that one or more steps lead to, in the same sub-process and not
    through these."""
    nexts = graph.nexts()
    seen, queue = set(), list(nexts[node_id])
    for node in queue:
        if node not in seen:
            seen.add(node)
            if node not in walls:
                queue.extend(nexts[node])
    return seen


def nexts(graph):
    """See ``Graph.nexts``."""
    found = {n.id: [flow.target for flow in n.outgoing] for n in graph.nodes.values()}
    for node in graph.nodes.values():
        if node.attached_to in found:
            found[node.attached_to].append(node.id)
    return found
