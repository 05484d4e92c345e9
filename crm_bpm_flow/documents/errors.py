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
    """A mistake with a code, values for its sentence and, once known, its place."""

    def __init__(self, code, place=None, line=None, **values):
        super().__init__(code)
        self.code = code
        self.place = place
        self.line = line
        self.values = values

    def __str__(self):
        told = (
            {**self.values, "place": tuple(self.place)} if self.place else self.values
        )
        return f"{self.code} {told}" if told else self.code
