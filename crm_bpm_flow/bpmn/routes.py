"""Ways between boxes of which nothing more is known; right angles only."""

from .grid import CORRIDOR, tidy


def plain_route(start, end, is_below):
    """From the right side (or from below) to the nearer side of the other box."""
    x, y = start[0] + start[2], start[1] + start[3] / 2
    to_x, to_y = end[0], end[1] + end[3] / 2
    if is_below:
        x, y = start[0] + start[2] / 2, start[1] + start[3]
        low = max(y, end[1] + end[3]) + CORRIDOR
        below = end[0] + end[2] / 2
        return tidy((x, y), (x, low), (below, low), (below, end[1] + end[3]))
    if to_x >= x:
        middle = (x + to_x) / 2
        return tidy((x, y), (middle, y), (middle, to_y), (to_x, to_y))
    low = max(start[1] + start[3], end[1] + end[3]) + CORRIDOR
    below = end[0] + end[2] / 2
    x = start[0] + start[2] / 2
    return tidy(
        (x, start[1] + start[3]), (x, low), (below, low), (below, end[1] + end[3])
    )


def between_pools(start, end):
    """From the side that faces the other box, straight down or up."""
    x, to_x = start[0] + start[2] / 2, end[0] + end[2] / 2
    if start[1] < end[1]:
        y, to_y = start[1] + start[3], end[1]
    else:
        y, to_y = start[1], end[1] + end[3]
    middle = (y + to_y) / 2
    return tuple(tidy((x, y), (x, middle), (to_x, middle), (to_x, to_y)))
