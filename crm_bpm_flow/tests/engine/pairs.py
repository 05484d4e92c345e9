"""Two cases played as one: kept in memory, and saved between every two steps."""

from collections import Counter

from engine import (
    ROOT,
    Acquired,
    CallReturned,
    Caught,
    ErrorThrown,
    JobDone,
    MoveRefused,
    StaleEvent,
    TaskDone,
    TimerDue,
)
from scenario import Case

EVENTS = {"tasks": TaskDone, "actions": JobDone, "calls": CallReturned}


class Pair:
    """One case kept in memory and its twin that is saved between every two steps."""

    def __init__(self, graph, evaluate=None, **values):
        self.graph = graph
        self.happened = Counter()
        self.cases = [Case(graph, saved, **values) for saved in (False, True)]
        if evaluate:
            for case in self.cases:
                case._evaluate = evaluate

    @property
    def world(self):
        return self.cases[0].world

    @property
    def marking(self):
        return self.cases[0].marking

    def send(self, event, done=None):
        """Send it to both; a refusal must be one for both."""
        refused = [self._refusal(case, event, done) for case in self.cases]
        assert refused[0] == refused[1], refused
        memory, saved = self.cases
        assert memory.marking == saved.marking, event
        assert memory.effects == saved.effects, event

    def _refusal(self, case, event, done):
        try:
            case.send(event, done)
        except (MoveRefused, StaleEvent) as error:
            return error.code

    def start(self, called=False):
        for case in self.cases:
            case.start(called=called)

    def throw(self, token, code):
        """Whatever this token has open fails with a BPMN error."""
        node = self.marking.tokens[token].node
        done = ()
        for name in ("tasks", "actions", "calls"):
            if (token, node) in getattr(self.world, name):
                done = name, token, node
        self.send(ErrorThrown(token, code), done)

    def happenings(self):
        """All that may happen next: (event maker, what it finishes)."""
        for name in ("tasks", "actions", "calls", "timers", "waits"):
            for token, node in sorted(getattr(self.world, name)):
                yield name, token, node
        for token, node in sorted(self.world.sections):
            if self.marking.tokens[token].state != "active":
                continue
            if not any(s.token == token for s in self.marking.scopes.values()):
                yield "sections", token, node

    def places(self, token_id):
        """{repeated activity: which instance of it} around a token."""
        found, marking = {}, self.marking
        token = marking.tokens[token_id]
        while token.scope != ROOT:
            scope = marking.scopes[token.scope]
            if scope.kind == "loop":
                found[scope.node] = token.counter
            token = marking.tokens[scope.token]
        return found

    def happen(self, name, token, node, outcome=None):
        self.happened[node] += 1
        done = name, token, node
        if name == "timers":
            event = TimerDue(token, node)
        elif name == "waits":
            event = Caught(token, node)
            if self.cases[0]._stays(node):
                done = ()
        elif name == "sections":
            event, done = Acquired(token), ()
        else:
            event = EVENTS[name](token, outcome)
        self.send(event, done)
