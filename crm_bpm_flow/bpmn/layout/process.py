"""One process on its map: what is new is laid out, what has a place keeps it."""

from ..drawn import Diagram, Shape
from ..names import ACTIVITIES, SUB_PROCESSES
from .index import around
from .insert import insert
from .inside import Inside

HEADER, ORIGIN, MARGIN, BAND = 30, (160, 80), 30, 120


class ProcessDrawing:
    """Knows who lies where in a process, and who belongs to whom."""

    def __init__(self, definitions, process, before):
        self.definitions, self.process = definitions, process
        self.tops = before.tops
        self.elements = {element.id: element for element in process.elements}
        self.inside, self.borders, self.kept = {}, {}, {}
        for element in process.elements:
            self.inside.setdefault(element.parent, []).append(element)
            if element.attached_to:
                self.borders.setdefault(element.attached_to, []).append(element)
        for kept in process.kept:
            self.kept.setdefault(kept.parent, []).append(kept)
        self.lanes = {lane.id: lane for lane in process.lanes}
        self.hosts = self._hosts()
        self.closed = {e.id for e in process.elements if self._is_closed(e)}
        self.closed |= self.elements.keys() & set(before.closed)

    def _is_closed(self, element):
        return element.shape is not None and element.shape.is_expanded is False

    def _hosts(self):
        """{note or data: the first element that it belongs to}"""
        found = {}
        for association in self.process.associations:
            for one, other in (
                (association.source, association.target),
                (association.target, association.source),
            ):
                if one not in self.elements and other in self.elements:
                    found.setdefault(one, other)
        for element in self.process.elements:
            for way in element.data_ways:
                found.setdefault(way.other, element.id)
        return found

    def undoing(self):
        """Associations from an event of compensation to what undoes its step."""
        return [
            association
            for association in self.process.associations
            if association.source in self.elements
            and association.target in self.elements
            and self.elements[association.source].attached_to
        ]

    # ------------------------------------------------------------------
    # What layouts ask
    # ------------------------------------------------------------------
    def is_open(self, element):
        """Whether a sub-process shows what lies in it."""
        has_inside = element.id in self.inside or self.kept_inside(element.id)
        return bool(has_inside) and element.id not in self.closed

    def kept_inside(self, container):
        return self.kept.get(container, [])

    def host_of(self, kept):
        host = self.hosts.get(kept.id)
        element = self.elements.get(host)
        return element.attached_to or host if element else None

    def own_size(self, element):
        """The size that a sub-process without a content was given."""
        return None

    def leaves(self, container):
        """Lanes that hold elements and no lanes, from above."""
        lanes = [lane for lane in self.process.lanes if lane.container == container]
        parents = {lane.parent for lane in lanes}
        return [lane for lane in lanes if lane.id not in parents]

    def bands_of(self, container):
        """{lane: number of its band}; without lanes there is one band of none."""
        leaves = self.leaves(container)
        bands = {lane.id: number for number, lane in enumerate(leaves)}
        for lane in reversed(self.process.lanes):
            if lane.parent and lane.id in bands:
                bands.setdefault(lane.parent, bands[lane.id])
        return bands or {None: 0}

    def band_of(self, element, bands):
        if None in bands:
            return 0
        return bands.get(element.lane, 1 + max(bands.values()))

    def leads_up(self, border, band):
        """Whether an event sits on the upper border: as its way leads to another
        lane, else as it was drawn."""
        bands = self.bands_of(self.elements[border.attached_to].parent)
        targets = [
            self.elements[flow.target]
            for flow in self.process.flows
            if flow.source == border.id and flow.target in self.elements
        ]
        found = [self.band_of(target, bands) for target in targets]
        if all(number == band for number in found):
            return border.id in self.tops
        return any(number < band for number in found)

    # ------------------------------------------------------------------
    # Places
    # ------------------------------------------------------------------
    def place(self, plane, top):
        """Give shapes to what has none."""
        depth = self._lane_depth()
        left = ORIGIN[0] + HEADER * (1 + depth) + MARGIN
        self._place_container(None, (left, top + self._margin()), plane)
        self._place_lanes(plane)

    def _margin(self):
        return 0 if self.process.lanes else MARGIN

    def _place_container(self, container, origin, plane):
        nodes = [e for e in self.inside.get(container, ()) if not e.attached_to]
        missing = [element for element in nodes if element.shape is None]
        if nodes and len(missing) == len(nodes):
            self._forget(container)
            inside = Inside(self, container)
            inside.put(origin, plane)
            self._place_bands(inside, origin, plane)
        elif missing or container is None:
            insert(self, container, nodes, plane)
        for element in nodes:
            self._place_deeper(element, plane)

    def _forget(self, container):
        """What lies in something without a place has none either."""
        for element in self.inside.get(container, ()):
            if element.attached_to or self.is_open(element):
                element.shape = None
            if element.id in self.inside and self.is_open(element):
                self._forget(element.id)

    def _place_deeper(self, element, plane):
        """What lies in a sub-process that had a place before."""
        inside = self.inside.get(element.id)
        if not inside:
            return
        drawn = [other for other in inside if other.shape]
        if drawn:
            self._place_container(element.id, ORIGIN, drawn[0].shape.plane)
            return
        # There may be no room: it gets a map of its own.
        element.shape.is_expanded = False
        self.closed.add(element.id)
        known = {diagram.element for diagram in self.definitions.diagrams}
        if element.id not in known:
            diagram = Diagram(id="", plane_id="", element=element.id)
            self.definitions.diagrams.append(diagram)
        self._place_container(element.id, ORIGIN, element.id)

    # ------------------------------------------------------------------
    # Lanes
    # ------------------------------------------------------------------
    def _depth(self, lane):
        depth, parent = 0, lane.parent
        while parent in self.lanes and depth < len(self.lanes):
            depth, parent = depth + 1, self.lanes[parent].parent
        return depth

    def _lane_depth(self):
        return max([0, *(1 + self._depth(lane) for lane in self.process.lanes)])

    def _place_bands(self, inside, origin, plane):
        """Lanes around a layout: all reach from one edge to the other."""
        left, top = origin
        right = left + inside.size[0] + MARGIN
        leaves = self.leaves(inside.container)
        deepest = max([0, *(self._depth(lane) for lane in leaves)])
        for lane in leaves:
            band_top, height = inside.arrangement.bands[inside.bands[lane.id]]
            head = HEADER * (1 + deepest - self._depth(lane)) + MARGIN
            bounds = (left - head, top + band_top, right - left + head, height)
            if lane.shape is None:
                lane.shape = Shape(bounds=bounds, plane=plane, is_horizontal=True)

    def _place_lanes(self, plane):
        """Lanes around lanes; those that still have none, around what they hold."""
        rows = sorted(self.process.lanes, key=self._depth, reverse=True)
        for lane in rows:
            if lane.shape is None:
                lane.shape = self._around_lane(lane, plane)

    def _around_lane(self, lane, plane):
        inner = [
            other.shape.bounds
            for other in self.process.lanes
            if other.parent == lane.id and other.shape
        ]
        held = [
            e.shape.bounds
            for e in self.process.elements
            if e.lane == lane.id and e.shape and e.shape.plane == plane
        ]
        x, y, width, height = around(inner or held) or self._below(plane)
        if not inner and held:
            x, y = x - MARGIN, y - MARGIN
            width, height = width + 2 * MARGIN, height + 2 * MARGIN
        bounds = (x - HEADER, y, width + HEADER, height)
        return Shape(bounds=bounds, plane=plane, is_horizontal=True)

    def _below(self, plane):
        """An empty lane among others that have a place: below them."""
        drawn = [
            lane.shape.bounds
            for lane in self.process.lanes
            if lane.shape and lane.shape.plane == plane
        ]
        box = around(drawn)
        if box is None:
            return (*ORIGIN, 600, BAND)
        return (box[0] + HEADER, box[1] + box[3], box[2] - HEADER, BAND)

    def is_host(self, element):
        return element.kind in ACTIVITIES or element.kind in SUB_PROCESSES

    def bounds(self, plane):
        """The box around all that is drawn of it on a map."""
        parts = (*self.process.elements, *self.process.lanes, *self.process.kept)
        shapes = [p.shape for p in parts if p.shape and p.shape.plane == plane]
        return around([shape.bounds for shape in shapes])
