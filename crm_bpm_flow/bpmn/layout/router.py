"""A way from one box to another around everything else: right angles, few of them.

For what no layer knows: message flows, associations, flows between places that a
person chose. A* on the lines that run along what is in the way.
"""

from heapq import heappop, heappush

from .index import corners

STUB, MARGIN, WINDOW, MOST = 12, 6, 250, 5000
BEND, CROSSING, ON_LINE = 40, 25, 12
SIDES = {"right": (1, 0), "left": (-1, 0), "top": (0, -1), "bottom": (0, 1)}


def route(index, start, end, start_sides, end_sides, own=()):
    """Points from one box to the other, or None when there is no way.

    :param index: ``Index`` of what is in the way, the ends too
    :param start_sides: {side: what it costs to begin there}; end_sides: alike
    :param own: keys that may be crossed, as what is around an end
    """
    return Search(index, start, end, own).find(start_sides, end_sides)


class Search:
    def __init__(self, index, start, end, own):
        self.index, self.own = index, frozenset(own)
        self.ends = (start, end)
        left, top, right, bottom = corners(_around(start, end))
        self.window = (left - WINDOW, top - WINDOW, right + WINDOW, bottom + WINDOW)

    def find(self, start_sides, end_sides):
        begins = [_stub(self.ends[0], side) for side in start_sides]
        goals = [_stub(self.ends[1], side) for side in end_sides]
        self._set_lines([point for _edge, point in (*begins, *goals)])
        costs = dict(
            zip(
                (g[1] for g in goals),
                zip(goals, end_sides.values(), strict=True),
                strict=True,
            )
        )
        best = self._search(
            [
                (b, side, start_sides[side])
                for b, side in zip(begins, start_sides, strict=True)
            ],
            costs,
        )
        if best is None:
            return None
        first, points = best
        last = costs[points[-1]][0]
        return [first, *points, last[0]]

    def _set_lines(self, points):
        """Lines beside each thing in the window, and through the ends."""
        xs, ys = {p[0] for p in points}, {p[1] for p in points}
        for key in self.index.near(*self.window):
            if key in self.own:
                continue
            left, top, right, bottom = corners(self.index.boxes[key])
            xs.update((left - 10, right + 10, left - 20, right + 20))
            ys.update((top - 10, bottom + 10, top - 20, bottom + 20))
        self.xs, self.ys = sorted(xs), sorted(ys)
        self.column = {x: number for number, x in enumerate(self.xs)}
        self.row = {y: number for number, y in enumerate(self.ys)}

    def _search(self, begins, goals):
        queue, seen, number = [], {}, 0
        for (edge, point), side, cost in begins:
            number += 1
            rank = cost + self._rest(point, goals)
            heappush(queue, (rank, number, cost, point, SIDES[side], (edge, None)))
        while queue and number < MOST:
            _rank, _number, cost, point, heading, trail = heappop(queue)
            if (point, heading) in seen:
                continue
            seen[point, heading] = True
            if point in goals:
                return _walked(point, trail)
            for following, direction, more in self._steps(point, heading):
                if (following, direction) in seen:
                    continue
                number += 1
                total = cost + more
                if following in goals:
                    total += self._arrival(goals[following], direction)
                rank = total + self._rest(following, goals)
                heappush(
                    queue, (rank, number, total, following, direction, (point, trail))
                )
        return None

    def _arrival(self, goal, direction):
        """What it costs to come in at a side from this direction."""
        (edge, point), cost = goal
        inward = (_sign(edge[0] - point[0]), _sign(edge[1] - point[1]))
        return cost + (0 if direction == inward else BEND)

    def _rest(self, point, goals):
        return min(_least(point, goal) for goal in goals)

    def _steps(self, point, heading):
        """To the next line in each direction but back."""
        column, row = self.column[point[0]], self.row[point[1]]
        for direction in SIDES.values():
            dx, dy = direction
            if (dx, dy) == (-heading[0], -heading[1]):
                continue
            if not 0 <= column + dx < len(self.xs) or not 0 <= row + dy < len(self.ys):
                continue
            following = (self.xs[column + dx], self.ys[row + dy])
            if not self._is_free(point, following):
                continue
            more = abs(following[0] - point[0]) + abs(following[1] - point[1])
            more += BEND if direction != heading else 0
            yield following, direction, more + self._friction(point, following)

    def _is_free(self, one, other):
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        box = (left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN)
        return all(key in self.own for key in self.index.near(*box))

    def _friction(self, one, other):
        """Lines are crossed rather than followed, and neither if it can be helped."""
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        cost, is_level = 0, top == bottom
        for line in self.index.lines_near(left - 3, top - 3, right + 3, bottom + 3):
            if (line[1] == line[3]) == is_level:
                cost += ON_LINE * max(right - left, bottom - top)
            else:
                cost += CROSSING
        return cost


def _least(one, other):
    """What a way costs at least: one that is not straight turns."""
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    return wide + high + (BEND if wide and high else 0)


def _stub(bounds, side):
    """(point on the side, point a little outside)"""
    x, y, width, height = bounds
    dx, dy = SIDES[side]
    edge = (x + width / 2 * (1 + dx), y + height / 2 * (1 + dy))
    return edge, (edge[0] + STUB * dx, edge[1] + STUB * dy)


def _walked(point, trail):
    points = []
    while trail is not None:
        points.append(point)
        point, trail = trail
    return point, points[::-1]


def _around(one, other):
    left, top = min(one[0], other[0]), min(one[1], other[1])
    right = max(one[0] + one[2], other[0] + other[2])
    bottom = max(one[1] + one[3], other[1] + other[3])
    return (left, top, right - left, bottom - top)


def _sign(number):
    return (number > 0) - (number < 0)
