"""What lies in one process or sub-process, as boxes and links; and back again."""

from math import ceil

from ..drawn import Edge, Shape
from ..names import SUB_PROCESSES
from .arrange import arranged
from .artifacts import Attached, is_drawn, size_of_kept
from .items import Box, Link
from .sizes import has_label, label_size, size_of

PADDING, TITLE = 30, 40
BORDER_STEP, BORDER_ROOM, LABEL_GAP, NOTE_GAP = 44, 32, 4, 26


class Inside:
    """The layout of one container, those of its open sub-processes in it.

    :param drawing: ``ProcessDrawing``
    :param container: id of the sub-process; None for the process itself
    """

    def __init__(self, drawing, container):
        self.drawing, self.container = drawing, container
        nodes = [e for e in drawing.inside.get(container, ()) if not e.attached_to]
        self.nodes = {element.id: element for element in nodes}
        self.inner, self.attached = {}, {}
        for element in nodes:
            if drawing.is_open(element):
                self.inner[element.id] = Inside(drawing, element.id)
        self.free = self._attach()
        self.bands = drawing.bands_of(container)
        boxes = {e.id: self._box(e) for e in nodes}
        boxes.update((part.id, self._free_box(part)) for part in self.free)
        self.arrangement = arranged(boxes, self._links(), self._lanes())
        self.size = self.arrangement.size

    def _attach(self):
        """Notes and data go to the first element that they belong to; returns those
        that belong to none here."""
        rows, free = {}, []
        for kept in self.drawing.kept_inside(self.container):
            if not is_drawn(kept) or kept.kind == "group":
                continue
            host = self.drawing.host_of(kept)
            if host in self.nodes:
                rows.setdefault(host, []).append(kept)
            else:
                free.append(kept)
        self.attached = {host: Attached(kept) for host, kept in rows.items()}
        return free

    def _lanes(self):
        return 0 if None in self.bands else len(self.bands)

    # ------------------------------------------------------------------
    # Boxes
    # ------------------------------------------------------------------
    def _box(self, element):
        width, height = self._size(element)
        box = Box(element.id, width, height, band=self._band(element))
        box.is_gateway = element.kind.endswith("Gateway")
        if has_label(element):
            self._add_label(box, element)
        borders = self.drawing.borders.get(element.id, ())
        if borders:
            self._add_borders(box, borders)
        if element.id in self.attached:
            row = self.attached[element.id]
            above = row.height + NOTE_GAP
            box.above = max(box.above, above + (box.above if box.is_gateway else 0))
            box.room = max(box.room, row.width)
            box.busy.add("top")
        return box

    def _size(self, element):
        if element.id in self.inner:
            width, height = self.inner[element.id].size
            width, height = width + 2 * PADDING, height + TITLE + PADDING
            return (max(_even(width), 140), max(_even(height), 100))
        count = len(self.drawing.borders.get(element.id, ()))
        width, height = self.drawing.own_size(element) or size_of(element)
        return (max(width, BORDER_STEP * count + 12), height)

    def _add_label(self, box, element):
        width, height = label_size(element.name)
        if box.is_gateway:
            box.above = height + LABEL_GAP
        else:
            box.below = height + LABEL_GAP
            box.busy.add("bottom")
        box.room = max(box.room, width)

    def _add_borders(self, box, borders):
        """Spread on the lower edge; what leads to an upper lane sits on the upper."""
        bottom, top = [], []
        for border in borders:
            is_up = self.drawing.leads_up(border, box.band)
            (top if is_up else bottom).append(border)
        for rows, is_top in ((bottom, False), (top, True)):
            for number, border in enumerate(rows):
                box.borders[border.id] = (_spread(box.width, number, len(rows)), is_top)
                label = label_size(border.name)
                room = BORDER_ROOM + 8 * len(borders)
                room = max(room, (label[1] if label else 0) + LABEL_GAP + 8)
                side = "above" if is_top else "below"
                setattr(box, side, max(getattr(box, side), room))
            if rows:
                box.busy.add("top" if is_top else "bottom")

    def _free_box(self, part):
        row = Attached([part])
        width, height = size_of_kept(part)
        box = Box(part.id, width, height, room=row.width)
        box.below = row.height - height
        box.band = max(len(self.bands) - 1, 0)
        return box

    def _band(self, element):
        return self.drawing.band_of(element, self.bands)

    # ------------------------------------------------------------------
    # Links
    # ------------------------------------------------------------------
    def _links(self):
        drawing, found = self.drawing, []
        for way in (*drawing.process.flows, *drawing.undoing()):
            source = drawing.elements.get(way.source)
            if source is None:
                continue
            host = source.attached_to or source.id
            if host in self.nodes and way.target in self.nodes:
                border = source.id if source.attached_to else None
                name = label_size(way.name)
                found.append(Link(way.id, host, way.target, border, name))
        return found

    # ------------------------------------------------------------------
    # Places
    # ------------------------------------------------------------------
    def put(self, origin, plane):
        """Give shapes to all that lies in it and edges to its links."""
        left, top = origin
        for box_id, (x, y) in self.arrangement.places.items():
            bounds = (left + x, top + y)
            if box_id in self.nodes:
                self._put_node(self.nodes[box_id], bounds, plane)
        for part in self.free:
            x, y = self.arrangement.places[part.id]
            part.shape = Shape(
                bounds=(left + x, top + y, *size_of_kept(part)), plane=plane
            )
        for way in (*self.drawing.process.flows, *self.drawing.undoing()):
            points = self.arrangement.ways.get(way.id)
            if points and way.edge is None:
                points = tuple((left + x, top + y) for x, y in points)
                way.edge = Edge(waypoints=points, plane=plane)

    def _put_node(self, element, corner, plane):
        box = self.arrangement.boxes[element.id]
        x, y = corner
        element.shape = Shape(bounds=(x, y, box.width, box.height), plane=plane)
        if element.kind in SUB_PROCESSES:
            element.shape.is_expanded = element.id in self.inner
        for border in self.drawing.borders.get(element.id, ()):
            middle, is_top = box.borders[border.id]
            edge = y if is_top else y + box.height
            bounds = (x + middle - 18, edge - 18, 36, 36)
            border.shape = Shape(bounds=bounds, plane=plane)
        row = self.attached.get(element.id)
        for part, bounds in (
            row.places(x + box.width / 2, self._over(box, y)) if row else ()
        ):
            part.shape = Shape(bounds=bounds, plane=plane)
        if element.id in self.inner:
            self.inner[element.id].put((x + PADDING, y + TITLE), plane)

    def _over(self, box, y):
        """Where the row above an element ends: over the name of a gateway."""
        element = self.nodes[box.id]
        label = has_label(element) and box.is_gateway and label_size(element.name)
        return y - NOTE_GAP - (label[1] + LABEL_GAP if label else 0)


def _spread(width, number, count):
    """The middle of one of so many events on an edge."""
    if count == 1:
        return round(width / 2)
    room = min(width - BORDER_STEP - 4, (count - 1) * 80)
    return round(width / 2 - room / 2 + room * number / (count - 1))


def _even(length):
    """Such that the middle is no fraction."""
    return 10 * ceil(length / 10)
