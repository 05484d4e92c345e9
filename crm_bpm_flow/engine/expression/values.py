"""Comparisons and arithmetic of the language, with limits on what may come out.

Values are None, bool, int, float, str, lists, dicts, date, datetime, time, timedelta,
``Months``, and whatever the scope hands out (records): of those only equality and
membership are asked.
Moments are without a zone, in UTC, as Odoo keeps them.
"""

import math
import operator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from .durations import MOST_MONTHS, add_months
from .errors import ExpressionError

MOST_CHARACTERS = 100_000
MOST_ITEMS = 10_000
LARGEST = 10**30
LISTS = (list, tuple, set, frozenset)


@dataclass(frozen=True, order=True, slots=True)
class Months:
    """A length of time in months, which have no length of their own in days."""

    count: int

    def __post_init__(self):
        if abs(self.count) > MOST_MONTHS:
            raise ExpressionError("too_large")

    def __str__(self):
        years, months = divmod(abs(self.count), 12)
        parts = f"{years}Y" * bool(years) + f"{months}M" * bool(months or not years)
        return ("-P" if self.count < 0 else "P") + parts


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_list(value):
    """Whether it is a collection: a list, or a set of records."""
    if isinstance(value, LISTS):
        return True
    plain = isinstance(value, (str, bytes, dict))
    return not plain and hasattr(value, "__iter__") and hasattr(value, "__len__")


def type_name(value):
    """The type of a value in the language's own words."""
    names = {
        type(None): "null",
        bool: "bool",
        int: "number",
        float: "number",
        str: "text",
        date: "date",
        datetime: "datetime",
        time: "time",
        timedelta: "duration",
        Months: "duration",
    }
    if type(value) in names:
        return names[type(value)]
    return "list" if is_list(value) else "object"


def bad_types(operation, *values):
    names = [type_name(value) for value in values]
    return ExpressionError("bad_types", operation=operation, types=names)


def number_of(name, value):
    if value is None:
        raise ExpressionError("none_value", operation=name)
    if not is_number(value):
        raise bad_types(name, value)
    return value


def text_of(name, value):
    if not isinstance(value, str):
        raise bad_types(name, value)
    return value


