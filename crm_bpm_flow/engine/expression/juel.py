"""Camunda 7, Flowable and Activiti: ``${amount > 1000 && !urgent}``, ``#{...}``.

Methods and functions that have no exact counterpart are refused, never guessed.
"""

from . import tokens
from .errors import ExpressionError
from .parser import ADD, AND, COMPARE, MINUS, MULTIPLY, OR, Parser, call, is_name
from .tree import Attribute, Binary, Literal, Name

CONDITIONAL = 0.5  # a ? b : c binds least of all
WORDS = ("eq", "ne", "lt", "le", "gt", "ge", "div", "mod", "empty", "instanceof")
FOREIGN = frozenset(("=", ";", ":", "{", "**", "..", "<>", "instanceof"))

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
    constants = {"true": True, "false": False, "null": None}
    reserved = frozenset(("and", "or", "not", "true", "false", "null", *WORDS))
    prefixes = {"not": ("not", MINUS), "!": ("not", MINUS), "-": ("-", MINUS)}
    infixes = {
        "?": ("?", CONDITIONAL),
        "or": ("or", OR),
        "||": ("or", OR),
        "and": ("and", AND),
        "&&": ("and", AND),
        "==": ("==", COMPARE),
        "eq": ("==", COMPARE),
        "!=": ("!=", COMPARE),
        "ne": ("!=", COMPARE),
        "<": ("<", COMPARE),
        "lt": ("<", COMPARE),
        "<=": ("<=", COMPARE),
        "le": ("<=", COMPARE),
        ">": (">", COMPARE),
        "gt": (">", COMPARE),
        ">=": (">=", COMPARE),
        "ge": (">=", COMPARE),
        "+": ("+", ADD),
        "-": ("-", ADD),
        "*": ("*", MULTIPLY),
        "/": ("/", MULTIPLY),
        "div": ("/", MULTIPLY),
        "%": ("%", MULTIPLY),
        "mod": ("%", MULTIPLY),
    }

    def keyword(self, text):
        return text

    def infix(self):
        return self.key(), 1

    def unexpected(self):
        word = self.word
        if word.kind == tokens.OP and word.value in (*FOREIGN, "}"):
            return self.foreign(word.value, word.position)
        if self.key() == "instanceof":
            return self.foreign(word.value, word.position)
        return super().unexpected()

    def combined(self, operator, binds, left, position):
        if operator != "?":
            return super().combined(operator, binds, left, position)
        then = self.expression()
        self.expect(":")
        return call("if", (left, then, self.expression()), position)

    def prefixed(self):
        if self.key() != "empty":
            return super().prefixed()
        word = self.take()
        return call("empty", (self.expression(MINUS),), word.position)

    def stepped(self, tree):
        """Steps through dots, methods, and ``map['key']``."""
        while True:
            if self.skip("."):
                tree = self.step(tree)
            elif self.key() == "[":
                tree = self.keyed(tree)
            else:
                return tree

    def keyed(self, tree):
        bracket = self.take()
        key = self.expression()
        self.expect("]")
        if not isinstance(key, Literal) or not is_name(key.value):
            raise self.foreign("[", bracket.position)
        return Attribute(tree, key.value, bracket.position)

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

    def function(self, name, position):
        if name != "now":
            raise self.foreign(f"{name}()", position)
        self.expect(")")
        return call(name, (), position)

    def primary(self):
        if self.key() == "[":
            raise self.foreign("[", self.word.position)
        return super().primary()


def parse(text):
    """The tree of ``${...}`` or ``#{...}``, which must be the whole text."""
    start = len(text) - len(text.lstrip()) + 2
    end = text.find("}", start)
    if end < 0:
        raise ExpressionError("expected", len(text), expected="}", found="")
    last = len(text.rstrip()) - 1
    if text[last] != "}":
        values = {"dialect": JuelParser.dialect, "found": text[end + 1 :].strip()[:40]}
        raise ExpressionError("dialect", end + 1, **values)
    return JuelParser(text, start, last).whole()
