"""Camunda 7, Flowable and Activiti: ``${amount > 1000 && !urgent}``, ``#{...}``.

Methods that have no exact counterpart are refused, never guessed; what the language
has no meaning for means what it does in the bare form. A text may have formulas in it:
``PT${hours}H``.
"""

import re

from . import tokens
from .building import call, checked
from .errors import ExpressionError
from .parser import COMPARE, MINUS, MOST_CHARACTERS, MULTIPLY, Parser, is_name
from .tokens import EMBEDDED
from .tree import Binary, Literal, Name, Unary

SIGNS = ("${", "#{")
ARITHMETIC = "+-*/%"
IN_TEXT = re.compile(r"\\[$#]\{|" + EMBEDDED.pattern)
WORDS = ("eq", "ne", "lt", "le", "gt", "ge", "div", "mod", "empty", "instanceof")
FOREIGN = frozenset((";", ":", "{", "**", "..", "instanceof"))

# Methods of values -> our function, and how many arguments there must be.
METHODS = {
    "size": ("count", 0),
    "length": ("len", 0),
    "isEmpty": ("empty", 0),
    "contains": ("contains", 1),
    "startsWith": ("startswith", 1),
    "endsWith": ("endswith", 1),
    "toLowerCase": ("lower", 0),
    "toUpperCase": ("upper", 0),
}
READING = ("getVariable", "getVariableLocal")
CALLERS = ("execution", "task", "caseExecution")


class JuelParser(Parser):
    """The unified expression language, as process engines in Java use it."""

    dialect = "juel"
    reserved = Parser.reserved.union(WORDS)
    prefixes = {"not": ("not", MINUS), "!": ("not", MINUS), "-": ("-", MINUS)}
    infixes = {
        **Parser.infixes,
        "eq": ("==", COMPARE),
        "ne": ("!=", COMPARE),
        "lt": ("<", COMPARE),
        "le": ("<=", COMPARE),
        "gt": (">", COMPARE),
        "ge": (">=", COMPARE),
        "div": ("/", MULTIPLY),
        "mod": ("%", MULTIPLY),
    }

    def unexpected(self):
        word = self.word
        if word.kind == tokens.OP and word.value in (*FOREIGN, "}"):
            return self.foreign(word.value, word.position)
        if self.key() == "instanceof":
            return self.foreign(word.value, word.position)
        return super().unexpected()

    def prefixed(self):
        if self.key() != "empty":
            return super().prefixed()
        word = self.take()
        return call("empty", (self.expression(MINUS),), word.position)

    def step(self, tree):
        word = self.word
        if self.key(1) != "(" or word.kind != tokens.NAME:
            self.refuse_caller(tree)
            return super().step(tree)
        self.place += 2
        return self.method(tree, word, self.listed(")"))

    def method(self, tree, word, arguments):
        """``list.size()`` and the like; ``execution.getVariable('x')`` is x."""
        name = word.value
        if isinstance(tree, Name) and tree.name in CALLERS:
            if name in (*READING, "hasVariable") and len(arguments) == 1:
                variable = self.variable(arguments[0], word)
                if name in READING:
                    return variable
                return call("defined", (variable,), word.position)
            raise self.foreign(f"{tree.name}.{name}()", word.position)
        if name == "equals" and len(arguments) == 1:
            return Binary("==", tree, arguments[0], word.position)
        function, count = METHODS.get(name, (None, None))
        if count != len(arguments):
            raise self.foreign(f"{name}()", word.position)
        return call(function, (tree, *arguments), word.position)

    def variable(self, argument, word):
        if not isinstance(argument, Literal) or not is_name(argument.value):
            raise self.foreign(f"{word.value}()", word.position)
        return Name(argument.value, argument.position)

    def refuse_caller(self, tree):
        """What the engine of another tool knows of itself, nobody knows here."""
        if isinstance(tree, Name) and tree.name in CALLERS:
            raise self.foreign(tree.name, tree.position)


def parse(text):
    """The tree of ``${...}`` or ``#{...}``, or of a text with such formulas in it.

    ``PT${n}H`` becomes ``'PT' + text(n) + 'H'``: as in the unified expression
    language, null is an empty text there.
    """
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError("too_long", MOST_CHARACTERS, most=MOST_CHARACTERS)
    start, last = len(text) - len(text.lstrip()), len(text.rstrip())
    if not text.startswith(SIGNS, start):
        return _composite(text, start, last)
    match = EMBEDDED.match(text, start, last)
    if match and match.end() < last:
        return _composite(text, start, last)
    return _formula(text, start, last)


def _formula(text, start, end):
    """The tree of what stands between ``${`` and ``}``."""
    closing = text.find("}", start, end)
    if closing < 0:
        raise ExpressionError("expected", end, expected="}", found="")
    if text[end - 1] != "}":
        values = {"dialect": JuelParser.dialect, "found": text[closing + 1 : end][:40]}
        raise ExpressionError("dialect", closing + 1, **values)
    return JuelParser(text, start + 2, end - 1).whole()


def _composite(text, start, end):
    _refuse_condition(text, start, end)
    parts, place = [], start
    for match in IN_TEXT.finditer(text, start, end):
        parts.extend(_plain(text, place, match.start()))
        place = match.end()
        if match[0][0] == "\\":
            parts.append(Literal(match[0][1:], match.start()))
        else:
            tree = _formula(text, match.start(), place)
            parts.append(call("text", (tree,), match.start()))
    parts.extend(_plain(text, place, end))
    tree = parts[0] if parts else Literal("", start)
    for part in parts[1:]:
        tree = Binary("+", tree, part, part.position)
    return checked(tree)


def _plain(text, start, end):
    """What stands between formulas, as a list of one part or none."""
    for sign in SIGNS:
        broken = text.find(sign, start, end)
        if broken >= 0:  # a formula that never ends
            closing = text.find("}", broken, end)
            _formula(text, broken, closing + 1 if closing >= 0 else end)
            raise ExpressionError("expected", end, expected="}", found="")
    return [Literal(text[start:end], start)] if start < end else []


def _refuse_condition(text, start, end):
    """``${a} and ${b}`` would be a text, and so always hold: it cannot be meant."""
    named = EMBEDDED.sub(lambda match: "_" * len(match[0]), text[start:end])
    try:
        tree = Parser(" " * start + named).whole()
    except ExpressionError:
        return
    if isinstance(tree, (Unary, Binary)) and tree.operator not in ARITHMETIC:
        values = {"dialect": JuelParser.dialect, "found": tree.operator}
        raise ExpressionError("dialect", tree.position, **values)
