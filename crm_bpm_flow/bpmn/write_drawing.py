"""The diagram part as XML: a map for each plane, shapes first, ways behind them."""

from lxml import etree

from .names import BPMN, BPMNDI, DC, DI
from .raw import from_xml

SHAPE_ATTRIBUTES = {
    "is_horizontal": "isHorizontal",
    "is_expanded": "isExpanded",
    "is_marker_visible": "isMarkerVisible",
}


def write_drawing(writer, root, definitions):
    """Append the diagrams; drawings of what is no longer there are left out."""
    known = {element.get("id") for element in root.iter(f"{{{BPMN}}}*")}
    for number, diagram in enumerate(definitions.diagrams):
        name = "" if number == 0 else diagram.element
        xml = etree.SubElement(root, f"{{{BPMNDI}}}BPMNDiagram")
        if diagram.id:
            xml.set("id", diagram.id)
        for key in ("name", "resolution"):
            if key in diagram.attributes:
                writer.set(xml, key, diagram.attributes[key])
        plane = etree.SubElement(xml, f"{{{BPMNDI}}}BPMNPlane")
        if diagram.plane_id:
            plane.set("id", diagram.plane_id)
        if diagram.element:
            plane.set("bpmnElement", writer.id(diagram.element))
        _write_plane(writer, plane, definitions, name)
        for text in definitions.drawings:
            if text[0] == name:
                _write_kept(plane, text[1], known)
        xml.extend(from_xml(style) for style in diagram.styles)


def _write_plane(writer, plane, definitions, name):
    for collaboration in definitions.collaborations:
        _write_shapes(writer, plane, collaboration.participants, name)
    for process in definitions.processes:
        _write_shapes(writer, plane, process.lanes, name)
        _write_shapes(writer, plane, process.elements, name)
        _write_shapes(writer, plane, process.kept, name)
    for process in definitions.processes:
        _write_edges(writer, plane, process.flows, name)
        _write_edges(writer, plane, process.associations, name)
        for element in process.elements:
            _write_edges(writer, plane, element.data_ways, name)
    for collaboration in definitions.collaborations:
        _write_shapes(writer, plane, collaboration.kept, name)
        _write_edges(writer, plane, collaboration.message_flows, name)
        _write_edges(writer, plane, collaboration.associations, name)


def _write_kept(plane, text, known):
    element = from_xml(text)
    if element.get("bpmnElement") in known:
        plane.append(element)


def _write_shapes(writer, plane, parts, name):
    for part in parts:
        if part.shape is None or part.shape.plane != name:
            continue
        element = _begin(writer, plane, "BPMNShape", part, part.shape)
        for field, attribute in SHAPE_ATTRIBUTES.items():
            value = getattr(part.shape, field)
            if value is not None:
                writer.set(element, attribute, value)
        _write_bounds(element, part.shape.bounds)
        _write_label(writer, element, part.shape)


def _write_edges(writer, plane, parts, name):
    for part in parts:
        if part.edge is None or part.edge.plane != name:
            continue
        element = _begin(writer, plane, "BPMNEdge", part, part.edge)
        for x, y in part.edge.waypoints:
            point = etree.SubElement(element, f"{{{DI}}}waypoint")
            point.set("x", _text(x))
            point.set("y", _text(y))
        _write_label(writer, element, part.edge)


def _begin(writer, plane, name, part, drawn):
    element = etree.SubElement(plane, f"{{{BPMNDI}}}{name}")
    if drawn.id:
        element.set("id", drawn.id)
    element.set("bpmnElement", writer.id(part.id))
    writer.write_attributes(element, drawn.attributes)
    return element


def _write_label(writer, element, drawn):
    if drawn.label is None and not drawn.label_attributes:
        return
    label = etree.SubElement(element, f"{{{BPMNDI}}}BPMNLabel")
    writer.write_attributes(label, drawn.label_attributes)
    if drawn.label is not None:
        _write_bounds(label, drawn.label)


def _write_bounds(element, bounds):
    child = etree.SubElement(element, f"{{{DC}}}Bounds")
    for name, value in zip(("x", "y", "width", "height"), bounds, strict=True):
        child.set(name, _text(value))


def _text(number):
    return repr(int(number)) if number == int(number) else repr(number)
