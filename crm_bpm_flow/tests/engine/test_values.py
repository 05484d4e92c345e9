"""Values of an activity's own: when the world is asked to work them out."""

import unittest
from itertools import pairwise

from engine import (
    ConditionError,
    ErrorThrown,
    Flow,
    Graph,
    Incident,
    Marking,
    Node,
    OpenTask,
    Retried,
    Started,
    TaskDone,
    Told,
    advance,
)


class Asked:
    """Notes what is asked; what is in ``fails`` cannot be answered."""

    def __init__(self, *fails):
        self.seen, self.fails, self.state = [], set(fails), None

    def bind(self, state):
        self.state = state

    def __call__(self, asked, token):
        what = f"{type(asked).__name__} {getattr(asked, 'node', asked)}"
        self.seen.append(what)
        assert self.state is not None
        if what in self.fails:
            raise ConditionError("no value", getattr(asked, "node", None))
        return True


def graph(*nodes, **more):
    """Nodes in a row behind a start."""
    rows = [Node("s", "startEvent"), *nodes, *more.get("beside", ())]
    names = ["s", *(n.id for n in nodes)]
    ways = pairwise(names)
    flows = [Flow(f"f{n}", *way) for n, way in enumerate(ways)]
    return Graph(rows, [*flows, *more.get("flows", ())])


def task(name, **values):
    return Node(name, "userTask", has_values=True, **values)


class TestValues(unittest.TestCase):
    def play(self, made, asked, *events):
        step = advance(made, Marking(), Started(), asked)
        for event in events:
            step = advance(made, step.marking, event(step.marking), asked)
        return step

    def done(self, node, place=0):
        return lambda marking: TaskDone(marking.at(node)[place].id)

    def test_a_task_takes_and_gives(self):
        asked = Asked()
        self.play(graph(task("a"), task("b")), asked, self.done("a"))
        self.assertEqual(asked.seen, ["Takes a", "Gives a", "Takes b"])

    def test_before_any_condition_behind_it(self):
        asked = Asked()
        end = Node("e", "endEvent")
        behind = [Flow("c", "a", "e", None, "x")]
        made = graph(task("a"), beside=[end], flows=behind)
        self.play(made, asked, self.done("a"))
        self.assertEqual(asked.seen[:2], ["Takes a", "Gives a"])

    def test_each_instance_and_not_the_whole(self):
        asked = Asked()
        made = graph(task("a", loop="parallel", number=2), Node("e", "endEvent"))
        # The whole is the oldest token there.
        self.play(made, asked, self.done("a", 1), self.done("a", 1))
        self.assertEqual(asked.seen, ["Takes a"] * 2 + ["Gives a"] * 2)

    def test_a_sub_process_around_what_is_in_it(self):
        asked = Asked()
        sub = Node("sub", "subProcess", has_values=True)
        inside = [Node("is", "startEvent", parent="sub"), task("a", parent="sub")]
        made = graph(sub, beside=inside, flows=[Flow("i", "is", "a")])
        self.play(made, asked, self.done("a"))
        expected = ["Takes sub", "Takes a", "Gives a", "Gives sub"]
        self.assertEqual(asked.seen, expected)

    def test_what_cannot_be_worked_out_is_an_incident(self):
        asked = Asked("Takes a")
        made = graph(task("a"))
        step = advance(made, Marking(), Started(), asked)
        (incident,) = [e for e in step.effects if isinstance(e, Incident)]
        self.assertEqual((incident.node, incident.code), ("a", "condition"))
        asked.fails = {"Gives a"}
        step = advance(made, step.marking, Retried(incident.token), asked)
        self.assertIn(OpenTask(incident.token, "a"), step.effects)
        step = advance(made, step.marking, TaskDone(incident.token), asked)
        self.assertEqual(len(step.marking.failed()), 1)
        asked.fails = set()
        step = advance(made, step.marking, Retried(incident.token), asked)
        self.assertTrue(step.marking.is_ended)

    def test_who_keeps_the_code_is_told_it(self):
        told = []

        def evaluate(asked, token):
            if isinstance(asked, Told):
                told.append(tuple(asked))
            return True

        border = Node(
            "err", "boundaryEvent", attached_to="a", event="error", keeps_code=True
        )
        after = Node("b", "userTask")
        made = graph(Node("a", "userTask"), beside=[border, after])
        step = advance(made, Marking(), Started(), evaluate)
        token = step.marking.at("a")[0].id
        advance(made, step.marking, ErrorThrown(token, "E-7"), evaluate)
        self.assertEqual(told, [("err", "E-7")])
