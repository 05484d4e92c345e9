"""Places for single elements among others that have one: nothing else moves."""

from ..drawn import Shape
from .artifacts import is_drawn, size_of_kept
from .index import Index, around
from .sizes import size_of

STEP, GAP, TRIES, BELOW = 50, 30, 40, 60
DETOUR = 6  # columns further on, for a place that no way runs through


def insert(drawing, container, nodes, plane):
    """Near what leads to each element, in its lane, where nothing is.

    :param nodes: all of the container; those that have no shape are placed
    """
    plane = next((e.shape.plane for e in nodes if e.shape), plane)
    index = Index(
        (part.id, _grown(part.shape.bounds))
        for part in (*drawing.process.elements, *drawing.process.kept)
        if part.shape and part.shape.plane == plane and part.id != container
    )
    for way in _ways(drawing):
        if way.edge and way.edge.plane == plane:
            index.add_way(way.edge.waypoints)
    missing = [element for element in nodes if element.shape is None]
    for element in _in_order(drawing, missing):
        bounds = _free_place(drawing, element, index, plane)
        element.shape = Shape(bounds=bounds, plane=plane)
        index.add(element.id, _grown(bounds))
    for element in nodes:
        for border in drawing.borders.get(element.id, ()):
            if border.shape is None:
                border.shape = _on_border(drawing, border, element)
    for kept in drawing.kept_inside(container):
        if kept.shape is None and is_drawn(kept) and kept.kind != "group":
            bounds = _beside_host(drawing, kept, index, plane)
            kept.shape = Shape(bounds=bounds, plane=plane)
            index.add(kept.id, _grown(bounds))
    if missing:
        _grow_lanes(drawing, container, plane)


def _ways(drawing):
    yield from drawing.process.flows
    for collaboration in drawing.definitions.collaborations:
        yield from collaboration.message_flows


def _in_order(drawing, missing):
    """Such that what leads to an element is placed before it."""
    waiting = {element.id: element for element in missing}
    while waiting:
        blocked = {
            flow.target
            for flow in drawing.process.flows
            if flow.source in waiting and flow.target in waiting
        }
        ready = [e for e in waiting.values() if e.id not in blocked]
        ready = ready or [next(iter(waiting.values()))]
        for element in ready:
            del waiting[element.id]
            yield element


def _neighbours(drawing, element):
    """(shapes of what leads to it, of what it leads to)"""
    before, after = [], []
    for flow in drawing.process.flows:
        if flow.target == element.id:
            before.append(drawing.elements.get(flow.source))
        elif flow.source == element.id:
            after.append(drawing.elements.get(flow.target))
    return (
        [
            _start(e, drawing)
            for e in before
            if e and (e.shape or _host_shape(e, drawing))
        ],
        [e.shape.bounds for e in after if e and e.shape],
    )


def _start(element, drawing):
    """Where a way to the next one begins; from a border it leads down first."""
    if not element.attached_to:
        return element.shape.bounds
    x, y, width, height = (element.shape or _host_shape(element, drawing)).bounds
    return (x, y + height + BELOW, width, height)


def _host_shape(element, drawing):
    """That of the step on whose border it is; none yet where the step has none."""
    host = drawing.elements.get(element.attached_to)
    return host and host.shape


def _free_place(drawing, element, index, plane):
    width, height = size_of(element)
    before, after = _neighbours(drawing, element)
    lane = drawing.lanes.get(element.lane)
    band = lane.shape.bounds if lane and lane.shape else None
    x, middle = _wish(index, before, after, band)
    heights = _heights(middle, height, band)
    found = None
    for column in range(TRIES):
        left = x + column * STEP
        for y in heights:
            box = (left, y, left + width, y + height)
            if index.near(*box):
                continue
            if not index.lines_near(*box):
                return (left, y, width, height)
            found = found or (column, (left, y, width, height))
        if found and column >= found[0] + DETOUR:
            break
    if found:
        return found[1]
    left, top, wide, high = around(index.boxes.values())
    return (left + wide + GAP, max(top, min(heights[0], top + high)), width, height)


def _wish(index, before, after, band):
    """(left edge, middle height) where it would stand best."""
    if before:
        x, y, width, height = before[0]
        return x + width + STEP, y + height / 2
    if after:
        x, y, width, height = after[0]
        return x - 150, y + height / 2
    found = around(index.boxes.values())
    if band:
        return band[0] + STEP, band[1] + band[3] / 2
    return found[0] + GAP / 2, found[1] + found[3] + 2 * GAP


def _heights(middle, height, band):
    """Upper edges to try, the nearest first; in a lane only those inside it."""
    top = middle - height / 2
    found = [
        top + sign * STEP * n for n in range(12) for sign in (1, -1) if n or sign > 0
    ]
    if band is None:
        return found
    low, high = band[1] + 10, band[1] + band[3] - height - 10
    inside = [y for y in found if low <= y <= high]
    return inside or [band[1] + (band[3] - height) / 2]


def _on_border(drawing, border, host):
    x, y, width, height = host.shape.bounds
    others = [b.shape.bounds for b in drawing.borders[host.id] if b.shape]
    count = max(1, int(width // 44))
    for number in range(count):
        left = x + width - (number + 1) * width / (count + 1) - 18
        bounds = (left, y + height - 18, 36, 36)
        if all(abs(left - other[0]) > 30 or other[1] < y for other in others):
            break
    return Shape(bounds=bounds, plane=host.shape.plane)


def _beside_host(drawing, kept, index, plane):
    width, height = size_of_kept(kept)
    host = drawing.elements.get(drawing.hosts.get(kept.id))
    if host and host.shape:
        x, y, wide, high = host.shape.bounds
        wishes = [(x, y - height - GAP), (x, y + high + GAP)]
        wishes += [
            (x + wide + GAP, y - height - GAP),
            (x - width - GAP, y - height - GAP),
        ]
        for left, top in wishes:
            if not index.near(left, top, left + width, top + height):
                return (left, top, width, height)
    left, top, _wide, high = around(index.boxes.values()) or (160, 80, 0, 0)
    return (left, top + high + GAP, width, height)


def _grown(bounds):
    x, y, width, height = bounds
    return (x - GAP / 2, y - GAP / 2, width + GAP, height + GAP)


def _grow_lanes(drawing, container, plane):
    """All lanes reach as far to the right as what stands in them."""
    lanes = [
        lane
        for lane in drawing.process.lanes
        if lane.container == container and lane.shape and lane.shape.plane == plane
    ]
    held = [
        e.shape.bounds
        for e in drawing.inside.get(container, ())
        if e.shape and e.shape.plane == plane
    ]
    if not lanes or not held:
        return
    right = max(x + width for x, _y, width, _height in held) + GAP
    for lane in lanes:
        x, y, width, height = lane.shape.bounds
        if x + width < right:
            lane.shape.bounds = (x, y, right - x, height)
