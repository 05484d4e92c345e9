"""Ways of messages: straight out of one pool, along the gap, into the other."""

from .arrange import tidy
from .index import around

STEP, REACH, EDGE, CLEAR, STUB = 10, 700, 8, 5, 12
FIRST, TRACK, TRACKS, BESIDE = 14, 8, 5, 24


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
        start, end = upper[0], lower[0]
        border, goal = _bottom(_outer(upper)), _outer(lower)[1]
        xs = self._leave(upper, _bottom(start), border, 1, _middle(end))
        xt = self._leave(lower, end[1], goal, -1, xs and xs[-1][0])
        if xs is None or xt is None:
            return None
        passed = self._passed(border, goal)
        shift = FIRST + TRACK * (self.count % TRACKS)
        if not passed:
            height = border + min(shift, (goal - border) / 2)
            return [*xs, (xs[-1][0], height), (xt[-1][0], height), *xt[::-1]]
        first = border + min(shift, (passed[0] - border) / 2)
        last = goal - min(shift, (goal - passed[1]) / 2)
        x = self._through(xs[-1][0], xt[-1][0], first, last)
        middle = [(xs[-1][0], first), (x, first), (x, last), (xt[-1][0], last)]
        return [*xs, *middle, *xt[::-1]]

    def _leave(self, end, edge, border, sign, wish):
        """Points from an end's edge to where it leaves its pool, or a closed one."""
        bounds, pool = end
        if pool is None or pool == bounds:
            return [(_clamped(bounds, wish), edge)]
        for x in _within(bounds):
            if self._is_free(x, edge, border):
                return [(x, edge)]
        x, stub = _middle(bounds), edge + sign * STUB
        for step in range(1, REACH // STEP):
            for other in (x + step * STEP, x - step * STEP):
                if self._is_free(other, stub, border) and self._is_level(
                    x, other, stub
                ):
                    return [(x, edge), (x, stub), (other, stub)]
        return None

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
    step = STEP
    while step <= half:
        yield middle + step
        yield middle - step
        step += STEP
