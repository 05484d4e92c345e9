"""A tree back to text, in the bare form."""

from .names import is_name
from .powers import ADD, AND, COMPARE, CONDITIONAL, MINUS, MULTIPLY, NOT, OR
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

POWERS = {"or": OR, "and": AND, "+": ADD, "-": ADD}
POWERS.update(dict.fromkeys("*/%", MULTIPLY))
UNARY = {"not": NOT, "-": MINUS}
CONSTANTS = {None: "null", True: "true", False: "false"}
ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def to_text(tree):
    """The text that ``parse`` makes the same tree of; brackets only where needed."""
    return _written(tree)[0]


def _written(node):
    """The text of a node and how strongly its outermost operator binds."""
    return WRITERS[type(node)](node)


def _inside(node, power):
    """A part, in brackets if it binds less strongly than what is around it."""
    text, binds = _written(node)
    return text if binds >= power else f"({text})"


def _literal(node):
    value = node.value
    if isinstance(value, str):
        return "'" + "".join(ESCAPES.get(sign, sign) for sign in value) + "'", ATOM
    if value is None or isinstance(value, bool):
        return CONSTANTS[value], ATOM
    return repr(value), ATOM


def _list(node):
    return f"[{_joined(node.items)}]", ATOM


def _call(node):
    return f"{node.function}({_joined(node.arguments)})", ATOM


def _joined(nodes):
    return ", ".join(_written(node)[0] for node in nodes)


def _name(node):
    return node.name, ATOM


def _attribute(node):
    return f"{_inside(node.of, ATOM)}.{node.name}", ATOM


def _item(node):
    return f"{_inside(node.of, ATOM)}[{_written(node.key)[0]}]", ATOM


def _unary(node):
    power = UNARY[node.operator]
    sign = "not " if node.operator == "not" else "-"
    return sign + _inside(node.operand, power + 1), power


def _binary(node):
    power = POWERS.get(node.operator, COMPARE)
    # Operators of one power are read from the left; comparisons do not chain.
    first = power + 1 if power == COMPARE else power
    left, right = _inside(node.left, first), _inside(node.right, power + 1)
    return f"{left} {node.operator} {right}", power


def _each(node):
    parts = [_written(node.body)[0]]
    for name, source in node.sources:
        parts.append(f"for {name} in {_inside(source, CONDITIONAL + 1)}")
    if node.condition is not None:
        parts.append(f"if {_inside(node.condition, CONDITIONAL + 1)}")
    return f"[{' '.join(parts)}]", ATOM


def _context(node):
    entries = (
        f"{key if is_name(key) else _literal(Literal(key))[0]}: {_written(tree)[0]}"
        for key, tree in node.entries
    )
    return "{" + ", ".join(entries) + "}", ATOM


def _spoken(node):
    return _written(node.tree)


ATOM = MINUS + 1
WRITERS = {
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
