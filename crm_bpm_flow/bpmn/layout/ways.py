"""Ways between placed boxes: at right angles, upright only in the gaps between layers
or where a layer is free. x is known last, so points first say where they belong."""

from .tracks import Jog, Turn

CLEAR, STUB, STUB_STEP, AROUND = 8, 12, 8, 12
TOP, BOTTOM = "top", "bottom"
HALF_EVENT = 18


class Ways:
    """``plans``: {link: [(kind, what, y)]}; ``kind`` is "left", "right" or "middle" of
    an item, "border" of (item, event), or "jog" in a gap: (gap, jog).

    :param layers: items in order; chains: {link: [items]}; bottom: below everything
    :ivar jogs: {gap: [jogs]}; gap n is right of layer n
    :ivar bottom: below everything, with the ways that lead around
    """

    def __init__(self, layers, chains, links, bottom):
        self.layers, self.chains, self.bottom = layers, chains, bottom
        self.jogs, self.plans = {}, {}
        self.upright = {}  # {layer: [(low, high, item)]}
        self.sides = {}  # {(item, side): "in" or "out"}
        self.leaving, self.coming = {}, {}
        for link in links:
            self.leaving[link.source] = self.leaving.get(link.source, 0) + 1
            self.coming[link.target] = self.coming.get(link.target, 0) + 1
        # What leaves borders comes first, ways back last: they can give way.
        for link in sorted(links, key=lambda link: (not link.border, link.is_back)):
            self.plans[link.id] = self._plan(link, chains[link.id])

    def _plan(self, link, chain):
        begin = self._from_border if link.border else self._from_side
        points, y, passing = begin(link, chain)
        if _is_far(link, chain):
            return points + self._around(link, chain, y)
        for item in passing:
            if item.y != y:
                points.append(self._jog(link, item, y, item.y))
                y = item.y
        return points + self._end(link, chain, y)

    # ------------------------------------------------------------------
    # Beginnings: (points, height that they lead to, what is passed from there)
    # ------------------------------------------------------------------
    def _from_side(self, link, chain):
        source, following = chain[:2]
        start = [("right", source, source.y)]
        passing = chain[1:-1]
        if _is_far(link, chain) or following.y == source.y:
            return start, source.y, passing
        is_split = self.leaving[link.source] > 1
        if link.is_back or (is_split and (source.box.is_gateway or following.box)):
            side = TOP if following.y < source.y else BOTTOM
            if self._is_open(source, following.y, side, "out"):
                points = self._upright(source, following.y, side)
                return points, following.y, passing[1:] if link.is_back else passing
        if link.is_back:
            jog = self._turn(link, source.layer, source.y, following.y, "left")
            return [*start, jog], following.y, passing[1:]
        return start, source.y, passing

    def _from_border(self, link, chain):
        source, following = chain[:2]
        is_top = source.box.borders[link.border][1]
        sign = -1 if is_top else 1
        edge = source.y + sign * (source.box.height / 2 + HALF_EVENT)
        what = (source, link.border)
        points, passing = [("border", what, edge)], chain[2:-1]
        is_beside = following.box is None and following.layer == source.layer
        if is_beside and self._is_near(source, following, is_top):
            return [*points, ("border", what, following.y)], following.y, passing
        number = list(source.box.borders).index(link.border)
        stub = edge + sign * (STUB + STUB_STEP * number)
        points.append(("border", what, stub))
        if not link.is_back or _is_far(link, chain):
            return points, stub, passing
        jog = self._turn(link, source.layer, stub, following.y, "left")
        return [*points, jog], following.y, passing

    def _is_near(self, source, passing, is_top):
        """Whether only passing ways are between a host and what leaves its border."""
        if (passing.y < source.y) != is_top:
            return False
        low, high = sorted((source.y, passing.y))
        return not any(
            item.box and item is not source and low < item.y < high
            for item in self.layers[source.layer]
        )

    # ------------------------------------------------------------------
    # Ends
    # ------------------------------------------------------------------
    def _end(self, link, chain, y):
        target = chain[-1]
        end = ("left", target, target.y)
        if y == target.y and not link.is_back:
            return [end]
        is_join = target.box.is_gateway and self.coming[link.target] > 1
        side = TOP if y < target.y else BOTTOM
        if (link.is_back or is_join) and self._is_open(target, y, side, "in"):
            return self._upright(target, y, side)[::-1]
        if link.is_back:
            return [self._turn(link, target.layer - 1, y, target.y, "right"), end]
        return [self._jog(link, target, y, target.y), end]

    def _around(self, link, chain, y):
        """Below everything, as there are too many in between."""
        source, target = chain[0], chain[-1]
        self.bottom += AROUND
        if link.is_back:
            down = self._turn(link, source.layer, y, self.bottom, "left")
            up = self._turn(link, target.layer - 1, self.bottom, target.y, "right")
        else:
            down = self._add(source.layer, Jog(y, self.bottom, link.id))
            up = self._add(target.layer - 1, Jog(self.bottom, target.y, link.id))
        return [down, up, ("left", target, target.y)]

    # ------------------------------------------------------------------
    # Pieces
    # ------------------------------------------------------------------
    def _jog(self, link, item, y, to_y):
        """In the gap before an item that is reached from ``y``."""
        if link.is_back:
            return self._add(item.layer, Jog(y, to_y, link.id, from_left=False))
        chain, net = self.chains[link.id], link.id
        is_first = item is chain[1] and not link.border
        if is_first and self.leaving[link.source] > 1:
            net = ("out", link.source)
        elif item is chain[-1] and self.coming[link.target] > 1:
            net = ("in", link.target)
        return self._add(item.layer - 1, Jog(y, to_y, net))

    def _turn(self, link, gap, y, to_y, side):
        net = ("in", link.target) if side == "right" else link.id
        return self._add(gap, Turn(y, to_y, net, side))

    def _add(self, gap, jog):
        self.jogs.setdefault(gap, []).append(jog)
        return ("jog", (gap, jog), None)

    def _upright(self, item, y, side):
        """From the top or bottom of a box to that height, in its own layer."""
        edge = item.y + item.box.height / 2 * (-1 if side == TOP else 1)
        return [("middle", item, edge), ("middle", item, y)]

    def _is_open(self, item, y, side, way):
        """Whether a way can go there; then it is taken."""
        half = item.box.height / 2
        if abs(y - item.y) < half + CLEAR or side in item.box.busy:
            return False
        if self.sides.get((item, side), way) != way:
            return False
        low, high = sorted((y, item.y))
        for other in self.layers[item.layer]:
            is_in_way = other.y - other.up < high + CLEAR
            is_in_way = is_in_way and low - CLEAR < other.y + other.down
            if other.box and other is not item and is_in_way:
                return False
        taken = self.upright.setdefault(item.layer, [])
        if any(o is not item and a < high and low < b for a, b, o in taken):
            return False
        taken.append((low, high, item))
        self.sides[item, side] = way
        return True


def _is_far(link, chain):
    """Whether it has no places in between although it needs some."""
    if len(chain) > 2:
        return False
    return link.is_back or chain[1].layer > chain[0].layer + 1
