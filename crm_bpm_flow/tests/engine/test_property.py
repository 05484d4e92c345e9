"""Random processes made of blocks, randomly played."""

import unittest
from collections import Counter

from engine import Again, Enough, check, locals_of
from examples import CHANCE, examples
from hypothesis import given, note
from maker import Maker
from pairs import Pair

MOST_EVENTS = 150


def answers(asked, token, ctx=None):
    """What the blocks put on their ways: what to say; on their markers: how often."""
    if isinstance(asked, Again):
        return locals_of(ctx, token)["loopCounter"] < asked.condition
    if isinstance(asked, Enough):
        return locals_of(ctx, token)["nrOfCompletedInstances"] >= asked.condition
    return asked.condition


class TestSoundProcesses(unittest.TestCase):
    """Nested blocks: what is open is exactly what the blocks themselves expect."""

    def test_plays_as_its_blocks(self):
        ended = []

        @examples(300)
        @given(CHANCE)
        def play(rng):
            ended.append(self.play(rng))

        play()
        # Most of them are played to their end, and not all of them are short.
        self.assertGreater(sum(map(bool, ended)), len(ended) * 0.8)
        self.assertGreater(max(ended), 25)

    def play(self, rng):
        """How many events it took to its end; 0 when there were too many."""
        process = Maker(rng).whole(depth=rng.randint(1, 4))
        pair = Pair(process.graph(), answers)
        note(process.graph().to_rows())
        pair.start()
        process.begin()
        for number in range(MOST_EVENTS):
            self.compare(process, pair)
            if pair.world.ended:
                self.compare_counts(pair)
                return number
            self.one_event(rng, process, pair)
        return 0

    @examples(100)
    @given(CHANCE)
    def test_the_checks_find_no_error_in_them(self, rng):
        graph = Maker(rng).whole().graph()
        self.assertEqual([f for f in check(graph) if f.severity == "error"], [])

    def one_event(self, rng, process, pair):
        happenings = list(pair.happenings())
        name, token, node = happenings[rng.randrange(len(happenings))]
        outcomes = dict(process.open()).get(node, ())
        # Rather go on than round: else most plays end by their length.
        choices = [*outcomes, outcomes[-1]] if outcomes else [None]
        outcome = choices[rng.randrange(len(choices))]
        note(f"{name} {node} of {token}: {outcome}")
        process.where.clear()
        process.where.update(pair.places(token))
        process.finish(node, outcome)
        pair.happen(name, token, node, outcome)

    def compare(self, process, pair):
        self.assertEqual(pair.world.incidents, [])
        self.assertEqual(bool(pair.world.ended), process.done)
        if process.done:
            return
        nodes = Counter(node for _name, _token, node in pair.happenings())
        expected = Counter(name for name, _outcomes in process.open())
        expected.update(process.timers())
        self.assertEqual(nodes, expected)

    def compare_counts(self, pair):
        """Whatever happened was counted, and nothing is left of the case."""
        for node, times in pair.happened.items():
            if pair.graph.nodes[node].part_of is None:
                self.assertEqual(pair.marking.walked.get(node), times, node)
        self.assertEqual((pair.marking.scopes, pair.marking.done), ({}, {}))
