"""What differs between two descriptions of a process. Plain data, no database.

An element is described by facts, each under a key that the same fact has in the other
description; a fact says in words what it is and what it is like.
"""

from typing import Any, NamedTuple

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


class Fact(NamedTuple):
    """``what`` it is ("Deadline") and how that is said ("2 hours").

    ``ref``: what is compared instead of the words, where the same thing may be called
    otherwise; ``usual``: not worth a word when the whole element is new.
    """

    what: str
    text: str = ""
    ref: Any = None
    usual: bool = False


class Lines(NamedTuple):
    """Several of a kind, without names of their own: ``rows`` of (text, compared)."""

    what: str
    rows: tuple = ()
    usual: bool = False


class Order(NamedTuple):
    """In which order things come that both have: ``rows`` of (key, text)."""

    what: str
    rows: tuple = ()
    usual: bool = True


class Element(NamedTuple):
    name: str
    facts: dict  # {key: Fact, Lines or Order}


class Change(NamedTuple):
    key: Any
    what: str
    old: str
    new: str


class Difference(NamedTuple):
    kind: str
    old: Any  # the element's key in the old description; None when it was added
    new: Any
    name: str
    changes: tuple = ()


def differences(old, new, twins):
    """What differs, in the order of the new description; what is gone comes last.

    :param dict old: {key: Element}
    :param dict new: the same
    :param dict twins: {old key: new key} of those that are the same
    :return: list of ``Difference``
    """
    back = {new_key: old_key for old_key, new_key in twins.items() if old_key in old}
    found = []
    for key, element in new.items():
        was = old.get(back.get(key))
        if was is None:
            facts = {k: f for k, f in element.facts.items() if not f.usual}
            changes = changed({}, facts)
            found.append(Difference(ADDED, None, key, element.name, changes))
        elif changes := changed(was.facts, element.facts):
            found.append(Difference(CHANGED, back[key], key, element.name, changes))
    for key, element in old.items():
        if twins.get(key) not in new:
            found.append(Difference(REMOVED, key, None, element.name))
    return found


def changed(old, new):
    """Changes between two sets of facts, in the order of the new one."""
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(change for key in keys for change in _changes(key, old, new))


def _changes(key, old, new):
    was, now = old.get(key), new.get(key)
    like = now or was
    if isinstance(like, Lines):
        return _changed_lines(key, like.what, was, now)
    if isinstance(like, Order):
        return _changed_order(key, was, now)
    return _changed_fact(key, was or Fact(like.what), now or Fact(like.what))


def _changed_fact(key, was, now):
    if was.text == now.text and was.ref == now.ref:
        return []
    if was.ref is not None and was.ref == now.ref:
        return []  # the same thing under another name
    if not was.text and not now.text:
        return []
    return [Change(key, now.what, was.text, now.text)]


def _changed_lines(key, what, was, now):
    """Equal ones are left out; of the others the first goes with the first."""
    old, new = list(was.rows if was else ()), list(now.rows if now else ())
    for row in tuple(old):
        twin = next((other for other in new if other[1] == row[1]), None)
        if twin is not None:
            old.remove(row)
            new.remove(twin)
    pairs = max(len(old), len(new))
    old += [("", None)] * (pairs - len(old))
    new += [("", None)] * (pairs - len(new))
    return [Change(key, what, a[0], b[0]) for a, b in zip(old, new, strict=True)]


def _changed_order(key, was, now):
    if was is None or now is None:
        return []
    common = {k for k, _text in was.rows} & {k for k, _text in now.rows}
    old = [row for row in was.rows if row[0] in common]
    new = [row for row in now.rows if row[0] in common]
    if [k for k, _text in old] == [k for k, _text in new]:
        return []
    texts = [", ".join(text for _key, text in rows) for rows in (old, new)]
    return [Change(key, now.what, *texts)]
