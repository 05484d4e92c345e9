"""Ways of messages: straight out of one pool, along the gap, into the other."""

from itertools import islice, pairwise, product

from .arrange import tidy
from .index import around

STEP, REACH, EDGE, CLEAR, STUB = 10, 700, 8, 5, 12
APART = 20  # between messages at one edge
FIRST, TRACK, TRACKS, BESIDE = 14, 8, 5, 24
EXITS, ON_LINE = 5, 3


class Letters:
    """Draws message flows one after the other, such that they do not hide each other.

    :param index: ``Index`` of what stands in pools, and of closed pools
    :param pools: {id: bounds} of the pools in the order that they lie in
    """

    def __init__(self, index, pools):
        self.index, self.pools, self.count = index, pools, 0

    def way(self, source, target, own):
        """Points, or None where pools do not lie one above the other.

        :param source: (bounds, bounds of its pool or None), target: alike
        :param own: keys of what is around one of the ends
        """
        self.own = own
        is_down = target[0][1] > source[0][1]
        upper, lower = (source, target) if is_down else (target, source)
        out, into = _outer(upper), _outer(lower)
        if out[1] + out[3] > into[1] + 1:
            return None
        self.count += 1
        points = self._downwards(upper, lower)
        return points and tidy(points if is_down else points[::-1])

    def _downwards(self, upper, lower):
        border, goal = _bottom(_outer(upper)), _outer(lower)[1]
        upper_end, lower_end = _middle(upper[0]), _middle(lower[0])
        starts = self._leave(upper, _bottom(upper[0]), border, 1, lower_end)
        near = starts[0][-1][0] if starts else upper_end
        ends = self._leave(lower, lower[0][1], goal, -1, near)
        if not starts or not ends:
            return None
        passed = self._passed(border, goal)
        if not passed:
            return self._least_in_the_way(starts, ends, border, goal)
        xs, xt = starts[0], ends[0]
        shift = FIRST + TRACK * (self.count % TRACKS)
        first = border + min(shift, (passed[0] - border) / 2)
        last = goal - min(shift, (goal - passed[1]) / 2)
        x = self._through(xs[-1][0], xt[-1][0], first, last)
        middle = [(xs[-1][0], first), (x, first), (x, last), (xt[-1][0], last)]
        return [*xs, *middle, *xt[::-1]]

    def _least_in_the_way(self, starts, ends, border, goal):
        """Of all ways through the gap, the first that crosses none, or the fewest."""
        best, fewest = None, None
        for xs, xt in _nearest_first(starts, ends):
            for height in _heights(border, goal):
                points = [*xs, (xs[-1][0], height), (xt[-1][0], height), *xt[::-1]]
                count = self.conflicts_of(points)
                if fewest is None or count < fewest:
                    best, fewest = points, count
                if not count:
                    return points
        return best

    def conflicts_of(self, points):
        return sum(self._conflicts(*piece) for piece in pairwise(points))

    def _conflicts(self, one, other):
        """How many ways a piece crosses; what it would lie on counts for more."""
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        is_level = top == bottom
        wide, high = (0, CLEAR) if is_level else (CLEAR, 0)
        near = self.index.lines_near(
            left - wide, top - high, right + wide, bottom + high
        )
        count = 0
        for x, y, to_x, to_y in near:
            if (y == to_y) == is_level:
                count += ON_LINE
            elif is_level:
                count += min(y, to_y) <= top <= max(y, to_y)
            else:
                count += min(x, to_x) <= left <= max(x, to_x)
        return count

    def _leave(self, end, edge, border, sign, wish):
        """Ways from an end's edge to where it leaves its pool, the best first; of a
        closed pool, one."""
        bounds, pool = end
        if pool is None or pool == bounds:
            return [[(_clamped(bounds, wish), edge)]]
        free = (x for x in _within(bounds) if self._is_free(x, edge, border))
        found = [[(x, edge)] for x in islice(free, EXITS)]
        return found or self._around_what_is_there(bounds, edge, border, sign)

    def _around_what_is_there(self, bounds, edge, border, sign):
        x, stub = _middle(bounds), edge + sign * STUB
        for step in range(1, REACH // STEP):
            for other in (x + step * STEP, x - step * STEP):
                if self._is_free(other, stub, border) and self._is_level(
                    x, other, stub
                ):
                    return [[(x, edge), (x, stub), (other, stub)]]
        return []

    def _through(self, x, other, top, bottom):
        """Where pools in between can be passed; else beside all of them."""
        wishes = [x, other]
        for step in range(1, REACH // STEP):
            wishes += [x + step * STEP, x - step * STEP]
        left, _top, width, _height = around(self.pools.values())
        for wish in wishes:
            if left < wish < left + width and self._is_free(wish, top, bottom):
                return wish
        return left - BESIDE - TRACK * (self.count % TRACKS)

    def _passed(self, border, goal):
        """(top, bottom) of the pools that lie between; None without any."""
        found = [
            bounds
            for bounds in self.pools.values()
            if bounds[1] >= border - 1 and _bottom(bounds) <= goal + 1
        ]
        box = around(found)
        return box and (box[1], box[1] + box[3])

    def _is_free(self, x, y, to_y):
        """Whether nothing stands there and no other way runs there."""
        top, bottom = sorted((y, to_y))
        if bottom - top < 2:
            return True
        box = (x - CLEAR, top + 1, x + CLEAR, bottom - 1)
        if any(key not in self.own for key in self.index.near(*box)):
            return False
        lines = self.index.lines_near(x - CLEAR, top + 1, x + CLEAR, bottom - 1)
        return all(line[0] != line[2] for line in lines)

    def _is_level(self, x, to_x, y):
        left, right = sorted((x, to_x))
        found = self.index.near(left, y - CLEAR, right, y + CLEAR)
        return all(key in self.own for key in found)


def crossings(one, other):
    """How often two ways cross or hide each other."""
    return sum(
        _meet(*sorted((a, b), key=_is_upright))
        for a, b in product(pairwise(one), pairwise(other))
    )


def _meet(one, other):
    """Of two pieces, a level one first where there is one."""
    (x, y), (to_x, to_y) = one
    (ox, oy), (oto_x, oto_y) = other
    is_level, is_upright = y == to_y, ox == oto_x
    low, high = sorted((oy, oto_y))
    left, right = sorted((x, to_x))
    if is_level and is_upright:
        return left <= ox <= right and low <= y <= high
    if is_level:
        return y == oy and max(left, min(ox, oto_x)) < min(right, max(ox, oto_x))
    return x == ox and max(low, min(y, to_y)) < min(high, max(y, to_y))


def _is_upright(piece):
    return piece[0][0] == piece[1][0]


def _nearest_first(starts, ends):
    """Pairs of ways out, those that both prefer first."""
    pairs = product(enumerate(starts), enumerate(ends))
    ranked = sorted(pairs, key=lambda pair: pair[0][0] + pair[1][0])
    return [(start, end) for (_n, start), (_m, end) in ranked]


def _heights(border, goal):
    """Tracks in the gap between two pools, from above."""
    room = goal - border
    if room <= 2 * FIRST:
        return [border + room / 2]
    return [border + y for y in range(FIRST, int(room) - FIRST + 1, TRACK)]


def _outer(end):
    return end[1] or end[0]


def _bottom(bounds):
    return bounds[1] + bounds[3]


def _middle(bounds):
    return bounds[0] + bounds[2] / 2


def _clamped(bounds, x):
    left, right = bounds[0] + 20, bounds[0] + bounds[2] - 20
    return max(left, min(right, _middle(bounds) if x is None else x))


def _within(bounds):
    """Places on an edge, from its middle outwards."""
    middle, half = _middle(bounds), bounds[2] / 2 - EDGE
    yield middle
    for first in (APART, STEP):
        step = first
        while step <= half:
            yield middle + step
            yield middle - step
            step += APART
