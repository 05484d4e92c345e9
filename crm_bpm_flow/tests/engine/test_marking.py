import json
import unittest

from engine import ACTIVE, FAILED, Marking, Scope, Token
from engine.marking import Done
from scenario import Story, through_json


class TestMarking(unittest.TestCase):
    MARKING = Marking(
        12,
        {
            11: Token(11, "P", 0),
            2: Token(2, "Call", 10, ACTIVE, "f1", "yes", ("Call", "late"), False, 1),
            3: Token(3, "x", 0, FAILED, None, None, (), True),
        },
        {10: Scope(10, "P", 0, 11)},
        {"start": 1, "Call": 3},
    )

    def test_where_it_stands_is_not_where_it_only_listens_or_keeps_others(self):
        marking = Marking(
            9,
            {
                1: Token(1, "part", 0),
                2: Token(2, "inside", 5),
                3: Token(3, "join", 0, "arrived"),
                4: Token(4, "sub", 0, "listening"),
                6: Token(6, "any", 0),
                8: Token(8, "failed", 0, FAILED),
            },
            {5: Scope(5, "part", 0, 1), 7: Scope(7, "any", 0, 6)},
        )
        standing = [token.node for token in marking.standing()]
        self.assertEqual(standing, ["inside", "any", "failed"])

    def test_survives_json_with_keys_in_any_order(self):
        self.assertEqual(
            Marking.from_json(through_json(self.MARKING.to_json())), self.MARKING
        )

    def test_is_small(self):
        rows = self.MARKING.to_json()["tokens"]
        self.assertEqual(rows["11"], ["P", 0, "active"])
        self.assertEqual(rows["3"], ["x", 0, "failed", None, None, [], True])

    def test_carries_its_version(self):
        data = self.MARKING.to_json()
        self.assertEqual(data["v"], 1)
        with self.assertRaises(ValueError):
            Marking.from_json({**data, "v": 2})

    def test_rows_of_the_first_engine_are_still_read(self):
        data = {
            "v": 1,
            "next": 12,
            "tokens": {"11": ["P", 0, "active"], "2": ["Call", 10, "active", "f1"]},
            "scopes": {"10": ["P", 0, 11]},
            "walked": {"start": 1},
        }
        marking = Marking.from_json(data)
        self.assertEqual(marking.scopes, {10: Scope(10, "P", 0, 11)})
        self.assertEqual((marking.done, marking.called), ({}, False))
        self.assertEqual(marking.to_json(), data)

    def test_what_is_new_survives_too(self):
        tokens = {2: Token(2, "A", 1, counter=3), 3: Token(3, "A", 0)}
        scopes = {1: Scope(1, "A", 0, 3, "loop", 4, 3, 1, "gone", ("B",))}
        done = {5: Done(5, "B", 0), 6: Done(6, "C", 1, 4)}
        marking = Marking(7, tokens, scopes, {"A": 1}, done, called=True)
        again = Marking.from_json(through_json(marking.to_json()))
        self.assertEqual(again, marking)
        self.assertEqual(again.scopes[1].seen, ("B",))

    def test_nothing_is_a_case_not_yet_started(self):
        for data in (None, False, {}):
            self.assertEqual(Marking.from_json(data), Marking())
        self.assertFalse(Marking().is_started)
        self.assertFalse(Marking().is_ended)

    def test_its_json_is_its_own(self):
        marking = Marking.from_json(self.MARKING.to_json())
        marking.to_json()["walked"]["start"] = 9
        self.assertEqual(marking.walked["start"], 1)

    def test_questions(self):
        self.assertEqual([t.id for t in self.MARKING.at("Call")], [2])
        self.assertEqual([t.id for t in self.MARKING.failed()], [3])
        self.assertTrue(self.MARKING.is_started)
        self.assertNotEqual(self.MARKING, Marking())
        self.assertNotEqual(self.MARKING, "marking")
        self.assertIn("Call", repr(self.MARKING))


class TestMarkingOfACase(Story):
    def test_numbers_are_never_used_twice(self):
        case = self.play("(start) -> [A] -> |P| -> [A]\nP: (in) -> [B] -> (out)")
        seen = set()
        for _round in range(5):
            for name in ("A", "B"):
                ids = {token.id for token in case.marking.tokens.values()}
                ids |= set(case.marking.scopes)
                self.assertLess(max(ids), case.marking.next_id)
                self.assertNotIn(case.token(name).id, seen)
                seen.add(case.token(name).id)
                case.complete(name)

    def test_of_a_usual_case_is_a_few_hundred_bytes(self):
        case = self.play("(start) -> [Call: y, n] -> [Write] -> (end)\n(@t|Write)")
        case.complete("Call", "y")
        self.assertLess(len(json.dumps(case.marking.to_json())), 200)
