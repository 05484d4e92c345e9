"""How good a drawing is, in figures: what people see at once when it is bad.

For drawings of people and other tools too, whose ways may lie at any angle.
"""

from itertools import combinations, pairwise


class Figures:
    """Counted over all maps of a file that has all its places.

    :ivar crossings: of flows and messages with each other; ``bends`` of them
    :ivar overlaps: pairs of elements; ``through``: ways through a foreign element
    :ivar size: (width, height) of the main map
    """

    NAMES = ("crossings", "bends", "overlaps", "through", "size")

    def __init__(self, definitions, faults):
        self.overlaps, self.through = len(faults.overlaps), len(faults.through)
        ways = [flow for process in definitions.processes for flow in process.flows]
        for collaboration in definitions.collaborations:
            ways += collaboration.message_flows
        edges = [way.edge for way in ways if way.edge]
        self.bends = sum(bends(edge.waypoints) for edge in edges)
        self.crossings = sum(
            crossings(one.waypoints, other.waypoints)
            for one, other in combinations(edges, 2)
            if one.plane == other.plane
        )
        self.size = "x".join(str(round(length)) for length in _size(definitions))


def bends(points):
    """How often a way changes its direction."""
    return sum(
        abs(_turn(one, two, three)) > 1
        for one, two, three in zip(points, points[1:], points[2:], strict=False)
    )


def crossings(one, other):
    """How often two ways cross; where they share a piece or an end, they do not."""
    return sum(_do_cross(*a, *b) for a in pairwise(one) for b in pairwise(other))


def _do_cross(a, b, c, d):
    first, second = _turn(a, b, c), _turn(a, b, d)
    third, fourth = _turn(c, d, a), _turn(c, d, b)
    return first * second < 0 and third * fourth < 0


def _turn(one, two, three):
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (
        three[0] - one[0]
    )


def _size(definitions):
    parts = [e for process in definitions.processes for e in process.elements]
    for collaboration in definitions.collaborations:
        parts += collaboration.participants
    boxes = [p.shape.bounds for p in parts if p.shape and not p.shape.plane]
    if not boxes:
        return (0, 0)
    return (
        max(x + width for x, _y, width, _h in boxes) - min(box[0] for box in boxes),
        max(y + height for _x, y, _w, height in boxes) - min(box[1] for box in boxes),
    )
