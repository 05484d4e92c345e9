"""Patterns fit where Python's own do, and never take long."""

import re
import unittest
from time import process_time

from engine.expression.pattern_parts import BadPattern
from engine.expression.patterns import pattern
from examples import CHANCE, examples
from hypothesis import given, note

PARTS = (
    "a",
    "b",
    "c",
    ".",
    "[ab]",
    "[^a]",
    r"\d",
    r"\w",
    "1",
    r"\.",
    "[a-c1]",
    "^",
    "$",
)
AFTER = ("", "", "", "*", "+", "?", "{2}", "{1,3}", "*?", "+?", "??")
SIGNS = "aabbc1. \n"


class Maker:
    def __init__(self, chance):
        self.random = chance

    def pattern(self, depth=3):
        return "|".join(
            self.row(depth) for _ in range(self.random.choice((1, 1, 1, 2)))
        )

    def row(self, depth):
        return "".join(self.part(depth) for _ in range(self.random.randint(1, 3)))

    def part(self, depth):
        if depth and self.random.random() < 0.3:
            start = self.random.choice(("(", "(?:"))
            part = f"{start}{self.pattern(depth - 1)})"
            # Of what may be empty, others go around again in other ways.
            again = re.fullmatch(part, "") is None
        else:
            part = self.random.choice(PARTS)
            again = part not in "^$"
        return part + self.random.choice(AFTER) if again else part


class TestPatterns(unittest.TestCase):
    @examples(1500)
    @given(CHANCE)
    def test_the_same_as_pythons(self, chance):
        text = Maker(chance).pattern()
        told = "".join(chance.choices(SIGNS, k=chance.randint(0, 8)))
        note(f"{text!r} in {told!r}")
        # Ours ends where the text does, not before a last new line.
        theirs = re.search(text.replace("$", r"\Z"), told)
        found = pattern(text).search(told)
        self.assertEqual(found and found.spans[0], theirs and theirs.span())

    def test_groups_and_flags(self):
        found = pattern(r"(\d+)-(\d+)|(x)").search("no 12-345")
        self.assertEqual(found.spans, ((3, 9), (3, 5), (6, 9), (None, None)))
        self.assertTrue(pattern("^ab[C-E]$", "i").search("ABc"))
        self.assertFalse(pattern("^ab$").search("AB"))
        self.assertTrue(pattern("^b$", "m").search("a\nb\nc"))
        self.assertTrue(pattern("a.b", "s").search("a\nb"))
        self.assertFalse(pattern("a.b").search("a\nb"))
        self.assertTrue(pattern(r"\bb\b").search("a b c"))

    def test_refused(self):
        for text in (
            *(
                "(",
                ")",
                "a)",
                "[",
                "[]",
                "[b-a]",
                "*",
                "a**",
                "a{2",
                "a{3,2}",
                "a{999}",
            ),
            *(r"(a)\1", "(?=a)", "(?<n>a)", "(?i)a", "\\", r"\p{L}", "^*", "a{,2}"),
            *("(" * 50 + ")" * 50, "a" * 2000, "((a{100}){100}){100}", r"[\d-z]a["),
        ):
            with self.subTest(text=text[:30]), self.assertRaises(BadPattern):
                pattern(text)
        with self.assertRaises(BadPattern):
            pattern("a", "x")

    def test_never_takes_long(self):
        for text in ("(a+)+$", "(a|a)+$", "(a|aa)+$", "(.*a){10}$", "((a*)*)+c"):
            with self.subTest(text=text):
                begin = process_time()
                self.assertIsNone(pattern(text).search("a" * 1000 + "b"))
                self.assertLess(process_time() - begin, 5)
