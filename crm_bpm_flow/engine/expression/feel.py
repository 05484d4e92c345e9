"""FEEL, as Camunda 8 writes it: ``=amount > 1000 and urgent``.

Functions without an exact counterpart are refused, never guessed; what FEEL has no
meaning for means what it does in the bare form. Names with spaces in them are not
known, those of functions are. Lists count from 1.
"""

import re

from . import tokens
from .building import call
from .feel_functions import BUILDERS, NAMES, kind_test, moment
from .feel_tests import UnaryTests
from .parser import Parser
from .powers import COMPARE, MINUS, NOT, POWER
from .tree import ITEM, Attribute, Binary, Each, Literal, Name, Unary, path_of
from .values import is_number

WORDS = ("between", "some", "every", "for", "function")
FOREIGN = frozenset(("{", "}", "**", "?", "[", "(", "..", ":"))
FOREIGN_WORDS = ("some", "every", "for", "function")
QUANTIFIERS = {"some": "any", "every": "all"}
COUNTER = "loopCounter"  # it counts from 1, as FEEL does
MOST_WORDS = 4
# Texts, which are left alone; comments; the sign of ``@"2026-01-31"``.
ASIDE = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<moment>@(?="))""",
    re.VERBOSE | re.DOTALL,
)


class FeelParser(UnaryTests, Parser):
    """The Friendly Enough Expression Language of DMN 1.3, chapter 10.3."""

    dialect = "feel"
    reserved = Parser.reserved.union(WORDS)
    prefixes = {"-": ("-", MINUS), "!": ("not", NOT)}
    infixes = {
        **Parser.infixes,
        "between": ("between", COMPARE),
        "instance": ("instance", COMPARE),
        "**": ("**", POWER),
    }

    def read_words(self, start, end):
        """Words; comments and the signs of moments are taken out."""
        self.moments = set()

        def aside(match):
            if match.lastgroup == "text":
                return match[0]
            if match.lastgroup == "moment":
                self.moments.add(match.end())
            return " " * len(match[0])

        end = len(self.text) if end is None else end
        inside = ASIDE.sub(aside, " " * start + self.text[start:end])
        words = tokens.split(inside, start, end, self.dialect)
        return [word for word in words if word.kind != tokens.NEWLINE]

    def infix(self):
        if self.key() == "instance" and self.key(1) != "of":
            return None, 1
        return super().infix()

    def unexpected(self):
        word = self.word
        is_sign = word.kind == tokens.OP and word.value in FOREIGN
        is_name = word.kind == tokens.NAME and word.value not in self.reserved
        if is_sign or is_name or self.key() in FOREIGN_WORDS:
            return self.foreign(word.value, word.position)
        return super().unexpected()

    def stepped(self, tree):
        tree = super().stepped(tree)
        if self.key() == "(":  # a call of a value
            raise self.unexpected()
        return tree

    def kept_under(self, tree, key, position):
        """``xs[1]``, ``xs[-1]``, ``row["name"]``; else a filter."""
        number = key.operand if isinstance(key, Unary) else key
        is_counter = isinstance(key, Name) and key.name == COUNTER
        if is_counter or (isinstance(number, Literal) and is_number(number.value)):
            return call("item", (tree, key), position)
        if isinstance(key, Literal) and isinstance(key.value, str):
            return super().kept_under(tree, key, position)
        return call("filter", (tree, key), position)

    def primary(self):
        word, key = self.word, self.key()
        if key == "not":
            return self.negation()
        if word.kind == tokens.STRING and word.position in self.moments:
            return moment(self.take().value, word.position)
        if key in QUANTIFIERS and self.key(1) != "(":
            return self.quantified()
        if key == "for" and self.key(1) != "(":
            return self.loop()
        return super().primary()

    def negation(self):
        """``not(a)`` is a function in FEEL; without brackets it is our ``not``."""
        word = self.take()
        operand = self.primary() if self.key() == "(" else self.expression(NOT)
        return Unary("not", operand, word.position)

    # ------------------------------------------------------------------
    # for, some, every
    # ------------------------------------------------------------------
    def quantified(self):
        """``some x in xs, y in ys satisfies condition``"""
        word = self.take()
        sources = self.sources()
        self.expect("satisfies")
        each = Each(self.expression(), sources, None, word.position)
        return call(QUANTIFIERS[self.keyword(word.value)], (each,), word.position)

    def loop(self):
        """``for x in xs, i in 1..3 return body``"""
        position = self.take().position
        sources = self.sources()
        self.expect("return")
        return Each(self.expression(), sources, None, position)

    def sources(self):
        found = []
        while not found or self.skip(","):
            name = self.bound()
            self.expect("in")
            tree, position = self.expression(), self.word.position
            if self.skip(".."):
                tree = call("range", (tree, self.expression()), position)
            found.append((name, tree))
        return tuple(found)

    # ------------------------------------------------------------------
    # Functions, whose names may be several words
    # ------------------------------------------------------------------
    def named(self):
        here = self.words[self.place : self.place + MOST_WORDS + 1]
        for count in range(len(here) - 1, 0, -1):
            words = here[:count]
            if here[count].value != "(" or here[count].kind != tokens.OP:
                continue
            if any(word.kind != tokens.NAME for word in words):
                continue
            name = " ".join(word.value for word in words)
            if name == "sort" or name in NAMES or name in BUILDERS:
                self.place += count + 1
                return self.translated(name, words[0].position)
        return super().named()

    def translated(self, name, position):
        if name == "sort":
            return self.sort(position)
        arguments = self.listed(")")
        if name in BUILDERS:
            tree = BUILDERS[name](arguments, position)
            if tree is None:
                raise self.foreign(f"{name}()", position)
            return tree
        function, counts = NAMES[name]
        if counts is not None and len(arguments) not in counts:
            raise self.foreign(f"{name}()", position)
        return call(function, arguments, position)

    def sort(self, position):
        """``sort(xs, function(a, b) a.price < b.price)``, and ours."""
        values = self.expression()
        if self.key(1) != "function" or self.key() != ",":
            more = self.listed(")") if self.skip(",") else ()
            if not more:
                self.expect(")")
            return call("sort", (values, *more), position)
        self.place += 2
        self.expect("(")
        first = self.bound()
        self.expect(",")
        second = self.bound()
        self.expect(")")
        place, body = self.word.position, self.expression()
        self.expect(")")
        order = _order(body, first, second)
        if order is None:
            raise self.foreign("function", place)
        return call("sort", (values, *order), position)

    # ------------------------------------------------------------------
    # in, between
    # ------------------------------------------------------------------
    def combined(self, operator, binds, left, position):
        if operator == "between":
            low = self.expression(COMPARE)
            self.expect("and")
            return call("between", (left, low, self.expression(COMPARE)), position)
        if operator == "**":
            return call("power", (left, self.expression(binds)), position)
        if operator == "instance":
            return self.instance_of(left, position)
        if operator == "not in":
            tree = self.combined("in", binds, left, position)
            return Unary("not", tree, position)
        if operator != "in":
            return super().combined(operator, binds, left, position)
        tree = self.member(left, position)
        if self.infixes.get(self.infix()[0], (None, 0))[1] >= COMPARE:
            raise self.foreign(self.word.value, self.word.position)
        return tree

    def instance_of(self, tree, position):
        self.expect("of")
        word, words = self.word, self.words[self.place : self.place + MOST_WORDS]
        names = [str(one.value) for one in words if one.kind == tokens.NAME]
        for count in range(len(names), 0, -1):
            name = " ".join(names[:count])
            found = kind_test(tree, name, position)
            if found is not None:
                self.place += count
                return found
        raise self.foreign(word.value, word.position)


def _order(body, first, second):
    """What ``sort`` is given besides the list: the key, and whether it falls; None
    where a function does more than to compare the same of two items."""
    if not isinstance(body, Binary) or body.operator not in ("<", ">"):
        return None
    paths = [path_of(tree) for tree in (body.left, body.right)]
    if None in paths:
        return None
    (left, *steps), (right, *others) = (path.split(".") for path in paths)
    if steps != others or {left, right} != {first, second} or first == second:
        return None
    key = Name(ITEM, body.position)
    for step in steps:
        key = Attribute(key, step, body.position)
    falls = (body.operator == ">") == (left == first)
    return (key, Literal(True, body.position)) if falls else (key,)


def parse(text):
    """The tree of ``=...``; the sign may be missing where FEEL is known to stand."""
    start = len(text) - len(text.lstrip())
    if text.startswith("=", start):
        start += 1
    return FeelParser(text, start).whole()
