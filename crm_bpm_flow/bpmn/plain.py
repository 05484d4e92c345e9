"""Parts of a file as plain data, to be kept in rows; see parts.py for the way back."""

from dataclasses import fields
from functools import cache


def plain(part, without=()):
    """Any of these as dicts and lists, what is at its default left out.

    :param without: names of fields of the part itself that are left out, too
    """
    kind = type(part)
    if kind in ATOMS:
        return part
    if isinstance(part, (list, tuple)):
        return [plain(item) for item in part]
    if isinstance(part, dict):
        return {key: plain(value) for key, value in part.items()}
    if not hasattr(part, "__dataclass_fields__"):
        return part
    found = {}
    for name in _names(kind):
        if name in without:
            continue
        value = getattr(part, name)
        # Most of what a part could have it has not.
        if value not in EMPTY and (value := plain(value)) not in EMPTY:
            found[name] = value
    return found


@cache
def _names(kind):
    return tuple(item.name for item in fields(kind))


ATOMS = frozenset((str, int, float, bool, type(None)))
EMPTY = (None, "", [], {}, False)
