"""Random trees written and read again; random text read."""

import unittest
from datetime import datetime

from engine.expression import (
    FUNCTIONS,
    ExpressionError,
    Scope,
    parse,
    parse_script,
    to_text,
)
from engine.expression.building import READERS
from engine.expression.tree import (
    Attribute,
    Binary,
    Call,
    Context,
    Each,
    Item,
    ListOf,
    Literal,
    Name,
    Unary,
)
from examples import CHANCE, examples
from hypothesis import given, note

SIGNS = (
    *["or", "and", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%"],
    "not in",
)
LEAVES = (0, 7, 1.5, 1e22, 1e-7, True, False, None)
WORDS = ("", "it's", 'a"b\\', "é\n\t\r\u2028")
NAMES = ("a", "amount", "b_2", "сумма", "contains", "var", "date", "list")
PIECES = (
    *"()[],.;:=<>!?{}$#@'\"\\+-*/% \n",
    *("and", "or", "not", "in", "if", "then", "else", "a", "b.c", "1", "2.5", "'x'"),
    *("==", "<=", "&&", "len(", "sum(", "date(", "${", "}", "..", "null", "empty"),
    *("?", "[0]", "['a']", "['a b']", "[-1]", "('x', 1)", "+=", "-=", "//", "var "),
    *("${a}", "${b.c > 1}", "execution.setVariable('a', ", "item(", " : ", "="),
    *(" for ", " in xs", "[x for x in ", "some x in ", " satisfies ", "xs[", "{a: "),
    *("filter(", "sort(", "a.get(", "vars:eq(a, ", "==="),
    *("contains", "between", "list contains(", "a.size()", "\x00", "é", "9" * 40),
)
SCOPE = Scope({"a": 1, "b": {"c": "x"}}, datetime(2026, 1, 31))


class Maker:
    """Trees of all kinds of nodes."""

    def __init__(self, chance):
        self.random = chance

    def tree(self, depth=5):
        pick = self.random
        if depth == 0 or pick.random() < 0.15:
            return self.leaf()
        return pick.choice(
            (self.binary, self.binary, self.unary, self.call, self.other)
        )(depth - 1)

    def leaf(self):
        if self.random.random() < 0.5:
            return Literal(self.random.choice((*LEAVES, *WORDS)))
        return Name(self.random.choice(NAMES))

    def binary(self, depth):
        sign = self.random.choice(SIGNS)
        return Binary(sign, self.tree(depth), self.tree(depth))

    def unary(self, depth):
        return Unary(self.random.choice(("not", "-")), self.tree(depth))

    def call(self, depth):
        name = self.random.choice(
            sorted(set(FUNCTIONS) - set(READERS))  # those try constants
        )
        least, most, _call = FUNCTIONS[name]
        count = self.random.randint(least, min(most, 3))
        return Call(name, tuple(self.tree(depth) for _ in range(count)))

    def other(self, depth):
        kind = self.random.random()
        if kind < 0.1:
            return self.each(depth)
        if kind < 0.2:
            keys = self.random.sample((*NAMES, "a b", "it's", "not"), 2)
            return Context(tuple((key, self.tree(depth)) for key in keys))
        if kind < 0.4:
            key = self.tree(depth)
            is_name = isinstance(key, Literal) and isinstance(key.value, str)
            return Item(self.tree(depth), Literal("a b") if is_name else key)
        if kind < 0.65:
            count = self.random.randint(0, 3)
            return ListOf(tuple(self.tree(depth) for _ in range(count)))
        return Attribute(self.tree(depth), self.random.choice((*NAMES, "not", "true")))

    def each(self, depth):
        names = self.random.sample(NAMES, self.random.randint(1, 2))
        sources = tuple((name, self.tree(depth)) for name in names)
        condition = self.tree(depth) if self.random.random() < 0.5 else None
        return Each(self.tree(depth), sources, condition)


class TestFuzz(unittest.TestCase):
    @examples(800)
    @given(CHANCE)
    def test_trees_come_back(self, chance):
        tree = Maker(chance).tree()
        text = to_text(tree)
        note(text)
        if len(text) < 9000:
            again = parse(text, "bare").tree
            # repr tells 1 from True and from 1.0, which are equal.
            self.assertEqual(repr(again), repr(tree))
            self.assertEqual(to_text(again), text)

    @examples(800)
    @given(CHANCE)
    def test_trees_are_evaluated_or_refused(self, chance):
        text = to_text(Maker(chance).tree())
        note(text)
        if len(text) > 9000:
            return
        try:
            parse(text, "bare").evaluate(SCOPE)
        except ExpressionError as error:
            self.assertIsInstance(error.position, int)
            self.assertLessEqual(error.position, len(text))

    @examples(2000)
    @given(CHANCE)
    def test_any_text_is_read_or_refused(self, pick):
        text = "".join(pick.choices(PIECES, k=pick.randint(1, 12)))
        start = pick.choice(("", "", "=", "${", "a = ", "PT${"))
        text = start + text + ("}" if start.endswith("${") else "")
        note(text)
        self.read(parse, text)
        self.read(parse_script, text)

    def read(self, reader, text):
        try:
            written = reader(text).to_text()
        except ExpressionError as error:
            self.assertIsInstance(error.position, int)
        else:
            self.assertEqual(reader(written).to_text(), written)
