"""Words to a tree, by the power with which operators bind (Pratt's way).

Other dialects are subclasses that say what their words mean; the tree is the same.
"""

from . import tokens
from .building import call, checked
from .errors import ExpressionError
from .functions import FUNCTIONS
from .list_forms import ListForms
from .names import CONSTANTS, RESERVED, is_name
from .powers import (
    ADD,
    AND,
    COMPARE,
    CONDITIONAL,
    MINUS,
    MULTIPLY,
    NOT,
    OR,
)
from .tree import (
    Attribute,
    Binary,
    Call,
    Item,
    ListOf,
    Literal,
    Name,
    Unary,
)

MOST_CHARACTERS = 10_000
MOST_NESTED = 60  # of brackets and prefixes

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=", "in", "not in")
ALIASES = {"string": "text", "str": "text"}  # as FEEL and Python call it


class Parser(ListForms):
    """The bare form: ``partner.country.code == 'BE' and not urgent``."""

    dialect = None
    constants = CONSTANTS
    reserved = RESERVED
    prefixes = {"not": ("not", NOT), "!": ("not", NOT), "-": ("-", MINUS)}
    infixes = {
        "?": ("?", CONDITIONAL),
        "if": ("if", CONDITIONAL),
        "or": ("or", OR),
        "||": ("or", OR),
        "and": ("and", AND),
        "&&": ("and", AND),
        "=": ("==", COMPARE),
        "<>": ("!=", COMPARE),
        "===": ("==", COMPARE),
        "!==": ("!=", COMPARE),
        **{sign: (sign, COMPARE) for sign in COMPARISONS},
        "contains": ("contains", COMPARE),
        "+": ("+", ADD),
        "-": ("-", ADD),
        "*": ("*", MULTIPLY),
        "/": ("/", MULTIPLY),
        "%": ("%", MULTIPLY),
    }

    in_range = False  # a bracket behind a value is then the end of FEEL's range

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
        """Keywords of the bare form may be written in capitals, too; in every dialect,
        as they can be no names."""
        lower = text.lower()
        return lower if lower in Parser.reserved else text

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
        if binds == CONDITIONAL:
            return self.chosen(operator, left, position)
        right = self.expression(binds)
        sign, _width = self.infix()
        if binds == COMPARE == self.infixes.get(sign, (None, 0))[1]:
            place = self.word.position
            raise ExpressionError("chained_comparison", place, found=sign)
        if operator == "contains":
            return Call("contains", (left, right), position)
        return Binary(operator, left, right, position)

    def chosen(self, operator, left, position):
        """``a ? b : c``, and ``b if a else c`` as Python says it."""
        if operator == "?":
            then = self.expression()
            self.expect(":")
            return call("if", (left, then, self.expression()), position)
        condition = self.expression(CONDITIONAL)
        self.expect("else")
        return call("if", (condition, left, self.expression()), position)

    def prefixed(self):
        word, key = self.word, self.key()
        if word.kind in (tokens.OP, tokens.NAME) and key in self.prefixes:
            operator, binds = self.prefixes[key]
            self.place += 1
            return Unary(operator, self.expression(binds), word.position)
        return self.stepped(self.primary())

    def stepped(self, tree):
        """What stands behind a value: steps through dots, indexes and keys."""
        while True:
            if self.skip("."):
                tree = self.step(tree)
            elif self.key() == "[" and not self.in_range:
                tree = self.keyed(tree)
            else:
                return tree

    def keyed(self, tree):
        """``people[0]``, ``row["name"]``."""
        position = self.take().position
        key = self.expression()
        self.expect("]")
        return self.kept_under(tree, key, position)

    def kept_under(self, tree, key, position):
        if isinstance(key, Literal) and is_name(key.value):
            return Attribute(tree, key.value, position)
        return Item(tree, key, position)

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
            return self.bracketed()
        if key == "[":
            return self.list_or_each()
        if key == "{":
            return self.context()
        raise self.unexpected()

    def bracketed(self):
        """A part in brackets; with commas in them it is a list."""
        position, tree = self.take().position, self.expression()
        if self.skip(","):
            return ListOf((tree, *self.listed(")")), position)
        self.expect(")")
        return tree

    def conditional(self):
        """``if a then b else c``."""
        position = self.take().position
        parts = [self.expression()]
        for word in ("then", "else"):
            self.expect(word)
            parts.append(self.expression())
        return call("if", tuple(parts), position)

    def named(self):
        """A constant, a function or a name."""
        word, key = self.word, self.key()
        if key == "if" and not (self.key(1) == "(" and self.has_arguments()):
            return self.conditional()
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

    def function(self, name, position):
        """A call, behind its opening bracket."""
        name = ALIASES.get(name, name)
        if name in FUNCTIONS:
            return call(name, self.listed(")"), position)
        if self.dialect:
            raise self.foreign(f"{name}()", position)
        raise ExpressionError("unknown_function", position, function=name)
