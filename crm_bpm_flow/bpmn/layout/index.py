"""Boxes and lines that are there already, found by where they are."""

from itertools import pairwise

CELL = 150


class Index:
    """``boxes``: {key: (x, y, width, height)}; lines are pieces of ways."""

    def __init__(self, boxes=()):
        self.boxes, self.cells, self.lines = {}, {}, {}
        for key, bounds in dict(boxes).items():
            self.add(key, bounds)

    def add(self, key, bounds):
        self.boxes[key] = bounds
        for cell in _cells(*corners(bounds)):
            self.cells.setdefault(cell, []).append(key)

    def add_way(self, points):
        for one, other in pairwise(points):
            line = (*one, *other)
            for cell in _cells(*_sorted(line)):
                self.lines.setdefault(cell, []).append(line)

    def remove_way(self, points):
        """Forget a way that was added."""
        for one, other in pairwise(points):
            line = (*one, *other)
            for cell in _cells(*_sorted(line)):
                self.lines[cell].remove(line)

    def near(self, left, top, right, bottom):
        """Keys of boxes that share more than a border with this one."""
        found = set()
        for cell in _cells(left, top, right, bottom):
            found.update(self.cells.get(cell, ()))
        return [
            key
            for key in found
            if _overlaps(corners(self.boxes[key]), (left, top, right, bottom))
        ]

    def lines_near(self, left, top, right, bottom):
        """Pieces of ways that touch this box."""
        found = set()
        for cell in _cells(left, top, right, bottom):
            found.update(self.lines.get(cell, ()))
        box = (left, top, right, bottom)
        return [line for line in found if _touches(_sorted(line), box)]


def corners(bounds):
    """(left, top, right, bottom) of (x, y, width, height)"""
    x, y, width, height = bounds
    return (x, y, x + width, y + height)


def around(boxes):
    """The box around some; None without any."""
    boxes = [corners(bounds) for bounds in boxes]
    if not boxes:
        return None
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    return (left, top, right - left, bottom - top)


def _sorted(line):
    x, y, to_x, to_y = line
    return (min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def _cells(left, top, right, bottom):
    for column in range(int(left // CELL), int(right // CELL) + 1):
        for row in range(int(top // CELL), int(bottom // CELL) + 1):
            yield (column, row)


def _overlaps(one, other):
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )


def _touches(one, other):
    return (
        one[0] <= other[2]
        and other[0] <= one[2]
        and one[1] <= other[3]
        and other[1] <= one[3]
    )
