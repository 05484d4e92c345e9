"""Who does a task, as other tools write it."""

import re

from ..engine.expression import BARE, ExpressionError, dialect_of, parse

# Activiti's and Flowable's way to say both in one text: user(anna), group(sales)
MARKED = re.compile(r"\b(user|group)\(([^()]*)\)")
SINGLE = ("assignee", "human_performer", "performer", "resource_role")


def people_of(known, extra):
    """Values of a step's row for the people that a file names.

    :param known: ``bpmn_lanes.Known``
    :param dict extra: what vendors' attributes say (``bpmn.Element.extra``)
    :return: dict; empty when nobody is named, or nobody of them is known here
    """
    for text in _single(extra):
        if dialect_of(text) != BARE:
            return _by_formula(text)
        found = known.called(text)
        if found:
            return found
    users, groups = _several(extra)
    if len(users) == 1 and dialect_of(users[0]) != BARE:
        return _by_formula(users[0])
    found = {}
    if user_ids := known.user_ids(users):
        found["user_ids"] = [(6, 0, user_ids)]
    if group_ids := known.group_ids(groups):
        found["group_ids"] = [(6, 0, group_ids)]
    if not found and len(groups) == 1:
        return known.called(groups[0])
    return found


def names_in(extra):
    """All names of people and groups that a file gives, as it writes them."""
    users, groups = _several(extra)
    return list(dict.fromkeys([*_single(extra), *users, *groups]))


def _single(extra):
    """Texts that mean one person or one group."""
    texts = [extra.get(name) for name in SINGLE]
    owner = extra.get("potential_owner") or ""
    if owner and not MARKED.search(owner) and "," not in owner:
        texts.append(owner)
    return [text.strip() for text in texts if text and text.strip()]


def _several(extra):
    """(people, groups) of lists by comma."""
    users = (extra.get("candidate_users") or "").strip()
    users = [users] if dialect_of(users) != BARE else users.split(",")
    groups = (extra.get("candidate_groups") or "").split(",")
    owner = extra.get("potential_owner") or ""
    marked = MARKED.findall(owner)
    users += [name for kind, name in marked if kind == "user"]
    groups += [name for kind, name in marked if kind == "group"]
    if not marked and "," in owner:
        groups += owner.split(",")  # without a word for it, groups are meant
    return tuple([n.strip() for n in rows if n.strip()] for rows in (users, groups))


def _by_formula(text):
    try:
        parse(text)
    except ExpressionError:
        return {}
    return {"user_formula": text, "pick": "claim"}
