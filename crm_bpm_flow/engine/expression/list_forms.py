"""How lists, and what has keys, are written; and what goes through lists."""

from itertools import islice

from . import tokens
from .names import is_name
from .powers import CONDITIONAL
from .tree import Context, Each, ListOf

OPEN, CLOSE = "([{", ")]}"


class ListForms:
    """The part of a parser that reads them."""

    def list_or_each(self):
        """``[1, 2]``, ``[x.name for x in xs if x.age > 3]``."""
        position = self.take().position
        if self.skip("]"):
            return ListOf((), position)
        first = self.expression()
        if self.key() == "for":
            tree = self.each(first, position)
            self.expect("]")
            return tree
        if not self.skip(","):
            self.expect("]")
            return ListOf((first,), position)
        return ListOf((first, *self.listed("]")), position)

    def each(self, body, position):
        """``for x in xs for y in ys if condition``, behind what is made of each."""
        sources, condition = [], None
        while self.skip("for"):
            name = self.bound()
            self.expect("in")
            sources.append((name, self.expression(CONDITIONAL)))
        if self.skip("if"):
            condition = self.expression(CONDITIONAL)
        return Each(body, tuple(sources), condition, position)

    def bound(self):
        """A name that an item is given."""
        word = self.word
        if word.kind != tokens.NAME or not is_name(word.value):
            raise self.unexpected()
        return self.take().value

    def context(self):
        """``{a: 1, "b c": a + 1}``: later ones may name earlier ones."""
        position, entries = self.take().position, {}
        while not self.skip("}"):
            if self.word.kind not in (tokens.NAME, tokens.STRING):
                raise self.unexpected()
            key = self.take().value
            self.expect(":")
            entries[key] = self.expression()
            if self.key() != "}":
                self.expect(",")
        return Context(tuple(entries.items()), position)

    def is_range(self):
        """Whether ``..`` stands in the bracket that opens here."""
        depth = 0
        for word in islice(self.words, self.place + 1, None):
            if word.kind != tokens.OP:
                continue
            if word.value == ".." and depth == 0:
                return True
            depth += (word.value in OPEN) - (word.value in CLOSE)
            if depth < 0:
                return False
        return False

    def listed(self, closing):
        """Expressions with commas between them, up to the closing sign."""
        items = []
        while not self.skip(closing):
            position, item = self.word.position, self.expression()
            if self.key() == "for":
                item = self.each(item, position)
            items.append(item)
            if self.key() != closing:
                self.expect(",")
        return tuple(items)

    def has_arguments(self):
        """Whether commas stand in the bracket behind a word: ``if (a) then b`` has
        none."""
        depth = 0
        for word in islice(self.words, self.place + 1, None):
            if word.kind == tokens.OP:
                depth += (word.value in OPEN) - (word.value in CLOSE)
            if depth <= 0:
                break
            if depth == 1 and word.value == "," and word.kind == tokens.OP:
                return True
        return False
