"""Tests of one input's value. Of a list, one item that fits is enough."""

from dataclasses import dataclass
from typing import Any

from ..expression.tree import Literal
from ..expression.values import contained, equal, is_list, ordered


class Test:
    """What a cell asks. ``holds(run, value)``; ``trees()``: the formulas in it."""

    def trees(self):
        return ()


@dataclass(frozen=True)
class Anything(Test):
    """Whatever the value is."""

    def holds(self, run, value):
        return True


ANY = Anything()


@dataclass(frozen=True)
class Same(Test):
    """The value that a formula gives, or one of the list that it gives.

    A formula, not a plain ``true``, that gives yes or no below an input that is neither
    is a condition by itself (DMN 1.3, 10.3.2.8).
    """

    tree: Any

    def trees(self):
        return (self.tree,)

    def holds(self, run, value):
        wanted = run.value(self.tree)
        is_answer = isinstance(wanted, bool) and not isinstance(self.tree, Literal)
        if is_answer and not isinstance(value, bool):
            return wanted
        if equal(value, wanted):
            return True
        if is_list(wanted):
            return any(contained(item, wanted) for item in _items(value))
        return is_list(value) and contained(wanted, value)


@dataclass(frozen=True)
class Compare(Test):
    """``< 10``, ``= 3``."""

    sign: str
    tree: Any

    def trees(self):
        return (self.tree,)

    def holds(self, run, value):
        limit = run.value(self.tree)
        if self.sign == "==":
            return any(equal(item, limit) for item in _items(value))
        return any(ordered(self.sign, item, limit) for item in _items(value))


@dataclass(frozen=True)
class Range(Test):
    """``[low..high]``; an end of it belongs to it or not."""

    low: Any
    low_in: bool
    high: Any
    high_in: bool

    def trees(self):
        return (self.low, self.high)

    def holds(self, run, value):
        low, high = run.value(self.low), run.value(self.high)
        above, below = (">=" if self.low_in else ">"), ("<=" if self.high_in else "<")
        return any(
            ordered(above, item, low) and ordered(below, item, high)
            for item in _items(value)
        )


@dataclass(frozen=True)
class Condition(Test):
    """A whole formula; ``?`` in it is the value."""

    tree: Any

    def trees(self):
        return (self.tree,)

    def holds(self, run, value):
        return run.truth(self.tree)


@dataclass(frozen=True)
class Not(Test):
    test: Any

    def trees(self):
        return self.test.trees()

    def holds(self, run, value):
        return not self.test.holds(run, value)


@dataclass(frozen=True)
class AnyOf(Test):
    tests: tuple

    def trees(self):
        return tuple(tree for test in self.tests for tree in test.trees())

    def holds(self, run, value):
        return any(test.holds(run, value) for test in self.tests)


@dataclass(frozen=True)
class AllOf(Test):
    """``>= 5 and < 10``: of a list, the same item."""

    tests: tuple

    def trees(self):
        return tuple(tree for test in self.tests for tree in test.trees())

    def holds(self, run, value):
        return any(
            all(test.holds(run, item) for test in self.tests) for item in _items(value)
        )


def _items(value):
    return value if is_list(value) else (value,)
