"""Ways that no layout knew: message flows, associations, flows between old places."""

from itertools import combinations

from ..drawn import Edge
from .arrange import tidy
from .index import Index
from .letters import Letters, crossings
from .router import route

AWAY = {"right": 0, "bottom": 20, "top": 20}
HITHER = {"left": 0, "top": 20, "bottom": 20}
ANY = {"top": 0, "bottom": 0, "left": 60, "right": 60}
UPRIGHT = {"top": 0, "bottom": 0}
CORRIDOR, CLEAR = 24, 4
MOST_PAIRS = 40


class Edges:
    """Draws ways on one map, around what stands there.

    :param shapes: {id: Shape} of everything; around: {id: ids of what it lies in}
    :param pools: {id: the pool that it lies in}
    """

    def __init__(self, plane, shapes, around, drawn, pools):
        self.plane, self.shapes, self.around = plane, shapes, around
        self.index = Index(
            (key, shape.bounds)
            for key, shape in shapes.items()
            if key not in around["*"]
        )
        for edge in drawn:
            self.index.add_way(edge.waypoints)
        self.pools = pools
        bounds = {key: shapes[key].bounds for key in around["pools"] if key in shapes}
        self.letters = Letters(self.index, bounds)

    def draw(self, source, target, kind, hosts=()):
        """An ``Edge`` between two things, or None when one has no place here.

        :param kind: "flow", "border", "message" or "note"
        :param hosts: ids of what an end sits on the border of
        """
        start, end = self.shapes.get(source), self.shapes.get(target)
        if start is None or end is None:
            return None
        if self.plane not in (start.plane, end.plane) or start.plane != end.plane:
            return None
        ends = self._ends(kind, source, target)
        sides = self._sides(kind, start, end, hosts)
        own = {*self.around.get(source, ()), *self.around.get(target, ())}
        points = self._straight(kind, *ends)
        if kind == "message":
            points = points or self._letter(source, target, own)
        points = points or route(self.index, *ends, *sides, own)
        points = points or plain(*ends, kind == "message")
        points = tuple(tidy(points))
        self.index.add_way(points)
        return Edge(waypoints=points, plane=self.plane)

    def untangle(self, messages):
        """Messages once more, now that all others are known: each by itself, then
        those that cross each other two by two.

        :param messages: [(edge, source, target)]
        """
        for message in messages:
            self._again([message])
        for one, other in combinations(messages[:MOST_PAIRS], 2):
            ways = one[0].waypoints, other[0].waypoints
            if not crossings(*ways):
                continue
            before = self._count(one, other)
            self._again([other, one])
            if self._count(one, other) >= before:
                self._put([one, other], ways)

    def _again(self, messages):
        """Draw some messages in this order, as if they were not there yet."""
        for edge, _source, _target in messages:
            self.index.remove_way(edge.waypoints)
        for edge, source, target in messages:
            own = {*self.around.get(source, ()), *self.around.get(target, ())}
            points = self._straight("message", *self._ends("message", source, target))
            points = points or self._letter(source, target, own)
            edge.waypoints = tuple(points or edge.waypoints)
            self.index.add_way(edge.waypoints)

    def _put(self, messages, ways):
        for (edge, _source, _target), points in zip(messages, ways, strict=True):
            self.index.remove_way(edge.waypoints)
            edge.waypoints = points
            self.index.add_way(points)

    def _count(self, *messages):
        """What some messages cross, and what they would lie on."""
        ways = [edge.waypoints for edge, _source, _target in messages]
        for points in ways:
            self.index.remove_way(points)
        count = sum(map(self.letters.conflicts_of, ways))
        for points in ways:
            self.index.add_way(points)
        return count + sum(crossings(*pair) for pair in combinations(ways, 2))

    def _letter(self, source, target, own):
        ends = []
        for key in (source, target):
            pool = self.shapes.get(self.pools.get(key, key))
            ends.append((self.shapes[key].bounds, pool and pool.bounds))
        return self.letters.way(*ends, own)

    def _straight(self, kind, start, end):
        """Up or down without a turn, to what is right above or below."""
        if kind not in ("note", "message"):
            return None
        left, right = max(start[0], end[0]), min(_right(start), _right(end))
        upper, lower = sorted((start, end), key=lambda box: box[1])
        top, bottom = upper[1] + upper[3], lower[1]
        if left > right or bottom <= top:
            return None
        narrow = min(start, end, key=lambda box: box[2])
        x = min(max(narrow[0] + narrow[2] / 2, left), right)
        if self.index.near(x - CLEAR, top + 0.5, x + CLEAR, bottom - 0.5):
            return None
        points = [(x, top), (x, bottom)]
        return points if start is upper else points[::-1]

    def _ends(self, kind, source, target):
        """Boxes of both; of a pool only the place that faces the other."""
        start, end = (self.shapes[key].bounds for key in (source, target))
        pools = self.around["pools"]
        if kind == "message" and target in pools:
            end = _facing(end, start)
        if kind == "message" and source in pools:
            start = _facing(start, end)
        return start, end

    def _sides(self, kind, start, end, hosts):
        if kind == "message":
            below = end.bounds[1] > start.bounds[1]
            first, last = ("bottom", "top") if below else ("top", "bottom")
            return {first: 0, last: 200}, {last: 0, first: 200}
        if kind == "note":
            return ANY, ANY
        if kind == "border":
            host = self.shapes[hosts[0]].bounds
            is_top = start.bounds[1] + start.bounds[3] / 2 < host[1] + host[3] / 2
            return {"top" if is_top else "bottom": 0}, HITHER
        return AWAY, HITHER


def _right(box):
    return box[0] + box[2]


def _facing(pool, other):
    """An upright line through a pool, below or above the other box."""
    x, y, width, height = pool
    middle = min(max(other[0] + other[2] / 2, x + 20), x + width - 20)
    return (middle, y, 0, height)


def plain(start, end, is_upright=False):
    """A way that heeds nothing but its two ends."""
    x, to_x = start[0] + start[2] / 2, end[0] + end[2] / 2
    below = end[1] >= start[1] + start[3]
    if is_upright or below or end[1] + end[3] <= start[1]:
        y, to_y = (
            (start[1] + start[3], end[1]) if below else (start[1], end[1] + end[3])
        )
        middle = (y + to_y) / 2
        return [(x, y), (x, middle), (to_x, middle), (to_x, to_y)]
    if end[0] >= start[0] + start[2]:
        x, to_x = start[0] + start[2], end[0]
        y, to_y = start[1] + start[3] / 2, end[1] + end[3] / 2
        middle = (x + to_x) / 2
        return [(x, y), (middle, y), (middle, to_y), (to_x, to_y)]
    y, to_y = start[1] + start[3], end[1] + end[3]
    low = max(y, to_y) + CORRIDOR
    return [(x, y), (x, low), (to_x, low), (to_x, to_y)]
