"""What can be said of a table without data: rules that overlap, and holes.

Cells that depend on other values may fit or not: nothing is said where they would
decide.
"""

import json
from functools import lru_cache
from typing import NamedTuple

from ..expression.values import equal
from .pieces import Domain, mask_of, pieces, sample
from .policies import ANY, FIRST, SINGLE, UNIQUE
from .reading import Reader, constant, is_constant

MOST_RULES, MOST_STEPS, MOST_TESTS = 300, 20_000, 150_000


class Study(NamedTuple):
    """What was found.

    :param overlaps: ((rule, rule), ...) that both fit some data, from 0
    :param hidden: ((rule, earlier rule), ...): it never comes to its turn
    :param never: rules that fit nothing
    :param hole: ((input, Piece), ...): no rule fits such data; None when there is none
        or it cannot be told
    """

    overlaps: tuple = ()
    hidden: tuple = ()
    never: tuple = ()
    hole: tuple | None = None


@lru_cache(maxsize=128)
def study(text, policy=UNIQUE, domains=()):
    """Look through a table.

    :param str text: its plain data, as JSON; tables with mistakes are not looked at
    :param domains: a ``Domain`` for each input
    :return: ``Study``; of overlaps those that the policy does not allow
    """
    reader = Reader(json.loads(text), policy)
    if reader.mistakes or not reader.table.rules:
        return Study()
    studied = Studied(reader.table, domains)
    return studied.result() if studied.tests <= MOST_TESTS else Study()


class Studied:
    """One table being looked at: a mask of pieces for each rule and axis.

    Columns of the same formula share an axis.
    """

    def __init__(self, table, domains):
        self.table = table
        columns = {}
        for number, column in enumerate(table.inputs):
            columns.setdefault(column.formula.text, []).append(number)
        self.columns = list(columns.values())
        self.axes = [self._axis(numbers, domains) for numbers in self.columns]
        self.full = [(1 << len(axis)) - 1 for axis in self.axes]
        self.tests = len(table.rules) * sum(map(len, self.axes))
        self.steps = MOST_STEPS

    def _axis(self, numbers, domains):
        domain = domains[numbers[0]] if numbers[0] < len(domains) else Domain()
        tests = [rule.when[n] for rule in self.table.rules for n in numbers]
        return pieces(tests, domain)

    def _masks_of(self, rule):
        """For each axis the pieces that fit; None where other values decide."""
        found = []
        for numbers, values, full in zip(
            self.columns, self.samples, self.full, strict=True
        ):
            mask = full
            for test in (rule.when[n] for n in numbers):
                fits = mask_of(test, values)
                mask = None if fits is None or mask is None else mask & fits
            found.append(mask)
        return found

    def result(self):
        self.samples = [[sample(piece) for piece in axis] for axis in self.axes]
        self.masks = [self._masks_of(rule) for rule in self.table.rules]
        policy = self.table.policy
        few = len(self.masks) <= MOST_RULES
        return Study(
            self._overlaps() if few and policy in (UNIQUE, ANY) else (),
            self._hidden() if few and policy == FIRST else (),
            tuple(n for n, masks in enumerate(self.masks) if 0 in masks),
            self._hole() if policy in SINGLE else None,
        )

    def _pairs(self):
        for later in range(len(self.masks)):
            for earlier in range(later):
                yield earlier, later

    def _overlaps(self):
        return tuple(pair for pair in self._pairs() if self._overlap(*pair))

    def _overlap(self, one, other):
        pairs = zip(self.masks[one], self.masks[other], strict=True)
        if not all(a is not None and b is not None and a & b for a, b in pairs):
            return False
        return self.table.policy == UNIQUE or self._differ(one, other)

    def _differ(self, one, other):
        """Whether two rules surely give different values."""
        rules = self.table.rules
        cells = zip(rules[one].then, rules[other].then, strict=True)
        return any(
            _known(a) and _known(b) and not equal(_value(a), _value(b))
            for a, b in cells
        )

    def _hidden(self):
        found = {}
        for earlier, later in self._pairs():
            if 0 in self.masks[later]:
                continue
            masks = zip(self.masks[earlier], self.masks[later], self.full, strict=True)
            if all(_covers(a, b, full) for a, b, full in masks):
                found.setdefault(later, earlier)
        return tuple(found.items())

    # ------------------------------------------------------------------
    # Holes
    # ------------------------------------------------------------------
    def _hole(self):
        if any(output.default is not None for output in self.table.outputs):
            return None
        way = self._uncovered(0, frozenset(range(len(self.masks))), {})
        if way is None:
            return None
        return tuple((self.columns[axis][0], piece) for axis, piece in way)

    def _uncovered(self, axis, rules, seen):
        """Pieces that no rule of these fits, from an axis on; None when all are."""
        if not rules:
            return ()
        if axis == len(self.axes):
            return None
        key = axis, rules
        if key in seen:
            return seen[key]
        self.steps -= len(self.axes[axis])
        found = None
        if self.steps > 0:
            found = self._below(axis, rules, seen)
        seen[key] = found
        return found

    def _below(self, axis, rules, seen):
        tried = set()
        for place, piece in enumerate(self.axes[axis]):
            left = frozenset(r for r in rules if self._fits(r, axis, place))
            if left in tried:
                continue
            tried.add(left)
            rest = self._uncovered(axis + 1, left, seen)
            if rest is not None:
                # What all of them fit alike says nothing about the hole.
                return rest if left == rules else ((axis, piece), *rest)
        return None

    def _fits(self, rule, axis, place):
        mask = self.masks[rule][axis]
        return mask is None or bool(mask >> place & 1)


def _covers(earlier, later, full):
    """Whether whatever fits the later cell fits the earlier one."""
    if earlier == full:
        return True
    return earlier is not None and later is not None and not later & ~earlier


def _known(tree):
    return tree is None or is_constant(tree)


def _value(tree):
    return None if tree is None else constant(tree)
