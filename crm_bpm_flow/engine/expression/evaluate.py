"""The walk through a tree. Nothing is ever handed to Python's own ``eval``.

Work is counted: each node, each item that is gone through. So no text, however
hostile, costs more than ``MOST_WORK`` steps or makes a value beyond the limits.
"""

from datetime import date

from .errors import ExpressionError
from .functions import EAGER, LAZY
from .tree import Attribute, Binary, Call, Item, ListOf, Literal, Name, Unary
from .values import (
    LISTS,
    MOST_ITEMS,
    ORDERS,
    computed,
    contained,
    equal,
    limited,
    negated,
    ordered,
    placed,
    plain_moment,
)

MOST_WORK = 200_000
PARTS = ("year", "month", "day", "hour", "minute", "second")


class Scope:
    """What names mean, from a dict; the models put records behind the same methods.

    :param now: the moment that ``now()`` and ``today()`` tell; the engine has no clock
    """

    def __init__(self, values=(), now=None):
        self.values = dict(values)
        self.moment = now

    def name(self, name):
        """The value of a root name; ``LookupError`` when there is none."""
        return self.values[name]

    def attribute(self, value, name):
        """A field of a value; ``LookupError`` when it has none of that name."""
        if not isinstance(value, dict):
            raise LookupError(name)
        return value[name]

    def now(self):
        """The moment, in UTC."""
        if self.moment is None:
            raise LookupError("now")
        return self.moment

    def today(self):
        """The day; the models know whose."""
        return self.now().date()


class Layer:
    """A scope in front of another one: ``assigned`` hides what it has of a name."""

    def __init__(self, scope, assigned=()):
        self.assigned = dict(assigned)
        self.outer = scope

    def name(self, name):
        if name in self.assigned:
            return self.assigned[name]
        return self.outer.name(name)

    def __getattr__(self, name):
        return getattr(self.outer, name)


class Run:
    """One evaluation."""

    def __init__(self, scope, work=MOST_WORK):
        self.scope = Scope(scope) if isinstance(scope, dict) else scope
        self.work = work

    def charge(self, steps):
        self.work -= steps
        if self.work < 0:
            raise ExpressionError("too_much_work")

    def value(self, node):
        """The value of a node; errors are told at its place."""
        self.charge(1)
        try:
            return VALUES[type(node)](self, node)
        except ExpressionError as error:
            if error.position is None:
                error.at(node.position)
            raise

    def truth(self, node):
        """Whether a value counts as true: not null, false, 0, empty."""
        return bool(self.value(node))

    def clock(self, name):
        """``now`` or ``today``, as the scope tells it."""
        try:
            return getattr(self.scope, name)()
        except (AttributeError, LookupError):
            raise ExpressionError("no_clock", operation=name) from None


def _literal(run, node):
    return node.value


def _list(run, node):
    items = [run.value(item) for item in node.items]
    _measure(run, items)
    return items


def _name(run, node):
    try:
        return run.scope.name(node.name)
    except LookupError:
        raise ExpressionError("unknown_name", name=node.name) from None


def _attribute(run, node):
    """A step through a dot: from null it leads to null."""
    value = run.value(node.of)
    return None if value is None else _field(run, value, node.name)


def _item(run, node):
    """By its index, from 0, or from the end with -1; by its key as through a dot."""
    value, key = run.value(node.of), run.value(node.key)
    if value is None:
        return None
    if isinstance(key, str):
        return _field(run, value, key)
    index = placed("[]", value, key)
    if not -len(value) <= index < len(value):
        raise ExpressionError("bad_value", operation="[]", found=str(index))
    return value[index]


def _field(run, value, name):
    if isinstance(value, date):
        return _part(value, name)
    try:
        return run.scope.attribute(value, name)
    except LookupError:
        raise ExpressionError("unknown_field", name=name[:100]) from None


def _part(moment, name):
    if name == "weekday":
        return moment.isoweekday()
    if name not in PARTS or not hasattr(moment, name):
        raise ExpressionError("unknown_field", name=name)
    return getattr(plain_moment(moment), name)


def _unary(run, node):
    if node.operator == "not":
        return not run.truth(node.operand)
    return negated(run.value(node.operand))


def _binary(run, node):
    sign = node.operator
    if sign == "and":
        return run.truth(node.left) and run.truth(node.right)
    if sign == "or":
        return run.truth(node.left) or run.truth(node.right)
    left, right = run.value(node.left), run.value(node.right)
    if sign in ("==", "!="):
        return equal(left, right) == (sign == "==")
    if sign in ORDERS:
        return ordered(sign, left, right)
    if sign in ("in", "not in"):
        run.charge(_size(right))
        return contained(left, right) == (sign == "in")
    value = computed(sign, left, right)
    if isinstance(value, LISTS):
        _measure(run, value)
    return value


def _call(run, node):
    lazy = LAZY.get(node.function)
    if lazy is not None:
        return lazy.call(run, *node.arguments)
    values = [run.value(argument) for argument in node.arguments]
    run.charge(sum(_size(value) for value in values))
    return limited(EAGER[node.function].call(run, *values))


def _size(value):
    """How much work it is to look through a value."""
    if isinstance(value, str):
        return len(value) // 64
    return len(value) if isinstance(value, LISTS) else 0


def _measure(run, items):
    """Refuse a list that is too long, with the lists in it: they may hold one another
    many times over."""
    stack, count = [items], 0
    while stack:
        inside = stack.pop()
        count += len(inside)
        if count > MOST_ITEMS:
            raise ExpressionError("too_large")
        run.charge(len(inside))
        stack.extend(item for item in inside if isinstance(item, LISTS))


VALUES = {
    Literal: _literal,
    ListOf: _list,
    Name: _name,
    Attribute: _attribute,
    Item: _item,
    Unary: _unary,
    Binary: _binary,
    Call: _call,
}
