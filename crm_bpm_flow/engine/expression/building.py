"""Nodes that are looked at when they are made."""

from .errors import ExpressionError
from .functions import FUNCTIONS
from .moments import read_date, read_datetime, read_duration
from .tree import Call, Literal, walk

MOST_DEPTH = 100  # of a tree; Python's own stack bears several calls for each
READERS = {"date": read_date, "datetime": read_datetime, "duration": read_duration}


def call(name, arguments, position):
    """The node of a call, its arguments counted and constant moments tried."""
    least, most, _call = FUNCTIONS[name]
    given = len(arguments)
    if not least <= given <= most:
        counts = {"least": least, "most": most, "given": given}
        raise ExpressionError("argument_count", position, function=name, **counts)
    first = arguments[0] if arguments else None
    reader = READERS.get(name)
    if reader and isinstance(first, Literal) and isinstance(first.value, str):
        try:
            reader(first.value)
        except ValueError:
            values = {"operation": name, "found": first.value[:40]}
            raise ExpressionError("bad_value", first.position, **values) from None
    return Call(name, arguments, position)


def checked(tree):
    """The tree, if it is not too deep for walking it."""
    for node, depth in walk(tree):
        if depth > MOST_DEPTH:
            raise ExpressionError("too_deep", node.position, most=MOST_DEPTH)
    return tree
