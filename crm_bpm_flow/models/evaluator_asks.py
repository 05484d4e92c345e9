"""The questions of one case: conditions of ways, loops, joins and milestones."""

from odoo.models import BaseModel

from ..engine import (
    Again,
    Available,
    Code,
    ConditionError,
    Enough,
    Gives,
    HowMany,
    Opens,
    Takes,
    Told,
    locals_of,
)
from ..engine.marking import LOOP, ROOT
from ..engine.opening import COUNTS
from ..tools.variables import check_variables
from .own_values import around, own_of

MOST_INSTANCES = 10_000


class Asker:
    """What the engine is given as ``evaluate`` (see ``engine.questions``)."""

    def __init__(self, evaluator, case):
        self.evaluator = evaluator
        self.case = case
        self.state = None

    def bind(self, state):
        """The engine's working copy, which knows the loops."""
        self.state = state

    def __call__(self, asked, token):
        method = QUESTIONS.get(type(asked))
        if method is None:
            return self.evaluator.way_holds(self.case, asked, self._sight(token))
        return method(self, asked, token)

    def _sight(self, token):
        found = in_sight(self.case, self.state, token) if self.state else {}
        if token.outcome and "outcome" not in (self.case.variables or {}):
            found["outcome"] = token.outcome
        return found

    def _node(self, asked):
        return self.case.version_id._node(asked.node)

    def _told(self, method, asked, token, **more):
        node, counters = self._node(asked), {**self._sight(token), **more}
        return method(node.name, asked.condition, self.case, counters)

    def _holds(self, asked, token):
        return self._told(self.evaluator.holds, asked, token)

    def _opens(self, asked, token):
        known = dict.fromkeys(COUNTS, sum(asked.arrived.values()))
        return self._told(self.evaluator.holds, asked, token, **known)

    def _how_many(self, asked, token):
        """A number, or a list or records whose items are kept for the instances."""
        node = self._node(asked)
        node._begin_results(self.case, self.state, token)
        value = self._told(self.evaluator.value, asked, token)
        if not node.loop_collection:
            return self._number(node, value)
        if value is None:  # of a record without any: nobody to do it for
            return 0
        if isinstance(value, (str, dict)) or not hasattr(value, "__len__"):
            raise self._wrong(node, value)
        keep_items(self.case, token.id, node.loop_item, value)
        return self._number(node, len(value))

    def _takes(self, asked, token):
        node = self._node(asked)
        node._take_values(self.evaluator, self.case, self.state, token)

    def _gives(self, asked, token):
        node = self._node(asked)
        node._give_values(self.evaluator, self.case, self.state, token)

    def _code(self, asked, token):
        self._node(asked)._keep_code(self.case, self.state, token, asked.code)

    def _coded(self, asked, token):
        """What a formula says for a code, as text."""
        value = self._told(self.evaluator.value, asked, token)
        return str(value) if value not in (None, "", False) else None

    def _number(self, node, value):
        # As a person or another program may have given it.
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
            value = int(value)
        whole = isinstance(value, (int, float)) and value == int(value)
        if isinstance(value, bool) or not whole or not 0 <= value <= MOST_INSTANCES:
            raise self._wrong(node, value)
        return int(value)

    def _wrong(self, node, value):
        env = self.case.env
        return ConditionError(
            env._(
                "“%(step)s” cannot be repeated: “%(value)s” says neither how often nor "
                "for whom.",
                step=node.name,
                value=str(value)[:100],
            )
        )


QUESTIONS = {
    HowMany: Asker._how_many,
    Again: Asker._holds,
    Enough: Asker._holds,
    Available: Asker._holds,
    Opens: Asker._opens,
    Takes: Asker._takes,
    Gives: Asker._gives,
    Told: Asker._code,
    Code: Asker._coded,
}


# ----------------------------------------------------------------------
# The items of loops
# ----------------------------------------------------------------------
def keep_items(case, keeper, name, items):
    """Remember what a step is repeated for.

    :param int keeper: the engine's token that stands for the whole
    :param str name: under which formulas know the one
    """
    if isinstance(items, BaseModel):
        kept = {"model": items._name, "ids": list(items.ids)}
    else:
        kept = {"values": check_variables({"items": list(items)})["items"]}
    known = case.loop_items or {}
    row = {"name": name or "", **kept}
    case._set(loop_items={**known, str(keeper): row})


def in_sight(case, state, token):
    """Loop counters, items and values of steps around that a formula here knows.

    :param state: a marking, or the engine's working copy of one
    """
    found = locals_of(state, token)
    if not case.loop_items:
        return found
    for inner in around(state, token):
        for name, value in (own_of(case, inner.id) or {}).items():
            found.setdefault(name, value)
        for name, item in _items_at(case, state, inner):
            if name:
                found.setdefault(name, item)
    return found


def item_of(case, state, token):
    """What the instance is for whose token this is; None outside of such a loop."""
    return next((item for _name, item in _items(case, state, token)), None)


def _items(case, state, token):
    """(name, item) of each loop around a token, the innermost first."""
    for inner in around(state, token):
        yield from _items_at(case, state, inner)


def _items_at(case, state, token):
    """(name, item) of the loop whose instance this token is."""
    if token.scope == ROOT or not token.counter:
        return
    scope = state.scopes[token.scope]
    row = (case.loop_items or {}).get(str(scope.token)) if scope.kind == LOOP else None
    if row and "name" in row:
        yield row["name"], _item(case, row, token.counter)


def _item(case, row, counter):
    if "model" in row:
        records = case.env[row["model"]].browse(row["ids"][counter - 1 : counter])
        return records.with_user(case.version_id._run_as()).exists() or None
    values = row["values"]
    return values[counter - 1] if counter <= len(values) else None


def add_item(case, state, token_id, item):
    """One more of what a step is repeated for; nothing where nothing was kept.

    :param token_id: the whole's, or one instance's
    :param item: a value, or the id of a record
    """
    token = state.tokens[token_id]
    scope = state.scopes.get(token.scope)
    keeper = scope.token if scope and scope.kind == LOOP else token_id
    known = case.loop_items or {}
    row = known.get(str(keeper))
    if row and "name" in row:
        name = "ids" if "model" in row else "values"
        values = [*row[name], *check_variables({"items": [item]})["items"]]
        case._set(loop_items={**known, str(keeper): {**row, name: values}})
