"""What FEEL asks behind ``in``: positive unary tests (DMN 1.3, 10.3.1.2, grammar 7)."""

from .building import call
from .powers import COMPARE
from .tree import Binary, ListOf, Literal
from .values import ORDERS

OPENING, CLOSING = ("[", "(", "]"), ("]", ")", "[")


class UnaryTests:
    """The part of FEEL's parser that reads them."""

    def member(self, left, position):
        """``in [1..5]``, ``in (1, 2)``, ``in [a, b]``, ``in (< 5, [7..9])``."""
        opening = self.word
        test = self.test(left, position)
        if test is not None:
            return test
        if self.key() == "]":
            raise self.foreign(opening.value, opening.position)
        if not self.skip("("):
            return _member(left, self.expression(COMPARE), position)
        plain, tests = [], []
        while not self.skip(")"):
            test = self.test(left, position)
            if test is None:
                plain.append(self.expression())
            else:
                tests.append(test)
            if self.key() != ")":
                self.expect(",")
        return _one_of(left, plain, tests, opening.position, position)

    def test(self, left, position):
        """A comparison or a range, None where something else stands."""
        if self.key() in ORDERS:
            sign = self.take().value
            return Binary(sign, left, self.expression(COMPARE), position)
        if self.key() in OPENING and self.is_range():
            return self.ranged(left, position)
        return None

    def ranged(self, left, position):
        opening, low = self.take(), self.expression()
        self.expect("..")
        self.in_range = True  # a bracket behind it is the end of the range
        high, closing = self.expression(), self.word
        self.in_range = False
        if self.key() not in CLOSING:
            raise self.unexpected()
        self.place += 1
        if (opening.value, closing.value) == ("[", "]"):
            return call("between", (left, low, high), position)
        above = ">=" if opening.value == "[" else ">"
        below = "<=" if closing.value == "]" else "<"
        lower = Binary(above, left, low, position)
        return Binary("and", lower, Binary(below, left, high, position), position)


def _member(left, right, position):
    """``x in y``: equality with a single value, membership in a list."""
    single = isinstance(right, Literal)
    return Binary("==" if single else "in", left, right, position)


def _one_of(left, plain, tests, place, position):
    if len(plain) == 1:
        found = [_member(left, plain[0], position)]
    elif plain or not tests:
        found = [Binary("in", left, ListOf(tuple(plain), place), position)]
    else:
        found = []
    tree, *rest = found + tests
    for test in rest:
        tree = Binary("or", tree, test, position)
    return tree
