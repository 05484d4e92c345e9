"""Values that only an activity, and what runs within it, knows.

They are kept with the items of loops on the case (``loop_items``), under the token of
the activity: ``{"12": {"own": {"name": value}, "given": True}}``; ``given``: what it
hands on was worked out, and is not again when the way on is tried again.
"""

from ..engine.marking import ROOT

OWN, GIVEN = "own", "given"
EVERYTHING = "*"


def split_everything(text):
    """A text of assignments, without the line that says that all goes on.

    :return: ``(text, whether there was such a line)``
    """
    lines = (text or "").splitlines()
    kept = [line for line in lines if line.strip() != EVERYTHING]
    return "\n".join(kept).strip(), len(kept) < len(lines)


def own_of(case, token_id):
    """{name: value} of an activity; None where it has none of its own."""
    return ((case.loop_items or {}).get(str(token_id)) or {}).get(OWN)


def keep_own(case, token_id, values, **more):
    """Remember values of an activity beside those that it has."""
    known = case.loop_items or {}
    row = known.get(str(token_id)) or {}
    own = {**row.get(OWN, {}), **values}
    case._set(loop_items={**known, str(token_id): {**row, OWN: own, **more}})


def was_given(case, token_id):
    return ((case.loop_items or {}).get(str(token_id)) or {}).get(GIVEN, False)


def around(state, token):
    """A token and those that keep what is around it, outwards.

    :param state: a marking, or the engine's working copy of one
    """
    while True:
        yield token
        if token.scope == ROOT:
            return
        scope = state.scopes[token.scope]
        # The keeper of a loop that is only being planned rests nowhere yet.
        outside = token._replace(id=scope.token, scope=scope.parent, counter=0)
        token = state.tokens.get(scope.token, outside)


def put_values(case, places, values):
    """Give values to whatever has the names already; the others become the case's.

    :param places: tokens, from the inside out
    """
    rest = dict(values)
    for inner in places if case.loop_items else ():
        own = own_of(case, inner.id) or {}
        mine = {name: rest.pop(name) for name in list(rest) if name in own}
        if mine:
            keep_own(case, inner.id, mine)
    if rest:
        case._merge_variables(rest)


def forget_gone(case, tokens):
    """Take away what belongs to tokens that are not there any more."""
    known = case.loop_items or {}
    kept = {key: row for key, row in known.items() if int(key) in tokens}
    if len(kept) < len(known):
        case._set(loop_items=kept)
