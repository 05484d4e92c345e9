"""What conditions look at, cut into pieces within which no comparison changes."""

from datetime import date
from typing import NamedTuple

from ..decisions.pieces import OTHER, Piece, line, sample
from ..expression.values import is_number
from .tree import Asks, Open

NUMBER, MOMENT, TEXT, RECORD = "number", "moment", "text", "record"
BOOLEAN, CHOICE = "boolean", "choice"


class Kind(NamedTuple):
    """What is known of an axis.

    :param what: ``NUMBER``, ``MOMENT`` (dates), ``TEXT``, ``RECORD`` (ids), ``BOOLEAN``
        or ``CHOICE``, one of ``values``
    :param values: all that there are, for ``CHOICE``
    :param whole: numbers without a fraction, days without a time
    :param empty: whether it may be nothing
    """

    what: str
    values: tuple = ()
    whole: bool = False
    empty: bool = True

    def fits(self, constant):
        """Whether a constant can be compared with values of this kind."""
        if constant is None:
            return True
        if self.what == BOOLEAN:
            return isinstance(constant, bool)
        if isinstance(constant, bool):
            return False
        if self.what == NUMBER:
            return is_number(constant)
        if self.what == MOMENT:
            return isinstance(constant, date)
        if self.what == RECORD:
            return isinstance(constant, int)
        return isinstance(constant, str)

    @property
    def is_ordered(self):
        return self.what in (NUMBER, MOMENT)


def pieces_of(axis, kind, trees):
    """The pieces that these conditions cut an axis into: [Piece]."""
    named = [value for leaf in leaves_of(axis, trees) for value in _constants(leaf)]
    found = _parts(kind, [value for value in named if value is not None])
    if kind.empty:
        found.append(Piece("nothing"))
    return found


def _parts(kind, named):
    if kind.what == BOOLEAN:
        return [Piece("value", True), Piece("value", False)]
    if kind.what == CHOICE:
        return [Piece("value", value) for value in kind.values]
    if kind.is_ordered:
        return line(named, kind.whole) or [Piece("other")]
    points = [Piece("value", value) for value in dict.fromkeys(named)]
    return [*points, Piece("other")]


def value_in(piece):
    """A value that stands for a piece; None for nothing."""
    if piece.kind == "nothing":
        return None
    return OTHER if piece.kind == "other" else sample(piece)


def leaves_of(axis, trees):
    """The comparisons of an axis; of none: all leaves."""
    for tree in trees:
        for leaf in tree.leaves():
            if axis is None or (isinstance(leaf, Asks) and leaf.axis == axis):
                yield leaf


def axes_of(trees):
    """Names of what is looked at, in order and once."""
    asked = (leaf for leaf in leaves_of(None, trees) if isinstance(leaf, Asks))
    return list(dict.fromkeys(leaf.axis for leaf in asked))


def open_leaves(trees):
    """Conditions that cannot be decided, in order and once."""
    asked = (leaf for leaf in leaves_of(None, trees) if isinstance(leaf, Open))
    return list(dict.fromkeys(asked))


def _constants(leaf):
    return leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)


def kind_of(constants):
    """The kind of a value of which only what it is compared with is known; None where
    that tells nothing, or different things."""
    if not constants:
        return None
    if all(isinstance(one, bool) for one in constants):
        return Kind(BOOLEAN, empty=False)
    if all(map(is_number, constants)):
        # A value that is missing counts as 0 beside a number.
        return Kind(NUMBER, empty=False)
    if all(isinstance(one, str) for one in constants):
        return Kind(TEXT)
    return None
