"""What stands in the cells of a decision table, read to trees.

In a cell below an input stand DMN's unary tests (DMN 1.3, 10.3.1.2): ``-`` or nothing,
a value, several by commas, ``< 10``, ``[1..5]``, ``]1..5[``, ``not(...)``, or a whole
formula in which ``?`` is the input's value. Beyond that: ``1..5`` for ``[1..5]``, ``>=
5 and < 10``, and days written ``2026-01-31``.
"""

import re
from functools import lru_cache

from ..expression import tokens
from ..expression.building import call, checked
from ..expression.errors import ExpressionError
from ..expression.parser import COMPARISONS, Parser
from ..expression.powers import COMPARE
from ..expression.tree import Binary, Call, Literal, Name, Unary, walk
from .unary import ANY, AllOf, AnyOf, Compare, Condition, Not, Range, Same

MOST_CHARACTERS = 1000
NOTHING = ("", "-", "–", "—")  # dashes as text programs make them
TESTED = "?"
DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
DATE = "date"
ORDERED = ("<", "<=", ">", ">=", "=", "==", "!=", "<>")
LOGIC = ("and", "or")
YES_OR_NO = frozenset(
    (
        *("contains", "startswith", "endswith", "empty", "between", "defined"),
        *("matches", "any", "all"),
    )
)
OPENING, CLOSING = ("[", "(", "]"), ("]", ")", "[")


class CellParser(Parser):
    """The bare form, with days and ``?`` in it."""

    def __init__(self, text):
        super().__init__(text, most=MOST_CHARACTERS)

    def read_words(self, start, end):
        """Words, those of a day put together."""
        found = []
        for word in super().read_words(start, end):
            if found and found[-1].kind == DATE:
                day = found[-1]
                if word.position < day.position + len(day.value):
                    continue
            match = word.kind == tokens.NUMBER and DAY.match(self.text, word.position)
            found.append(tokens.Word(DATE, match[0], word.position) if match else word)
        return found

    def primary(self):
        word = self.word
        if word.kind == DATE:
            self.place += 1
            return call("date", (Literal(word.value, word.position),), word.position)
        if self.key() == TESTED:
            self.place += 1
            return Name(TESTED, word.position)
        return super().primary()

    # ------------------------------------------------------------------
    # Tests
    # ------------------------------------------------------------------
    def tests(self, closing=None):
        """Tests with commas between them, of which one has to hold."""
        found = [self.test()]
        while self.skip(","):
            found.append(self.test())
        if closing:
            self.expect(closing)
        elif self.word.kind != tokens.END:
            raise self.unexpected()
        return found[0] if len(found) == 1 else AnyOf(tuple(found))

    def test(self):
        if self.key() in ORDERED:
            return self.compared()
        if self.key() == "not" and self.key(1) == "(":
            place = self.place
            test = self.negated()
            if test is not None:
                return test
            self.place = place
        if self.key() in OPENING and self.is_range():
            return self.ranged()
        tree = self.expression()
        if self.key() == "..":
            self.place += 1
            return Range(tree, True, self.expression(COMPARE), True)
        return _meant(tree)

    def compared(self):
        """``< 10``, ``>= 5 and < 10``."""
        parts = []
        while True:
            sign = self.infixes[self.take().value][0]
            limit = self.expression(COMPARE)
            differs = sign == "!="
            parts.append(Not(Compare("==", limit)) if differs else Compare(sign, limit))
            if self.key() != "and" or self.key(1) not in ORDERED:
                break
            self.place += 1
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def negated(self):
        """``not(...)``; None where it is only the beginning of a formula."""
        self.place += 2
        inside = self.tests(")")
        ends = self.word.kind == tokens.END or self.key() in (",", ")")
        return Not(inside) if ends else None

    def ranged(self):
        low_in = self.take().value == "["
        low = self.expression(COMPARE)
        self.expect("..")
        self.in_range = True  # a bracket behind it is the end of the range
        high = self.expression(COMPARE)
        self.in_range = False
        if self.key() not in CLOSING:
            raise self.unexpected()
        return Range(low, low_in, high, self.take().value == "]")


def _meant(tree):
    """What a formula in a cell tests: a condition by itself, or the value it gives."""
    if isinstance(tree, Binary) and tree.operator in LOGIC:
        return _joined(tree)
    compares = isinstance(tree, Binary) and tree.operator in COMPARISONS
    asks = isinstance(tree, Call) and tree.function in YES_OR_NO
    is_not = isinstance(tree, Unary) and tree.operator == "not"
    mentioned = any(isinstance(n, Name) and n.name == TESTED for n, _d in walk(tree))
    return Condition(tree) if compares or asks or is_not or mentioned else Same(tree)


def _joined(tree):
    """``"a" or "b"`` are values; joined otherwise, they would always hold."""
    leaves, stack = [], [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Binary) and node.operator in LOGIC:
            stack += (node.right, node.left)
            if node.operator == "and":
                leaves.append(None)
        else:
            leaves.append(node)
    constant = [_is_constant(leaf) for leaf in leaves if leaf is not None]
    if all(constant) and None not in leaves:
        return AnyOf(tuple(Same(leaf) for leaf in leaves))
    if any(constant):
        raise ExpressionError(
            "bad_types", tree.position, operation=tree.operator, types=["value"]
        )
    return Condition(tree)


def _is_constant(node):
    return isinstance(node, Literal) and not isinstance(node.value, bool)


# ----------------------------------------------------------------------
# Reading
# ----------------------------------------------------------------------
@lru_cache(maxsize=8192)
def parse_test(text):
    """The test of a cell below an input; see unary.py.

    :raise ExpressionError: with its position in the cell
    """
    if text.strip() in NOTHING:
        return ANY
    test = CellParser(text).tests()
    for tree in test.trees():
        checked(tree)
    return test


@lru_cache(maxsize=8192)
def parse_value(text):
    """The tree of a cell below an output; None where nothing stands.

    :raise ExpressionError: with its position in the cell
    """
    return None if text.strip() in NOTHING else CellParser(text).whole()


@lru_cache(maxsize=1024)
def parse_values(text):
    """The trees of values with commas between them.

    :raise ExpressionError: with its position in the cell
    """
    if text.strip() in NOTHING:
        return ()
    parser = CellParser(text)
    found = [parser.expression(COMPARE)]
    while parser.skip(","):
        found.append(parser.expression(COMPARE))
    if parser.word.kind != tokens.END:
        raise parser.unexpected()
    return tuple(checked(tree) for tree in found)
