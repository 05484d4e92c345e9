"""Odoo domains and formulas, read into the trees of this package."""

from datetime import date, datetime, time

from ..expression.tree import Binary, Literal, Unary, path_of, walk
from .axes import BOOLEAN, MOMENT, RECORD
from .comparing import ORDERS
from .tree import ALWAYS, AllOf, AnyOf, Asks, Not, Open

TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
COMPARED = {"=", "!=", "<", "<=", ">", ">=", "in", "not in"}
# The other half of an operator that cannot be decided.
DENIED = {"not like": "like", "not ilike": "ilike", "not any": "any"}


def read_domain(domain, kinds):
    """A domain in prefix notation.

    :param domain: list of leaves and operators
    :param kinds: {path: ``Kind``} of what can be decided
    :return: a tree; a leaf that cannot be decided is ``Open``
    """
    stack = []
    for item in reversed(domain):
        if item == "!":
            stack.append(Not(stack.pop()))
        elif item in ("&", "|"):
            parts = (stack.pop(), stack.pop())
            stack.append(AllOf(parts) if item == "&" else AnyOf(parts))
        else:
            stack.append(_leaf(item, kinds))
    return AllOf(tuple(reversed(stack))) if stack else ALWAYS


def _leaf(leaf, kinds):
    path, symbol, value = leaf
    if symbol in DENIED:
        return Not(Open(repr((path, DENIED[symbol], value))))
    asked = Open(repr((path, symbol, value)))
    kind = kinds.get(path)
    if kind is None:
        return asked
    if symbol in ("=", "!=") and isinstance(value, (list, tuple)):
        symbol = "in" if symbol == "=" else "not in"
    if symbol not in COMPARED or (symbol in ORDERS and not kind.is_ordered):
        return asked
    many = symbol in ("in", "not in")
    if many and not isinstance(value, (list, tuple)):
        return asked
    values = tuple(_constant(one, kind) for one in (value if many else [value]))
    if not all(map(kind.fits, values)):
        return asked
    if not kind.empty and None in values:
        # Odoo takes 0 for nothing.
        return asked
    return Asks(path, symbol, values if many else values[0])


def _constant(value, kind):
    if value is False and kind.what != BOOLEAN:
        return None
    if kind.what == MOMENT and isinstance(value, str):
        return _moment(value, kind)
    return value


def _moment(text, kind):
    """A day or a moment; a text where it is neither, which then fits nothing."""
    if _is_day(text):
        day = date.fromisoformat(text)
        return datetime.combine(day, time()) if kind.whole else text
    try:
        return text if kind.whole else datetime.fromisoformat(text)
    except ValueError:
        return text


def _is_day(text):
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def read_formula(tree, kinds):
    """A formula's tree; what is more than comparisons with constants is ``Open``."""
    if isinstance(tree, Unary) and tree.operator == "not":
        return Not(read_formula(tree.operand, kinds))
    if isinstance(tree, Binary) and tree.operator in ("and", "or"):
        parts = (read_formula(tree.left, kinds), read_formula(tree.right, kinds))
        return AllOf(parts) if tree.operator == "and" else AnyOf(parts)
    if isinstance(tree, Literal) and isinstance(tree.value, bool):
        return ALWAYS if tree.value else Not(ALWAYS)
    if isinstance(tree, Binary) and tree.operator in TURNED:
        return _comparison(tree, kinds) or Open(repr(tree))
    path = _path(tree)
    if path in kinds and kinds[path].what == BOOLEAN:
        return Asks(path, "true", None, loose=True)
    return Open(repr(tree))


def _comparison(tree, kinds):
    path, symbol, other = _path(tree.left), tree.operator, tree.right
    if path is None:
        path, symbol, other = _path(tree.right), TURNED[symbol], tree.left
    known, value = _literal(other)
    kind = kinds.get(path)
    if not known or kind is None or kind.what == RECORD or not kind.fits(value):
        return None
    if symbol in ORDERS and not kind.is_ordered:
        return None
    return Asks(path, "=" if symbol == "==" else symbol, value, loose=True)


def _path(tree):
    path = path_of(tree)
    return path.removeprefix("record.") if path else None


def _literal(tree):
    """(whether it is a constant, its value)"""
    if isinstance(tree, Literal):
        return True, tree.value
    if isinstance(tree, Unary) and tree.operator == "-":
        known, value = _literal(tree.operand)
        if known and isinstance(value, (int, float)) and not isinstance(value, bool):
            return True, -value
    return False, None


def constants_in_domain(domain):
    """{path: [what it is compared with]}"""
    found = {}
    for item in domain:
        if not isinstance(item, str):
            path, _symbol, value = item
            values = value if isinstance(value, (list, tuple)) else [value]
            found.setdefault(path, []).extend(values)
    return found


def constants_in_formula(tree):
    """{path: [what it is compared with]}"""
    found = {}
    for node, _depth in walk(tree):
        if isinstance(node, Binary) and node.operator in TURNED:
            for one, other in ((node.left, node.right), (node.right, node.left)):
                known, value = _literal(other)
                path = _path(one)
                if path and known and value is not None:
                    found.setdefault(path, []).append(value)
    return found
