"""Ways of a choice beside brute force: gaps, overlaps, what never holds."""

import itertools
import unittest
from datetime import datetime

from engine.conditions import Kind, cover, never_holds, read_domain, read_formula
from engine.decisions.pieces import Piece
from engine.expression import parse
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

KINDS = {
    "amount": Kind("number", empty=False),
    "count": Kind("number", whole=True, empty=False),
    "day": Kind("moment", whole=True),
    "type": Kind("choice", values=("lead", "opportunity")),
    "urgent": Kind("boolean", empty=False),
    "stage": Kind("record"),
    "city": Kind("text"),
}


class ConditionCase(unittest.TestCase):
    def cover(self, *domains):
        return cover([read_domain(domain, KINDS) for domain in domains], KINDS)


class TestGaps(ConditionCase):
    def gap(self, *domains):
        return self.cover(*domains).gap

    def test_neither_more_nor_less(self):
        found = self.cover([("amount", ">", 100)], [("amount", "<", 100)])
        self.assertEqual(found.gap, (("amount", Piece("value", 100)),))
        self.assertFalse(found.is_whole)

    def test_everything(self):
        found = self.cover([("amount", ">", 100)], [("amount", "<=", 100)])
        self.assertEqual((found.gap, found.is_whole), (None, True))

    def test_between(self):
        gap = self.gap([("amount", ">", 200)], [("amount", "<", 100)])
        self.assertEqual(gap, (("amount", Piece("value", 100)),))
        gap = self.gap([("amount", ">=", 200)], [("amount", "<=", 100)])
        self.assertEqual(gap, (("amount", Piece("between", 100, 200)),))

    def test_whole_numbers_have_nothing_between_neighbours(self):
        found = self.cover([("count", ">", 4)], [("count", "<", 5)])
        self.assertTrue(found.is_whole)

    def test_choices(self):
        ways = [("type", "=", "lead")], [("type", "=", "opportunity")]
        self.assertEqual(self.gap(*ways), (("type", Piece("nothing")),))
        self.assertTrue(self.cover(*ways, [("type", "=", False)]).is_whole)

    def test_yes_and_no(self):
        ways = [("urgent", "=", True)], [("urgent", "=", False)]
        self.assertTrue(self.cover(*ways).is_whole)
        self.assertEqual(self.gap(ways[0]), (("urgent", Piece("value", False)),))

    def test_records(self):
        ways = [("stage", "in", [1, 2])], [("stage", "not in", [1, 2, False])]
        self.assertEqual(self.gap(*ways), (("stage", Piece("nothing")),))

    def test_days(self):
        ways = [("day", "<", "2026-03-01")], [("day", ">", "2026-03-01")]
        [(_axis, piece)] = self.gap(*ways)
        self.assertEqual(piece, Piece("value", datetime(2026, 3, 1)))

    def test_of_several_things_only_what_matters_is_told(self):
        gap = self.gap(
            ["&", ("urgent", "=", True), ("amount", ">", 10)],
            ["&", ("urgent", "=", False), ("amount", ">", 10)],
        )
        self.assertEqual(gap, (("amount", Piece("below", high=10)),))

    def test_what_cannot_be_decided_is_no_gap_and_no_cover(self):
        found = self.cover([("city", "ilike", "brus")], [("amount", ">", 10)])
        self.assertEqual((found.gap, found.is_whole), (None, False))

    def test_a_condition_and_its_opposite_cover_everything(self):
        ways = [("city", "ilike", "x")], [("city", "not ilike", "x")]
        self.assertTrue(self.cover(*ways).is_whole)
        self.assertTrue(self.cover(["!", ("tags", "in", [1])], [("tags", "in", [1])]))

    def test_too_much_to_look_at_is_not_known(self):
        domain = ["|"] * 19
        domain += [("city", "ilike", str(number)) for number in range(20)]
        self.assertFalse(self.cover(domain).is_known)


class TestWays(ConditionCase):
    def test_overlap(self):
        found = self.cover([("amount", "<", 100)], [("amount", ">", 50)])
        self.assertEqual(
            found.overlaps, ((1, 0, (("amount", Piece("between", 50, 100)),)),)
        )

    def test_from_the_narrow_to_the_wide_is_no_overlap(self):
        found = self.cover([("amount", ">", 1000)], [("amount", ">", 100)])
        self.assertEqual((found.overlaps, found.hidden), ((), ()))

    def test_questions_one_after_the_other_are_no_overlap(self):
        found = self.cover([("urgent", "=", True)], [("amount", ">", 100)])
        self.assertEqual(found.overlaps, ())

    def test_what_an_earlier_way_always_takes(self):
        found = self.cover([("amount", ">", 100)], [("amount", ">", 1000)])
        self.assertEqual(found.hidden, ((1, 0),))

    def test_never(self):
        never = ["&", ("amount", ">", 100), ("amount", "<", 50)]
        self.assertEqual(self.cover(never, [("amount", ">", 1)]).never, (0,))
        asked = [("city", "ilike", "x"), ("type", "=", "lead"), ("type", "=", False)]
        self.assertTrue(never_holds(read_domain(asked, KINDS), KINDS))
        self.assertFalse(never_holds(read_domain(asked[:2], KINDS), KINDS))
        self.assertFalse(never_holds(read_domain([], KINDS), KINDS))

    def test_formulas(self):
        texts = "amount > 100 and not urgent", "${record.amount <= 100 || urgent}"
        trees = [read_formula(parse(text).tree, KINDS) for text in texts]
        self.assertTrue(cover(trees, KINDS).is_whole)
        trees = [
            read_formula(parse(t).tree, KINDS) for t in ("100 < amount", "amount < 100")
        ]
        self.assertEqual(cover(trees, KINDS).gap, (("amount", Piece("value", 100)),))


