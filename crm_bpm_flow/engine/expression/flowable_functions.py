"""Flowable's functions of variables: ``${vars:equals(status, 'done')}``."""

from .building import call
from .tree import Binary, Literal, Unary

SPACES = ("variables", "vars", "var")
# Both sides as they are; a variable that is not there fits nothing.
SIGNS = {
    "lowerThan": "<",
    "lessThan": "<",
    "lt": "<",
    "lowerThanOrEquals": "<=",
    "lessThanOrEquals": "<=",
    "lte": "<=",
    "greaterThan": ">",
    "gt": ">",
    "greaterThanOrEquals": ">=",
    "gte": ">=",
    "equals": "==",
    "eq": "==",
}


def flowable(name, variable, arguments, position):
    """The tree of a function of a variable; None of one that is not known.

    :param variable: its name as a tree
    """
    # One that is not there counts as nothing, in all of these.
    value = call("coalesce", (variable,), position)
    if not arguments:
        return _alone(name, value, position)
    if len(arguments) == 1:
        return _beside(name, value, arguments, position)
    if name in ("contains", "containsAll"):
        return _joined("and", value, arguments, position)
    if name in ("containsAny", "anyOf"):
        return _joined("or", value, arguments, position)
    return None


def _alone(name, value, position):
    if name == "get":
        return value
    if name == "exists":
        return Binary("!=", value, Literal(None, position), position)
    if name in ("isEmpty", "empty"):
        return call("empty", (value,), position)
    if name in ("isNotEmpty", "notEmpty"):
        return Unary("not", call("empty", (value,), position), position)
    return None


def _beside(name, value, arguments, position):
    if name == "getOrDefault":
        return call("coalesce", (value, *arguments), position)
    if name in ("notEquals", "ne"):
        return Binary("!=", value, arguments[0], position)
    if name in ("contains", "containsAny", "containsAll"):
        return call("contains", (value, *arguments), position)
    sign = SIGNS.get(name)
    return sign and Binary(sign, value, arguments[0], position)


def _joined(operator, value, arguments, position):
    tree, *rest = (call("contains", (value, one), position) for one in arguments)
    for other in rest:
        tree = Binary(operator, tree, other, position)
    return tree
