"""Notes, data objects and groups of an XPDL package, and what they hang on."""

from lxml import etree

from ..model import Association, Kept
from ..names import BPMN
from ..raw import safe_id, to_xml
from .ids import name_of
from .nodes import child, each, text
from .places import edge_of, shape_of

KINDS = {
    "annotation": "textAnnotation",
    "dataobject": "dataObjectReference",
    "datastore": "dataObjectReference",
    "group": "group",
}
DIRECTIONS = {"from": "One", "to": "One", "both": "Both"}


def read_notes(package, found):
    """Put artifacts and associations into the process that they are drawn with: that of
    what they hang on, else the first. Changes ``found``."""
    if not found.processes:
        return
    owner = {
        part.id: process
        for process in found.processes
        for part in (*process.elements, *process.flows)
    }
    parts = {e.id: e for p in found.processes for e in p.elements}
    rows = each(package.root, "Artifacts", "Artifact")
    made = {}
    for row in rows:
        kind = KINDS.get((row.get("ArtifactType") or "").lower())
        if kind:
            made[_claim(package, row)] = (row, kind)
    ways = [_association(package, row) for row in _associations(package)]
    ways = [way for way in ways if way]
    for key, (row, kind) in made.items():
        ends = [e for w in ways if key in (w.source, w.target) for e in _ends(w)]
        process = next((owner[e] for e in ends if e in owner), found.processes[0])
        owner[key] = process
        process.kept += _kept(package, row, key, kind)
    for way in ways:
        process = owner.get(way.source) or owner.get(way.target)
        if process and owner.get(way.source) is owner.get(way.target):
            inner = parts.get(way.source) or parts.get(way.target)
            way.parent = inner.parent if inner is not None else None
            process.associations.append(way)
        else:
            values = {"source": way.source, "target": way.target}
            package.ids.problem("dropped_flow", way.id, **values)


def _claim(package, row):
    """An id that may stand in XML as it is: what is kept as text must have one."""
    key = package.ids.claim(row, {})
    if safe_id(key) != key:
        key = package.ids.free(safe_id(key))
        package.ids.everywhere[row.get("Id")] = key
    return key


def _associations(package):
    return each(package.root, "Associations", "Association")


def _ends(way):
    return (way.source, way.target)


def _association(package, row):
    way_id = package.ids.claim(row, {})
    ends = [row.get(name, "") for name in ("Source", "Target")]
    source, target = (package.ids.everywhere.get(end) for end in ends)
    if source is None or target is None:
        package.ids.problem("dropped_flow", way_id, source=ends[0], target=ends[1])
        return None
    way = Association(id=way_id, source=source, target=target)
    said = (row.get("AssociationDirection") or "").lower()
    way.direction, way.edge = DIRECTIONS.get(said, "None"), edge_of(row)
    if said == "from":
        way.source, way.target = target, source
    return way


def _kept(package, row, key, kind):
    """The artifact as BPMN has it; of a data object, it and the mention of it."""
    words = row.get("TextAnnotation") or text(child(row, "TextAnnotation"))
    data = child(row, "DataObject")
    name = name_of(row) or (name_of(data) if data is not None else "")
    element = etree.Element(f"{{{BPMN}}}{kind}")
    element.set("id", key)
    kept = [Kept(id=key, kind=kind, xml="", shape=shape_of(row, None))]
    if kind == "textAnnotation":
        etree.SubElement(element, f"{{{BPMN}}}text").text = _clean(words or name)
    elif kind == "dataObjectReference":
        own = package.ids.free(f"{key}_data")
        element.set("name", _clean(name))
        element.set("dataObjectRef", own)
        twin = etree.Element(f"{{{BPMN}}}dataObject")
        twin.set("id", own)
        kept.append(Kept(id=own, kind="dataObject", xml=to_xml(twin, {})))
    kept[0].xml = to_xml(element, {})
    return kept


def _clean(words):
    return "".join(c for c in words if c in "\t\n" or ord(c) >= 32)
