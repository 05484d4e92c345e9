"""Of several branches: whose moves need not be tried in every order."""

from ..marking import ARRIVED, IDLE

# Where one token's move may change what another can do, all orders are tried.
INTERFERE = (
    "inclusiveGateway",
    "complexGateway",
    "eventSubProcess",
    "transaction",
    "adHocSubProcess",
)
ENDING = ("terminate", "error", "escalation", "cancel", "compensation")


class Orders:
    """What one of several branches does commutes with what the others do, unless they
    may meet: then one could come while the other is still there."""

    def __init__(self, graph):
        self.graph = graph
        nodes = graph.nodes.values()
        self.is_tangled = any(
            n.kind in INTERFERE or n.loop or n.event in ENDING for n in nodes
        )
        self._before = {}  # (node, joins not passed): all places before it
        self._joins = [graph.nodes[join] for join in sorted(graph.joins)]

    def alone(self, marking, by_token):
        """Ids of tokens, the oldest first: it is enough to try one of them, as long
        as that leads somewhere new."""
        if self.is_tangled or len(by_token) < 2:
            return
        keepers = {scope.token for scope in marking.scopes.values()}
        for token_id in sorted(by_token):
            token = marking.tokens[token_id]
            if token_id in keepers or _is_listened_around(marking, token):
                continue
            if self._is_undisturbed(marking, token):
                yield token_id

    def _is_undisturbed(self, marking, token):
        """Whether nobody else can come to where it stands before it has gone on, nor
        to a join that it may open."""
        beside = [
            other
            for other in marking.tokens.values()
            if other.scope == token.scope
            and other.id != token.id
            and other.state not in IDLE
        ]
        moving = {other.node for other in beside if other.state != ARRIVED}
        held = frozenset(
            join.id for join in self._joins if self._waits_for(join, token, beside)
        )
        if not moving.isdisjoint(self._places_before(token.node, held)):
            return False
        return not any(
            self._is_before(other.node, token)
            and not moving.isdisjoint(self.graph.upstream(other.flow))
            for other in beside
            if other.state == ARRIVED and other.flow
        )

    def _waits_for(self, join, token, beside):
        """Whether this join cannot open before the token moves: nobody else can bring
        what it lacks."""
        if join.kind != "parallelGateway":
            return False
        here = {t.flow for t in beside if t.node == join.id and t.state == ARRIVED}
        return any(
            flow.id not in here
            and token.node in self.graph.upstream(flow.id)
            and not any(t.node in self.graph.upstream(flow.id) for t in beside)
            for flow in join.incoming
        )

    def _is_before(self, join_id, token):
        join = self.graph.nodes[join_id]
        return any(token.node in self.graph.upstream(f.id) for f in join.incoming)

    def _places_before(self, node_id, held):
        """Nodes from which a token may come to this one without passing these."""
        key = node_id, held
        if key not in self._before:
            self._before[key] = _places_before(self.graph, node_id, held)
        return self._before[key]


def _is_listened_around(marking, token):
    """Whether what happens around its scope could take it away."""
    while token.scope in marking.scopes:
        token = marking.tokens[marking.scopes[token.scope].token]
        if token.waits:
            return True
    return False


def _places_before(graph, node_id, held):
    queue, seen = [node_id], set()
    for other_id in queue:
        node = graph.nodes[other_id]
        sources = [flow.source for flow in node.incoming]
        if node.attached_to is not None:
            sources.append(node.attached_to)
        for source in sources:
            if source not in seen and source not in held:
                seen.add(source)
                queue.append(source)
    return frozenset(seen)
