"""The values of an input, cut where the cells below it say something.

The pieces are the points that cells name, what lies between, and everything else. One
value stands for each, and the cells' own tests say which of them fit.
"""

from datetime import date, timedelta
from typing import NamedTuple

from ..expression.errors import ExpressionError
from ..expression.evaluate import Run
from ..expression.values import as_datetime, is_number
from .reading import constant, is_constant
from .unary import ANY, Condition

OTHER = "\x00"  # no cell can say it
WORK = 10**9  # what is looked at is counted elsewhere


class Domain(NamedTuple):
    """What is known of an input's values.

    :param values: all that there are; None when that is not known
    :param whole: numbers without a fraction, days without a time
    """

    values: tuple | None = None
    whole: bool = False


class Piece(NamedTuple):
    """A part of an input's values.

    :param kind: "value" {low}, "between", "below" {high}, "above" {low}, "other" (than
        all that is named), "nothing"
    """

    kind: str
    low: object = None
    high: object = None


def pieces(tests, domain):
    """The parts that these tests cut an input's values into."""
    if domain.values is not None:
        return [Piece("value", value) for value in domain.values]
    named = []
    for test in tests:
        if decidable(test):
            named += [constant(tree) for tree in test.trees()]
    found = line([v for v in named if is_number(v)], domain.whole)
    found += line([v for v in named if isinstance(v, date)], domain.whole)
    found += [Piece("value", text) for text in _once(named, str)]
    if any(isinstance(value, bool) for value in named):
        found += [Piece("value", True), Piece("value", False)]
    if any(isinstance(value, str) for value in named) or not found:
        found.append(Piece("other"))
    if any(value is None for value in named):
        found.append(Piece("nothing"))
    return found


def _once(values, kind):
    return list(dict.fromkeys(v for v in values if isinstance(v, kind)))


def line(points, whole):
    """Points and what lies before, between and behind them."""
    points = sorted(set(map(_comparable, points)))
    if not points:
        return []
    found = [Piece("below", high=points[0])]
    for low, high in zip(points, [*points[1:], None], strict=True):
        found.append(Piece("value", low))
        if high is None:
            found.append(Piece("above", low))
        elif not (whole and _next_to(low, high)):
            found.append(Piece("between", low, high))
    return found


def _comparable(value):
    return as_datetime(value) if isinstance(value, date) else value


def _next_to(low, high):
    step = 1 if is_number(low) else timedelta(days=1)
    return high - low <= step


def sample(piece):
    """A value that stands for a piece."""
    if piece.kind == "below":
        return _beside(piece.high, -1)
    if piece.kind == "above":
        return _beside(piece.low, 1)
    if piece.kind == "between":
        return piece.low + (piece.high - piece.low) / 2
    return OTHER if piece.kind == "other" else piece.low


def _beside(point, steps):
    step = 1 if is_number(point) else timedelta(days=1)
    try:
        return point + steps * step
    except OverflowError:  # the first and the last day of all
        return point


# ----------------------------------------------------------------------
# Masks
# ----------------------------------------------------------------------
def decidable(test):
    """Whether nothing but the input's own value decides it."""
    if _has_condition(test):
        return False
    trees = test.trees()
    return all(map(is_constant, trees)) and all(map(_has_value, trees))


def _has_condition(test):
    if isinstance(test, Condition):
        return True
    inside = getattr(test, "tests", None) or (getattr(test, "test", None),)
    return any(part is not None and _has_condition(part) for part in inside)


def _has_value(tree):
    try:
        return isinstance(constant(tree), (str, bool, int, float, date, type(None)))
    except ExpressionError:
        return False


def mask_of(test, samples):
    """Which samples of an axis fit, as bits; None where other values decide."""
    if test is ANY:
        return (1 << len(samples)) - 1
    if not decidable(test):
        return None
    run, mask = Run({}, WORK), 0
    for place, value in enumerate(samples):
        mask |= _holds(test, run, value) << place
    return mask


def _holds(test, run, value):
    try:
        return bool(test.holds(run, value))
    except ExpressionError:  # a number beside a text
        return False
