"""Places on the map. Tools count them from the page, the pool or the lane: they are
kept where they make one picture, else all of it is laid out anew."""

from ..drawn import Edge, Shape
from .colors import colors_of
from .nodes import children, each, number

SIZES = {"Event": (36, 36), "Gateway": (50, 50)}
TASK = (100, 80)
MOST_OVERLAPS = 0.02


def shape_of(element, part):
    """The shape of an activity, lane, pool or artifact; None when it has none.

    :param part: the plain part, for its usual size
    """
    for info in each(element, "NodeGraphicsInfos", "NodeGraphicsInfo"):
        point = _point(info)
        if point is None:
            continue
        usual = _size(getattr(part, "kind", ""))
        width = number(info.get("Width")) or usual[0]
        height = number(info.get("Height")) or usual[1]
        if width <= 0 or height <= 0:
            continue
        bounds = (*point, width, height)
        shape = Shape(bounds=bounds, attributes=colors_of(info))
        if hasattr(part, "events") and part.kind in ("subProcess", "transaction"):
            shape.is_expanded = False
        return shape
    return None


def lane_of(element):
    """Id of the lane that its picture lies in."""
    for info in each(element, "NodeGraphicsInfos", "NodeGraphicsInfo"):
        if info.get("LaneId"):
            return info.get("LaneId")
    return None


def edge_of(element):
    for info in each(element, "ConnectorGraphicsInfos", "ConnectorGraphicsInfo"):
        points = [_xy(found) for found in children(info, "Coordinates")]
        points = [point for point in points if point]
        if len(points) > 1:
            return Edge(waypoints=tuple(points), attributes=colors_of(info))
    return None


def _point(info):
    for found in children(info, "Coordinates"):
        return _xy(found)
    return None


def _xy(found):
    x, y = number(found.get("XCoordinate")), number(found.get("YCoordinate"))
    return None if x is None or y is None else (x, y)


def _size(kind):
    for end, size in SIZES.items():
        if kind.endswith(end):
            return size
    return TASK


def keep_places(process, pool):
    """Take all places away where they make no picture. Changes ``process``.

    :param pool: its ``Participant``, or None
    """
    top = [e for e in process.elements if not e.parent]
    inner = [e for e in process.elements if e.parent]
    if not _is_picture(process, [e for e in top if not e.attached_to], pool):
        _forget([*top, *inner, *process.lanes, *process.flows, *process.associations])
        if pool:
            pool.shape = None
        return
    # What lies in a block has a page of its own there; here it opens on its own map.
    _forget(inner)
    _forget([flow for flow in process.flows if flow.parent])


def _is_picture(process, nodes, pool):
    shapes = {e.id: e.shape for e in nodes}
    if not nodes or not all(shapes.values()):
        return False
    boxes = sorted(shape.bounds for shape in shapes.values())
    overlaps = 0
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 : place + 40]:
            overlaps += _overlap(one, other)
    if overlaps > len(boxes) * MOST_OVERLAPS:
        return False
    if pool and pool.shape and not all(_holds(pool.shape.bounds, b) for b in boxes):
        return False
    lanes = {lane.id: lane.shape for lane in process.lanes}
    if not all(lanes.values()):
        return False
    return all(
        _holds(lanes[element.lane].bounds, element.shape.bounds)
        for element in nodes
        if element.lane in lanes
    )


def _overlap(one, other):
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _holds(box, inner):
    x, y = inner[0] + inner[2] / 2, inner[1] + inner[3] / 2
    return box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]


def _forget(parts):
    for part in parts:
        if hasattr(part, "shape"):
            part.shape = None
        if hasattr(part, "edge"):
            part.edge = None
