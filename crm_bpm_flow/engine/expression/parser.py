"""Words to a tree, by the power with which operators bind (Pratt's way).

Other dialects are subclasses that say what their words mean; the tree is the same.
"""

import re

from . import tokens
from .errors import ExpressionError
from .functions import FUNCTIONS
from .moments import read_date, read_datetime
from .tree import Attribute, Binary, Call, ListOf, Literal, Name, Unary, walk

MOST_CHARACTERS = 10_000
MOST_DEPTH = 100  # of a tree; Python's own stack bears several calls for each
MOST_NESTED = 60  # of brackets and prefixes

OR, AND, NOT, COMPARE, ADD, MULTIPLY, MINUS = range(1, 8)
NAME = re.compile(r"[^\W\d]\w*")
CONSTANTS = {"true": True, "false": False, "null": None, "none": None}
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=", "in", "not in")
READERS = {"date": read_date, "datetime": read_datetime}


class Parser:
    """The bare form: ``partner.country.code == 'BE' and not urgent``."""

    dialect = None
    constants = CONSTANTS
    reserved = frozenset({"and", "or", "not", "in", *CONSTANTS})
    prefixes = {"not": ("not", NOT), "!": ("not", NOT), "-": ("-", MINUS)}
    infixes = {
        "or": ("or", OR),
        "||": ("or", OR),
        "and": ("and", AND),
        "&&": ("and", AND),
        "=": ("==", COMPARE),
        "<>": ("!=", COMPARE),
        **{sign: (sign, COMPARE) for sign in COMPARISONS},
        "contains": ("contains", COMPARE),
        "+": ("+", ADD),
        "-": ("-", ADD),
        "*": ("*", MULTIPLY),
        "/": ("/", MULTIPLY),
        "%": ("%", MULTIPLY),
    }

    def __init__(self, text, start=0, end=None, most=MOST_CHARACTERS):
        if len(text) > most:
            raise ExpressionError("too_long", most, most=most)
        self.text = text
        self.words = self.read_words(start, end)
        self.place = 0
        self.nested = 0

    def read_words(self, start, end):
        words = tokens.split(self.text, start, end, self.dialect)
        return [word for word in words if word.kind != tokens.NEWLINE]

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------
    @property
    def word(self):
        return self.words[self.place]

    def key(self, ahead=0):
        """What the word means as an operator or keyword; None for values."""
        place = min(self.place + ahead, len(self.words) - 1)
        word = self.words[place]
        if word.kind == tokens.OP:
            return word.value
        return self.keyword(word.value) if word.kind == tokens.NAME else None

    def keyword(self, text):
        """Keywords of the bare form may be written in capitals, too."""
        lower = text.lower()
        return lower if lower in self.reserved else text

    def take(self):
        word = self.word
        self.place += 1
        return word

    def skip(self, sign):
        """Take a word that may stand here."""
        if self.key() != sign:
            return False
        self.place += 1
        return True

    def expect(self, sign):
        """Take a word that must stand here."""
        word = self.word
        if self.key() != sign:
            if word.kind == tokens.END:
                raise ExpressionError("unexpected_end", word.position)
            found = {"expected": sign, "found": str(word.value)}
            raise ExpressionError("expected", word.position, **found)
        return self.take()

    def unexpected(self):
        """The error that nothing of the kind may stand here."""
        word = self.word
        if word.kind == tokens.END:
            return ExpressionError("unexpected_end", word.position)
        return ExpressionError("unexpected", word.position, found=str(word.value))

    def foreign(self, found, position):
        """The error that this has no translation."""
        values = {"dialect": self.dialect, "found": str(found)[:40]}
        return ExpressionError("dialect", position, **values)

    # ------------------------------------------------------------------
    # Expressions
    # ------------------------------------------------------------------
    def whole(self):
        """The tree of the whole text."""
        if self.word.kind == tokens.END:
            raise ExpressionError("empty", self.word.position)
        tree = self.expression()
        if self.word.kind != tokens.END:
            raise self.unexpected()
        return checked(tree)

    def expression(self, power=0):
        """Read on as long as operators bind more strongly than ``power``."""
        self.nested += 1
        if self.nested > MOST_NESTED:
            raise ExpressionError("too_deep", self.word.position, most=MOST_NESTED)
        left = self.prefixed()
        while True:
            sign, width = self.infix()
            operator, binds = self.infixes.get(sign, (None, 0))
            if binds <= power:
                break
            position = self.word.position
            self.place += width
            left = self.combined(operator, binds, left, position)
        self.nested -= 1
        return left

    def infix(self):
        """The operator that stands here, and how many words it is."""
        if self.key() == "not" and self.key(1) == "in":
            return "not in", 2
        return self.key(), 1

    def combined(self, operator, binds, left, position):
        right = self.expression(binds)
        sign, _width = self.infix()
        if binds == COMPARE == self.infixes.get(sign, (None, 0))[1]:
            place = self.word.position
            raise ExpressionError("chained_comparison", place, found=sign)
        if operator == "contains":
            return Call("contains", (left, right), position)
        return Binary(operator, left, right, position)

    def prefixed(self):
        word, key = self.word, self.key()
        if word.kind in (tokens.OP, tokens.NAME) and key in self.prefixes:
            operator, binds = self.prefixes[key]
            self.place += 1
            return Unary(operator, self.expression(binds), word.position)
        return self.stepped(self.primary())

    def stepped(self, tree):
        """What stands behind a value: steps through dots."""
        while self.skip("."):
            tree = self.step(tree)
        return tree

    def step(self, tree):
        word = self.word
        if word.kind != tokens.NAME:
            raise self.unexpected()
        self.place += 1
        return Attribute(tree, word.value, word.position)

    def primary(self):
        word, key = self.word, self.key()
        if word.kind in (tokens.NUMBER, tokens.STRING):
            return Literal(self.take().value, word.position)
        if word.kind == tokens.NAME:
            return self.named()
        if key == "(":
            self.place += 1
            tree = self.expression()
            self.expect(")")
            return tree
        if key == "[":
            self.place += 1
            return ListOf(self.listed("]"), word.position)
        raise self.unexpected()

    def named(self):
        """A constant, a function or a name."""
        word, key = self.word, self.key()
        if key in self.constants:
            self.place += 1
            return Literal(self.constants[key], word.position)
        if self.key(1) == "(":
            self.place += 2
            return self.function(word.value, word.position)
        if key in self.reserved:
            raise self.unexpected()
        if not is_name(word.value):
            raise self.foreign(word.value, word.position)
        self.place += 1
        return Name(word.value, word.position)

    def listed(self, closing):
        """Expressions with commas between them, up to the closing sign."""
        items = []
        while not self.skip(closing):
            if items:
                self.expect(",")
            items.append(self.expression())
        return tuple(items)

    def function(self, name, position):
        """A call, behind its opening bracket."""
        if name not in FUNCTIONS:
            raise ExpressionError("unknown_function", position, function=name)
        return call(name, self.listed(")"), position)


def is_name(value):
    """Whether a string can stand as a name in the bare form."""
    if not isinstance(value, str) or not NAME.fullmatch(value):
        return False
    return value.lower() not in Parser.reserved


def call(name, arguments, position):
    """The node of a call, its arguments counted and constant moments tried."""
    least, most, _call = FUNCTIONS[name]
    given = len(arguments)
    if not least <= given <= most:
        counts = {"least": least, "most": most, "given": given}
        raise ExpressionError("argument_count", position, function=name, **counts)
    first = arguments[0] if arguments else None
    reader = READERS.get(name)
    if reader and isinstance(first, Literal) and isinstance(first.value, str):
        try:
            reader(first.value)
        except ValueError:
            values = {"operation": name, "found": first.value[:40]}
            raise ExpressionError("bad_value", first.position, **values) from None
    return Call(name, arguments, position)


def checked(tree):
    """The tree, if it is not too deep for walking it."""
    for node, depth in walk(tree):
        if depth > MOST_DEPTH:
            raise ExpressionError("too_deep", node.position, most=MOST_DEPTH)
    return tree
