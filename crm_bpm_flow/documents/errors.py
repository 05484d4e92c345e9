"""What is wrong with a template or a file, and where."""

from typing import NamedTuple


class Place(NamedTuple):
    """Where a mistake stands.

    ``kind``: ``line``, ``paragraph``, ``cell``, ``file`` or ``name``; ``where``: its
    number or address; ``text``: what stands there, shortened.
    """

    kind: str
    where: str
    text: str = ""


class TemplateError(Exception):
    """A mistake with a code, values for its sentence and, once known, its place.

    ``more``: other mistakes that were seen in the same look at a template.
    """

    def __init__(self, code, place=None, line=None, **values):
        super().__init__(code)
        self.code = code
        self.place = place
        self.line = line
        self.values = values
        self.more = []

    def all(self):
        return [self, *self.more]

    def __str__(self):
        told = (
            {**self.values, "place": tuple(self.place)} if self.place else self.values
        )
        return f"{self.code} {told}" if told else self.code


class placed:
    """Gives errors that have a line their place in a source.

    :param place: ``place(line)``, the ``Place`` of a line
    """

    def __init__(self, place):
        self.place = place

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, TemplateError) and error.place is None:
            for mistake in error.all():
                mistake.place = self.place(mistake.line or 1)
        return False


def raise_first(mistakes, most=20):
    """Raise the first of these, the others being ``more`` of it; nothing if none is."""
    found = sorted(mistakes, key=lambda mistake: mistake.line or 0)[:most]
    if found:
        found[0].more = found[1:]
        raise found[0]
