"""The functions of the language: a fixed list, each with how many arguments it takes.

A function gets the run (for the clock and the work that is left) and its values.
Those of ``LAZY`` get trees, and evaluate what they need.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from .errors import ExpressionError
from .moments import TIME_FUNCTIONS
from .values import (
    bad_types,
    computed,
    contained,
    is_list,
    is_number,
    number_of,
    ordered,
    placed,
    text_of,
)

MOST_ARGUMENTS = 100
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


def _round(run, value, digits=0):
    """To the nearest; a half goes away from zero, as people round."""
    value, digits = number_of("round", value), number_of("round", digits)
    if not isinstance(digits, int) or not 0 <= digits <= 12:
        raise ExpressionError("bad_value", operation="round", found=digits)
    if isinstance(value, int):
        return value
    if abs(value) >= 1e15:
        return value if digits else int(value)
    unit = Decimal(1).scaleb(-digits)
    exact = Decimal(repr(value)).quantize(unit, ROUND_HALF_UP)
    return float(exact) if digits else int(exact)


def _int(run, value):
    return int(_number(run, value))


def _number(run, value):
    """A number from a text such as ``"12.50"``."""
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, str):
        return number_of("number", value)
    if not NUMBER.fullmatch(value):
        raise ExpressionError("bad_value", operation="number", found=value[:40])
    return float(value) if "." in value else int(value)


def _text(run, value):
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if is_number(value) or isinstance(value, (date, timedelta)):
        return str(value)
    raise bad_types("text", value)


# ----------------------------------------------------------------------
# Those that need not evaluate everything
# ----------------------------------------------------------------------
def _if(run, condition, then, otherwise):
    return run.value(then if run.truth(condition) else otherwise)


def _coalesce(run, *trees):
    """The first that is not null."""
    for tree in trees:
        value = run.value(tree)
        if value is not None:
            return value
    return None


def _defined(run, tree):
    """Whether such a name is known, whatever its value."""
    try:
        run.value(tree)
    except ExpressionError as error:
        if error.code in ("unknown_name", "unknown_field"):
            return False
        raise
    return True


def _in_range(run, value, low, high):
    return ordered(">=", value, low) and ordered("<=", value, high)


LAZY = {
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
    "round": Function(1, 2, _round),
    "int": Function(1, 1, _int),
    "number": Function(1, 1, _number),
    "text": Function(1, 1, _text),
    **{name: Function(*how) for name, how in TIME_FUNCTIONS.items()},
}
FUNCTIONS = {**LAZY, **EAGER}
