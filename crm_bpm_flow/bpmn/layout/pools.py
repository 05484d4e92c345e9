"""Pools, one below the other and of one width, around their processes."""

from ..drawn import Shape
from .index import around
from .process import HEADER, MARGIN, ORIGIN

CLOSED, GAP = (600, 70), 60


def place_pools(drawings, collaboration, top):
    """Give the pools of a collaboration their place, those of their processes too.

    :param drawings: {process id: ProcessDrawing} of what is not placed yet
    :return: the lower edge
    """
    fresh = []
    for participant in collaboration.participants:
        drawing = drawings.pop(participant.process, None)
        is_new = drawing is not None and not _has_places(drawing)
        if drawing is not None:
            drawing.place("", top)
        box = drawing.bounds("") if drawing else None
        if participant.shape is None:
            participant.shape = _pool(drawing, box, top)
            fresh.append((participant, drawing if is_new else None))
        elif box:
            _reach(participant.shape, box)
        _x, y, _width, height = participant.shape.bounds
        top = max(top, y + height + GAP)
    _even(fresh)
    return top - GAP


def _has_places(drawing):
    return any(element.shape for element in drawing.process.elements)


def _pool(drawing, box, top):
    if box is None:
        bounds = (ORIGIN[0], top, *CLOSED)
        return Shape(bounds=bounds, is_horizontal=True)
    x, y, width, height = box
    margin = 0 if drawing.process.lanes else MARGIN
    left = (
        min(x - margin - HEADER, ORIGIN[0]) if x >= ORIGIN[0] else x - HEADER - margin
    )
    bounds = (left, y - margin, x + width + margin - left, height + 2 * margin)
    return Shape(bounds=bounds, is_horizontal=True)


def _reach(shape, box):
    """A pool that had its place, and what it holds reaches further."""
    x, y, width, height = shape.bounds
    right, bottom = box[0] + box[2], box[1] + box[3]
    width = width if right <= x + width else right + MARGIN - x
    height = height if bottom <= y + height else bottom + MARGIN - y
    shape.bounds = (x, y, width, height)


def _even(fresh):
    """New pools end at one edge, and so do their lanes."""
    box = around([participant.shape.bounds for participant, _drawing in fresh])
    if box is None:
        return
    right = box[0] + box[2]
    for participant, drawing in fresh:
        x, y, _width, height = participant.shape.bounds
        participant.shape.bounds = (x, y, right - x, height)
        for lane in drawing.process.lanes if drawing else ():
            if lane.container is None and lane.shape:
                x, y, _width, height = lane.shape.bounds
                lane.shape.bounds = (x, y, right - x, height)
