"""Small helpers for elements of an XPDL file, whichever edition it is of."""

from ..raw import local_name


def children(element, name=None):
    """Child elements, of that name."""
    if element is None:
        return []
    found = [child for child in element if isinstance(child.tag, str)]
    return [c for c in found if name is None or local_name(c) == name]


def child(element, *path):
    """The first of each step of a path; None when there is none."""
    for name in path:
        found = children(element, name)
        if not found:
            return None
        element = found[0]
    return element


def each(element, group, name):
    """``name`` elements in the ``group`` element of it."""
    return children(child(element, group), name)


def text(element):
    """All text in it, without the spaces around; empty for nothing."""
    return "".join(element.itertext()).strip() if element is not None else ""


def is_true(element, name, default=False):
    value = (element.get(name) or "").strip().lower()
    return default if not value else value in ("true", "1", "yes")


def number(value):
    """A float; None for what is none."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if abs(found) < 10_000_000 else None
