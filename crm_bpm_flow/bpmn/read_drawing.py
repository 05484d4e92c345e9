"""The diagram part: places and ways of what was read, the rest kept as it is."""

from math import isfinite

from . import dialects
from .drawn import Diagram, Edge, Shape
from .model import Element, Kept
from .names import ARTIFACTS, BPMNDI, COLOR, DC, DI, RAW_KINDS
from .raw import local_name, to_xml
from .reader import CLAIMED, CLAIMED_AT_TOP

SHAPE_ATTRIBUTES = {
    "isExpanded": "is_expanded",
    "isHorizontal": "is_horizontal",
    "isMarkerVisible": "is_marker_visible",
}
FOREIGN = "{"
# What has a place or way of its own, or was dropped.
NOT_KEPT = CLAIMED.union(CLAIMED_AT_TOP).difference(RAW_KINDS, ARTIFACTS)
LARGEST = 10_000_000


def read_drawing(reader, found):
    """Fill shapes and edges of all that is there; the first drawing of each counts."""
    parts = dict(_drawn_parts(found))
    for diagram in reader.root.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        plane = diagram.find(f"{{{BPMNDI}}}BPMNPlane")
        if plane is None:
            continue
        element = reader.find(plane.get("bpmnElement")) or ""
        known = {diagram.element for diagram in found.diagrams}
        if element not in known:
            found.diagrams.append(_diagram(reader, diagram, plane, element))
        main = found.diagrams[0].element
        _read_plane(reader, plane, "" if element == main else element, parts, found)


def _drawn_parts(found):
    for process in found.processes:
        for element in process.elements:
            yield from ((way.id, way) for way in element.data_ways)
        for rows in (process.elements, process.flows, process.lanes, process.kept):
            yield from ((part.id, part) for part in rows)
        yield from ((part.id, part) for part in process.associations)
    for collaboration in found.collaborations:
        for rows in (collaboration.participants, collaboration.message_flows):
            yield from ((part.id, part) for part in rows)
        for rows in (collaboration.associations, collaboration.kept):
            yield from ((part.id, part) for part in rows)


def _diagram(reader, diagram, plane, element):
    attributes = {
        name: value for name, value in diagram.items() if name in ("name", "resolution")
    }
    styles = diagram.findall(f"{{{BPMNDI}}}BPMNLabelStyle")
    for style in styles:
        _give_way(reader, style)
    return Diagram(
        id=diagram.get("id", ""),
        plane_id=plane.get("id", ""),
        element=element,
        attributes=attributes,
        styles=tuple(to_xml(style, reader.prefixes) for style in styles),
    )


def _read_plane(reader, plane, name, parts, found):
    kept = []
    for element in plane:
        part_id = reader.find(element.get("bpmnElement"))
        part = parts.get(part_id)
        if part is not None and _take(reader, element, name, part):
            continue
        if part_id is not None and reader.kind(part_id) not in NOT_KEPT:
            kept.append((name, _kept(reader, element, part_id)))
    found.drawings += tuple(kept)


def _take(reader, element, name, part):
    """Whether it is the drawing of this part; only what is kept has several."""
    field = {"BPMNShape": "shape", "BPMNEdge": "edge"}.get(local_name(element))
    if field is None or not hasattr(part, field):
        return False
    if getattr(part, field) is not None:
        return not isinstance(part, Kept)
    drawn = _shape(reader, element, name) if field == "shape" else _edge(element, name)
    setattr(part, field, drawn)
    if isinstance(part, Element) and drawn is not None:
        _color(reader, part)
    return True


def _color(reader, part):
    """Colours that a tool keeps elsewhere are shown by everybody's words for them."""
    if any("color" in key or "bioc" in key for key in part.shape.attributes):
        return
    fill, stroke = dialects.colors(reader.elements[part.id])
    if fill:
        part.shape.attributes[f"{{{COLOR}}}background-color"] = fill
    if stroke:
        part.shape.attributes[f"{{{COLOR}}}border-color"] = stroke


def _kept(reader, element, part_id):
    element.set("bpmnElement", part_id)
    _give_way(reader, element)
    return to_xml(element, reader.prefixes)


def _give_way(reader, element):
    """An id that something else has is none."""
    written = element.get("id")
    if written is not None and written in reader.taken | reader.known:
        del element.attrib["id"]
    elif written is not None:
        reader.taken.add(written)


def _shape(reader, element, plane):
    bounds = _bounds(element.find(f"{{{DC}}}Bounds"))
    if bounds is None:
        return None
    shape = Shape(bounds=bounds, id=element.get("id", ""), plane=plane)
    for attribute, field in SHAPE_ATTRIBUTES.items():
        text = element.get(attribute)
        setattr(shape, field, reader.value("", "", "bool", text, None))
    _read_label(element, shape)
    return shape


def _edge(element, plane):
    points = [_point(point) for point in element.findall(f"{{{DI}}}waypoint")]
    if len(points) < 2 or None in points:
        return None
    edge = Edge(waypoints=tuple(points), id=element.get("id", ""), plane=plane)
    _read_label(element, edge)
    return edge


def _read_label(element, drawn):
    """The place of the label and what is foreign: colours, most of all."""
    drawn.attributes = _foreign(element)
    label = element.find(f"{{{BPMNDI}}}BPMNLabel")
    if label is None:
        return
    drawn.label = _bounds(label.find(f"{{{DC}}}Bounds"))
    drawn.label_attributes = _foreign(label)
    if label.get("labelStyle"):
        drawn.label_attributes["labelStyle"] = label.get("labelStyle").rpartition(":")[
            2
        ]


def _foreign(element):
    """Attributes of other namespaces, and those of the standard that we do not use."""
    names = ("choreographyActivityShape", "participantBandKind", "isMessageVisible")
    found = {key: value for key, value in element.items() if key.startswith(FOREIGN)}
    found.update((key, element.get(key)) for key in names if element.get(key))
    return found


def _bounds(element):
    if element is None:
        return None
    values = [_number(element.get(name)) for name in ("x", "y", "width", "height")]
    return None if None in values else tuple(values)


def _point(element):
    values = (_number(element.get("x")), _number(element.get("y")))
    return None if None in values else values


def _number(text):
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if isfinite(value) and abs(value) < LARGEST else None
