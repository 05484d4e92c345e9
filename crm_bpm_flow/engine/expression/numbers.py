"""The functions about numbers: rounding in all its ways, powers and roots."""

import math
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from .errors import ExpressionError
from .values import number_of

MOST_PLACES, MOST_POWER, ALL_EXACT = 12, 1000, 1e15


def _rounding(name, way):
    """A function that rounds to a number of places behind the point."""

    def function(run, value, digits=0):
        value, digits = number_of(name, value), number_of(name, digits)
        if not isinstance(digits, int) or not 0 <= digits <= MOST_PLACES:
            raise ExpressionError("bad_value", operation=name, found=str(digits))
        if isinstance(value, int):
            return value
        if not math.isfinite(value):
            raise ExpressionError("too_large")
        if abs(value) >= ALL_EXACT:
            return value if digits else int(value)
        unit = Decimal(1).scaleb(-digits)
        exact = Decimal(repr(value)).quantize(unit, way)
        return float(exact) if digits else int(exact)

    return function


def _root(run, value):
    value = number_of("sqrt", value)
    if value < 0:
        raise ExpressionError("bad_value", operation="sqrt", found=str(value)[:40])
    return math.sqrt(value)


def _power(run, value, exponent):
    value, exponent = number_of("power", value), number_of("power", exponent)
    if abs(exponent) > MOST_POWER:
        raise ExpressionError("too_large")
    try:
        found = value**exponent
    except ZeroDivisionError:
        raise ExpressionError("division_by_zero") from None
    except OverflowError:
        raise ExpressionError("too_large") from None
    if isinstance(found, complex):
        raise ExpressionError("bad_value", operation="power", found=str(value)[:40])
    return found


NUMBER_FUNCTIONS = {
    # To the nearest; a half goes away from zero, as people round.
    "round": (1, 2, _rounding("round", ROUND_HALF_UP)),
    "round_even": (1, 2, _rounding("round_even", ROUND_HALF_EVEN)),
    "round_half_down": (1, 2, _rounding("round_half_down", ROUND_HALF_DOWN)),
    "round_up": (1, 2, _rounding("round_up", ROUND_UP)),
    "round_down": (1, 2, _rounding("round_down", ROUND_DOWN)),
    "floor": (1, 2, _rounding("floor", ROUND_FLOOR)),
    "ceil": (1, 2, _rounding("ceil", ROUND_CEILING)),
    "sqrt": (1, 1, _root),
    "power": (2, 2, _power),
}
