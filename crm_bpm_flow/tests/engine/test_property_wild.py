"""Random graphs that nobody would draw, and people who interfere."""

import unittest

from engine import (
    Begun,
    BegunBeside,
    BranchCancelled,
    Cancelled,
    Escalated,
    Finished,
    InstanceAdded,
    Retried,
    Returned,
    Skipped,
    TokenMoved,
    check,
)
from examples import CHANCE, examples
from hypothesis import given, note
from hypothesis import strategies as some
from pairs import Pair
from wild import CODES, Wild, dice

SEED = some.integers(0, 10**6)


class TestWildProcesses(unittest.TestCase):
    """Anything connected with anything: it always holds."""

    @examples(300)
    @given(CHANCE)
    def test_the_checks_can_look_at_any(self, rng):
        check(Wild(rng).graph())

    @examples(300)
    @given(CHANCE, SEED)
    def test_nothing_breaks(self, rng, seed):
        graph = Wild(rng).graph()
        note(graph.to_rows())
        pair = Pair(graph, dice(seed), budget=60)
        pair.start(called=rng.random() < 0.3)
        ids = set()
        for _event in range(40):
            new = set(pair.marking.tokens) - ids
            self.assertTrue(all(key > max(ids, default=0) for key in new))
            ids |= new
            if pair.world.ended:
                self.assertEqual(pair.marking.tokens, {})
                self.assertEqual((pair.marking.scopes, pair.marking.done), ({}, {}))
                return
            if len(pair.marking.tokens) > 50:
                pair.send(Cancelled())
            else:
                self.one_event(rng, pair)

    def one_event(self, rng, pair):
        happenings = list(pair.happenings())
        if happenings and rng.random() < 0.7:
            name, token, node = rng.choice(happenings)
            outcomes = pair.graph.nodes[node].outcomes
            outcome = rng.choice(outcomes) if outcomes else None
            note(f"{name} {node} of {token}: {outcome}")
            pair.happen(name, token, node, outcome)
            return
        token = rng.choice(sorted(pair.marking.tokens))
        target = rng.choice(sorted(pair.graph.nodes))
        acts = (
            Retried(token),
            Skipped(token),
            BranchCancelled(token, rng.random() < 0.5),
            BegunBeside(target),
            TokenMoved(token, target, rng.random() < 0.5),
            Returned(token, rng.choice(sorted(pair.marking.walked or [target]))),
            Returned(token, target),
            InstanceAdded(token),
            Begun(token, target),
            Begun(token, target),
            Finished(token),
            Escalated(token, rng.choice(CODES)),
        )
        if rng.random() < 0.15:
            code = rng.choice(CODES)
            note(f"{token} throws {code}")
            pair.throw(token, code)
        else:
            act = rng.choice(acts)
            note(repr(act))
            pair.send(act)
