"""Frames around what belongs together."""

from ..drawn import Shape
from .artifacts import category_of, is_member
from .index import around
from .process import ORIGIN
from .sizes import GROUP

AROUND, BELOW = 15, 60


def place_groups(definitions, before):
    """Around their members; a group without any beside everything.

    :param before: ``Before``, with the members that were seen
    """
    elements = [e for process in definitions.processes for e in process.elements]
    for owner in (*definitions.processes, *definitions.collaborations):
        for kept in owner.kept:
            if kept.kind == "group" and kept.shape is None:
                kept.shape = _shape(kept, elements, before) or _beside(definitions)


def _shape(kept, elements, before):
    category, seen = category_of(kept), before.members.get(kept.id, ())
    members = [
        e
        for e in elements
        if e.shape and (e.id in seen or (category and is_member(e, category)))
    ]
    plane = members[0].shape.plane if members else ""
    box = around([e.shape.bounds for e in members if e.shape.plane == plane])
    if box is None:
        return None
    x, y, width, height = box
    bounds = (x - AROUND, y - AROUND, width + 2 * AROUND, height + 2 * AROUND)
    return Shape(bounds=bounds, plane=plane)


def _beside(definitions):
    """Below everything on the main map."""
    parts = [e for process in definitions.processes for e in process.elements]
    parts += [lane for process in definitions.processes for lane in process.lanes]
    for collaboration in definitions.collaborations:
        parts += collaboration.participants
    kept = (*definitions.processes, *definitions.collaborations)
    parts += [part for owner in kept for part in owner.kept]
    shapes = [part.shape for part in parts if part.shape and not part.shape.plane]
    left, top, _width, height = around([shape.bounds for shape in shapes]) or (
        *ORIGIN,
        0,
        0,
    )
    return Shape(bounds=(left, top + height + BELOW, *GROUP))
