"""The functions about lists and about what has keys. Places count from 1; from the end
with -1."""

import functools

from .errors import ExpressionError
from .values import (
    MOST_ITEMS,
    bad_types,
    computed,
    equal,
    is_list,
    number_of,
    ordered,
    text_of,
)


def items_of(name, value):
    """What is in a list; nothing in null.

    :raise ExpressionError: ``bad_types``: it is no list
    """
    if value is None:
        return ()
    if not is_list(value):
        raise bad_types(name, value)
    return value


def _listed(name, value):
    return list(items_of(name, value))


def _any(run, values):
    return any(map(bool, _listed("any", values)))


def _all(run, values):
    return all(map(bool, _listed("all", values)))


def _append(run, values, *more):
    return [*_listed("append", values), *more]


def _concatenate(run, *lists):
    return [item for values in lists for item in _listed("concatenate", values)]


def _distinct(run, values):
    """Each once, in the order in which they first came."""
    found = []
    for item in _listed("distinct", values):
        run.charge(1 + len(found))
        if not any(equal(item, other) for other in found):
            found.append(item)
    return found


def _union(run, *lists):
    return _distinct(run, _concatenate(run, *lists))


def _flatten(run, values):
    """Lists in lists as one."""
    found, stack = [], [_listed("flatten", values)]
    while stack:
        item = stack.pop()
        run.charge(1)
        if is_list(item):
            stack.extend(reversed(list(item)))
        else:
            found.append(item)
    return found


def _reverse(run, values):
    return _listed("reverse", values)[::-1]


def _index_of(run, values, wanted):
    """All places at which it stands."""
    values = enumerate(_listed("index_of", values), 1)
    return [place for place, item in values if equal(item, wanted)]


def _sublist(run, values, start, length=None):
    items = _listed("sublist", values)
    start = _place("sublist", start, len(items))
    if length is None:
        return items[start:]
    return items[start : start + max(int(number_of("sublist", length)), 0)]


def _insert(run, values, place, item):
    """Before the one that stands at a place."""
    items = _listed("insert", values)
    place = _place("insert", place, len(items))
    return [*items[:place], item, *items[place:]]


def _remove(run, values, place):
    items = _listed("remove", values)
    place = _place("remove", place, len(items))
    return items[:place] + items[place + 1 :]


def _place(name, place, size):
    place = number_of(name, place)
    if place != int(place) or not 1 <= abs(place) <= max(size, 1):
        raise ExpressionError("bad_value", operation=name, found=str(place)[:40])
    return int(place) - 1 if place > 0 else size + int(place)


def _range(run, first, last):
    """Whole numbers from one to another, downwards too."""
    first, last = number_of("range", first), number_of("range", last)
    if first != int(first) or last != int(last):
        raise ExpressionError("bad_value", operation="range", found=f"{first}, {last}")
    first, last = int(first), int(last)
    if abs(last - first) >= MOST_ITEMS:
        raise ExpressionError("too_large")
    step = 1 if last >= first else -1
    return list(range(first, last + step, step))


# ----------------------------------------------------------------------
# Numbers in a list
# ----------------------------------------------------------------------
def numbers_in(name, values):
    """The arguments, or what is in the one list that was given."""
    if len(values) == 1 and (values[0] is None or is_list(values[0])):
        values = _listed(name, values[0])
    return [number_of(name, value) for value in values]


def _mean(run, *values):
    numbers = numbers_in("mean", values)
    return sum(numbers) / len(numbers) if numbers else None


def _median(run, *values):
    numbers = sorted(numbers_in("median", values))
    if not numbers:
        return None
    half = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[half]
    return (numbers[half - 1] + numbers[half]) / 2


def _product(run, *values):
    numbers = numbers_in("product", values)
    if not numbers:
        return None
    return functools.reduce(functools.partial(computed, "*"), numbers)


# ----------------------------------------------------------------------
# Keys
# ----------------------------------------------------------------------
def _get(run, value, key, otherwise=None):
    """What stands under a key, or something else."""
    if value is None or key is None:
        return otherwise
    try:
        return run.scope.attribute(value, text_of("get", key))
    except LookupError:
        return otherwise


def _entries(run, value):
    """A list of what has a ``key`` and a ``value``."""
    pairs = _keyed("entries", value).items()
    return [{"key": key, "value": item} for key, item in pairs]


def _put(run, value, key, item):
    """The same with something else under a key."""
    return {**_keyed("put", value), text_of("put", key): item}


def _merge(run, *values):
    """All keys together; later ones go before."""
    if len(values) == 1 and is_list(values[0]):
        values = list(values[0])
    found = {}
    for value in values:
        found.update(_keyed("merge", value))
    return found


def _context(run, rows):
    """From what has a ``key`` and a ``value`` each."""
    found = {}
    for row in _listed("context", rows):
        row = _keyed("context", row)
        found[text_of("context", row.get("key"))] = row.get("value")
    return found


def _keyed(name, value):
    if not isinstance(value, dict):
        raise bad_types(name, value)
    if len(value) > MOST_ITEMS:
        raise ExpressionError("too_large")
    return value


# ----------------------------------------------------------------------
# Those that look at each item
# ----------------------------------------------------------------------
def sorted_by(run, items, keys, is_falling=False):
    """Items in the order of their keys; nothing comes last.

    :raise ExpressionError: keys of different types
    """

    def compare(left, right):
        run.charge(1)
        first, second = left[0], right[0]
        if first is None or second is None:
            return (first is None) - (second is None)
        sign = 1 if is_falling else -1
        if ordered("<", first, second):
            return sign
        return -sign if ordered("<", second, first) else 0

    pairs = zip(keys, items, strict=True)
    return [item for _key, item in sorted(pairs, key=functools.cmp_to_key(compare))]


LIST_FUNCTIONS = {
    "any": (1, 1, _any),
    "all": (1, 1, _all),
    "append": (1, 100, _append),
    "concatenate": (1, 100, _concatenate),
    "distinct": (1, 1, _distinct),
    "union": (1, 100, _union),
    "flatten": (1, 1, _flatten),
    "reverse": (1, 1, _reverse),
    "index_of": (2, 2, _index_of),
    "sublist": (2, 3, _sublist),
    "insert": (3, 3, _insert),
    "remove": (2, 2, _remove),
    "range": (2, 2, _range),
    "mean": (1, 100, _mean),
    "median": (1, 100, _median),
    "product": (1, 100, _product),
    "get": (2, 3, _get),
    "entries": (1, 1, _entries),
    "put": (3, 3, _put),
    "merge": (1, 100, _merge),
    "context": (1, 1, _context),
}
