"""The functions of the language: a fixed list, each with how many arguments it takes.

A function gets the run (for the clock and the work that is left) and its values.
Those of ``LAZY`` get trees, and evaluate what they need.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from .errors import ExpressionError
from .lists import LIST_FUNCTIONS, items_of, sorted_by
from .moments import TIME_FUNCTIONS
from .numbers import NUMBER_FUNCTIONS
from .texts import TEXT_FUNCTIONS
from .tree import Binary, Unary
from .values import (
    Months,
    bad_types,
    computed,
    contained,
    is_list,
    is_number,
    number_of,
    ordered,
    placed,
    text_of,
    type_name,
)

MOST_ARGUMENTS = 100
MORE = {**TIME_FUNCTIONS, **NUMBER_FUNCTIONS, **TEXT_FUNCTIONS, **LIST_FUNCTIONS}
NUMBER = re.compile(r"\s*[+-]?\d{1,30}(\.\d{1,30})?\s*")


class Function(NamedTuple):
    least: int
    most: int
    call: Callable


# ----------------------------------------------------------------------
# Of texts and lists
# ----------------------------------------------------------------------
def _length(run, value):
    if value is None:
        return 0
    if isinstance(value, (str, dict)) or is_list(value):
        return len(value)
    raise bad_types("len", value)


def _count(run, value):
    if isinstance(value, str):
        raise bad_types("count", value)
    return _length(run, value)


def _lower(run, value):
    return None if value is None else text_of("lower", value).lower()


def _upper(run, value):
    return None if value is None else text_of("upper", value).upper()


def _contains(run, whole, item):
    return contained(item, whole)


def _starts(run, whole, part):
    if whole is None or part is None:
        return False
    return text_of("startswith", whole).startswith(text_of("startswith", part))


def _ends(run, whole, part):
    if whole is None or part is None:
        return False
    return text_of("endswith", whole).endswith(text_of("endswith", part))


def _empty(run, value):
    if value is None or value == "":
        return True
    if isinstance(value, (list, tuple, set, frozenset, dict)) or is_list(value):
        return len(value) == 0
    return False


def _item(run, whole, number):
    """The one of a number, counted from 1, or from the end with -1; null beyond."""
    if whole is None:
        return None
    number = placed("item", whole, number)
    if not 1 <= abs(number) <= len(whole):
        return None
    return whole[number - 1 if number > 0 else number]


# ----------------------------------------------------------------------
# Of numbers
# ----------------------------------------------------------------------
def _items(run, name, values):
    """The arguments, or what is in the one list that was given."""
    if len(values) == 1 and is_list(values[0]):
        run.charge(len(values[0]))
        values = list(values[0])
    if any(value is None for value in values):
        raise ExpressionError("none_value", operation=name)
    return values


def _smallest(run, *values):
    return _extreme("min", "<", _items(run, "min", values))


def _largest(run, *values):
    return _extreme("max", ">", _items(run, "max", values))


def _extreme(name, sign, values):
    if not values:
        return None
    best, *others = values
    if not isinstance(best, (int, float, str, date, timedelta)):
        raise bad_types(name, best)
    for value in others:
        if ordered(sign, value, best):
            best = value
    return best


def _sum(run, *values):
    values = _items(run, "sum", values)
    total = values[0] if values else 0
    if not is_number(total) and not isinstance(total, timedelta):
        raise bad_types("sum", total)
    for value in values[1:]:
        if isinstance(value, date):
            raise bad_types("sum", value)
        total = computed("+", total, value)
    return total


def _abs(run, value):
    if isinstance(value, timedelta):
        return abs(value)
    return abs(number_of("abs", value))


def _int(run, value):
    return int(_number(run, value))


def _number(run, value):
    """A number from a text such as ``"12.50"``."""
    if isinstance(value, bool):
        return int(value)
    return read_number(value) if isinstance(value, str) else number_of("number", value)


def read_number(text):
    if not NUMBER.fullmatch(text):
        raise ExpressionError("bad_value", operation="number", found=text[:40])
    return float(text) if "." in text else int(text)


def _kind(run, value):
    """What it is: number, text, bool, date, datetime, time, duration, list, context."""
    return "context" if isinstance(value, dict) else type_name(value)


def _text(run, value):
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if is_number(value) or isinstance(value, (date, time, timedelta, Months)):
        return str(value)
    raise bad_types("text", value)


# ----------------------------------------------------------------------
# Those that need not evaluate everything
# ----------------------------------------------------------------------
def _if(run, condition, then, otherwise):
    return run.value(then if run.truth(condition) else otherwise)


def _coalesce(run, *trees):
    """The first that is not null; what is not known counts as null."""
    for tree in trees:
        value = run.value(tree) if run.knows(tree) else None
        if value is not None:
            return value
    return None


def _defined(run, tree):
    """Whether such a name is known, whatever its value."""
    return run.knows(tree)


def _in_range(run, value, low, high):
    return ordered(">=", value, low) and ordered("<=", value, high)


def _filter(run, values, condition):
    """Those of a list of which a condition holds. In it ``item`` is the one, and its
    fields have names; what has a number as its value is the one at that place."""
    items = items_of("filter", run.value(values))
    place = _outside(run, condition)
    if is_number(place):
        return _item(run, items, place)
    kept = []
    for item in items:
        run.charge(1)
        if run.holds_of(item, condition):
            kept.append(item)
    return kept


def _outside(run, condition):
    """The value of a filter that asks for no item: it may be a number."""
    if _asks(condition):
        return None
    try:
        return run.value(condition)
    except ExpressionError as error:
        if error.code == "too_much_work":
            raise
        return None


def _asks(tree):
    """Whether a tree can only say yes or no."""
    if isinstance(tree, Unary):
        return tree.operator == "not"
    return isinstance(tree, Binary) and tree.operator not in "+-*/%"


def _sort(run, values, key=None, falling=None):
    """A list in the order of its items, or of what is said of each; the other way
    around with ``true``."""
    items = list(items_of("sort", run.value(values)))
    run.charge(len(items))
    keys = items if key is None else [run.value_of(item, key) for item in items]
    return sorted_by(run, items, keys, falling is not None and run.truth(falling))


LAZY = {
    "filter": Function(2, 2, _filter),
    "sort": Function(1, 3, _sort),
    "if": Function(3, 3, _if),
    "coalesce": Function(1, MOST_ARGUMENTS, _coalesce),
    "defined": Function(1, 1, _defined),
}
EAGER = {
    "len": Function(1, 1, _length),
    "count": Function(1, 1, _count),
    "lower": Function(1, 1, _lower),
    "upper": Function(1, 1, _upper),
    "contains": Function(2, 2, _contains),
    "startswith": Function(2, 2, _starts),
    "endswith": Function(2, 2, _ends),
    "empty": Function(1, 1, _empty),
    "item": Function(2, 2, _item),
    "between": Function(3, 3, _in_range),
    "min": Function(1, MOST_ARGUMENTS, _smallest),
    "max": Function(1, MOST_ARGUMENTS, _largest),
    "sum": Function(1, MOST_ARGUMENTS, _sum),
    "abs": Function(1, 1, _abs),
    "int": Function(1, 1, _int),
    "number": Function(1, 1, _number),
    "text": Function(1, 1, _text),
    "kind": Function(1, 1, _kind),
    **{name: Function(*how) for name, how in MORE.items()},
}
FUNCTIONS = {**LAZY, **EAGER}
