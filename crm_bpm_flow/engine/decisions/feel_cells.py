"""FEEL's cells (DMN 1.3, 10.3.1.2) as ours say them: the same tests, in our words."""

from ..expression import tokens
from ..expression.feel import FeelParser
from ..expression.tree import Name
from ..expression.writing import to_text
from .cells import NOTHING, OPENING, ORDERED, TESTED


class FeelCell(FeelParser):
    """A cell below an input; ``?`` is the input's value."""

    def primary(self):
        if self.key() == TESTED:
            return Name(TESTED, self.take().position)
        return super().primary()

    def tests(self):
        parts = [self.one()]
        while self.skip(","):
            parts.append(self.one())
        return ", ".join(parts)

    def one(self):
        if self.key() in ORDERED:
            sign = self.infixes[self.take().value][0]
            return f"{sign} {to_text(self.expression())}"
        if self.key() == "not" and self.key(1) == "(":
            place = self.place
            self.place += 2
            inside = self.tests()
            self.expect(")")
            if self.word.kind == tokens.END or self.key() in (",", ")"):
                return f"not({inside})"
            self.place = place
        if self.key() in OPENING and self.is_range():
            return self.bounds()
        return to_text(self.expression())

    def bounds(self):
        opening, low = self.take().value, to_text(self.expression())
        self.expect("..")
        self.in_range = True  # a bracket behind it is the end of the range
        high = to_text(self.expression())
        self.in_range = False
        if self.key() not in ("]", ")", "["):
            raise self.unexpected()
        return f"{opening}{low}..{high}{self.take().value}"


def test_of_feel(text):
    """The text of our cell that asks the same.

    :raise ExpressionError: it has no translation
    """
    if text.strip() in NOTHING:
        return ""
    cell = FeelCell(text)
    found = cell.tests()
    if cell.word.kind != tokens.END:
        raise cell.unexpected()
    return found


def value_of_feel(text):
    """The same of a cell below an output, and of values with commas between them."""
    if text.strip() in NOTHING:
        return ""
    cell = FeelCell(text)
    parts = [to_text(cell.expression())]
    while cell.skip(","):
        parts.append(to_text(cell.expression()))
    if cell.word.kind != tokens.END:
        raise cell.unexpected()
    return ", ".join(parts)
