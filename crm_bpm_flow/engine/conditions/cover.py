"""Do the ways of a choice cover everything, and do they get into each other's way?"""

from functools import cached_property, lru_cache
from itertools import combinations, product
from math import prod
from typing import NamedTuple

from .axes import axes_of, open_leaves, pieces_of, value_in

# Combinations that are looked at for all ways of a choice together.
MOST_TESTS = 20_000


class Cover(NamedTuple):
    """What was found.

    :param is_known: whether all could be looked at; nothing is said of the rest
    :param is_whole: some way surely holds, whatever the data
    :param gap: ((axis, Piece), ...): there, surely no way holds; None when there is no
        such place
    :param never: numbers of ways that never hold
    :param hidden: ((way, earlier way), ...): whenever it holds, the earlier one does
    :param overlaps: ((way, earlier way, ((axis, Piece), ...)), ...): both look at the
        same things and hold there, and each also holds where the other does not. Ways
        that look at different things are meant to be asked one after the other.
    """

    is_known: bool = False
    is_whole: bool = False
    gap: tuple | None = None
    never: tuple = ()
    hidden: tuple = ()
    overlaps: tuple = ()


def cover(trees, kinds):
    """Look at the ways of a choice, in their order.

    :param trees: a condition for each way
    :param kinds: {axis: ``Kind``}
    """
    axes = axes_of(trees)
    return _cover(tuple(trees), tuple((axis, kinds[axis]) for axis in axes))


@lru_cache(maxsize=256)
def _cover(trees, kinds):
    places = _Places(trees, dict(kinds))
    if places.count * len(trees) > MOST_TESTS:
        return Cover()
    held = [places.answers(tree) for tree in trees]
    never = tuple(
        n for n, row in enumerate(held) if not any(x is not False for x in row)
    )
    rest = [n for n in range(len(trees)) if n not in never]
    hidden = tuple(_hidden(rest, held))
    return Cover(
        is_known=True,
        is_whole=all(any(column) for column in zip(*held, strict=True)),
        gap=places.first_gap(),
        never=never,
        hidden=hidden,
        overlaps=tuple(places.overlaps(rest, set(hidden))),
    )


def never_holds(tree, kinds):
    """Whether a condition fails whatever the data."""
    return bool(cover([tree], kinds).never)


def _hidden(rest, held):
    """Ways that the earlier one always takes everything from."""
    for earlier, later in combinations(rest, 2):
        pairs = list(zip(held[earlier], held[later], strict=True))
        if all(first is True for first, second in pairs if second is not False):
            yield later, earlier


class _Places:
    """One value for each combination of pieces, and both answers of each condition
    that cannot be decided."""

    def __init__(self, trees, kinds):
        self.trees = trees
        self.axes = list(kinds)
        self.pieces = [pieces_of(axis, kinds[axis], trees) for axis in self.axes]
        self.open = open_leaves(trees)
        self.count = prod(map(len, self.pieces)) * 2 ** len(self.open)

    @cached_property
    def known(self):
        """[(pieces, what each way surely says there)]; None: that depends"""
        found = []
        for pieces in product(*self.pieces):
            place = self._place(zip(self.axes, pieces, strict=True))
            found.append((pieces, [tree.holds(place) for tree in self.trees]))
        return found

    def _place(self, pairs):
        return {axis: value_in(piece) for axis, piece in pairs}

    def answers(self, tree):
        """What a way says everywhere, whatever the open conditions come to."""
        found = []
        for pieces in product(*self.pieces):
            place = self._place(zip(self.axes, pieces, strict=True))
            for answers in product((True, False), repeat=len(self.open)):
                place.update(zip(self.open, answers, strict=True))
                found.append(tree.holds(place))
        return found

    def first_gap(self):
        for pieces, said in self.known:
            if all(answer is False for answer in said):
                return self._told(pieces, self.trees, False)
        return None

    def overlaps(self, rest, hidden):
        for earlier, later in combinations(rest, 2):
            alike = axes_of([self.trees[earlier]]), axes_of([self.trees[later]])
            if (later, earlier) in hidden or set(alike[0]) != set(alike[1]):
                continue
            pairs = [
                (pieces, said[earlier], said[later]) for pieces, said in self.known
            ]
            both = [pieces for pieces, a, b in pairs if a is True and b is True]
            first = any(a is True and b is False for _pieces, a, b in pairs)
            second = any(a is False and b is True for _pieces, a, b in pairs)
            if both and first and second:
                trees = [self.trees[earlier], self.trees[later]]
                yield later, earlier, self._told(both[0], trees, True)

    def _told(self, pieces, trees, answer):
        """Of these pieces, those that matter: the rest may be anything."""
        told = dict(zip(self.axes, pieces, strict=True))
        for axis in self.axes:
            fewer = {name: piece for name, piece in told.items() if name != axis}
            place = self._place(fewer.items())
            if all(tree.holds(place) is answer for tree in trees):
                told = fewer
        return tuple(told.items())
