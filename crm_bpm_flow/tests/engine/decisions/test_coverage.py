"""Rules that overlap, and holes."""

import itertools
import random
from datetime import datetime

from engine.decisions import read_table
from engine.decisions.pieces import Piece
from engine.expression import Scope

from .tables import TableCase, plain


class TestOverlaps(TableCase):
    def overlaps(self, *args):
        return self.study(*args).overlaps

    def test_numbers(self):
        table = plain("n -> x", "< 10 -> 1", ">= 10 and < 20 -> 2", "[19..30] -> 3")
        self.assertEqual(self.overlaps(table), ((1, 2),))
        table = plain("n -> x", "< 10 -> 1", "[10..20) -> 2", ">= 20 -> 3")
        self.assertEqual(self.overlaps(table), ())

    def test_texts_and_yes_or_no(self):
        table = plain(
            "a | b -> x",
            "'Gold' | true -> 1",
            "'Gold', 'New' | false -> 2",
            "not('Gold') | false -> 3",
        )
        self.assertEqual(self.overlaps(table), ((1, 2),))

    def test_days(self):
        table = plain("d -> x", "< 2026-02-01 -> 1", ">= 2026-01-31 -> 2")
        self.assertEqual(self.overlaps(table), ((0, 1),))

    def test_anything_overlaps_with_everything(self):
        table = plain("a | b -> x", "1 | - -> 1", "- | 2 -> 2")
        self.assertEqual(self.overlaps(table), ((0, 1),))

    def test_what_other_values_decide_is_not_told(self):
        table = plain("a | b -> x", "limit | 1 -> 1", "5 | 1 -> 2", "? > 2 | 1 -> 3")
        self.assertEqual(self.overlaps(table), ())

    def test_two_columns_about_the_same(self):
        table = plain("n | n -> x", ">= 5 | < 10 -> 1", ">= 10 | < 20 -> 2")
        self.assertEqual(self.overlaps(table), ())

    def test_any_only_where_values_differ(self):
        table = plain("n -> x", "> 1 -> 1", "> 2 -> 1", "> 3 -> 2", "> 4 -> n")
        self.assertEqual(self.overlaps(table, "any"), ((0, 2), (1, 2)))

    def test_policies_that_allow_it(self):
        table = plain("n -> x", "> 1 -> 1", "> 2 -> 2", x={"values": "1, 2"})
        for policy in ("first", "priority", "collect", "rule_order"):
            self.assertEqual(self.overlaps(table, policy), ())

    def test_a_rule_behind_one_that_fits_always_when_it_does(self):
        table = plain(
            "n | c -> x",
            "> 1 | - -> 1",
            "< 0 | limit -> 2",
            "> 2 | other -> 3",
            "< 0 | limit -> 4",
            "- | - -> 5",
            "< 1 and > 2 | - -> 6",
        )
        found = self.study(table, "first")
        self.assertEqual((found.hidden, found.never), (((2, 0),), (5,)))

    def test_a_rule_that_fits_nothing(self):
        table = plain("n -> x", "> 5 and < 3 -> 1", "[5..3] -> 2", "5 -> 3")
        self.assertEqual(self.study(table).never, (0, 1))


class TestHoles(TableCase):
    def hole(self, *args):
        return self.study(*args).hole

    def test_between_two_ranges(self):
        table = plain("n -> x", "< 10 -> 1", "> 10 -> 2")
        self.assertEqual(self.hole(table), ((0, Piece("value", 10)),))
        table = plain("n -> x", "<= 10 -> 1", ">= 11 -> 2")
        self.assertEqual(self.hole(table), ((0, Piece("between", 10, 11)),))
        self.assertIsNone(self.hole(table, "unique", (None, True)))

    def test_before_the_first_and_behind_the_last(self):
        table = plain("n -> x", "[0..5] -> 1")
        self.assertEqual(self.hole(table), ((0, Piece("below", high=0)),))
        table = plain("n -> x", "<= 5 -> 1")
        self.assertEqual(self.hole(table), ((0, Piece("above", 5)),))

    def test_of_two_inputs(self):
        table = plain(
            "n | c -> x", "< 10 | - -> 1", ">= 10 | 'Gold' -> 2", ">= 10 | 'New' -> 3"
        )
        self.assertEqual(
            self.hole(table), ((0, Piece("value", 10)), (1, Piece("other")))
        )
        known = (("Gold", "New"),)
        self.assertIsNone(self.hole(table, "unique", (), known))

    def test_days(self):
        table = plain("d -> x", "<= 2026-01-31 -> 1", ">= 2026-02-01 -> 2")
        low, high = datetime(2026, 1, 31), datetime(2026, 2, 1)
        self.assertEqual(self.hole(table), ((0, Piece("between", low, high)),))
        self.assertIsNone(self.hole(table, "first", (None, True)))

    def test_nothing_is_a_value_where_a_cell_names_it(self):
        table = plain("b -> x", "true -> 1", "false -> 2")
        self.assertIsNone(self.hole(table))
        table = plain("b -> x", "true -> 1", "false, not(null) -> 2")
        self.assertEqual(self.hole(table), ((0, Piece("nothing")),))

    def test_a_default_fills_every_hole(self):
        table = plain("n -> x", "1 -> 1", x={"default": "0"})
        self.assertIsNone(self.hole(table))

    def test_lists_have_no_holes(self):
        table = plain("n -> x", "1 -> 1")
        for policy in ("collect", "rule_order"):
            self.assertIsNone(self.hole(table, policy))

    def test_what_other_values_decide_may_fit(self):
        table = plain("n | c -> x", "< 10 | limit -> 1", ">= 10 | - -> 2")
        self.assertIsNone(self.hole(table))
        table = plain("n | c -> x", "< 10 | limit -> 1", "> 10 | - -> 2")
        self.assertEqual(self.hole(table), ((0, Piece("value", 10)),))

    def test_a_table_with_mistakes_is_not_looked_at(self):
        self.assertIsNone(self.hole(plain("n -> x", "< -> 1")))

    def test_a_large_table_is_not_looked_at_for_ever(self):
        rules = [f"{n} | {n} | {n} | {n} | {n} -> 1" for n in range(200)]
        self.study(plain("a | b | c | d | e -> x", *rules), "first")


class TestAgainstTheTable(TableCase):
    """What is said without data is so with data."""

    CELLS = ("-", "< 3", ">= 3", "[2..5]", "(2..5)", "1, 7", "not(4)", "> 6")

    def test_random_tables(self):
        chance = random.Random(7)
        samples = [n / 2 for n in range(-1, 18)]
        for _round in range(30):
            rules = [
                " | ".join(chance.choices(self.CELLS, k=2)) + f" -> {n}"
                for n in range(chance.randint(1, 5))
            ]
            table = plain("a | b -> x", *rules)
            found = self.study(table)
            read = read_table(table, "collect")
            pairs, empty = set(), False
            for a, b in itertools.product(samples, samples):
                hits = read.decide(Scope({"a": a, "b": b})).hits
                pairs.update(itertools.combinations(hits, 2))
                empty = empty or not hits
            with self.subTest(rules=rules):
                self.assertEqual(set(found.overlaps), pairs)
                self.assertEqual(found.hole is not None, empty)
