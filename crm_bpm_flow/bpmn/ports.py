"""Inputs and outputs of whole processes: their drawing, which is kept as it is.

A clean-up lays them out like data objects. Nobody else needs to know them: they are
lifted into the model before and put down after it.
"""

from lxml import etree

from .model import DataWay, Kept
from .names import BPMN, BPMNDI, DC, DI
from .raw import from_xml, local_name, to_xml

ENDS = {"dataInputAssociation": "sourceRef", "dataOutputAssociation": "targetRef"}
PORTS = ("dataInput", "dataOutput")


def lift_ports(definitions):
    """Put drawn inputs and outputs of processes among what they keep, and their ways
    among those of the elements; returns the ids of both."""
    drawn = {from_xml(text).get("bpmnElement") for _p, text in definitions.drawings}
    found = set()
    for process in definitions.processes:
        ports = [port for port in _ports(process) if port.id in drawn]
        process.kept += ports
        found.update(port.id for port in ports)
        for element in process.elements if ports else ():
            ways = [w for w in _ways(element, found) if w.id in drawn]
            element.data_ways += ways
            found.update(way.id for way in ways)
    return found


def lower_ports(definitions, ids):
    """Take them out again; their drawing gets the place or way that they have now."""
    places = {}
    for process in definitions.processes:
        places.update((k.id, k.shape) for k in process.kept if k.id in ids)
        process.kept = [kept for kept in process.kept if kept.id not in ids]
        for element in process.elements:
            ways = element.data_ways
            places.update((way.id, way.edge) for way in ways if way.id in ids)
            element.data_ways = [way for way in ways if way.id not in ids]
    definitions.drawings = tuple(
        _moved(definitions, plane, text, places) for plane, text in definitions.drawings
    )


def _ports(process):
    for text in process.others:
        if "ioSpecification" not in text:
            continue
        for child in from_xml(text).iterchildren(*(f"{{{BPMN}}}{p}" for p in PORTS)):
            name = etree.Element(f"{{{BPMN}}}dataObjectReference")
            name.set("name", child.get("name", ""))
            kind = local_name(name)
            yield Kept(id=child.get("id", ""), kind=kind, xml=to_xml(name, {}))


def _ways(element, ports):
    for text in element.others:
        if "Association" not in text:
            continue
        way = from_xml(text)
        end = ENDS.get(local_name(way))
        refs = [(ref.text or "").strip() for ref in way.iterfind(f"{{{BPMN}}}{end}")]
        other = next((ref for ref in refs if ref in ports), None)
        if other and way.get("id"):
            is_output = local_name(way) == "dataOutputAssociation"
            yield DataWay(id=way.get("id"), other=other, is_output=is_output)


def _moved(definitions, plane, text, places):
    xml = from_xml(text)
    drawn = places.get(xml.get("bpmnElement"))
    if drawn is None:
        return plane, text
    if hasattr(drawn, "waypoints"):
        _set_ways(xml, drawn.waypoints)
    else:
        _set_bounds(xml.find(f"{{{DC}}}Bounds"), drawn.bounds)
    label = xml.find(f"{{{BPMNDI}}}BPMNLabel")
    place = None if label is None else label.find(f"{{{DC}}}Bounds")
    if place is not None and drawn.label:
        _set_bounds(place, drawn.label)
    elif place is not None:
        label.remove(place)
    return drawn.plane, to_xml(xml, definitions.prefixes)


def _set_bounds(xml, bounds):
    for name, number in zip(("x", "y", "width", "height"), bounds, strict=True):
        xml.set(name, f"{number:g}")


def _set_ways(xml, points):
    for old in xml.findall(f"{{{DI}}}waypoint"):
        xml.remove(old)
    for number, (x, y) in enumerate(points):
        point = etree.Element(f"{{{DI}}}waypoint")
        point.set("x", f"{x:g}")
        point.set("y", f"{y:g}")
        xml.insert(number, point)