# ----------------------------------------------------------------------
# Beside brute force
# ----------------------------------------------------------------------
NUMBERS = st.integers(0, 4)
LEAVES = st.one_of(
    st.tuples(
        st.sampled_from(["amount", "count"]),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        NUMBERS,
    ),
    st.tuples(st.just("amount"), st.sampled_from(["in", "not in"]), st.lists(NUMBERS)),
    st.tuples(
        st.just("type"), st.sampled_from(["=", "!="]), st.sampled_from(["lead", False])
    ),
    st.tuples(st.just("urgent"), st.sampled_from(["=", "!="]), st.booleans()),
    st.tuples(
        st.just("stage"), st.sampled_from(["=", "!="]), st.sampled_from([1, 2, False])
    ),
)
DOMAINS = st.recursive(
    LEAVES.map(lambda leaf: [leaf]),
    lambda inner: st.one_of(
        inner.map(lambda part: ["!", *part]),
        st.tuples(st.sampled_from("&|"), inner, inner).map(
            lambda parts: [parts[0], *parts[1], *parts[2]]
        ),
    ),
    max_leaves=4,
)
# Each half between the numbers, each choice, records that are named and others.
WORLD = {
    "amount": [number / 2 for number in range(-2, 12)],
    "count": list(range(-1, 6)),
    "type": ["lead", "opportunity", None],
    "urgent": [True, False],
    "stage": [1, 2, 3, None],
}


def holds(domain, row):
    """A domain on one row, written another way than in the engine."""
    item, rest = domain[0], domain[1:]
    if item == "!":
        value, rest = holds(rest, row)
        return not value, rest
    if item in ("&", "|"):
        left, rest = holds(rest, row)
        right, rest = holds(rest, row)
        return (left and right) if item == "&" else (left or right), rest
    name, operator, expected = item
    value = row[name]
    if operator in ("in", "not in"):
        return (value in expected) == (operator == "in"), rest
    if name in ("type", "stage") and expected is False:
        expected = None
    if operator in ("=", "!="):
        return (value == expected) == (operator == "="), rest
    return eval(f"{value} {operator} {expected}"), rest  # numbers only


def said(domains):
    """{row: what each domain says} for all rows that there are."""
    names = list(WORLD)
    for values in itertools.product(*WORLD.values()):
        row = dict(zip(names, values, strict=True))
        yield row, [holds(domain, row)[0] for domain in domains]


class TestBesideBruteForce(ConditionCase):
    def test_gaps_overlaps_and_ways_that_never_hold(self):
        @examples(150)
        @given(st.lists(DOMAINS, min_size=1, max_size=3))
        def check(domains):
            found = self.cover(*domains)
            self.assertTrue(found.is_known)
            rows = list(said(domains))
            gaps = [row for row, answers in rows if not any(answers)]
            self.assertEqual(found.gap is None, not gaps)
            self.assertEqual(found.is_whole, not gaps)
            if gaps:
                self.assertTrue(any(_is_in(row, found.gap) for row in gaps))
            for number in range(len(domains)):
                never = not any(answers[number] for _row, answers in rows)
                self.assertEqual(number in found.never, never)
            for later, earlier in found.hidden:
                self.assertFalse(
                    any(answers[later] and not answers[earlier] for _r, answers in rows)
                )
            for later, earlier, place in found.overlaps:
                self.assertTrue(
                    any(
                        answers[later] and answers[earlier] and _is_in(row, place)
                        for row, answers in rows
                    )
                )

        check()


def _is_in(row, place):
    return all(_fits(row[axis], piece) for axis, piece in place)


def _fits(value, piece):
    if piece.kind == "nothing":
        return value is None
    if value is None:
        return False
    if piece.kind == "value":
        return value == piece.low
    if piece.kind == "other":
        return True
    low = piece.low if piece.low is not None else value - 1
    high = piece.high if piece.high is not None else value + 1
    return low < value < high
