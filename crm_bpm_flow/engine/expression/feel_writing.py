"""A tree as FEEL's text (DMN 1.3, 10.3.1.2), where FEEL can say it."""

import json

from .feel_functions import NAMES
from .tree import Attribute, Binary, Call, Each, ListOf, Literal, Name, Spoken, Unary

CONSTANTS = {None: "null", True: "true", False: "false"}
SIGNS = {"==": "=", "!=": "!=", "and": "and", "or": "or"}
SIGNS.update({sign: sign for sign in ("<", "<=", ">", ">=", "+", "-", "*", "/")})
# Those that are called alike in both come first: "contains" is one of texts.
THEIRS = {}
for theirs, (ours, counts) in NAMES.items():
    THEIRS.setdefault(ours, (theirs, counts))
THEIRS["date"] = ("date", (1, 3))


class NotInFeel(Exception):
    """FEEL has no words for it, or ours for it mean something else."""


def to_feel(tree):
    """:raise NotInFeel:"""
    return _write(tree)[0]


def _write(node):
    """The text, and whether it stands for itself within others."""
    writer = WRITERS.get(type(node))
    if writer is None:
        raise NotInFeel(type(node).__name__)
    return writer(node)


def _inside(node):
    text, is_atom = _write(node)
    return text if is_atom else f"({text})"


def _literal(node):
    if isinstance(node.value, str):
        return json.dumps(node.value, ensure_ascii=False), True
    if node.value is None or isinstance(node.value, bool):
        return CONSTANTS[node.value], True
    return repr(node.value), True


def _list(node):
    return f"[{', '.join(to_feel(item) for item in node.items)}]", True


def _name(node):
    return node.name, True


def _attribute(node):
    return f"{_inside(node.of)}.{node.name}", True


def _unary(node):
    if node.operator == "not":
        return f"not({to_feel(node.operand)})", True
    return f"-{_inside(node.operand)}", False


def _binary(node):
    if node.operator not in SIGNS:
        raise NotInFeel(node.operator)
    sign = SIGNS[node.operator]
    return f"{_inside(node.left)} {sign} {_inside(node.right)}", False


def _call(node):
    if node.function == "if" and len(node.arguments) == 3:
        asked, then, other = map(_inside, node.arguments)
        return f"if {asked} then {then} else {other}", False
    name, counts = THEIRS.get(node.function, (None, ()))
    if name is None or (counts and len(node.arguments) not in counts):
        raise NotInFeel(node.function)
    return f"{name}({', '.join(to_feel(tree) for tree in node.arguments)})", True


def _each(node):
    if node.condition is not None:
        raise NotInFeel("for ... if")
    parts = (f"{name} in {_inside(source)}" for name, source in node.sources)
    return f"for {', '.join(parts)} return {_inside(node.body)}", False


def _spoken(node):
    return _write(node.tree)


WRITERS = {
    Literal: _literal,
    ListOf: _list,
    Name: _name,
    Attribute: _attribute,
    Unary: _unary,
    Binary: _binary,
    Call: _call,
    Each: _each,
    Spoken: _spoken,
}
