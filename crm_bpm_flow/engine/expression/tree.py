"""What an expression is made of. Nodes are immutable; places do not count as equal."""

from dataclasses import dataclass, field
from typing import Any

# Functions that evaluate what stands behind their first argument for each of its items.
OF_ITEMS, ITEM = ("filter", "sort"), "item"


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


@dataclass(frozen=True, slots=True)
class Each:
    """``[body for x in xs for y in ys if condition]``: a list of what comes out.

    :ivar sources: ((name, tree), ...): a later one may name an earlier one's item
    :ivar condition: a tree, or None
    """

    body: Any
    sources: tuple
    condition: Any = None
    position: int = _place()

    def children(self):
        trees = (self.body, *(tree for _name, tree in self.sources))
        return trees if self.condition is None else (*trees, self.condition)


@dataclass(frozen=True, slots=True)
class Context:
    """``{"name": value}``; entries: ((key, tree), ...), a later one may name an earlier
    one."""

    entries: tuple
    position: int = _place()

    def children(self):
        return tuple(tree for _key, tree in self.entries)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A part in another language, whose rules are kept within it.

    :ivar mild: also where all of it came to null by a mistake, that is its value
    """

    dialect: str
    tree: Any
    mild: bool = False
    position: int = _place()

    def children(self):
        return (self.tree,)


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
    """All paths that a tree reads, the longest form of each, in order of reading.

    What a tree calls by a name of its own (``x`` in ``[x for x in xs]``) is none of
    them. Where a name may be a field of an item, only the name itself is told.
    """
    found, stack = {}, [(tree, frozenset(), False)]
    while stack:
        node, bound, opened = stack.pop()
        path = path_of(node)
        if path is None:
            stack.extend(reversed(_seen(node, bound, opened)))
            continue
        root = path.partition(".")[0]
        if root not in bound:
            found[root if opened else path] = None
    return tuple(found)


def _seen(node, bound, opened):
    """(tree, names bound in it, whether fields of an item are names) of each part."""
    if isinstance(node, Each):
        parts = []
        for name, source in node.sources:
            parts.append((source, bound, opened))
            bound |= {name}
        rest = (node.condition, node.body)
        return parts + [(tree, bound, opened) for tree in rest if tree is not None]
    if isinstance(node, Context):
        parts = []
        for key, tree in node.entries:
            parts.append((tree, bound, opened))
            bound |= {key}
        return parts
    if isinstance(node, Call) and node.function in OF_ITEMS:
        first, *rest = node.arguments
        inside = bound | {ITEM}
        return [(first, bound, opened), *((tree, inside, True) for tree in rest)]
    return [(child, bound, opened) for child in node.children()]


def joins_texts(tree):
    """Whether a tree surely makes a text of parts, as ``Hello ${name}`` does."""
    if not isinstance(tree, Binary) or tree.operator != "+":
        return False
    return any(_is_text(node) or joins_texts(node) for node in (tree.left, tree.right))


def _is_text(node):
    if isinstance(node, Call):
        return node.function == "text"
    return isinstance(node, Literal) and isinstance(node.value, str)
