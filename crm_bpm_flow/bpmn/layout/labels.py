"""Where names stand that are beside things: on nothing else, near what they name."""

from itertools import pairwise

from .index import corners
from .sizes import has_label, label_size

NEAR, ABOVE_LINE, ON_BOX, ON_LINE = 4, 3, 1000, 30


class Labels:
    """Places for the names of elements and ways, one after the other.

    :param index: ``Index`` of what is on one map
    """

    def __init__(self, index):
        self.index = index

    def place(self, size, wishes):
        """The first of the wished corners that is free, or the one that hides least;
        what is placed is in the way of the next."""
        best, least = None, None
        for number, (x, y) in enumerate(wishes):
            bounds = (round(x), round(y), *size)
            cost = self._cost(bounds) + number
            if least is None or cost < least:
                best, least = bounds, cost
            if cost == number:
                break
        if best is not None:
            self.index.add(("label", len(self.index.boxes)), best)
        return best

    def _cost(self, bounds):
        box = corners(bounds)
        hidden = len(self.index.near(*box))
        return ON_BOX * hidden + ON_LINE * len(self.index.lines_near(*box))

    # ------------------------------------------------------------------
    # What has a name beside it
    # ------------------------------------------------------------------
    def of_element(self, element):
        size = has_label(element) and label_size(element.name)
        if not size:
            return None
        return self.place(size, _wishes(element, size))

    def of_data(self, bounds, name):
        size = label_size(name)
        if not size:
            return None
        x, y, width, height = bounds
        middle = x + width / 2 - size[0] / 2
        return self.place(
            size, [(middle, y + height + NEAR), (middle, y - size[1] - NEAR)]
        )

    def of_way(self, points, name):
        size = label_size(name)
        if not size:
            return None
        return self.place(size, list(_along(points, size)))


def _wishes(element, size):
    x, y, width, height = element.shape.bounds
    middle = x + width / 2 - size[0] / 2
    below, above = (middle, y + height + NEAR), (middle, y - size[1] - NEAR)
    right, left = x + width + 2, x - size[0] - 2
    corners_ = [
        (right, y + height - 2),
        (left, y + height - 2),
        (right, y - size[1] + 2),
        (left, y - size[1] + 2),
    ]
    if element.attached_to:
        under = (right, y + height / 2 + NEAR)
        return [under, (left, under[1]), *corners_, below]
    if element.kind.endswith("Gateway"):
        return [above, below, *corners_]
    return [below, above, *corners_]


def _along(points, size):
    """Above and below the level pieces, beside the upright ones, the first first."""
    later = []
    for (x, y), (to_x, to_y) in pairwise(points):
        if y == to_y:
            left, right = sorted((x, to_x))
            middle = (left + right) / 2 - size[0] / 2
            begin = left + 6 if to_x > x else right - size[0] - 6
            if right - left >= size[0] + 8:
                yield (begin, y - size[1] - ABOVE_LINE)
                yield (middle, y - size[1] - ABOVE_LINE)
                yield (begin, y + ABOVE_LINE)
                yield (middle, y + ABOVE_LINE)
            else:
                later += [(begin, y - size[1] - ABOVE_LINE), (begin, y + ABOVE_LINE)]
        else:
            top, bottom = sorted((y, to_y))
            for part in (0.5, 0.25, 0.75):
                height = top + (bottom - top) * part - size[1] / 2
                later += [(x + ABOVE_LINE, height), (x - size[0] - ABOVE_LINE, height)]
    yield from later
