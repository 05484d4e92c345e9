"""The proof comes to the same as trying everything in every order."""

import unittest
from collections import Counter

from engine.proof import prove
from examples import CHANCE, examples
from hypothesis import given, note
from twisted import twisted
from wild import Wild

MOST = 4_000  # for what tries everything
ENOUGH = 20_000


class TestProofByEverything(unittest.TestCase):
    """What is folded and what is left out of the orders changes no verdict."""

    def compare(self, graph):
        """Both verdicts, or None where there is too much to try."""
        note(graph.to_rows())
        whole = prove(graph, bound=MOST, is_short=False)
        if whole.verdict == "not_proven":
            return None
        short = prove(graph, bound=ENOUGH)
        self.assertEqual(short.verdict, whole.verdict, (whole.faults, short.faults))
        return short.verdict

    def test_processes_with_something_done_wrong(self):
        found = Counter()

        @examples(120)
        @given(CHANCE)
        def compare(rng):
            times, depth = rng.choice((0, 1, 1, 2, 3)), rng.randint(1, 3)
            graph = twisted(rng, depth, times)
            if len(graph.nodes) <= 28:
                found[self.compare(graph)] += 1

        compare()
        # Both kinds are among them, and few are too big to say.
        self.assertGreater(min(found["sound"], found["unsound"]), 10)
        self.assertLess(found[None], sum(found.values()) / 3)

    @examples(50)
    @given(CHANCE)
    def test_anything_connected_with_anything(self, rng):
        self.compare(Wild(rng).graph())