def plain_moment(value):
    """A datetime in UTC without a zone; anything else as it is."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(timezone.utc).replace(tzinfo=None)
    return value


def as_datetime(value):
    if isinstance(value, datetime):
        return plain_moment(value)
    return datetime.combine(value, time())


# ----------------------------------------------------------------------
# Comparing
# ----------------------------------------------------------------------
ORDERED = (str, time, timedelta, Months)
ORDERS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def equal(left, right):
    """Whether two values are the same; of different types they are not."""
    if isinstance(left, date) and isinstance(right, date):
        left, right = _alike(left, right)
    return bool(left == right)


def ordered(sign, left, right):
    """``< <= > >=``. With null it does not hold; unlike types are an error."""
    if left is None or right is None:
        return False
    if isinstance(left, date) and isinstance(right, date):
        left, right = _alike(left, right)
    elif not (is_number(left) and is_number(right)) and not any(
        isinstance(left, kind) and isinstance(right, kind) for kind in ORDERED
    ):
        raise bad_types(sign, left, right)
    return ORDERS[sign](left, right)


def _alike(left, right):
    """A date beside a moment is its midnight."""
    if isinstance(left, datetime) or isinstance(right, datetime):
        return as_datetime(left), as_datetime(right)
    return left, right


def contained(item, whole):
    """Whether a list has an item, a text a part of it. Nothing is in null."""
    if whole is None:
        return False
    if isinstance(whole, str):
        if item is None:
            return False
        if not isinstance(item, str):
            raise bad_types("in", item, whole)
        return item in whole
    if isinstance(whole, dict):
        return isinstance(item, str) and item in whole
    if not is_list(whole):
        raise bad_types("in", item, whole)
    return any(equal(item, other) for other in whole)


def placed(operation, whole, index):
    """An index that a list can be asked for, as a whole number.

    :raise ExpressionError: ``bad_types``: it is no list that keeps an order, or no
        number; ``bad_value``: not a whole one
    """
    if not is_list(whole) or not hasattr(whole, "__getitem__") or not is_number(index):
        raise bad_types(operation, whole, index)
    if index != index or index in (math.inf, -math.inf) or index != int(index):
        raise ExpressionError("bad_value", operation=operation, found=str(index))
    return int(index)


# ----------------------------------------------------------------------
# Computing
# ----------------------------------------------------------------------
def limited(value):
    """The value, if it is not too large to be kept."""
    if isinstance(value, float):
        fits = math.isfinite(value)
    elif isinstance(value, int):
        fits = -LARGEST <= value <= LARGEST
    elif isinstance(value, str):
        fits = len(value) <= MOST_CHARACTERS
    else:
        return value
    if not fits:
        raise ExpressionError("too_large")
    return value


def computed(sign, left, right):
    """``+ - * / %`` of numbers, texts (+), lists (+), moments and durations."""
    if left is None or right is None:
        raise ExpressionError("none_value", operation=sign)
    kinds = (_kind(left), _kind(right))
    function = ARITHMETIC.get((kinds[0], sign, kinds[1]))
    if function is None:
        raise bad_types(sign, left, right)
    try:
        return limited(plain_moment(function(left, right)))
    except ZeroDivisionError:
        raise ExpressionError("division_by_zero") from None
    except OverflowError:
        raise ExpressionError("too_large") from None


def negated(value):
    if value is None:
        raise ExpressionError("none_value", operation="-")
    if isinstance(value, Months):
        return Months(-value.count)
    if not is_number(value) and not isinstance(value, timedelta):
        raise bad_types("-", value)
    return -value


def _kind(value):
    if is_number(value):
        return "number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, date):
        return "moment"
    if isinstance(value, timedelta):
        return "duration"
    if isinstance(value, Months):
        return "months"
    if isinstance(value, time):
        return "time"
    return "list" if isinstance(value, (list, tuple)) else None


def _shift(moment, duration):
    """A date stays one as long as whole days are added."""
    if not isinstance(moment, datetime) and duration % timedelta(days=1):
        moment = as_datetime(moment)
    return moment + duration


def _between(left, right):
    return as_datetime(left) - as_datetime(right)


def _add_months(moment, months):
    try:
        return add_months(moment, months.count)
    except (OverflowError, ValueError):
        raise ExpressionError("too_large") from None


def _turned(clock, duration):
    """A time of the day so much later, around midnight if need be."""
    return (datetime.combine(date(2000, 1, 1), clock) + duration).time()


def _apart(left, right):
    day = date(2000, 1, 1)
    return datetime.combine(day, left) - datetime.combine(day, right)


ARITHMETIC = {
    ("number", "+", "number"): operator.add,
    ("number", "-", "number"): operator.sub,
    ("number", "*", "number"): operator.mul,
    ("number", "/", "number"): operator.truediv,
    ("number", "%", "number"): operator.mod,
    ("text", "+", "text"): operator.add,
    ("list", "+", "list"): lambda left, right: [*left, *right],
    ("moment", "+", "duration"): _shift,
    ("duration", "+", "moment"): lambda left, right: _shift(right, left),
    ("moment", "-", "duration"): lambda left, right: _shift(left, -right),
    ("moment", "-", "moment"): _between,
    ("duration", "+", "duration"): operator.add,
    ("duration", "-", "duration"): operator.sub,
    ("duration", "*", "number"): operator.mul,
    ("number", "*", "duration"): operator.mul,
    ("duration", "/", "number"): operator.truediv,
    ("duration", "/", "duration"): operator.truediv,
    ("moment", "+", "months"): _add_months,
    ("months", "+", "moment"): lambda left, right: _add_months(right, left),
    ("moment", "-", "months"): lambda left, right: _add_months(left, negated(right)),
    ("months", "+", "months"): lambda left, right: Months(left.count + right.count),
    ("months", "-", "months"): lambda left, right: Months(left.count - right.count),
    ("time", "+", "duration"): _turned,
    ("duration", "+", "time"): lambda left, right: _turned(right, left),
    ("time", "-", "duration"): lambda left, right: _turned(left, -right),
    ("time", "-", "time"): _apart,
}
