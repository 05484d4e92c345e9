"""Two texts beside each other: which words are new, which are gone.

Each step has a bound, so that the time grows with the texts and no faster: what is too
large to be looked at word by word is shown as replaced.
"""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, GONE, NEW, CHANGED = "same", "gone", "new", "changed"
MOST_LINES = 8_000
MOST_PAIRED = 60  # lines of a changed place on either side that are paired by likeness
MOST_WORDS = 1_000  # of a line on either side that are compared one by one
ALIKE = 0.34  # lines that share less than this of their words are others
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Row(NamedTuple):
    """A paragraph of one text or of both.

    ``kind``: same, gone, new or changed; ``old``, ``new``: ``[(kind, text)]``, parts of
    the paragraph that stayed or that the other side lacks; None where there is none.
    """

    kind: str
    old: list | None
    new: list | None


def compare(old, new):
    """Rows of two lists of paragraphs, in their order.

    :return: (rows, whether all of both texts was compared)
    """
    whole = len(old) <= MOST_LINES and len(new) <= MOST_LINES
    old, new = old[:MOST_LINES], new[:MOST_LINES]
    rows = []
    for what, a, b, c, d in _opcodes(old, new):
        if what == "equal":
            rows.extend(_same(line) for line in old[a:b])
        else:
            rows.extend(_changed(old[a:b], new[c:d]))
    return rows, whole


def _opcodes(old, new):
    """As ``SequenceMatcher``, without what both begin and end with."""
    first, most = 0, min(len(old), len(new))
    while first < most and old[first] == new[first]:
        first += 1
    last = 0
    while last < most - first and old[-1 - last] == new[-1 - last]:
        last += 1
    ends = len(old) - last, len(new) - last
    middle = SequenceMatcher(None, old[first : ends[0]], new[first : ends[1]])
    yield "equal", 0, first, 0, first
    for what, a, b, c, d in middle.get_opcodes():
        yield what, a + first, b + first, c + first, d + first
    yield "equal", ends[0], len(old), ends[1], len(new)


def _same(line):
    return Row(SAME, [(SAME, line)], [(SAME, line)])


def _gone(line):
    return Row(GONE, [(GONE, line)], None)


def _new(line):
    return Row(NEW, None, [(NEW, line)])


# ----------------------------------------------------------------------
# Within a changed place
# ----------------------------------------------------------------------
def _changed(old, new):
    """Rows of lines that differ: the most alike beside each other."""
    rows, at, beside = [], 0, 0
    for left, right in _pairs(old, new):
        rows.extend(map(_gone, old[at:left]))
        rows.extend(map(_new, new[beside:right]))
        rows.append(_words(old[left], new[right]))
        at, beside = left + 1, right + 1
    rows.extend(map(_gone, old[at:]))
    rows.extend(map(_new, new[beside:]))
    return rows


def _pairs(old, new):
    """Places of lines that are the same line changed, both in their order."""
    if len(old) > MOST_PAIRED or len(new) > MOST_PAIRED:
        return []
    left, right = [_bag(line) for line in old], [_bag(line) for line in new]
    # best[i][j]: how alike the lines from there on can be made.
    best = [[0.0] * (len(new) + 1) for _line in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            alike = _likeness(left[i], right[j])
            paired = alike + best[i + 1][j + 1] if alike >= ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return _walk(best, len(old), len(new))


def _walk(best, rows, columns):
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _bag(line):
    return frozenset(re.findall(r"\w+", line[:10_000].lower()))


def _likeness(old, new):
    both = len(old) + len(new)
    return 2 * len(old & new) / both if both else 1.0


def _words(old, new):
    before, after = WORDS.findall(old), WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return Row(CHANGED, [(GONE, old)], [(NEW, new)])
    left, right = [], []
    for what, a, b, c, d in SequenceMatcher(None, before, after, False).get_opcodes():
        same = what == "equal"
        if b > a:
            left.append((SAME if same else GONE, "".join(before[a:b])))
        if d > c:
            right.append((SAME if same else NEW, "".join(after[c:d])))
    return Row(CHANGED, left, right)
