"""FEEL's functions as ours (DMN 1.3, 10.3.4, and what Camunda 8 adds to them)."""

from .building import call
from .durations import parse_duration
from .errors import ExpressionError
from .tree import Binary, Call, ListOf, Literal

ANY = None
# Their functions -> ours, and how many arguments have the same meaning in both.
NAMES = {
    # Lists
    "count": ("count", (1,)),
    "list contains": ("contains", (2,)),
    "is empty": ("empty", (1,)),
    "sum": ("sum", ANY),
    "min": ("min", ANY),
    "max": ("max", ANY),
    "mean": ("mean", ANY),
    "median": ("median", ANY),
    "product": ("product", ANY),
    "append": ("append", ANY),
    "concatenate": ("concatenate", ANY),
    "union": ("union", ANY),
    "distinct values": ("distinct", (1,)),
    "flatten": ("flatten", (1,)),
    "reverse": ("reverse", (1,)),
    "index of": ("index_of", (2,)),
    "sublist": ("sublist", (2, 3)),
    "insert before": ("insert", (3,)),
    "remove": ("remove", (2,)),
    # Texts
    "contains": ("contains", (2,)),
    "string length": ("len", (1,)),
    "upper case": ("upper", (1,)),
    "lower case": ("lower", (1,)),
    "starts with": ("startswith", (2,)),
    "ends with": ("endswith", (2,)),
    "substring": ("substring", (2, 3)),
    "substring before": ("before", (2,)),
    "substring after": ("after", (2,)),
    "matches": ("matches", (2, 3)),
    "replace": ("replace_pattern", (3, 4)),
    "split": ("split_pattern", (2,)),
    "extract": ("extract", (2,)),
    "string join": ("join", (1, 2, 4)),
    "trim": ("trim", (1,)),
    # Numbers
    "abs": ("abs", (1,)),
    "floor": ("floor", (1, 2)),
    "ceiling": ("ceil", (1, 2)),
    "decimal": ("round_even", (2,)),
    "round up": ("round_up", (2,)),
    "round down": ("round_down", (2,)),
    "round half up": ("round", (1, 2)),
    "round half down": ("round_half_down", (1, 2)),
    "sqrt": ("sqrt", (1,)),
    "number": ("number", (1,)),
    "string": ("text", (1,)),
    # Moments
    "date and time": ("datetime", (1, 2)),
    "date": ("date", (1, 3)),
    "time": ("time", (1, 3)),
    "years and months duration": ("months_between", (2,)),
    "week of year": ("week", (1,)),
    "day of year": ("year_day", (1,)),
    "day of week": ("day_name", (1,)),
    "month of year": ("month_name", (1,)),
    "now": ("now", (0,)),
    "today": ("today", (0,)),
    # What there is
    "is defined": ("defined", (1,)),
    "get or else": ("coalesce", (2,)),
    "get value": ("get", (2,)),
    "get entries": ("entries", (1,)),
    "context put": ("put", (3,)),
    "context merge": ("merge", ANY),
    "context": ("context", (1,)),
}


def _modulo(arguments, position):
    if len(arguments) != 2:
        return None
    return Binary("%", *arguments, position)


def _parity(rest):
    def function(arguments, position):
        if len(arguments) != 1:
            return None
        divided = Binary("%", arguments[0], Literal(2, position), position)
        return Binary("==", divided, Literal(rest, position), position)

    return function


def _quantified(name):
    """``all(list)``, ``all(a, b)``."""

    def function(arguments, position):
        if len(arguments) == 1:
            return call(name, arguments, position)
        return call(name, (ListOf(arguments, position),), position)

    return function


def _blank(arguments, position):
    if len(arguments) != 1:
        return None
    return call("empty", (call("trim", arguments, position),), position)


def _duration(arguments, position):
    """``duration("P1DT2H")``: such durations are sums of days, hours and minutes."""
    if len(arguments) != 1:
        return None
    if not isinstance(arguments[0], Literal):
        return call("duration", arguments, position)
    try:
        duration = parse_duration(str(arguments[0].value))
    except ExpressionError as error:
        raise error.at(arguments[0].position) from None
    if duration.months or duration.negative:
        return call("duration", arguments, position)
    minutes, seconds = divmod(duration.seconds, 60)
    if seconds:
        minutes = duration.seconds / 60
    hours, minutes = divmod(minutes, 60) if not seconds else (0, minutes)
    tree = None
    for name, count in (
        ("days", duration.days),
        ("hours", hours),
        ("minutes", minutes),
    ):
        if not count and not (name == "minutes" and tree is None):
            continue
        part = call(name, (Literal(count, position),), position)
        tree = part if tree is None else Binary("+", tree, part, position)
    return tree


BUILDERS = {
    "modulo": _modulo,
    "duration": _duration,
    "odd": _parity(1),
    "even": _parity(0),
    "all": _quantified("all"),
    "any": _quantified("any"),
    "is blank": _blank,
}


def moment(text, position):
    """``@"2026-01-31"``: a day, a time, a moment or a duration, by its form."""
    literal = Literal(text, position)
    if text.startswith(("P", "-P")):
        return _duration((literal,), position)
    if "T" in text[1:]:
        return call("datetime", (literal,), position)
    return call("time" if ":" in text else "date", (literal,), position)


# What ``a instance of ...`` asks for -> our ``kind``.
KINDS = {
    "number": "number",
    "string": "text",
    "boolean": "bool",
    "date": "date",
    "date and time": "datetime",
    "time": "time",
    "days and time duration": "duration",
    "years and months duration": "duration",
    "list": "list",
    "context": "context",
}


def kind_test(tree, words, position):
    """The tree of ``a instance of ...``; None of a type that is not known."""
    kind = KINDS.get(words)
    if kind is None:
        return None
    return Binary("==", Call("kind", (tree,), position), Literal(kind), position)
