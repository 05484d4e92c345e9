"""FEEL, as Camunda 8 writes it: ``=amount > 1000 and urgent``.

Filters, loops, contexts and functions without an exact counterpart are refused,
never guessed; what FEEL has no meaning for means what it does in the bare form. Names
with spaces in them are not known, those of functions are. Lists count from 1.
"""

from . import tokens
from .building import call
from .durations import parse_duration
from .errors import ExpressionError
from .parser import COMPARE, MINUS, NOT, Parser
from .tree import Binary, ListOf, Literal, Name, Unary, path_of
from .values import is_number

WORDS = ("between", "some", "every", "for", "function")
FOREIGN = frozenset(("{", "}", "**", "?", "[", "(", "..", ":"))
FOREIGN_WORDS = ("some", "every", "for", "function")
COUNTER = "loopCounter"  # it counts from 1, as FEEL does
OPENING, CLOSING = ("[", "(", "]"), ("]", ")", "[")
MOST_WORDS = 4

# Their functions -> ours, and how many arguments have the same meaning in both.
NAMES = {
    "count": ("count", (1,)),
    "list contains": ("contains", (2,)),
    "contains": ("contains", (2,)),
    "string length": ("len", (1,)),
    "upper case": ("upper", (1,)),
    "lower case": ("lower", (1,)),
    "starts with": ("startswith", (2,)),
    "ends with": ("endswith", (2,)),
    "is empty": ("empty", (1,)),
    "is defined": ("defined", (1,)),
    "get or else": ("coalesce", (2,)),
    "round half up": ("round", (1, 2)),
    "date and time": ("datetime", (1,)),
    "date": ("date", (1,)),
    "number": ("number", (1,)),
    "string": ("text", (1,)),
    "abs": ("abs", (1,)),
    "now": ("now", (0,)),
    "today": ("today", (0,)),
    "sum": ("sum", None),
    "min": ("min", None),
    "max": ("max", None),
}


class FeelParser(Parser):
    """The Friendly Enough Expression Language of DMN 1.3, chapter 10.3."""

    dialect = "feel"
    reserved = Parser.reserved.union(WORDS)
    prefixes = {"-": ("-", MINUS), "!": ("not", NOT)}
    infixes = {**Parser.infixes, "between": ("between", COMPARE)}

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
        """``xs[1]``, ``xs[-1]``; any other number may be one of a filter's items."""
        number = key.operand if isinstance(key, Unary) else key
        is_counter = isinstance(key, Name) and key.name == COUNTER
        if is_counter or (isinstance(number, Literal) and is_number(number.value)):
            return call("item", (tree, key), position)
        if isinstance(key, Literal) and isinstance(key.value, str):
            return super().kept_under(tree, key, position)
        raise self.foreign("[", position)

    def primary(self):
        return self.negation() if self.key() == "not" else super().primary()

    def negation(self):
        """``not(a)`` is a function in FEEL; without brackets it is our ``not``."""
        word = self.take()
        operand = self.primary() if self.key() == "(" else self.expression(NOT)
        return Unary("not", operand, word.position)

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
            if name in NAMES or name in BUILDERS:
                self.place += count + 1
                return self.translated(name, words[0].position)
        return super().named()

    def translated(self, name, position):
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

    # ------------------------------------------------------------------
    # in, between
    # ------------------------------------------------------------------
    def combined(self, operator, binds, left, position):
        if operator == "between":
            low = self.expression(COMPARE)
            self.expect("and")
            return call("between", (left, low, self.expression(COMPARE)), position)
        if operator == "not in":
            tree = self.combined("in", binds, left, position)
            return Unary("not", tree, position)
        if operator != "in":
            return super().combined(operator, binds, left, position)
        if self.key() in OPENING:
            tree = self.within(left, position)
        else:
            tree = _member(left, self.expression(COMPARE), position)
        if self.infixes.get(self.key(), (None, 0))[1] >= COMPARE:
            raise self.foreign(self.word.value, self.word.position)
        return tree

    def within(self, left, position):
        """``in [1..5]``, ``in (1, 2)``, ``in [a, b]``, ``in (x)``."""
        opening = self.take()
        closing = ")" if opening.value == "(" else "]"
        if self.skip(closing):
            return Binary("in", left, ListOf((), opening.position), position)
        items = [self.expression()]
        if self.skip(".."):
            return self.ranged(left, opening, items[0], position)
        while not self.skip(closing):
            self.expect(",")
            items.append(self.expression())
        if opening.value == "]":
            raise self.foreign(opening.value, opening.position)
        if opening.value == "(" and len(items) == 1:
            return _member(left, items[0], position)
        return Binary("in", left, ListOf(tuple(items), opening.position), position)

    def ranged(self, left, opening, low, position):
        self.in_range = True  # a bracket behind it is the end of the range
        high, closing = self.expression(), self.word
        self.in_range = False
        if self.key() not in CLOSING:
            raise self.unexpected()
        self.place += 1
        if (opening.value, closing.value) == ("[", "]"):
            return call("between", (left, low, high), position)
        if path_of(left) is None and not isinstance(left, Literal):
            # It would have to be evaluated twice.
            raise self.foreign("..", opening.position)
        above = ">=" if opening.value == "[" else ">"
        below = "<=" if closing.value == "]" else "<"
        lower = Binary(above, left, low, position)
        return Binary("and", lower, Binary(below, left, high, position), position)


def _member(left, right, position):
    """``x in y``: equality with a single value, membership in a list."""
    single = isinstance(right, Literal)
    return Binary("==" if single else "in", left, right, position)


def _modulo(arguments, position):
    if len(arguments) != 2:
        return None
    return Binary("%", *arguments, position)


def _duration(arguments, position):
    """``duration("P1DT2H")``: our durations are sums of days, hours and minutes."""
    if len(arguments) != 1:
        return None
    if not isinstance(arguments[0], Literal):
        return call("duration", arguments, position)
    try:
        duration = parse_duration(str(arguments[0].value))
    except ExpressionError as error:
        raise error.at(arguments[0].position) from None
    if duration.months or duration.negative:
        return None
    minutes, seconds = divmod(duration.seconds, 60)
    if seconds:
        minutes = duration.seconds / 60
    hours, minutes = divmod(minutes, 60) if not seconds else (0, minutes)
    tree = None
    for name, count in (
        ("days", duration.days),
        ("hours", hours),
        ("minutes", minutes),
    ):
        if not count and not (name == "minutes" and tree is None):
            continue
        part = call(name, (Literal(count, position),), position)
        tree = part if tree is None else Binary("+", tree, part, position)
    return tree


BUILDERS = {"modulo": _modulo, "duration": _duration}


def parse(text):
    """The tree of ``=...``; the sign may be missing where FEEL is known to stand."""
    start = len(text) - len(text.lstrip())
    if text.startswith("=", start):
        start += 1
    return FeelParser(text, start).whole()
