"""Cells below an input, one by one."""

import unittest
from datetime import date, datetime

from engine.decisions.cells import parse_test, parse_value, parse_values
from engine.expression import ExpressionError, Layer, Run, Scope

NOW = datetime(2026, 3, 2, 9, 0)
DATA = {"limit": 10, "urgent": True, "names": ["a", "b"], "country": "BE"}


class TestCells(unittest.TestCase):
    def holds(self, text, value):
        run = Run(Scope(DATA, NOW))
        run.scope = Layer(run.scope, {"?": value})
        return parse_test(text).holds(run, value)

    def check(self, *table):
        for text, fits, others in table:
            for value in fits:
                with self.subTest(text=text, fits=value):
                    self.assertIs(self.holds(text, value), True)
            for value in others:
                with self.subTest(text=text, other=value):
                    self.assertIs(self.holds(text, value), False)

    def test_anything(self):
        self.check(*((text, [1, "a", None, []], []) for text in ("", " ", "-", "–")))

    def test_values(self):
        self.check(
            ("5", [5, 5.0], [6, "5", None]),
            ("-5", [-5], [5]),
            ('"Gold"', ["Gold"], ["gold", None, 5]),
            ("'Gold'", ["Gold"], ["gold"]),
            ('"a", "b"', ["a", "b"], ["c", None]),
            ('"a" or "b"', ["a", "b"], ["c"]),
            ("1, 5..7", [1, 5, 6, 7], [2, 8]),
            ("true", [True], [False, None, "x"]),
            ("null", [None], [0, ""]),
            ("limit", [10], [9]),
            ("limit * 2 + 1", [21], [10]),
            ("names", ["a", "b", ["a", "b"]], ["c"]),
            ("['a', 'c']", ["a", "c"], ["b"]),
        )

    def test_comparisons(self):
        self.check(
            ("< 10", [9.9, -1], [10, None]),
            ("<= 10", [10], [11]),
            ("> limit", [11], [10]),
            (">= limit - 5", [5], [4]),
            ("= 3", [3], [4]),
            ("!= 3", [4, None], [3]),
            ("<> 3", [4], [3]),
            (">= 5 and < 10", [5, 9], [4, 10]),
            ("< 1, > 9", [0, 10], [5]),
        )

    def test_ranges(self):
        self.check(
            ("[1..5]", [1, 3, 5], [0, 6, None]),
            ("(1..5)", [3], [1, 5]),
            ("]1..5[", [3], [1, 5]),
            ("[1..5)", [1], [5]),
            ("(1..limit]", [10], [1, 11]),
            ("1..5", [1, 5], [6]),
            ("[-5..-1]", [-3], [0]),
            ("[1..2], [4..5]", [1, 5], [3]),
            ("['a'..'c']", ["b"], ["d"]),
        )

    def test_negations(self):
        self.check(
            ("not(5)", [6, None], [5]),
            ('not("a", "b")', ["c", None], ["a", "b"]),
            ("not([1..5])", [6], [3]),
            ("not(< 5)", [5], [4]),
            ("not (urgent) or ? > 3", [4], [3]),
        )

    def test_days(self):
        day = date(2026, 1, 31)
        self.check(
            ("2026-01-31", [day, datetime(2026, 1, 31)], [date(2026, 2, 1)]),
            ("< 2026-02-01", [day], [date(2026, 2, 1)]),
            ("[2026-01-01..2026-01-31]", [day], [date(2026, 2, 1)]),
            ("< today()", [day], [date(2026, 3, 2)]),
            ("2026 - 1", [2025], [day]),
        )
        with self.assertRaises(ExpressionError) as caught:
            parse_test("> 2026-02-31")
        self.assertEqual(caught.exception.code, "bad_value")

    def test_whole_formulas(self):
        self.check(
            ("country == 'BE'", ["x", 5, None], []),
            ("country == 'NL'", [], ["x", 5]),
            ("? > limit and urgent", [11], [10]),
            ("contains(?, 'air')", ["chair"], ["sofa"]),
            ("urgent", ["x", 5, True], [False]),
            ("not urgent", [], ["x", True, False]),
            ("empty(?)", [None, ""], ["x"]),
            ("? in names", ["a"], ["c"]),
            ("if(urgent, 1, 2)", [1], [2]),
            ("between(?, 1, limit)", [5], [11]),
        )

    def test_of_a_list_one_that_fits_is_enough(self):
        self.check(
            ("'VIP'", [["VIP", "New"]], [["New"], []]),
            ("'VIP', 'New'", [["New"]], [["Old"]]),
            ("> 5", [[1, 9]], [[1, 2]]),
            ("[1..3]", [[9, 2]], [[9]]),
            (">= 5 and < 7", [[6]], [[3, 9]]),
            ("not('VIP')", [["New"], []], [["VIP", "New"]]),
            ("!= 'VIP'", [["New"]], [["VIP", "New"]]),
        )

    def test_mistakes_and_their_places(self):
        for text, code, place in (
            ("<", "unexpected_end", 1),
            ("< ", "unexpected_end", 2),
            ('"Gold', "unclosed_string", 0),
            ("5,", "unexpected_end", 2),
            ("[1..5", "unexpected_end", 5),
            ("[1..", "unexpected_end", 4),
            ("not(5", "unexpected_end", 5),
            ("Gold client", "unexpected", 5),
            ("> 5 5", "unexpected", 4),
            ("'a' and 'b'", "bad_types", 4),
            ("'a' or urgent", "bad_types", 4),
            ("x" * 1001, "too_long", 1000),
        ):
            with self.subTest(text=text[:20]):
                with self.assertRaises(ExpressionError) as caught:
                    parse_test(text)
                error = caught.exception
                self.assertEqual((error.code, error.position), (code, place))

    def test_a_text_is_not_compared_with_a_number(self):
        with self.assertRaises(ExpressionError) as caught:
            self.holds("< 10", "many")
        self.assertEqual(caught.exception.code, "bad_types")

    def test_values_of_outputs(self):
        run = Run(Scope(DATA, NOW))
        self.assertIsNone(parse_value("-"))
        self.assertEqual(run.value(parse_value("limit * 2")), 20)
        self.assertEqual(run.value(parse_value("2026-01-31")), date(2026, 1, 31))
        values = parse_values('"High", "Low", limit')
        self.assertEqual([run.value(v) for v in values], ["High", "Low", 10])
        self.assertEqual(parse_values(" "), ())
