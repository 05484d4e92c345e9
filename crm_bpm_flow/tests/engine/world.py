"""The world outside the engine, as strict as a test needs it.

It believes nothing: what is opened twice, closed without being open, or open without
a token behind it, is an error at once.
"""

from engine import ACTIVE, LISTENING, ROOT
from engine.marking import GONE
from engine.paths import AD_HOC, SUB_PROCESSES

OPENS = {
    "OpenTask": "tasks",
    "ArmTimer": "timers",
    "RunAction": "actions",
    "CallProcess": "calls",
    "WaitFor": "waits",
    "Acquire": "sections",
}
CLOSES = {
    "CloseTask": "tasks",
    "DropTimer": "timers",
    "DropAction": "actions",
    "CancelCall": "calls",
    "DropWait": "waits",
    "Release": "sections",
}
KINDS = {"userTask": "tasks", "manualTask": "tasks", "callActivity": "calls"}
AUTOMATIC = ("task", "serviceTask", "scriptTask", "sendTask", "businessRuleTask")
KINDS.update(dict.fromkeys(AUTOMATIC, "actions"))


class World:
    """All that a case has open, as sets of (token, node)."""

    def __init__(self):
        self.tasks, self.timers = set(), set()
        self.actions, self.calls = set(), set()
        self.waits, self.sections, self.holding = set(), set(), set()
        self.thrown, self.escalated = [], []
        self.ended = None
        self.passed, self.chosen, self.incidents = [], [], []
        self.failing = set()

    def finish(self, name, token, node):
        """Something that was open has happened."""
        things = getattr(self, name)
        assert (token, node) in things, f"{name}: {node} of {token} is not open"
        things.remove((token, node))

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
        elif name == "Throw":
            self.thrown.append(effect.node)
        elif name == "Escalate":
            self.escalated.append((effect.node, effect.code))
        elif name == "Incident":
            self.incidents.append(effect)
            self.failing.add((effect.token, effect.node))
        elif name == "DropIncident":
            self.failing.remove((effect.token, effect.node))
        elif name == "Ended":
            self.ended = effect
        else:
            raise AssertionError(f"unknown effect {effect}")

    def check(self, graph, marking):
        """Whether the world and the marking tell the same."""
        for name, things in _expected(graph, marking).items():
            if getattr(self, name) != things:
                raise AssertionError(f"{name}: {getattr(self, name)} != {things}")
        failed = {(token.id, token.node) for token in marking.failed()}
        assert self.failing == failed, f"incidents: {self.failing} != {failed}"
        if bool(self.ended) != marking.is_ended:
            raise AssertionError(f"ended {self.ended}, but {marking}")
        _check_scopes(graph, marking)


def _expected(graph, marking):
    """What must be open, seen from the tokens."""
    names = ("tasks", "actions", "calls", "timers", "waits", "sections")
    expected = {name: set() for name in names}
    for token in marking.tokens.values():
        node = graph.nodes[token.node]
        for wait in token.waits:
            for name in _listens(graph.nodes[wait], token, marking):
                expected[name].add((token.id, wait))
        name = KINDS.get(node.kind)
        if name and token.state == ACTIVE and not _is_whole(node, token, marking):
            expected[name].add((token.id, token.node))
    return expected


def _listens(node, token, marking):
    if node.id == token.node and node.body and _is_whole(node, token, marking):
        return ["sections"] * bool(node.section) + ["waits"] * (
            node.milestone is not None
        )
    return ["timers" if node.event == "timer" else "waits"]


def _is_whole(node, token, marking):
    """Whether it is the token of a framed activity, not one of its instances."""
    scope = marking.scopes.get(token.scope)
    return node.body is not None and not (scope and scope.kind in ("loop", "frame"))


def _check_scopes(graph, marking):
    """Each scope is kept open by one token that waits in its node; none is empty."""
    tokens = marking.tokens.values()
    for key, token in marking.tokens.items():
        assert key == token.id < marking.next_id, token
        assert token.scope == ROOT or token.scope in marking.scopes, token
        _check_place(graph, marking, token)
    for key, scope in marking.scopes.items():
        keeper = marking.tokens[scope.token]
        assert key == scope.id < marking.next_id, scope
        assert (keeper.node, keeper.scope) == (scope.node, scope.parent), scope
        assert keeper.state == ACTIVE, keeper
        is_open = graph.nodes[scope.node].kind == AD_HOC and not scope.phase
        busy = any(t.scope == key and t.state not in ("listening",) for t in tokens)
        assert busy or is_open, scope
        if scope.kind == "loop":
            assert scope.done <= scope.begun <= scope.total, scope
    _check_keepers(graph, marking)


def _check_place(graph, marking, token):
    scope = marking.scopes.get(token.scope)
    node = graph.nodes[token.node]
    if scope and scope.kind in ("loop", "frame"):
        assert token.node == scope.node, token
    elif scope and scope.kind == "undo":
        assert node.for_compensation or node.kind == "eventSubProcess", token
    elif not node.for_compensation and node.event != "cancel":
        assert node.parent == (scope.node if scope else None), token
    if token.state == LISTENING:
        assert node.kind == "eventSubProcess" and token.waits, token


def _check_keepers(graph, marking):
    """A sub-process at work has exactly one run; what has gone on waits for nothing."""
    for token in marking.tokens.values():
        node = graph.nodes[token.node]
        mine = [s for s in marking.scopes.values() if s.token == token.id]
        assert len(mine) <= 1, mine
        if token.state != ACTIVE:
            assert not mine, mine
        elif node.kind in SUB_PROCESSES and not _waits_for_section(node, token):
            assert mine, token
        if mine and mine[0].phase == GONE:
            assert not token.waits, token


def _waits_for_section(node, token):
    return bool(node.section) and node.id in token.waits
