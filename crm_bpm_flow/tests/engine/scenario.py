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
    Acquired,
    Begun,
    BegunBeside,
    BranchCancelled,
    CallReturned,
    Cancelled,
    Caught,
    ErrorThrown,
    Escalated,
    Finished,
    Graph,
    InstanceAdded,
    JobDone,
    Marking,
    Retried,
    Returned,
    Sent,
    Skipped,
    Started,
    TaskDone,
    TimerDue,
    TokenMoved,
    advance,
    earlier,
    locals_of,
)
from engine.marking import ACTIVE
from world import World


def through_json(data):
    """As a database gives it back: keys in another order."""
    return json.loads(json.dumps(data, sort_keys=True))


class Case:
    """One case being played. Names are node ids; the oldest token is meant."""

    def __init__(self, graph, saved=False, budget=1000, **truths):
        self.graph, self.saved, self.budget = graph, saved, budget
        if saved:
            self.graph = Graph.from_rows(through_json(graph.to_rows()))
        self.truths = truths
        self.asked = []
        self.marking = Marking()
        self.world = World()
        self.effects = ()

    # ---- what happens -------------------------------------------------
    def start(self, node=None, called=False):
        return self.send(Started(node, called))

    def complete(self, name, outcome=None, nth=0):
        token = self._find("tasks", name, nth)
        return self.send(TaskDone(token, outcome), ("tasks", token, name))

    def ran(self, name, outcome=None):
        token = self._find("actions", name)
        return self.send(JobDone(token, outcome), ("actions", token, name))

    def returned(self, name, outcome=None, error=None):
        token = self._find("calls", name)
        event = CallReturned(token, outcome, error)
        return self.send(event, ("calls", token, name))

    def due(self, name, nth=0, more=False):
        token = self._find("timers", name, nth)
        stays = more and self._stays(name)
        done = () if stays else ("timers", token, name)
        return self.send(TimerDue(token, name, more), done)

    def catch(self, name, nth=0):
        """A message, a signal or a condition came; or a milestone is past."""
        token = self._find("waits", name, nth)
        done = () if self._stays(name) else ("waits", token, name)
        return self.send(Caught(token, name), done)

    def _stays(self, name):
        node = self.graph.nodes[name]
        return node.kind in ("boundaryEvent", "startEvent") and not node.interrupting

    def throw(self, name, code=None, nth=0):
        """A step fails with a BPMN error: what it had open is over."""
        token = self.at(name, nth)
        for kind in ("tasks", "actions", "calls"):
            if (token.id, name) in getattr(self.world, kind):
                return self.send(ErrorThrown(token.id, code), (kind, token.id, name))
        return self.send(ErrorThrown(token.id, code))

    def escalate(self, name, code=None):
        return self.send(Escalated(self.at(name).id, code))

    def acquired(self, name, nth=0):
        return self.send(Acquired(self._find("sections", name, nth)))

    def add(self, name):
        return self.send(InstanceAdded(self.token(name).id))

    def begin(self, sub, name):
        return self.send(Begun(self.token(sub).id, name))

    def finish(self, sub):
        return self.send(Finished(self.token(sub).id))

    def retry(self, name):
        return self.send(Retried(self.token(name).id))

    def skip(self, name, flow=None):
        return self.send(Skipped(self.token(name).id, flow))

    def move(self, name, to, anyway=False):
        return self.send(TokenMoved(self.token(name).id, to, anyway))

    def end_branch(self, name, anyway=False, nth=0):
        return self.send(BranchCancelled(self.at(name, nth).id, anyway))

    def beside(self, name):
        return self.send(BegunBeside(name))

    def hand_back(self, name, to, nth=0):
        """Who has a task returns the case; the task itself is done."""
        token = self._find("tasks", name, nth)
        return self.send(Returned(token, to))

    def cancel(self):
        return self.send(Cancelled())

    def send(self, event, done=None):
        """Advance by any event; ``done`` is what it makes happen in the world."""
        marking = self.marking
        if self.saved:
            marking = Marking.from_json(through_json(marking.to_json()))
        before = json.dumps(marking.to_json())
        step = advance(self.graph, marking, event, self._answer(), self.budget)
        assert json.dumps(marking.to_json()) == before, "the given marking was changed"
        if done:
            self.world.finish(*done)
        self.world.apply(step.effects)
        self.world.check(self.graph, step.marking)
        self.marking, self.effects = step
        for token in dict.fromkeys(e.token for e in step.effects if _is_waited(e)):
            place = self.marking.tokens.get(token)
            if place and place.state == ACTIVE:  # nobody hears it here
                self.send(Sent(token))
                self.effects = (*step.effects, *self.effects)
        return self

    def let(self, **truths):
        """What conditions are from now on: true, false, or an error to raise."""
        self.truths.update(truths)
        return self

    def _answer(self):
        """The callable that the engine asks, with the loop counters in its reach."""
        sight = []

        def evaluate(asked, token):
            return self._evaluate(asked, token, *sight)

        evaluate.bind = sight.append
        return evaluate

    def _evaluate(self, asked, token, ctx=None):
        """A truth may be a function of the loop counters and of the question."""
        self.asked.append(asked.condition)
        answer = self.truths[asked.condition]
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            return answer(locals_of(ctx, token) if ctx else asked)
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
    def waits(self):
        return self._names("waits")

    @property
    def sections(self):
        return self._names("sections")

    @property
    def ended(self):
        """(node, how), with the code of an error at its end."""
        if not self.world.ended:
            return None
        return tuple(self.world.ended)[: 3 if self.world.ended.code else 2]

    @property
    def failed(self):
        """{node: code of its last incident} of the tokens that are failed now."""
        codes = {incident.token: incident.code for incident in self.world.incidents}
        return {token.node: codes[token.id] for token in self.marking.failed()}

    def earlier(self, name, nth=0):
        """Where the case may be handed back to from a task."""
        return earlier(self.graph, self.marking, self._find("tasks", name, nth))

    @property
    def walked(self):
        return self.marking.walked

    def token(self, name, nth=0):
        return self.marking.at(name)[nth]

    def at(self, name, nth=0):
        """The token that does the work of a node: of a repeated one, an instance."""
        tokens = self.marking.at(name)
        scopes = self.marking.scopes
        inside = [t for t in tokens if t.scope and scopes[t.scope].node == name]
        return (inside or tokens)[nth]

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

    def case(self, drawing, nodes=None, **truths):
        """A case that has not started yet; ``nodes``: {id: fields} of some nodes."""
        graph = draw(drawing, nodes) if isinstance(drawing, str) else drawing
        return Case(graph, saved=self.saved, **truths)

    def play(self, drawing, nodes=None, **truths):
        """A case that has just started."""
        return self.case(drawing, nodes, **truths).start()


def _is_waited(effect):
    return getattr(effect, "is_waited", False)
