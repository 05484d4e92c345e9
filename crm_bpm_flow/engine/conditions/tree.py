"""Conditions as trees of comparisons. Each answers True, False, or None: not known."""

from dataclasses import dataclass

from .comparing import compare


@dataclass(frozen=True, slots=True)
class Asks:
    """A comparison of one axis with constants.

    :param axis: name of what is looked at
    :param operator: "=", "!=", "<", "<=", ">", ">=", "in", "not in", or "true": holds
        by itself
    :param value: a constant; a tuple for "in" and "not in"
    :param loose: as formulas do it, where nothing cannot be compared by order
    """

    axis: str
    operator: str
    value: object
    loose: bool = False

    def holds(self, place):
        if self.axis not in place:
            return None
        return compare(place[self.axis], self.operator, self.value, self.loose)

    def leaves(self):
        yield self


@dataclass(frozen=True, slots=True)
class Open:
    """What cannot be decided here; the same text is the same condition."""

    text: str

    def holds(self, place):
        return place.get(self)

    def leaves(self):
        yield self


@dataclass(frozen=True, slots=True)
class Not:
    part: object

    def holds(self, place):
        held = self.part.holds(place)
        return None if held is None else not held

    def leaves(self):
        return self.part.leaves()


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple

    def holds(self, place):
        found = [part.holds(place) for part in self.parts]
        if False in found:
            return False
        return None if None in found else True

    def leaves(self):
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple

    def holds(self, place):
        found = [part.holds(place) for part in self.parts]
        if True in found:
            return True
        return None if None in found else False

    def leaves(self):
        for part in self.parts:
            yield from part.leaves()


ALWAYS = AllOf(())
