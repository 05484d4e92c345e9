"""Nodes that are looked at when they are made."""

from .errors import ExpressionError
from .functions import FUNCTIONS
from .moments import read_date, read_datetime, read_duration, read_time
from .patterns import pattern
from .tree import Call, Literal, walk

MOST_DEPTH = 100  # of a tree; Python's own stack bears several calls for each
# What can be seen to be wrong before there are data: (which argument, its reader).
READERS = {
    "date": (0, read_date),
    "datetime": (0, read_datetime),
    "duration": (0, read_duration),
    "time": (0, read_time),
    **dict.fromkeys(
        ("matches", "replace_pattern", "split_pattern", "extract"), (1, pattern)
    ),
}


def call(name, arguments, position):
    """The node of a call, its arguments counted and constant moments tried."""
    least, most, _call = FUNCTIONS[name]
    given = len(arguments)
    if not least <= given <= most:
        counts = {"least": least, "most": most, "given": given}
        raise ExpressionError("argument_count", position, function=name, **counts)
    place, reader = READERS.get(name, (given, None))
    constant = arguments[place] if place < given else None
    if isinstance(constant, Literal) and isinstance(constant.value, str):
        try:
            reader(constant.value)
        except ValueError:
            values = {"operation": name, "found": constant.value[:40]}
            raise ExpressionError("bad_value", constant.position, **values) from None
    return Call(name, arguments, position)


def checked(tree):
    """The tree, if it is not too deep for walking it."""
    for node, depth in walk(tree):
        if depth > MOST_DEPTH:
            raise ExpressionError("too_deep", node.position, most=MOST_DEPTH)
    return tree
