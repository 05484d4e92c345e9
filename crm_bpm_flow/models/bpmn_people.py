"""Who does a task, as other tools write it."""

from ..engine.expression import BARE, ExpressionError, dialect_of, parse


def people_of(env, extra):
    """Values of a step's row for the people that a file names.

    :param dict extra: what vendors' attributes say (``bpmn.Element.extra``)
    :return: dict; empty when nobody is named, or nobody of them is known here
    """
    assignee = (extra.get("assignee") or "").strip()
    if dialect_of(assignee) != BARE:
        return _by_formula(assignee)
    if assignee:
        return _users(env, [assignee])
    names = extra.get("candidate_users") or ""
    if dialect_of(names.strip()) != BARE:
        return _by_formula(names.strip())
    found = _users(env, names.split(","))
    groups = _groups(env, (extra.get("candidate_groups") or "").split(","))
    return {**found, **groups}


def _by_formula(text):
    try:
        parse(text)
    except ExpressionError:
        return {}
    return {"user_formula": text, "pick": "claim"}


def _users(env, names):
    wanted = [name.strip() for name in names if name.strip()]
    users = wanted and env["res.users"].search([("login", "in", wanted)])
    return {"user_ids": [(6, 0, users.ids)]} if users else {}


def _groups(env, names):
    wanted = [name.strip() for name in names if name.strip()]
    groups = wanted and env["res.groups"].sudo().search([("name", "in", wanted)])
    return {"group_ids": [(6, 0, groups.ids)]} if groups else {}
