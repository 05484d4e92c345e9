"""Random processes made of blocks, randomly played. A failure names the seed that
repeats it."""

import random
import unittest
from collections import Counter

from engine import Again, Enough, check, locals_of
from maker import Maker
from pairs import Pair

SOUND = 150
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
        pair = Pair(process.graph(), answers)
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
