"""What a template sees: plain values, and records as ``Value``."""

from typing import NamedTuple

from .errors import TemplateError


class Value:
    """Something with parts that a template may read by name.

    Its subclasses decide what may be read; nothing else of the object is reachable.
    """

    def part(self, name):
        """The part of that name, itself a plain value or a ``Value``.

        :raises TemplateError: there is none, or the user may not read it
        """
        raise TemplateError("unknown_part", name=name)

    def shown(self):
        """Its text in a document."""
        return ""

    def __bool__(self):
        return True


class Empty(Value):
    """A relation that leads nowhere: all its parts are empty, too."""

    def part(self, name):
        return self

    def __bool__(self):
        return False


class Rows(Value):
    """Several of a kind, in order: a loop's rows; its parts are lists of theirs."""

    def __init__(self, items):
        self.items = list(items)

    def part(self, name):
        found = []
        for item in self.items:
            value = item.part(name)
            if isinstance(value, Rows):
                found.extend(value.items)
            else:
                found.append(value)
        return Rows(found)

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def __bool__(self):
        return bool(self.items)


class Currency(NamedTuple):
    code: str
    symbol: str = ""
    before: bool = False  # the symbol stands before the amount
    digits: int = 2


class Amount(float):
    """A number that knows how it is written: decimals, and its currency if any."""

    __slots__ = ("currency", "digits")

    def __new__(cls, value, digits=2, currency=None):
        self = super().__new__(cls, value)
        self.digits = currency.digits if currency else digits
        self.currency = currency
        return self


class Choice(str):
    """A key that is written as its label."""

    __slots__ = ("label",)

    def __new__(cls, key, label):
        self = super().__new__(cls, key)
        self.label = label
        return self


class Picture(Value):
    """A picture's bytes and its wished width in millimetres; see ``pictures``."""

    def __init__(self, data, width=None):
        self.data = data
        self.width = width

    def __bool__(self):
        return bool(self.data)


class RichText(Value):
    """Formatted text: HTML where the document can show it, else plain."""

    def __init__(self, html, plain):
        self.html = html
        self.plain = plain

    def __bool__(self):
        return bool(self.plain)
