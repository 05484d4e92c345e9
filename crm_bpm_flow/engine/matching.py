"""Which element of another version is which: by its id, else by its shape.

A copied version keeps the ids of its elements. A file that is imported anew, or a step
that was deleted and typed again, has others: then kind, place, name and neighbours say
what it is.
"""

from typing import NamedTuple


class Matching(NamedTuple):
    """What elements of an old version are in a new one.

    ``nodes`` and ``flows`` are {old id: new id}, without those that are gone;
    ``alike`` are the old ids that were found by their shape; ``likely`` {old id: new
    id} are those of another name in the same place: for a person to decide.
    """

    nodes: dict
    flows: dict
    alike: frozenset = frozenset()
    likely: dict = {}


def matched(old, new, given=None, names=None):
    """Match the elements of two graphs.

    :param dict given: {old id: new id, or None for "none of them"}, decided by people;
        several old ones may become one
    :param names: two dicts {id: name}, of the old and of the new one; the graphs' own
        names without it
    """
    search = _Search(old, new, names)
    search.decide(given or {})
    search.by_id()
    search.by_shape()
    flows = _matched_flows(old, new, search.nodes)
    return Matching(
        search.nodes, flows, frozenset(search.alike), search.likely(given or {})
    )


class _Search:
    def __init__(self, old, new, names):
        self.old, self.new = old, new
        self.names = names or (_names(old), _names(new))
        self.nodes, self.alike, self.refused = {}, set(), set()

    def decide(self, given):
        for old_id, new_id in given.items():
            if old_id not in self.old.nodes:
                continue
            if new_id in self.new.nodes:
                self.nodes[old_id] = new_id
            else:
                self.refused.add(old_id)

    def by_id(self):
        for node_id in self.old.nodes:
            if node_id in self.new.nodes and self._is_left(node_id):
                self.nodes[node_id] = node_id

    def by_shape(self):
        """Round after round: what was found is a neighbour of what was not yet."""
        while found := self._round(self._same_name) or self._round(self._same_around):
            self.nodes.update(found)
            self.alike.update(found)

    def likely(self, given):
        """Those that only stand where the old ones stood."""
        around = self._round(self._in_same_place)
        return {old: new for old, new in around.items() if old not in given}

    def _round(self, test):
        """{old id: new id} of all pairs that pass a test and are the only ones."""
        wanted = [n for n in self.old.nodes.values() if self._is_left(n.id)]
        taken = set(self.nodes.values())
        free = [n for n in self.new.nodes.values() if n.id not in taken]
        pairs = {w.id: [f.id for f in free if test(w, f)] for w in wanted}
        asked = [f for fits in pairs.values() for f in fits]
        return {
            old: fits[0]
            for old, fits in pairs.items()
            if len(fits) == 1 and asked.count(fits[0]) == 1
        }

    def _is_left(self, old_id):
        return old_id not in self.nodes and old_id not in self.refused

    # ------------------------------------------------------------------
    # Tests
    # ------------------------------------------------------------------
    def _is_kin(self, was, node):
        """The same kind of element in the same sub-process, on the same border."""
        return (
            (was.kind, was.event) == (node.kind, node.event)
            and self._is_now(was.parent, node.parent)
            and self._is_now(was.attached_to, node.attached_to)
        )

    def _is_now(self, old_id, new_id):
        return (old_id and self.nodes.get(old_id)) == new_id

    def _same_name(self, was, node):
        called = self._called(0, was)
        if not self._is_kin(was, node) or called != self._called(1, node):
            return False
        return bool(called) or (_is_plain(node) and self._has_common(was, node))

    def _same_around(self, was, node):
        """Of several that are called so: the one that has a neighbour in common."""
        return self._same_name(was, node) and self._has_common(was, node)

    def _has_common(self, was, node):
        sources = self._sources(was) & _sources(self.new, node)
        targets = self._targets(was) & _targets(self.new, node)
        return bool(sources or targets)

    def _in_same_place(self, was, node):
        """Another name, but all that leads there and all that it leads to is known
        and the same; on a border: the only one of its kind there."""
        if not self._is_kin(was, node):
            return False
        if was.attached_to:
            return True
        before, after = _sources(self.new, node), _targets(self.new, node)
        return bool(before | after) and (
            (self._sources(was), self._targets(was)) == (before, after)
        )

    def _called(self, side, node):
        return " ".join((self.names[side].get(node.id) or "").lower().split())

    def _sources(self, was):
        return {self.nodes.get(id_, ("gone", id_)) for id_ in _sources(self.old, was)}

    def _targets(self, was):
        return {self.nodes.get(id_, ("gone", id_)) for id_ in _targets(self.old, was)}


def _is_plain(node):
    """Whether there is nothing to it but where it stands."""
    return node.kind.endswith("Gateway") or (
        node.kind in ("startEvent", "endEvent") and not node.event
    )


def _names(graph):
    return {node.id: node.name for node in graph.nodes.values()}


def _sources(graph, node):
    return {flow.source for flow in graph.flows.values() if flow.target == node.id}


def _targets(graph, node):
    return {flow.target for flow in graph.flows.values() if flow.source == node.id}


# ----------------------------------------------------------------------
# Ways
# ----------------------------------------------------------------------
def _matched_flows(old, new, nodes):
    """By id where it leads to the same element, else by both ends, else as the only
    way left into a join."""
    found = {
        flow.id: flow.id
        for flow in old.flows.values()
        if flow.id in new.flows and nodes.get(flow.target) == new.flows[flow.id].target
    }
    for flow in old.flows.values():
        if flow.id not in found:
            twin = _between_same_ends(new, flow, nodes, set(found.values()))
            if twin:
                found[flow.id] = twin
    for node_id in old.joins & nodes.keys():
        found.update(_last_into(old, new, node_id, nodes, found))
    return found


def _between_same_ends(new, flow, nodes, taken):
    ends = nodes.get(flow.source), nodes.get(flow.target)
    fits = [
        twin
        for twin in new.flows.values()
        if (twin.source, twin.target) == ends and twin.id not in taken
    ]
    same = [twin for twin in fits if twin.outcome == flow.outcome]
    best = same or fits
    return best[0].id if best else None


def _last_into(old, new, node_id, nodes, found):
    """A way into a join that lost or got a step: the only one that is left over on
    both sides, when it is a part of the same branch."""
    left = [f for f in old.nodes[node_id].incoming if f.id not in found]
    taken = set(found.values())
    free = [f for f in new.nodes[nodes[node_id]].incoming if f.id not in taken]
    if len(left) != 1 or len(free) != 1:
        return {}
    was, now = left[0], free[0]
    longer = nodes.get(was.source) in new.upstream(now.id)
    shorter = now.source in {nodes.get(id_) for id_ in old.upstream(was.id)}
    return {was.id: now.id} if longer or shorter else {}
