"""What an expression is made of. Nodes are immutable; places do not count as equal."""

from dataclasses import dataclass, field
from typing import Any


def _place():
    return field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a string, true, false or null."""

    value: Any
    position: int = _place()

    def children(self):
        return ()


@dataclass(frozen=True, slots=True)
class ListOf:
    items: tuple
    position: int = _place()

    def children(self):
        return self.items


@dataclass(frozen=True, slots=True)
class Name:
    name: str
    position: int = _place()

    def children(self):
        return ()


@dataclass(frozen=True, slots=True)
class Attribute:
    """One step through a dot."""

    of: Any
    name: str
    position: int = _place()

    def children(self):
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in a list at an index, from 0; or under a key that is no name."""

    of: Any
    key: Any
    position: int = _place()

    def children(self):
        return (self.of, self.key)


@dataclass(frozen=True, slots=True)
class Unary:
    """``not`` or ``-``."""

    operator: str
    operand: Any
    position: int = _place()

    def children(self):
        return (self.operand,)


@dataclass(frozen=True, slots=True)
class Binary:
    """``or and == != < <= > >= in``, ``not in`` or ``+ - * / %``."""

    operator: str
    left: Any
    right: Any
    position: int = _place()

    def children(self):
        return (self.left, self.right)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of functions.py, known to take so many arguments."""

    function: str
    arguments: tuple
    position: int = _place()

    def children(self):
        return self.arguments


def walk(tree):
    """Each node with its depth, without recursion."""
    stack = [(tree, 1)]
    while stack:
        node, depth = stack.pop()
        yield node, depth
        stack.extend((child, depth + 1) for child in reversed(node.children()))


def path_of(node):
    """The dotted path that a node reads, None when it is not a path."""
    steps = []
    while isinstance(node, Attribute):
        steps.append(node.name)
        node = node.of
    if not isinstance(node, Name):
        return None
    return ".".join([node.name, *reversed(steps)])


def paths_read(tree):
    """All paths that a tree reads, the longest form of each, in order of reading."""
    found, inside = {}, set()
    for node, _depth in walk(tree):
        if id(node) in inside:
            inside.update(id(child) for child in node.children())
            continue
        path = path_of(node)
        if path is not None:
            found[path] = None
            inside.update(id(child) for child in node.children())
    return tuple(found)


def joins_texts(tree):
    """Whether a tree surely makes a text of parts, as ``Hello ${name}`` does."""
    if not isinstance(tree, Binary) or tree.operator != "+":
        return False
    return any(_is_text(node) or joins_texts(node) for node in (tree.left, tree.right))


def _is_text(node):
    if isinstance(node, Call):
        return node.function == "text"
    return isinstance(node, Literal) and isinstance(node.value, str)
