"""Which words the template language has; all else is refused before it runs."""

import re

from jinja2 import TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

from .errors import TemplateError, raise_first
from .limits import MOST_NUMBER

BEGINS = re.compile(r"{{|{%")
ENDS_OR_BEGINS = re.compile(r"}}|{{|{%")
LINE = re.compile(r"[^\n\x00-\x08]*")
MOST_SHOWN = 60  # characters of a placeholder in a sentence
ALLOWED = {
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Const,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.Test,
    nodes.Call,
    nodes.Keyword,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Mod,
    nodes.Neg,
    nodes.Pos,
    nodes.Concat,
    nodes.List,
}
PAIRED = {"if", "for"}
ENDS = {f"end{name}": name for name in PAIRED}
# Names that the template language itself would give a meaning.
RESERVED = {"self", "super", "caller", "varargs", "kwargs", "namespace", "context"}


def check(tree, known, filters, tests, functions):
    """Refuse what is not allowed.

    :param set known: names of values; loops and ``set`` add their own
    :raises TemplateError: the first mistake, with the line and all ``more``
    """
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    known = known | own | {"loop"}
    raise_first(
        mistake
        for node in _all(tree)
        for mistake in _mistakes(node, known, filters, tests, functions)
    )


def _mistakes(node, known, filters, tests, functions):
    if type(node) not in ALLOWED:
        yield _mistake("not_allowed", node, what=type(node).__name__.lower())
    elif isinstance(node, nodes.Name):
        yield from _name_mistakes(node, known | functions)
    elif isinstance(node, nodes.Getattr):
        yield from _part_mistakes(node, node.attr)
    elif isinstance(node, nodes.Filter):
        if node.name not in filters or node.node is None:
            yield _mistake("unknown_filter", node, name=node.name)
    elif isinstance(node, nodes.Test):
        if node.name not in tests:
            yield _mistake("unknown_test", node, name=node.name)
    else:
        yield from _shape_mistakes(node, functions)


def _shape_mistakes(node, functions):
    if isinstance(node, nodes.Call):
        named = isinstance(node.node, nodes.Name) and node.node.name in functions
        if not named or node.dyn_args or node.dyn_kwargs:
            yield _mistake("no_calls", node)
    elif isinstance(node, nodes.For) and node.recursive:
        yield _mistake("not_allowed", node, what="recursive")
    elif isinstance(node, nodes.Const) and isinstance(node.value, (int, float)):
        if abs(node.value) > MOST_NUMBER:
            yield _mistake("too_large", node)
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        yield from _part_mistakes(node, str(node.arg.value))


def _name_mistakes(node, known):
    if node.name in RESERVED or node.name.startswith("_"):
        yield _mistake("forbidden_name", node, name=node.name)
    elif node.ctx == "load" and node.name not in known:
        yield _mistake("unknown_name", node, name=node.name)


def _part_mistakes(node, name):
    if name.startswith("_"):
        yield _mistake("forbidden_name", node, name=name)


def _mistake(code, node, **values):
    return TemplateError(code, line=node.lineno, **values)


def _all(tree):
    """All nodes without recursion, so that depth cannot hurt."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.iter_child_nodes())


def left_open(environment, source):
    """``(line, "if" or "for")`` of the innermost statement that nothing ends, or None
    where all is ended, or the text is no template at all."""
    opened, begins = [], False
    try:
        for line, kind, value in environment.lex(source):
            if kind == "block_begin":
                begins = True
            elif begins and kind == "name":
                begins = False
                if value in PAIRED:
                    opened.append((line, value))
                elif value in ENDS and (not opened or opened.pop()[1] != ENDS[value]):
                    return None
    except TemplateSyntaxError:
        return None
    return opened[-1] if opened else None


def value_left_open(source):
    """``(line, its beginning)`` of the first "{{" that nothing ends before another
    placeholder begins, or None."""
    for found in BEGINS.finditer(source):
        ends = ENDS_OR_BEGINS.search(source, found.end())
        if found[0] == "{{" and (ends is None or ends[0] != "}}"):
            what = LINE.match(source, found.start())[0].strip()
            return source.count("\n", 0, found.start()) + 1, what[:MOST_SHOWN]
    return None


class Bounded(NodeTransformer):
    """Loops count their turns, texts are joined by what knows their length, and lists
    hold no lists: comparing those could take for ever."""

    def visit_For(self, node):
        node = self.generic_visit(node)
        node.iter = _filter(node.iter, "bpm_turns")
        return node

    def visit_List(self, node):
        return _filter(self.generic_visit(node), "bpm_flat")

    def visit_Concat(self, node):
        node = self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno)
        return _filter(parts, "bpm_joined")


def _filter(node, name):
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def paths(tree):
    """``(line, root name, [parts])`` of what is read, loops followed to their list."""
    places = {}
    for node in tree.find_all((nodes.For, nodes.Assign)):
        source = node.iter if isinstance(node, nodes.For) else node.node
        if isinstance(source, nodes.Filter):
            source = source.node
        found = _path(source)
        if found and isinstance(node.target, nodes.Name):
            places.setdefault(node.target.name, found)
    inner = {
        id(node.node)
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Getattr)
    }
    for node in tree.find_all(nodes.Getattr):
        found = None if id(node) in inner else _path(node)
        if found:
            root, parts = found
            for _depth in range(len(places)):
                if root not in places:
                    break
                root, before = places[root]
                parts = [*before, *parts]
            yield node.lineno, root, parts


def _path(node):
    parts = []
    while isinstance(node, nodes.Getattr):
        parts.insert(0, node.attr)
        node = node.node
    return (node.name, parts) if isinstance(node, nodes.Name) else None
