"""Places, ways and labels for whatever has none; what has a place keeps it."""

from ..drawn import Shape
from ..model import Element, Kept
from .artifacts import DATA, is_drawn, size_of_kept, text_of
from .edges import Edges
from .groups import place_groups
from .index import Index, around
from .labels import Labels
from .pools import place_pools
from .process import ORIGIN, ProcessDrawing

PART_GAP = 120


def place(definitions, before):
    """Give shapes, edges and labels to whatever has none; changes ``definitions``.

    :param before: ``Before``: what a clean-up keeps of the drawing that there was
    """
    main = definitions.diagrams[0].element if definitions.diagrams else ""
    own = {diagram.element for diagram in definitions.diagrams[1:]} - {main}
    drawings = {
        p.id: ProcessDrawing(definitions, p, before) for p in definitions.processes
    }
    every = list(drawings.values())
    drawn = Map(definitions, every)
    top = _bottom(definitions)
    for process_id in [p for p in drawings if p in own]:
        drawings.pop(process_id).place(process_id, ORIGIN[1])
    for collaboration in definitions.collaborations:
        top = place_pools(drawings, collaboration, top or ORIGIN[1]) + PART_GAP
    for drawing in drawings.values():
        drawing.place("", top or ORIGIN[1])
        box = drawing.bounds("")
        top = max(top, box[1] + box[3] + PART_GAP) if box else top
    _place_notes(definitions)
    place_groups(definitions, before)
    drawn.draw()


def _bottom(definitions):
    """Below everything that has a place on the main map; 0 when nothing has."""
    parts = [part for process in definitions.processes for part in process.elements]
    parts += [lane for process in definitions.processes for lane in process.lanes]
    for collaboration in definitions.collaborations:
        parts += collaboration.participants
    box = around([p.shape.bounds for p in parts if p.shape and not p.shape.plane])
    return box[1] + box[3] + PART_GAP if box else 0


def _place_notes(definitions):
    """Notes of a collaboration: in a row above everything."""
    for collaboration in definitions.collaborations:
        boxes = [p.shape.bounds for p in collaboration.participants if p.shape]
        left, top = (around(boxes) or (*ORIGIN, 0, 0))[:2]
        for kept in collaboration.kept:
            if kept.shape is None and is_drawn(kept) and kept.kind != "group":
                width, height = size_of_kept(kept)
                bounds = (left, top - height - 30, width, height)
                kept.shape = Shape(bounds=bounds)
                left += width + 20


