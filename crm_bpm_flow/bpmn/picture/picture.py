"""One map of a file as strokes: pools, elements, ways, notes, in this order."""

from dataclasses import dataclass

from ..layout.artifacts import text_of
from ..layout.index import around
from ..layout.sizes import LINE, has_label, wrapped
from ..names import ACTIVITIES
from .elements import (
    TEXT,
    colors,
    element_strokes,
    label_strokes,
    text_strokes,
    way_strokes,
)
from .strokes import DASHED, DOTTED, Pen, Rect, Text, line

MARGIN, HEADER = 20, 30


@dataclass(frozen=True)
class Picture:
    """``strokes`` from the back to the front, within (x, y, width, height)."""

    bounds: tuple
    strokes: tuple


def picture_of(definitions, plane=""):
    """The ``Picture`` of one map of a ``completed`` file.

    :param plane: id of the element whose own map is wanted; empty: the main one
    """
    painter = Painter(definitions, plane)
    strokes = tuple(painter.paint())
    x, y, width, height = around(painter.boxes) or (0, 0, 100, 60)
    bounds = (x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN)
    return Picture(bounds, strokes)


class Painter:
    def __init__(self, definitions, plane):
        self.definitions, self.plane = definitions, plane
        self.boxes = []

    def _here(self, parts, name="shape"):
        for part in parts:
            drawn = getattr(part, name)
            if drawn is None or drawn.plane != self.plane:
                continue
            if name == "shape":
                self.boxes.append(drawn.bounds)
            else:
                self.boxes += [(x, y, 0, 0) for x, y in drawn.waypoints]
            if drawn.label:
                self.boxes.append(drawn.label)
            yield part

    def paint(self):
        processes, drawn = self.definitions.processes, self.definitions.collaborations
        for part in (*drawn, *processes):
            yield from self._pools(part)
        for process in processes:
            yield from self._elements(process)
        for process in processes:
            yield from self._ways(process)
        for collaboration in drawn:
            yield from self._messages(collaboration)
        for part in (*processes, *drawn):
            for kept in self._here(part.kept):
                yield from self._kept(kept)

    def _pools(self, part):
        """Those of a collaboration, or the lanes of a process."""
        rows = part.lanes if hasattr(part, "lanes") else part.participants
        for pool in self._here(rows):
            yield from self._pool(pool)

    def _elements(self, process):
        # What is around others comes before them.
        for element in self._here(_outer_first(process.elements)):
            yield from element_strokes(element)
            yield from self._name_of(element)

    def _messages(self, collaboration):
        for flow in self._here(collaboration.message_flows, "edge"):
            color, points = colors(flow.edge)[0], flow.edge.waypoints
            yield from way_strokes(points, color, DASHED, "open", "circle")
            yield from _way_name(flow)
        for row in self._here(collaboration.associations, "edge"):
            yield from self._association(row)

    def _pool(self, part):
        shape = part.shape
        x, y, width, height = shape.bounds
        stroke, fill = colors(shape)
        yield Rect(x, y, width, height, 0, Pen(stroke, fill))
        is_closed = getattr(part, "process", "") is None
        if is_closed:
            top = y + height / 2 + 4
            yield Text(x + width / 2, top, part.name, TEXT, color=stroke)
        elif shape.is_horizontal is False:
            yield line([(x, y + HEADER), (x + width, y + HEADER)], Pen(stroke))
            yield Text(x + width / 2, y + 19, part.name, TEXT, color=stroke)
        else:
            yield line([(x + HEADER, y), (x + HEADER, y + height)], Pen(stroke))
            lines = wrapped(part.name, max(height - 10, 40))[:2]
            left = x + 19 - 7 * (len(lines) - 1)
            for number, text in enumerate(lines):
                place = (left + LINE * number, y + height / 2)
                yield Text(*place, text, TEXT, color=stroke, turned=True)

    def _name_of(self, element):
        if not has_label(element):
            return
        x, y, width, height = element.shape.bounds
        bounds = element.shape.label or (x + width / 2 - 45, y + height + 4, 90, LINE)
        yield from label_strokes(bounds, element.name, colors(element.shape)[0])

    def _ways(self, process):
        kinds = {element.id: element for element in process.elements}
        defaults = {e.default for e in process.elements if e.default}
        for flow in self._here(process.flows, "edge"):
            source, start = kinds.get(flow.source), None
            if flow.id in defaults:
                start = "slash"
            elif flow.condition and source and source.kind in ACTIVITIES:
                start = "diamond"
            color = colors(flow.edge)[0]
            yield from way_strokes(flow.edge.waypoints, color, start=start)
            yield from _way_name(flow)
        for row in self._here(process.associations, "edge"):
            yield from self._association(row)
        for element in process.elements:
            for way in self._here(element.data_ways, "edge"):
                color = colors(way.edge)[0]
                yield from way_strokes(way.edge.waypoints, color, DOTTED, "open")

    def _association(self, row):
        head = "none" if row.direction == "None" else "open"
        points = row.edge.waypoints
        yield from way_strokes(points, colors(row.edge)[0], DOTTED, head)

    # ------------------------------------------------------------------
    # Notes, data, groups
    # ------------------------------------------------------------------
    def _kept(self, kept):
        stroke, fill = colors(kept.shape)
        x, y, width, height = kept.shape.bounds
        if kept.kind == "textAnnotation":
            points = [(x + 10, y), (x, y), (x, y + height), (x + 10, y + height)]
            yield line(points, Pen(stroke))
            lines = wrapped(text_of(kept), width - 12)
            yield from text_strokes(lines, x + 6, y + 16, TEXT, stroke, "start")
        elif kept.kind == "group":
            yield Rect(x, y, width, height, 10, Pen(stroke, None, 1.5, (10, 4, 2, 4)))
        else:
            draw = _store if kept.kind == "dataStoreReference" else _page
            yield from draw(kept.shape.bounds, stroke, fill)
            label = kept.shape.label or (x + width / 2 - 45, y + height + 4, 90, LINE)
            yield from label_strokes(label, text_of(kept), stroke)


def _outer_first(elements):
    depth, found = {}, []
    for element in elements:
        depth[element.id] = depth.get(element.parent, -1) + 1
        border = 0.5 if element.attached_to else 0
        found.append((depth[element.id] + border, element))
    return [element for _depth, element in sorted(found, key=lambda row: row[0])]


def _way_name(flow):
    if not flow.name:
        return
    label = flow.edge.label
    if label is None:
        (x, y), (to_x, to_y) = flow.edge.waypoints[:2]
        label = ((x + to_x) / 2 - 40, (y + to_y) / 2 - 16, 80, LINE)
    yield from label_strokes(label, flow.name, colors(flow.edge)[0])


def _page(bounds, stroke, fill):
    x, y, width, height = bounds
    fold = min(12, width / 3)
    points = [
        (x, y),
        (x + width - fold, y),
        (x + width, y + fold),
        (x + width, y + height),
    ]
    yield line([*points, (x, y + height)], Pen(stroke, fill), True)
    corner = [
        (x + width - fold, y),
        (x + width - fold, y + fold),
        (x + width, y + fold),
    ]
    yield line(corner, Pen(stroke))


def _store(bounds, stroke, fill):
    x, y, width, height = bounds
    yield Rect(x, y, width, height, min(width, height) / 5, Pen(stroke, fill))
    for part in (0.2, 0.32):
        yield line(
            [(x, y + height * part), (x + width, y + height * part)], Pen(stroke)
        )
