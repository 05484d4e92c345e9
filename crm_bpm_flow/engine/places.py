"""Where tokens stand: questions about one case on the move. Nothing is changed here."""

from .marking import ARRIVED, FRAME, GONE, IDLE, LOOP, ROOT
from .paths import AD_HOC


class Places:
    """The part of ``Context`` that only looks."""

    __slots__ = ()

    def scopes_of(self, token):
        """Ids of the scopes that a token keeps open, oldest first."""
        return sorted(s.id for s in self.scopes.values() if s.token == token.id)

    def places_around(self, scope):
        """Ids of the sub-processes whose runs this scope lies in, outermost first."""
        places = []
        while scope != ROOT:
            if not self.scopes[scope].kind:
                places.append(self.scopes[scope].node)
            scope = self.scopes[scope].parent
        return tuple(reversed(places))

    def is_instance(self, token):
        """Whether it is one of those in the frame of its own activity."""
        scope = self.scopes.get(token.scope)
        return scope is not None and scope.kind in (LOOP, FRAME)

    def whole(self, token):
        """The token of the whole activity that an instance belongs to."""
        while self.is_instance(token):
            token = self.tokens[self.scopes[token.scope].token]
        return token

    def node_of(self, token):
        """The node where a token stands; for an instance, without border and ways."""
        node = self.graph.nodes[token.node]
        return node.body if node.body and self.is_instance(token) else node

    def is_busy(self, scope):
        """Whether any token is at work in this scope, or about to be."""
        return bool(self.at_work(scope)) or any(t.scope == scope for t in self.agenda)

    def at_work(self, scope):
        """Tokens of this scope that wait, or failed, oldest first."""
        return sorted(
            t for t in self.tokens.values() if t.scope == scope and t.state not in IDLE
        )

    def lifted(self, token, scope):
        """The node where a token stands, seen from a scope around it; None when it
        is not in there, or nothing comes of it there any more."""
        while token.scope != scope:
            if token.scope == ROOT or self.scopes[token.scope].phase == GONE:
                return None
            token = self.tokens[self.scopes[token.scope].token]
        if token.state in IDLE or self.has_gone_on(token):
            return None
        return token.node

    def has_gone_on(self, token):
        """Whether only those are left whom a repeated activity, or who threw a
        compensation, did not wait for."""
        return any(
            scope.phase == GONE and scope.token == token.id
            for scope in self.scopes.values()
        )

    def may_come(self, flow, scope):
        """Whether a token that is on its way may still take this flow in this scope."""
        return not self.places_in(scope).isdisjoint(self.graph.upstream(flow.id))

    def places_in(self, scope):
        """Ids of the nodes where tokens of a scope stand, for those inside of them
        too."""
        if not self.scopes:
            return {t.node for t in self.tokens.values() if t.state not in IDLE}
        return {self.lifted(token, scope) for token in self.tokens.values()}

    def is_awaited(self, node, tokens):
        """Whether a token may still come to a join on a flow that brought none yet.

        BPMN 2.0.2, 13.4.3, counts a token that can reach such a flow, unless it can
        reach one that has brought its token as well. That frees a join in a loop of
        those who would have to go round again; others who have the choice may still
        come, so they are waited for here.

        :param tokens: those that came, all of one scope
        """
        graph, scope = self.graph, tokens[0].scope
        here = {token.flow for token in tokens}
        empty = [flow.id for flow in node.incoming if flow.id not in here]
        filled = [flow.id for flow in node.incoming if flow.id in here]
        for place in self.places_in(scope):
            if any(place in graph.fresh(flow) for flow in empty):
                return True
            if any(place in graph.upstream(flow) for flow in empty) and not any(
                place in graph.upstream(flow) for flow in filled
            ):
                return True
        return False

    def can_move(self, token):
        """Whether anything may still happen at a token by itself: it does not wait at
        a join, and it is not there only for others who are inside."""
        if token.state == ARRIVED or token.state in IDLE:
            return False
        inside = self.scopes_of(token)
        return not inside or any(self.is_open_to_people(scope) for scope in inside)

    def is_open_to_people(self, scope):
        """Whether people may begin something in it."""
        scope = self.scopes[scope]
        return self.graph.nodes[scope.node].kind == AD_HOC and not scope.phase

    def own_instance(self, token):
        """What a visit is counted for: an instance, all rounds of a standard loop, or
        the case (0)."""
        while token.scope != ROOT:
            scope = self.scopes[token.scope]
            if scope.kind == LOOP:
                is_round = self.graph.nodes[scope.node].loop == "standard"
                return ("loop", scope.id) if is_round else token.id
            token = self.tokens.get(scope.token, token._replace(scope=scope.parent))
        return ROOT