class Map:
    """Ways and labels on all planes of a file."""

    def __init__(self, definitions, drawings):
        self.definitions, self.drawings = definitions, drawings
        # What has a place or a way now keeps its label as it is.
        self.parts = {part.id: part for part in self._shaped()}
        self.fresh = [key for key, part in self.parts.items() if part.shape is None]
        self.unlabelled = {id(row[0]) for row in self._ways() if row[0].edge is None}

    def _shaped(self):
        for drawing in self.drawings:
            process = drawing.process
            yield from (*process.elements, *process.lanes, *process.kept)
        for collaboration in self.definitions.collaborations:
            yield from (*collaboration.participants, *collaboration.kept)

    def _ways(self):
        """(part with an edge, source, target, kind, hosts)"""
        for drawing in self.drawings:
            hosts = {
                e.id: (e.attached_to,)
                for e in drawing.process.elements
                if e.attached_to
            }
            for flow in drawing.process.flows:
                kind = "border" if flow.source in hosts else "flow"
                yield flow, flow.source, flow.target, kind, hosts.get(flow.source, ())
            for row in drawing.process.associations:
                yield row, row.source, row.target, "note", ()
            for element in drawing.process.elements:
                for way in element.data_ways:
                    ends = (element.id, way.other)
                    yield way, *(ends if way.is_output else ends[::-1]), "note", ()
        for collaboration in self.definitions.collaborations:
            for flow in collaboration.message_flows:
                yield flow, flow.source, flow.target, "message", ()
            for row in collaboration.associations:
                yield row, row.source, row.target, "note", ()

    def draw(self):
        ways = list(self._ways())
        missing = [row for row in ways if row[0].edge is None]
        planes = {part.shape.plane for part in self.parts.values() if part.shape}
        for plane in sorted(planes):
            self._draw_ways(plane, missing, ways)
            self._draw_labels(plane, ways)

    def _draw_ways(self, plane, fresh, ways):
        if not fresh:
            return
        shapes = {k: p.shape for k, p in self.parts.items() if p.shape}
        here = {k: shape for k, shape in shapes.items() if shape.plane == plane}
        drawn = [row[0].edge for row in ways if row[0].edge]
        drawn = [edge for edge in drawn if edge.plane == plane]
        edges = Edges(plane, here, self._around(here), drawn, self._pools())
        for part, source, target, kind, hosts in fresh:
            if part.edge is None:
                part.edge = edges.draw(source, target, kind, hosts)
        edges.untangle(
            [
                (part.edge, source, target)
                for part, source, target, kind, _hosts in fresh
                if kind == "message" and part.edge and part.edge.plane == plane
            ]
        )

    def _pools(self):
        """{element: the pool that it lies in}"""
        of_process = {
            participant.process: participant.id
            for collaboration in self.definitions.collaborations
            for participant in collaboration.participants
        }
        return {
            element.id: of_process[drawing.process.id]
            for drawing in self.drawings
            for element in drawing.process.elements
            if drawing.process.id in of_process
        }

    def _around(self, here):
        """{id: ids of the sub-processes and pools that it lies in}; "*": what is in
        nobody's way; "pools": all of them."""
        found = {"*": set(), "pools": set()}
        for drawing in self.drawings:
            elements = drawing.elements
            found["*"].update(lane.id for lane in drawing.process.lanes)
            found["*"].update(k.id for k in drawing.process.kept if k.kind == "group")
            for part in (*drawing.process.elements, *drawing.process.kept):
                rows, parent = set(), part.parent
                while parent in elements and parent not in rows:
                    rows.add(parent)
                    parent = elements[parent].parent
                found[part.id] = rows
        for collaboration in self.definitions.collaborations:
            for participant in collaboration.participants:
                found["pools"].add(participant.id)
                if participant.process in {d.process.id for d in self.drawings}:
                    found["*"].add(participant.id)
        return found

    # ------------------------------------------------------------------
    # Labels
    # ------------------------------------------------------------------
    def _draw_labels(self, plane, ways):
        index = Index()
        for key, part in self.parts.items():
            shape = part.shape
            if shape and shape.plane == plane:
                if shape.label:
                    index.add(("label", key), shape.label)
                if self._hides(part):
                    index.add(key, shape.bounds)
                else:
                    index.add_way(_outline(shape.bounds))
        here = [row for row in ways if row[0].edge and row[0].edge.plane == plane]
        for row in here:
            index.add_way(row[0].edge.waypoints)
        labels = Labels(index)
        for key in self.fresh:
            part = self.parts[key]
            if part.shape and part.shape.plane == plane:
                part.shape.label = self._label(labels, part)
        for part, *_rest in here:
            name = getattr(part, "name", "")
            if name and id(part) in self.unlabelled:
                part.edge.label = labels.of_way(part.edge.waypoints, name)

    def _hides(self, part):
        """Whether a name must not stand on it."""
        if isinstance(part, Kept):
            return part.kind != "group"
        return isinstance(part, Element) and not part.shape.is_expanded

    def _label(self, labels, part):
        if isinstance(part, Element):
            return labels.of_element(part)
        if isinstance(part, Kept) and part.kind in DATA:
            return labels.of_data(part.shape.bounds, text_of(part))
        return None


def _outline(bounds):
    x, y, width, height = bounds
    right, bottom = x + width, y + height
    return [(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]
