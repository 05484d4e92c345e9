"""One value beside a constant, as an Odoo domain or a formula sees it."""

import operator

ORDERS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compare(value, symbol, expected, loose=False):
    """Whether it holds; None where the comparison itself would fail.

    :param value: None for nothing
    :param loose: False as a domain: nothing is neither less nor more than anything;
        True as a formula, which cannot compare nothing by order
    """
    if symbol == "true":
        return bool(value)
    if symbol in ("in", "not in"):
        found = any(same(value, one) for one in expected)
        return found if symbol == "in" else not found
    if symbol in ("=", "!="):
        return same(value, expected) == (symbol == "=")
    if value is None or expected is None:
        return None if loose else False
    try:
        return ORDERS[symbol](value, expected)
    except TypeError:
        return None if loose else False


def same(one, other):
    """Equality without Python's ``True == 1``."""
    return isinstance(one, bool) == isinstance(other, bool) and one == other
