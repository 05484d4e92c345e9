"""The proof says of known processes what is known of them, and its way can be gone."""

import unittest

from drawing import draw
from engine import EngineError, Marking, Started, advance
from engine.proof import prove
from engine.proof.answers import Answers
from engine.proof.moves import moves
from known_verdicts import SOUND, UNSOUND


def passed_by(step):
    return tuple(e.node for e in step.effects if type(e).__name__ == "Passed")


def steps_from(graph, marking, event):
    """Whatever an event may lead to, by each answer."""
    tape = []
    while tape is not None:
        answers = Answers(tape)
        try:
            yield advance(graph, marking, event, answers)
        except EngineError:
            return
        tape = answers.following()


def ways_along(graph, path):
    """The last steps of all ways in which the engine passes exactly these elements."""
    starts = [n.id for n in graph.children() if n.kind == "startEvent"]
    queue = [(Marking(), 0, [Started(start) for start in starts])]
    for marking, place, events in queue:
        for event in events:
            for step in steps_from(graph, marking, event):
                # A ring that never waits is left when it has become clear.
                passed = passed_by(step)[: len(path)]
                if passed != tuple(path[place : place + len(passed)]):
                    continue
                if place + len(passed) == len(path):
                    yield step
                if passed and not step.marking.failed():
                    more = moves(graph, step.marking).values()
                    following = [event for group in more for event in group]
                    queue.append((step.marking, place + len(passed), following))


class TestKnownVerdicts(unittest.TestCase):
    def test_sound_ones(self):
        for name, drawing, *nodes in SOUND:
            graph = draw(drawing, *nodes)
            for is_short in (True, False):
                with self.subTest(name, is_short=is_short):
                    proof = prove(graph, is_short=is_short)
                    self.assertEqual((proof.verdict, proof.faults), ("sound", ()))

    def test_unsound_ones(self):
        for name, drawing, expected, *nodes in UNSOUND:
            graph = draw(drawing, *nodes)
            for is_short in (True, False):
                with self.subTest(name, is_short=is_short):
                    proof = prove(graph, is_short=is_short)
                    found = [(fault.code, fault.element) for fault in proof.faults]
                    self.assertEqual(proof.verdict, "unsound")
                    self.assertEqual([row for row in expected if row not in found], [])

    def test_the_way_to_a_fault_can_be_gone(self):
        for name, drawing, _expected, *nodes in UNSOUND:
            graph = draw(drawing, *nodes)
            for fault in prove(graph).faults:
                with self.subTest(name, fault=fault[:2]):
                    if fault.code == "dead":
                        self.assertEqual(fault.path, ())
                        continue
                    self.assertTrue(self.is_shown(graph, fault))

    def is_shown(self, graph, fault):
        """Whether the engine comes to the fault at the end of its way."""
        return any(
            self.is_there(step.marking, step.effects, fault)
            for step in ways_along(graph, fault.path)
        )

    def is_there(self, marking, effects, fault):
        if any(getattr(e, "code", None) in ("stuck", "loop") for e in effects):
            return True
        here = [t for t in marking.tokens.values() if t.node == fault.element]
        return len(here) > (fault.code == "twice")
