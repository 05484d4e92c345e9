"""Random sound processes, in which people hand cases back again and again."""

import random
import unittest

from engine import Returned, earlier
from maker import Maker
from pairs import Pair
from test_property import answers

SOUND = 100
MOST_EVENTS = 300
MOST_RETURNS = 4


class TestHandedBack(unittest.TestCase):
    """Whatever was open beside it: nothing comes twice, nothing waits in vain."""

    def test_it_ends_as_if_nothing_had_happened(self):
        returned = ended = 0
        for seed in range(SOUND):
            with self.subTest(seed=seed):
                backs, is_over = self.play(random.Random(seed))
                returned += backs
                ended += is_over
        self.assertGreater(returned, SOUND)
        self.assertGreater(ended, SOUND * 0.7)

    def play(self, rng):
        """How often it was handed back, and whether it came to its end."""
        pair = Pair(Maker(rng).whole(depth=rng.randint(1, 4)).graph(), answers)
        pair.start()
        backs = 0
        for _event in range(MOST_EVENTS):
            self.assertEqual(pair.world.incidents, [])
            if pair.world.ended:
                return backs, True
            if backs < MOST_RETURNS and rng.random() < 0.4:
                backs += self.hand_back(rng, pair)
            else:
                self.go_on(rng, pair)
        return backs, False

    def hand_back(self, rng, pair):
        for token in sorted(token for token, _node in pair.world.tasks):
            steps = earlier(pair.graph, pair.marking, token)
            if steps:
                to = rng.choice(steps)
                pair.send(Returned(token, to))
                self.assertTrue(pair.marking.at(to) or pair.world.ended)
                return True
        return False

    def go_on(self, rng, pair):
        name, token, node = rng.choice(list(pair.happenings()))
        outcomes = pair.graph.nodes[node].outcomes
        # Rather go on than round.
        outcome = rng.choice([*outcomes, outcomes[-1]]) if outcomes else None
        pair.happen(name, token, node, outcome)
