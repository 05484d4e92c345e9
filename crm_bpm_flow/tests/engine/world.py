"""The world outside the engine, as strict as a test needs it.

It believes nothing: what is opened twice, closed without being open, or open without
a token behind it, is an error at once.
"""

from engine import ACTIVE, ROOT

OPENS = {
    "OpenTask": "tasks",
    "ArmTimer": "timers",
    "RunAction": "actions",
    "CallProcess": "calls",
}
CLOSES = {
    "CloseTask": "tasks",
    "DropTimer": "timers",
    "DropAction": "actions",
    "CancelCall": "calls",
}
KINDS = {"userTask": "tasks", "serviceTask": "actions", "callActivity": "calls"}


class World:
    """All that a case has open, as sets of (token, node)."""

    def __init__(self):
        self.tasks, self.timers = set(), set()
        self.actions, self.calls = set(), set()
        self.ended = None
        self.passed, self.chosen, self.incidents = [], [], []

    def finish(self, name, token, node):
        """Something that was open has happened."""
        getattr(self, name).remove((token, node))

    def apply(self, effects):
        for effect in effects:
            name = type(effect).__name__
            if self.ended:
                raise AssertionError(f"{effect} after the end")
            if name in OPENS:
                self._open(OPENS[name], effect)
            elif name in CLOSES:
                self._close(CLOSES[name], effect)
            else:
                self._note(name, effect)

    def _open(self, name, effect):
        things = getattr(self, name)
        if (effect.token, effect.node) in things:
            raise AssertionError(f"{effect} is open already")
        things.add((effect.token, effect.node))

    def _close(self, name, effect):
        things = getattr(self, name)
        if (effect.token, effect.node) not in things:
            raise AssertionError(f"{effect} is not open")
        things.remove((effect.token, effect.node))

    def _note(self, name, effect):
        if name == "Passed":
            self.passed.append(effect.node)
        elif name == "Chose":
            self.chosen.append(effect)
        elif name == "Incident":
            self.incidents.append(effect)
        elif name == "Ended":
            self.ended = effect
        else:
            raise AssertionError(f"unknown effect {effect}")

    def check(self, graph, marking):
        """Whether the world and the marking tell the same."""
        tokens = marking.tokens.values()
        expected = {"tasks": set(), "actions": set(), "calls": set()}
        expected["timers"] = {(t.id, wait) for t in tokens for wait in t.waits}
        for token in tokens:
            name = KINDS.get(graph.nodes[token.node].kind)
            if name and token.state == ACTIVE:
                expected[name].add((token.id, token.node))
        for name, things in expected.items():
            if getattr(self, name) != things:
                raise AssertionError(f"{name}: {getattr(self, name)} != {things}")
        if bool(self.ended) != marking.is_ended:
            raise AssertionError(f"ended {self.ended}, but {marking}")
        _check_scopes(graph, marking)


def _check_scopes(graph, marking):
    """Each scope is kept open by one token that waits in its node; none is empty."""
    for key, token in marking.tokens.items():
        assert key == token.id < marking.next_id, token
        assert token.scope == ROOT or token.scope in marking.scopes, token
        scope = marking.scopes.get(token.scope)
        assert graph.nodes[token.node].parent == (scope.node if scope else None), token
    for key, scope in marking.scopes.items():
        keeper = marking.tokens[scope.token]
        assert key == scope.id < marking.next_id, scope
        assert (keeper.node, keeper.scope) == (scope.node, scope.parent), scope
        assert keeper.state == ACTIVE, keeper
        assert any(t.scope == key for t in marking.tokens.values()), scope
    keepers = sorted(scope.token for scope in marking.scopes.values())
    inside = sorted(
        token.id
        for token in marking.tokens.values()
        if token.state == ACTIVE and graph.nodes[token.node].kind == "subProcess"
    )
    assert keepers == inside, marking
