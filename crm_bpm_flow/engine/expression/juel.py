"""Camunda 7, Flowable and Activiti: ``${amount > 1000 && !urgent}``, ``#{...}``.

Methods (methods.py) that have no exact counterpart are refused, never guessed; what the
language has no meaning for means what it does in the bare form. A text may have
formulas in it: ``PT${hours}H``.
"""

import re

from . import tokens
from .building import call, checked
from .errors import ExpressionError
from .flowable_functions import SPACES, flowable
from .methods import Methods
from .parser import MOST_CHARACTERS, Parser
from .powers import COMPARE, MINUS, MULTIPLY
from .tokens import EMBEDDED
from .tree import Binary, Literal, Name, Unary

SIGNS = ("${", "#{")
ARITHMETIC = "+-*/%"
IN_TEXT = re.compile(r"\\[$#]\{|" + EMBEDDED.pattern)
WORDS = ("eq", "ne", "lt", "le", "gt", "ge", "div", "mod", "empty", "instanceof")
FOREIGN = frozenset((";", ":", "{", "**", "..", "instanceof"))
MOMENTS = ("dateTime",)  # as Camunda 7 calls this moment


class JuelParser(Methods, Parser):
    """The unified expression language, as process engines in Java use it."""

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

    def primary(self):
        word = self.word
        if word.value in SPACES and self.key(1) == ":" and self.key(3) == "(":
            self.place += 2
            return self.of_variable(word.position)
        if word.value in MOMENTS and self.key(1) == "(" and self.key(2) == ")":
            self.place += 3
            return call("now", (), word.position)
        return super().primary()

    def of_variable(self, position):
        """``vars:equals(status, 'done')``, behind its colon."""
        word = self.take()
        self.place += 1
        first, *arguments = self.listed(")")
        if not isinstance(first, Name):
            first = self.variable(first, word)
        tree = flowable(word.value, first, tuple(arguments), position)
        if tree is None:
            raise self.foreign(f"{word.value}()", word.position)
        return tree


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
