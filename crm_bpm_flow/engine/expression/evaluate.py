"""The walk through a tree. Nothing is ever handed to Python's own ``eval``.

Work is counted: each node, each item that is gone through. So no text, however
hostile, costs more than ``MOST_WORK`` steps or makes a value beyond the limits.
"""

from datetime import date, time, timedelta

from .errors import ExpressionError
from .functions import EAGER, LAZY
from .lists import items_of
from .moments import part_of_duration
from .scopes import ItemLayer, Layer, Scope
from .tree import (
    Attribute,
    Binary,
    Call,
    Context,
    Each,
    Item,
    ListOf,
    Literal,
    Name,
    Spoken,
    Unary,
)
from .values import (
    LISTS,
    MOST_ITEMS,
    ORDERS,
    bad_types,
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


class Run:
    """One evaluation.

    :ivar values: {type of node: function}; a dialect's own run has others
    """

    def __init__(self, scope, work=MOST_WORK):
        self.scope = Scope(scope) if isinstance(scope, dict) else scope
        self.work = work

    @property
    def values(self):
        return VALUES

    def within(self, scope, node):
        """The value of a node in another scope."""
        outer, self.scope = self.scope, scope
        try:
            return self.value(node)
        finally:
            self.scope = outer

    def charge(self, steps):
        self.work -= steps
        if self.work < 0:
            raise ExpressionError("too_much_work")

    def value(self, node):
        """The value of a node; errors are told at its place."""
        self.charge(1)
        try:
            return self.values[type(node)](self, node)
        except ExpressionError as error:
            if error.position is None:
                error.at(node.position)
            raise

    def whole(self, tree):
        """The value of all."""
        return self.value(tree)

    def truth(self, node):
        """Whether a value counts as true: not null, false, 0, empty."""
        return bool(self.value(node))

    def knows(self, node):
        """Whether its names are known; other mistakes in it are raised."""
        try:
            self.value(node)
        except ExpressionError as error:
            if error.code in ("unknown_name", "unknown_field"):
                return False
            raise
        return True

    def value_of(self, item, node):
        """The value of a node for an item of a list, whose fields have names there."""
        return self.within(ItemLayer(self.scope, item), node)

    def holds_of(self, item, node):
        value = self.value_of(item, node)
        if value is not None and not isinstance(value, bool):
            raise bad_types("filter", value)
        return bool(value)

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
    if isinstance(value, LISTS):  # of each in a list
        run.charge(len(value))
        return [None if one is None else _field(run, one, name) for one in value]
    if isinstance(value, (date, time, timedelta)):
        return _part(value, name)
    try:
        return run.scope.attribute(value, name)
    except LookupError:
        raise ExpressionError("unknown_field", name=name[:100]) from None


def _part(moment, name):
    if isinstance(moment, timedelta):
        return part_of_duration(moment, name)
    if name == "weekday" and isinstance(moment, date):
        return moment.isoweekday()
    if name not in PARTS or not hasattr(moment, name):
        raise ExpressionError("unknown_field", name=name)
    return getattr(plain_moment(moment), name)


def _each(run, node):
    """A list of the bodies, for all items of the first source, of the second, ..."""
    found, outer = [], run.scope
    try:
        _go_through(run, node, node.sources, found)
    finally:
        run.scope = outer
    _measure(run, found)
    return found


def _go_through(run, node, sources, found):
    if not sources:
        if node.condition is None or run.truth(node.condition):
            found.append(run.value(node.body))
            if len(found) > MOST_ITEMS:
                raise ExpressionError("too_large", node.position)
        return
    (name, source), *rest = sources
    outer = run.scope
    for item in items_of("for", run.value(source)):
        run.charge(1)
        run.scope = Layer(outer, {name: item})
        _go_through(run, node, rest, found)
    run.scope = outer


def _context(run, node):
    found, outer = {}, run.scope
    for key, tree in node.entries:
        found[key] = run.within(Layer(outer, found) if found else outer, tree)
    _measure(run, list(found.values()))
    return found


def _spoken(run, node):
    """By the rules of its own language, with the work that is left."""
    other = RUNS.get(node.dialect, Run)(run.scope, run.work)
    value = (other.value if node.mild else other.whole)(node.tree)
    run.work = other.work
    return value


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
    return _charged(run, computed(sign, left, right))


def _call(run, node):
    lazy = LAZY.get(node.function)
    if lazy is not None:
        return lazy.call(run, *node.arguments)
    values = [run.value(argument) for argument in node.arguments]
    run.charge(sum(_size(value) for value in values))
    return _charged(run, limited(EAGER[node.function].call(run, *values)))


def _charged(run, value):
    """A new value; what it takes to make and to keep is work."""
    if isinstance(value, LISTS):
        _measure(run, value)
    else:
        run.charge(_size(value))
    return value


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
        stack.extend(list(item.values()) for item in inside if isinstance(item, dict))


VALUES = {
    Literal: _literal,
    ListOf: _list,
    Name: _name,
    Attribute: _attribute,
    Item: _item,
    Unary: _unary,
    Binary: _binary,
    Call: _call,
    Each: _each,
    Context: _context,
    Spoken: _spoken,
}
# {dialect: its run}, where it has one of its own; see dialect_runs.py.
RUNS = {}
