"""Structural rules for choices: exactly one of several ways is taken."""

from dataclasses import replace

from ..paths import BOUNDARY
from .moves import MAY_FAIL
from .net import EVENTS, EXCLUSIVE, QUIET


class Choices:
    """The part of ``Folded`` that looks at one way or another."""

    def _absorb_choice(self, node_id):
        """A gateway that only asks how the step before it came out."""
        net, node = self.net, self.net.nodes[node_id]
        if node.kind != EXCLUSIVE or len(net.into[node_id]) != 1 or not net.is_fresh:
            return False
        [way] = net.into[node_id]
        before = net.nodes[way.source]
        if not (net.is_task(before) and net.is_calm(before.id) and way.is_plain):
            return False
        if before.loop or len(net.out[before.id]) != 1:
            return False
        if not _each_once(net.out[node_id], node, before.outcomes):
            return False
        net.cut(way)
        for flow in list(net.out[node_id]):
            net.lead(flow, source=before.id)
        net.nodes[before.id] = replace(before, default=node.default)
        net.fold(node_id, before.id)
        return True

    def _choice(self, node_id):
        if not self._is_choice(node_id):
            return False
        ways = self._exits(node_id)
        return (
            self._drop_way_back(node_id, ways)
            or self._drop_twin(node_id, ways)
            or self._only_way(node_id, ways)
        )

    def _is_choice(self, node_id):
        """Whether exactly one of its exits is taken, and each of them may be."""
        net, node = self.net, self.net.nodes[node_id]
        ways = net.out[node_id]
        if not ways or not net.is_calm(node_id):
            return False
        if node.kind == EXCLUSIVE:
            return all(
                f.outcome is None and (f.condition is not None or f.id == node.default)
                for f in ways
            )
        if node.kind == EVENTS:
            return len(ways) > 1 and node.ordering is None and self._are_caught(ways)
        if not net.is_task(node) or node.loop or not self._has_calm_border(node_id):
            return False
        if len(ways) == 1 and ways[0].is_plain:
            return bool(net.borders.get(node_id)) and not net.is_asked(node_id)
        return net.is_fresh and _each_once(ways, node, node.outcomes)

    def _are_caught(self, ways):
        nodes = [self.net.nodes[flow.target] for flow in ways]
        return all(
            len(self.net.into[n.id]) == 1
            and n.event in QUIET
            and not n.parts
            and not self.net.borders.get(n.id)
            for n in nodes
        )

    def _has_calm_border(self, node_id):
        net = self.net
        borders = [net.nodes[b] for b in net.borders.get(node_id, ())]
        may_fail = net.nodes[node_id].behavior.awaits in MAY_FAIL
        return not net.fails[node_id] and all(
            b.interrupting
            and not b.parts
            and (b.event in QUIET[1:] or (may_fail and b.event == "error"))
            and len(net.out[b.id]) == 1
            and net.out[b.id][0].is_plain
            for b in borders
        )

    def _exits(self, node_id):
        """[(flow, where it leads to, the step on it)] of the node and its border."""
        borders = self.net.borders.get(node_id, ())
        flows = [f for n in (node_id, *borders) for f in self.net.out[n]]
        return [(flow, *self.net.branch(flow)) for flow in flows]

    def _drop(self, node_id, way):
        """One exit less."""
        net = self.net
        flow = way[0]
        self._drop_branch(node_id, *way)
        if net.nodes[flow.source].kind == BOUNDARY:
            net.fold(flow.source, node_id)
            return
        node = net.nodes[node_id]
        if node.outcomes and flow.outcome is not None:
            left = tuple(code for code in node.outcomes if code != flow.outcome)
            net.nodes[node_id] = node = replace(node, outcomes=left)
        if flow.id == node.default:
            net.nodes[node_id] = replace(node, default=None)

    def _drop_way_back(self, node_id, ways):
        """Round again to where the choice itself begins."""
        net, heads = self.net, [node_id]
        if len(net.into[node_id]) == 1:
            before = net.into[node_id][0].source
            if net.is_step(before):
                heads.append(before)
        back = [way for way in ways if way[1] in heads]
        others = [way for way in ways if way[1] not in heads]
        if not any(way[0].source == node_id for way in others):
            return False
        for way in back:
            between = {way[1], node_id, way[2]} - {None}
            if any(net.waits[n] for n in between):
                self._drop(node_id, way)
                return True
        return False

    def _drop_twin(self, node_id, ways):
        """Of two exits that come to the same place in the same manner, one goes. Where
        only one of them waits, that one stays; in a ring both do."""
        net, known = self.net, {}
        for way in ways:
            if net.is_gathering(way[1]) or way[1] == node_id:
                continue
            twin = known.setdefault(net.place(way[1]), way)
            if twin is way:
                continue
            waits = [net.waits[w[2]] if w[2] else False for w in (twin, way)]
            is_mixed = waits[0] != waits[1] and not net.waits[node_id]
            if is_mixed and net.is_on_ring(node_id):
                continue
            self._drop(node_id, twin if is_mixed and waits[1] else way)
            return True
        return False

    def _only_way(self, node_id, ways):
        """No choice is left."""
        net = self.net
        if len(ways) != 1 or ways[0][0].source != node_id:
            return False
        net.become_step(node_id, net.waits[node_id])
        return True

    def _drop_branch(self, node_id, flow, target, step):
        """Take away a way, the step on it, and the end that nothing else leads to."""
        net = self.net
        if step is not None:
            net.fold(step, node_id)
        net.cut(flow)
        if net.is_plain_end(target) and not net.into[target]:
            net.fold(target, node_id)


def _each_once(ways, node, outcomes):
    """Whether each way is for one outcome that the node may bring, or for the rest."""
    asked = [flow.outcome for flow in ways if flow.id != node.default]
    is_clear = all(flow.condition is None for flow in ways)
    is_rest = len(asked) == len(ways) or bool(set(outcomes) - set(asked))
    return (
        is_clear
        and is_rest
        and bool(asked)
        and (len(set(asked)) == len(asked) and set(asked) <= set(outcomes))
    )
