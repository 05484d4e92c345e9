"""Random processes, randomly played. A failure names the seed that repeats it."""

import random
import unittest
import zlib
from collections import Counter

from engine import (
    CallReturned,
    Cancelled,
    ConditionError,
    Flow,
    Graph,
    JobDone,
    MoveRefused,
    Node,
    Retried,
    Skipped,
    TaskDone,
    TimerDue,
    TokenMoved,
    check,
)
from maker import Maker
from scenario import Case

EVENTS = {"tasks": TaskDone, "actions": JobDone, "calls": CallReturned}
SOUND, WILD = 80, 80
MOST_EVENTS = 150


class Pair:
    """One case kept in memory and its twin that is saved between every two steps."""

    def __init__(self, graph, evaluate=None, **values):
        self.graph = graph
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
        except MoveRefused as error:
            return error.code

    def start(self):
        for case in self.cases:
            case.start()

    def happenings(self):
        """All that may happen next: (event maker, what it finishes)."""
        for name in ("tasks", "actions", "calls", "timers"):
            for token, node in sorted(getattr(self.world, name)):
                yield name, token, node

    def happen(self, name, token, node, outcome=None):
        if name == "timers":
            event = TimerDue(token, node)
        else:
            event = EVENTS[name](token, outcome)
        self.send(event, (name, token, node))


class TestSoundProcesses(unittest.TestCase):
    """Nested blocks: what is open is exactly what the blocks themselves expect."""

    def test_plays_as_its_blocks(self):
        ended = 0
        for seed in range(SOUND):
            with self.subTest(seed=seed):
                ended += self.play(random.Random(seed))
        self.assertGreater(ended, SOUND * 0.8)

    def test_the_checks_find_no_error_in_them(self):
        for seed in range(SOUND):
            graph = Maker(random.Random(seed)).whole().graph()
            with self.subTest(seed=seed):
                self.assertEqual([f for f in check(graph) if f.severity == "error"], [])

    def play(self, rng):
        process = Maker(rng).whole(depth=rng.randint(1, 4))
        pair = Pair(process.graph())
        pair.start()
        process.begin()
        for _event in range(MOST_EVENTS):
            self.compare(process, pair)
            if pair.world.ended:
                return 1
            name, token, node = rng.choice(list(pair.happenings()))
            outcomes = dict(process.open()).get(node, ())
            # Rather go on than round: else most plays end by their length.
            outcome = rng.choice([*outcomes, outcomes[-1]]) if outcomes else None
            process.finish(node, outcome)
            pair.happen(name, token, node, outcome)
        return 0

    def compare(self, process, pair):
        self.assertEqual(pair.world.incidents, [])
        self.assertEqual(bool(pair.world.ended), process.done)
        if process.done:
            return
        nodes = Counter(node for _name, _token, node in pair.happenings())
        expected = Counter(name for name, _outcomes in process.open())
        expected.update(process.timers())
        self.assertEqual(nodes, expected)


class TestWildProcesses(unittest.TestCase):
    """Anything connected with anything, and people who interfere: it always holds."""

    def test_nothing_breaks(self):
        for seed in range(WILD):
            with self.subTest(seed=seed):
                self.play(random.Random(seed), seed)

    def play(self, rng, seed):
        graph = wild_graph(rng)
        pair = Pair(graph, dice(seed), budget=60)
        pair.start()
        ids = set()
        for _event in range(40):
            new = set(pair.marking.tokens) - ids
            self.assertTrue(all(key > max(ids, default=0) for key in new))
            ids |= new
            if pair.world.ended:
                self.assertEqual(pair.marking.tokens, {})
                return
            if len(pair.marking.tokens) > 50:
                pair.send(Cancelled())
            else:
                self.one_event(rng, pair)

    def one_event(self, rng, pair):
        happenings = list(pair.happenings())
        if happenings and rng.random() < 0.8:
            name, token, node = rng.choice(happenings)
            outcomes = pair.graph.nodes[node].outcomes
            outcome = rng.choice(outcomes) if outcomes else None
            pair.happen(name, token, node, outcome)
            return
        token = rng.choice(sorted(pair.marking.tokens))
        target = rng.choice(sorted(pair.graph.nodes))
        acts = (Retried(token), Skipped(token), TokenMoved(token, target))
        pair.send(rng.choice(acts))


def dice(seed):
    """Conditions that hold, do not hold or fail, always the same way for one token."""

    def evaluate(flow, token):
        number = zlib.crc32(f"{seed} {flow.id} {token.id}".encode()) % 10
        if number == 0:
            raise ConditionError("bad luck")
        return number < 6

    return evaluate


INNER = (
    ("userTask", None),
    ("userTask", None),
    ("serviceTask", None),
    ("callActivity", None),
    ("exclusiveGateway", None),
    ("parallelGateway", None),
    ("intermediateCatchEvent", "timer"),
    ("subProcess", None),
)


def wild_graph(rng):
    """A few scopes of nodes with random flows inside each; only ids are in order."""
    nodes, flows = [], []
    _wild_scope(rng, nodes, flows, None, depth=2)
    return Graph(nodes, flows)


def _wild_scope(rng, nodes, flows, parent, depth):
    mine = [_add(nodes, "startEvent", parent=parent)]
    for _node in range(rng.randint(2, 6)):
        kind, event = rng.choice(INNER if depth else INNER[:-1])
        outcomes = ("a", "b") if kind == "userTask" and rng.random() < 0.5 else ()
        node = _add(nodes, kind, event=event, parent=parent, outcomes=outcomes)
        mine.append(node)
        if kind == "subProcess":
            _wild_scope(rng, nodes, flows, node.id, depth - 1)
        if kind.endswith(("Task", "Activity", "Process")) and rng.random() < 0.4:
            values = {"attached_to": node.id, "interrupting": rng.random() < 0.5}
            border = _add(
                nodes, "boundaryEvent", event="timer", parent=parent, **values
            )
            mine.append(border)
    event = "terminate" if rng.random() < 0.3 else None
    mine.append(_add(nodes, "endEvent", event=event, parent=parent))
    targets = [n for n in mine if n.kind not in ("startEvent", "boundaryEvent")]
    for node in mine[:-1]:
        for _flow in range(rng.randint(1, 3)):
            _connect(rng, flows, node, rng.choice(targets))


def _add(nodes, kind, **values):
    node = Node(f"n{len(nodes)}", kind, **values)
    nodes.append(node)
    return node


def _connect(rng, flows, source, target):
    outcome = rng.choice([None, None, "a", "b"])
    condition = rng.choice([None, "some data"])
    flows.append(Flow(f"f{len(flows)}", source.id, target.id, outcome, condition))
