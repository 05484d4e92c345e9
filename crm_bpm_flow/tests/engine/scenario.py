"""The stage for stories: a case is played step by step, and every story twice, kept
in memory and saved and loaded as JSON between every two steps. ::

    class TestLead(Story):
        def test_reached(self):
            case = self.play(LEAD)
            case.complete("Call", "yes")
            self.assertEqual(case.open, ["Offer"])
"""

import copy
import json
import unittest

from drawing import draw
from engine import (
    CallReturned,
    Cancelled,
    Graph,
    JobDone,
    Marking,
    Retried,
    Skipped,
    Started,
    TaskDone,
    TimerDue,
    TokenMoved,
    advance,
)
from world import World


def through_json(data):
    """As a database gives it back: keys in another order."""
    return json.loads(json.dumps(data, sort_keys=True))


class Case:
    """One case being played. Names are node ids; the oldest token is meant."""

    def __init__(self, graph, saved=False, budget=1000, **truths):
        self.graph, self.saved, self.budget = graph, saved, budget
        self.truths = truths
        self.asked = []
        self.marking = Marking()
        self.world = World()
        self.effects = ()

    # ---- what happens -------------------------------------------------
    def start(self, node=None):
        return self.send(Started(node))

    def complete(self, name, outcome=None, nth=0):
        token = self._find("tasks", name, nth)
        return self.send(TaskDone(token, outcome), ("tasks", token, name))

    def ran(self, name, outcome=None):
        token = self._find("actions", name)
        return self.send(JobDone(token, outcome), ("actions", token, name))

    def returned(self, name, outcome=None):
        token = self._find("calls", name)
        return self.send(CallReturned(token, outcome), ("calls", token, name))

    def due(self, name, nth=0):
        token = self._find("timers", name, nth)
        return self.send(TimerDue(token, name), ("timers", token, name))

    def retry(self, name):
        return self.send(Retried(self.token(name).id))

    def skip(self, name, flow=None):
        return self.send(Skipped(self.token(name).id, flow))

    def move(self, name, to):
        return self.send(TokenMoved(self.token(name).id, to))

    def cancel(self):
        return self.send(Cancelled())

    def send(self, event, done=None):
        """Advance by any event; ``done`` is what it makes happen in the world."""
        graph, marking = self.graph, self.marking
        if self.saved:
            graph = Graph.from_rows(through_json(graph.to_rows()))
            marking = Marking.from_json(through_json(marking.to_json()))
        before = json.dumps(marking.to_json())
        step = advance(graph, marking, event, self._evaluate, self.budget)
        assert json.dumps(marking.to_json()) == before, "the given marking was changed"
        if done:
            self.world.finish(*done)
        self.world.apply(step.effects)
        self.world.check(self.graph, step.marking)
        self.marking, self.effects = step
        return self

    def let(self, **truths):
        """What conditions are from now on: true, false, or an error to raise."""
        self.truths.update(truths)
        return self

    def _evaluate(self, flow, token):
        self.asked.append(flow.condition)
        answer = self.truths[flow.condition]
        if isinstance(answer, Exception):
            raise answer
        return answer

    # ---- what is so ---------------------------------------------------
    @property
    def open(self):
        return self._names("tasks")

    @property
    def timers(self):
        return self._names("timers")

    @property
    def actions(self):
        return self._names("actions")

    @property
    def calls(self):
        return self._names("calls")

    @property
    def ended(self):
        return tuple(self.world.ended) if self.world.ended else None

    @property
    def failed(self):
        """{node: code of its last incident} of the tokens that are failed now."""
        codes = {incident.token: incident.code for incident in self.world.incidents}
        return {token.node: codes[token.id] for token in self.marking.failed()}

    @property
    def walked(self):
        return self.marking.walked

    def token(self, name, nth=0):
        return self.marking.at(name)[nth]

    def told(self, name):
        """The last step's effects of one kind."""
        return [e for e in self.effects if type(e).__name__ == name]

    def _names(self, name):
        return sorted(node for _token, node in getattr(self.world, name))

    def _find(self, name, node, nth=0):
        found = sorted(t for t, other in getattr(self.world, name) if other == node)
        assert len(found) > nth, f"{node} is not open; {name}: {self._names(name)}"
        return found[nth]


class Story(unittest.TestCase):
    """Runs each test twice: in memory, and saved between every two steps."""

    saved = False

    def run(self, result=None):
        for saved in (False, True):
            twin = copy.copy(self)
            twin.saved = saved
            result = super(Story, twin).run(result)
        return result

    def __str__(self):
        return super().__str__() + (" [saved between steps]" if self.saved else "")

    def case(self, drawing, **truths):
        """A case that has not started yet."""
        graph = draw(drawing) if isinstance(drawing, str) else drawing
        return Case(graph, saved=self.saved, **truths)

    def play(self, drawing, **truths):
        """A case that has just started."""
        return self.case(drawing, **truths).start()
