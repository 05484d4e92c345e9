"""What a pattern is made of, and how it is read."""

from dataclasses import dataclass
from typing import Any as Value

MOST_CHARACTERS, MOST_NESTED, MOST_TIMES = 1000, 40, 200
FLAGS = frozenset("ism")
SPECIAL = frozenset(".^$*+?()[]{}|\\")
WHITE = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}
KINDS = {
    "d": str.isdecimal,
    "s": str.isspace,
    "w": lambda sign: sign.isalnum() or sign == "_",
}


class BadPattern(ValueError):
    """A pattern that cannot be read, or asks for what is not offered."""


@dataclass(frozen=True)
class Sign:
    """One sign, or any with ``test``."""

    test: Value

    def fits(self, sign):
        return self.test(sign)


@dataclass(frozen=True)
class OneOf:
    """``[a-z\\d]``, ``[^,]``. ranges: ((low, high), ...); tests: of ``\\d`` in it."""

    ranges: tuple
    tests: tuple
    is_not: bool
    folds: bool

    def fits(self, sign):
        signs = {sign, sign.lower(), sign.upper()} if self.folds else (sign,)
        inside = any(
            any(low <= one <= high for low, high in self.ranges)
            or any(test(one) for test in self.tests)
            for one in signs
        )
        return inside != self.is_not


@dataclass(frozen=True)
class Edge:
    """``^``, ``$``, and ``\\b`` between a word and what is none."""

    kind: str
    each_line: bool = False

    def is_at(self, text, place):
        if self.kind == "b":
            sides = [text[max(place - 1, 0) : place], text[place : place + 1]]
            return len({bool(side) and KINDS["w"](side) for side in sides}) == 2
        if self.kind == "^":
            return place == 0 or (self.each_line and text[place - 1] == "\n")
        return place == len(text) or (self.each_line and text[place] == "\n")


@dataclass(frozen=True)
class Row:
    parts: tuple


@dataclass(frozen=True)
class Any:
    """``a|b``"""

    parts: tuple


@dataclass(frozen=True)
class Group:
    """``number``: None where nothing is kept of it."""

    part: Value
    number: int | None


@dataclass(frozen=True)
class Repeat:
    """``most``: None without an end."""

    part: Value
    least: int
    most: int | None
    is_lazy: bool


class Reader:
    def __init__(self, text, flags):
        if len(text) > MOST_CHARACTERS or not FLAGS.issuperset(flags):
            raise BadPattern(text)
        self.text, self.flags = text, flags
        self.place = self.groups = self.nested = 0

    def here(self, count=1):
        return self.text[self.place : self.place + count]

    def take(self, count=1):
        found = self.here(count)
        if len(found) < count:
            raise BadPattern(self.text)
        self.place += count
        return found

    def skip(self, sign):
        if self.here(len(sign)) != sign:
            return False
        self.place += len(sign)
        return True

    def whole(self):
        tree = self.ways()
        if self.here():
            raise BadPattern(self.text)
        return tree

    def ways(self):
        self.nested += 1
        if self.nested > MOST_NESTED:
            raise BadPattern(self.text)
        rows = [self.row()]
        while self.skip("|"):
            rows.append(self.row())
        self.nested -= 1
        return rows[0] if len(rows) == 1 else Any(tuple(rows))

    def row(self):
        parts = []
        while self.here() not in ("", "|", ")"):
            parts.append(self.repeated(self.part()))
        return Row(tuple(parts))

    def part(self):
        sign = self.take()
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.one_of()
        if sign in "^$":
            return Edge(sign, "m" in self.flags)
        if sign == ".":
            every = "s" in self.flags
            return Sign(lambda found: every or found != "\n")
        if sign == "\\":
            return self.escaped()
        if sign in SPECIAL and sign != "]" and sign != "}":
            raise BadPattern(self.text)
        return self.plain(sign)

    def plain(self, sign):
        if "i" in self.flags:
            same = {sign.lower(), sign.upper(), sign}
            return Sign(lambda found: found in same)
        return Sign(lambda found: found == sign)

    def group(self):
        number = None
        if self.skip("?"):
            if not self.skip(":"):
                raise BadPattern(self.text)
        else:
            self.groups += 1
            number = self.groups
        part = self.ways()
        if not self.skip(")"):
            raise BadPattern(self.text)
        return Group(part, number)

    def escaped(self):
        sign = self.take()
        if sign == "b":
            return Edge("b")
        test = kind_of(sign)
        return Sign(test) if test else self.plain(self.meant(sign))

    def meant(self, sign):
        if sign in WHITE:
            return WHITE[sign]
        if sign.isalnum():
            raise BadPattern(self.text)
        return sign

    def one_of(self):
        is_not, ranges, tests = self.skip("^"), [], []
        while not ((ranges or tests) and self.skip("]")):
            low = self.listed(tests)
            if low is None:
                continue
            is_range = self.here() == "-" and self.here(2) not in ("-]", "-")
            high = low
            if is_range:
                self.take()
                high = self.listed(tests)
            if high is None or high < low:
                raise BadPattern(self.text)
            ranges.append((low, high))
        return OneOf(tuple(ranges), tuple(tests), is_not, "i" in self.flags)

    def listed(self, tests):
        """The sign that stands in the brackets; None where it was a kind of signs."""
        sign = self.take()
        if sign != "\\":
            return sign
        sign = self.take()
        test = kind_of(sign)
        if test:
            tests.append(test)
            return None
        return self.meant(sign)

    def repeated(self, part):
        times = self.times()
        if times is None:
            return part
        if isinstance(part, Edge):
            raise BadPattern(self.text)
        repeat = Repeat(part, *times, self.skip("?"))
        if self.here() and self.here() in "*+?{":
            raise BadPattern(self.text)
        return repeat

    def times(self):
        signs = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        if self.here() in signs:
            return signs[self.take()]
        if not self.skip("{"):
            return None
        least, comma, most = self.until("}").partition(",")
        if not least.isdecimal() or (most and not most.isdecimal()):
            raise BadPattern(self.text)
        least = int(least)
        most = least if not comma else int(most) if most else None
        if least > MOST_TIMES or (most is not None and not least <= most <= MOST_TIMES):
            raise BadPattern(self.text)
        return least, most

    def until(self, sign):
        end = self.text.find(sign, self.place)
        if end < 0:
            raise BadPattern(self.text)
        found = self.text[self.place : end]
        self.place = end + 1
        return found


def kind_of(sign):
    """The test of ``\\d``, ``\\W``, ...; None of what is no kind."""
    test = KINDS.get(sign.lower())
    if test is None or sign.islower():
        return test
    return lambda found: not test(found)


def read(text, flags):
    """The tree of a pattern, and how many groups it has.

    :raise BadPattern: see there
    """
    reader = Reader(text, flags)
    return reader.whole(), reader.groups
