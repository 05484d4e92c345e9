"""Patterns of texts, as regular expressions are written, in time that only grows with
the text: all ways through a pattern are walked at once (Thompson's way), so no pattern
however mean makes anybody wait. What would need to go back (``\\1``, looking ahead) is
refused.
"""

from functools import lru_cache
from typing import NamedTuple

from .pattern_parts import Any, BadPattern, Edge, Group, OneOf, Repeat, Row, Sign, read

MOST_STEPS = 1000
SIGN, SPLIT, JUMP, SAVE, EDGE, MATCH = range(6)


class Found(NamedTuple):
    """Where a pattern fits: ``spans``: (start, end) of the whole and of each group;
    (None, None) where a group took no part."""

    spans: tuple

    @property
    def start(self):
        return self.spans[0][0]

    @property
    def end(self):
        return self.spans[0][1]


class Pattern:
    """A pattern as a list of steps."""

    def __init__(self, text, flags=""):
        tree, self.groups = read(text, flags)
        self.steps = []
        self._put(SAVE, 0)
        self._build(tree)
        self._put(SAVE, 1)
        self._put(MATCH)

    # ------------------------------------------------------------------
    # Making the steps
    # ------------------------------------------------------------------
    def _put(self, *step):
        if len(self.steps) >= MOST_STEPS:
            raise BadPattern
        self.steps.append(step)
        return len(self.steps) - 1

    def _build(self, node):
        BUILDERS[type(node)](self, node)

    def _sign(self, node):
        self._put(SIGN, node)

    def _edge(self, node):
        self._put(EDGE, node)

    def _row(self, node):
        for part in node.parts:
            self._build(part)

    def _any(self, node):
        """``a|b``: the first one goes before."""
        *first, last = node.parts
        ends = []
        for part in first:
            split = self._put(SPLIT)
            self._build(part)
            ends.append(self._put(JUMP))
            self.steps[split] = (SPLIT, split + 1, len(self.steps))
        self._build(last)
        for end in ends:
            self.steps[end] = (JUMP, len(self.steps))

    def _group(self, node):
        if node.number is None:
            self._build(node.part)
            return
        self._put(SAVE, 2 * node.number)
        self._build(node.part)
        self._put(SAVE, 2 * node.number + 1)

    def _repeat(self, node):
        for _time in range(node.least):
            self._build(node.part)
        if node.most is None:
            split = self._put(SPLIT)
            self._build(node.part)
            self._put(JUMP, split)
            self._choose(split, node)
            return
        splits = []
        for _time in range(node.most - node.least):
            splits.append(self._put(SPLIT))
            self._build(node.part)
        for split in splits:
            self._choose(split, node)

    def _choose(self, split, node):
        """Once more before going on; the other way around where as few are wanted."""
        ways = (split + 1, len(self.steps))
        self.steps[split] = (SPLIT, *(ways[::-1] if node.is_lazy else ways))

    # ------------------------------------------------------------------
    # Looking for it
    # ------------------------------------------------------------------
    def search(self, text, start=0, charge=None):
        """The first place from ``start`` where it fits, as ``Found``, or None.

        :param charge: called with the number of steps that were looked at
        """
        found, threads = None, []
        nothing = (None,) * (2 * self.groups + 2)
        for place in range(start, len(text) + 1):
            if found is None:
                known = {thread[0] for thread in threads}
                threads += self._reached(text, place, 0, nothing, known)
            if charge:
                charge(1 + len(threads))
            if found is not None and not threads:
                break
            following, known = [], set()
            for step, saved in threads:
                kind, *rest = self.steps[step]
                if kind == MATCH:
                    found = saved
                    break  # those behind it are worth less
                if place < len(text) and rest[0].fits(text[place]):
                    following += self._reached(text, place + 1, step + 1, saved, known)
            threads = following
        return found and Found(tuple(zip(found[::2], found[1::2], strict=True)))

    def _reached(self, text, place, step, saved, known):
        """Steps that take a sign, or the end, that are come to without taking one."""
        reached, stack = [], [(step, saved)]
        while stack:
            step, saved = stack.pop()
            if step in known:
                continue
            known.add(step)
            kind, *rest = self.steps[step]
            if kind == SPLIT:
                stack += [(rest[1], saved), (rest[0], saved)]
            elif kind == JUMP:
                stack.append((rest[0], saved))
            elif kind == SAVE:
                after = (*saved[: rest[0]], place, *saved[rest[0] + 1 :])
                stack.append((step + 1, after))
            elif kind == EDGE:
                if rest[0].is_at(text, place):
                    stack.append((step + 1, saved))
            else:
                reached.append((step, saved))
        return reached

    def every(self, text, charge=None):
        """All places one behind the other, none over another."""
        place = 0
        while place <= len(text):
            found = self.search(text, place, charge)
            if found is None:
                break
            yield found
            place = found.end + (found.end == found.start)


BUILDERS = {
    Sign: Pattern._sign,
    OneOf: Pattern._sign,
    Edge: Pattern._edge,
    Row: Pattern._row,
    Any: Pattern._any,
    Group: Pattern._group,
    Repeat: Pattern._repeat,
}


@lru_cache(maxsize=256)
def pattern(text, flags=""):
    """The ``Pattern`` of a text.

    :param flags: ``i``: capitals do not matter; ``s``: a dot is a new line, too; ``m``:
        ``^`` and ``$`` stand at each line
    :raise BadPattern: a ``ValueError``
    """
    return Pattern(text, flags)
