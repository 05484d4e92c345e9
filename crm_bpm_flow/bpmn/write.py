"""Plain data as a BPMN 2.0 file that is valid by the standard's schema."""

from lxml import etree

from .complete import completed, ids_of
from .names import BPMN, OWN, PROCESS_RANK, RANK, ROOT_RANK, SUB_PROCESSES
from .raw import from_xml
from .write_drawing import write_drawing
from .write_elements import write_element
from .writer import Writer

TYPES_KEPT = ("bpmn", "xsi")


def write(definitions, namespace=OWN):
    """The text of a file.

    Whatever has no place on the map is given one, and names of messages, signals,
    errors and escalations without a ``ref`` become entries of the file. Reading it
    gives ``completed(definitions)``.

    :param namespace: of our own settings
    :raise BpmnError: ``bad_value``, settings that are no plain data
    """
    definitions = completed(definitions)
    writer = Writer(definitions, namespace)
    writer.register(ids_of(definitions))
    root = writer.begin(None, None, definitions, True, ROOT_RANK)
    writer.set(root, "targetNamespace", definitions.target_namespace)
    _wrap(writer, root)
    for part in definitions.roots.values():
        _write_root(writer, root, part)
    for collaboration in definitions.collaborations:
        _write_collaboration(writer, root, collaboration)
    for process in definitions.processes:
        _write_process(writer, root, process)
    writer.finish(root, ROOT_ORDER)
    write_drawing(writer, root, definitions)
    for element in root.findall("{*}relationship"):
        root.append(element)
    etree.indent(root)
    etree.cleanup_namespaces(root, keep_ns_prefixes=TYPES_KEPT)
    xml = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return xml.decode()


def _wrap(writer, root):
    """The schema lets the file itself have no documentation and no extensions, but a
    note about an extension, in which may stand anything."""
    names = (f"{{{BPMN}}}documentation", f"{{{BPMN}}}extensionElements")
    inside = [child for child in root if child.tag in names]
    if inside:
        note = writer.add(writer.add(root, "extension"), "documentation")
        etree.SubElement(note, f"{{{writer.own}}}file").extend(inside)


# Imports first; what is ours in its own order behind what was kept.
ROOT_ORDER = {
    **ROOT_RANK,
    **dict.fromkeys(("message", "signal", "error", "escalation"), 900),
    "collaboration": 901,
    "process": 902,
}


def _write_root(writer, parent, part):
    element = writer.begin(parent, part.kind, part)
    if part.code:
        writer.set(element, f"{part.kind}Code", part.code)
    writer.finish(element)


# ----------------------------------------------------------------------
# Processes
# ----------------------------------------------------------------------
class Inside:
    """The rows of a process by the sub-process that they lie in."""

    def __init__(self, process):
        self.rows, self.ways = {}, {}
        self.process = process
        for name in ("elements", "flows", "associations", "kept"):
            for part in getattr(process, name):
                self.rows.setdefault((name, part.parent), []).append(part)

        for flow in process.flows:
            self.ways.setdefault(("incoming", flow.target), []).append(flow.id)
            self.ways.setdefault(("outgoing", flow.source), []).append(flow.id)

    def of(self, name, parent):
        return self.rows.get((name, parent), ())

    def ways_of(self, name, element_id):
        return self.ways.get((name, element_id), ())


def _write_process(writer, parent, process):
    element = writer.begin(parent, "process", process, True, PROCESS_RANK)
    if process.is_executable is not None:
        writer.set(element, "isExecutable", process.is_executable)
    places = {}
    _write_inside(writer, element, Inside(process), None, places)
    writer.finish(element, PROCESS_RANK, places)


def _write_inside(writer, parent, inside, parent_id, places):
    """What a process or sub-process holds; notes its place among other children."""
    _write_lanes(writer, parent, inside.process, parent_id)
    for element in inside.of("elements", parent_id):
        xml, own_places = write_element(writer, parent, element)
        places[xml] = "flowElement"
        for name in ("incoming", "outgoing"):
            for flow_id in inside.ways_of(name, element.id):
                writer.add(xml, name, writer.id(flow_id))
        if element.kind in SUB_PROCESSES:
            _write_inside(writer, xml, inside, element.id, own_places)
        writer.finish(xml, RANK, own_places)
    for flow in inside.of("flows", parent_id):
        places[_write_flow(writer, parent, flow)] = "flowElement"
    for kept in inside.of("kept", parent_id):
        xml = from_xml(kept.xml)
        parent.append(xml)
        is_note = kept.kind in ("textAnnotation", "group")
        places[xml] = "artifact" if is_note else "flowElement"
    for association in inside.of("associations", parent_id):
        places[_write_association(writer, parent, association)] = "artifact"


def _write_flow(writer, parent, flow):
    element = writer.begin(parent, "sequenceFlow", flow)
    writer.set(element, "sourceRef", writer.id(flow.source))
    writer.set(element, "targetRef", writer.id(flow.target))
    if flow.is_immediate is not None:
        writer.set(element, "isImmediate", flow.is_immediate)
    if flow.condition:
        writer.formal(element, "conditionExpression", flow.condition)
    return writer.finish(element)


def _write_association(writer, parent, association):
    element = writer.begin(parent, "association", association, False)
    writer.set(element, "sourceRef", writer.id(association.source))
    writer.set(element, "targetRef", writer.id(association.target))
    if association.direction != "None":
        writer.set(element, "associationDirection", association.direction)
    return writer.finish(element)


def _write_lanes(writer, parent, process, container):
    lanes = [lane for lane in process.lanes if lane.container == container]
    for name in dict.fromkeys(lane.lane_set for lane in lanes if lane.parent is None):
        _write_lane_set(writer, parent, "laneSet", process, lanes, name)


def _write_lane_set(writer, parent, kind, process, lanes, name):
    lane_set = writer.add(parent, kind)
    if name:
        writer.set_id(lane_set, name)
    for lane in lanes:
        if lane.lane_set != name:
            continue
        element = writer.begin(lane_set, "lane", lane)
        held = [found.id for found in process.elements if found.lane == lane.id]
        for ref in (*held, *lane.refs):
            writer.add(element, "flowNodeRef", writer.id(ref))
        inner = [other.lane_set for other in lanes if other.parent == lane.id]
        for inner_name in dict.fromkeys(inner):
            kind = "childLaneSet"
            _write_lane_set(writer, element, kind, process, lanes, inner_name)
        writer.finish(element)


# ----------------------------------------------------------------------
# Collaborations
# ----------------------------------------------------------------------
def _write_collaboration(writer, parent, collaboration):
    element = writer.begin(parent, "collaboration", collaboration)
    places = {}
    for participant in collaboration.participants:
        child = writer.begin(element, "participant", participant)
        if participant.process:
            writer.set(child, "processRef", writer.id(participant.process))
        places[writer.finish(child)] = "laneSet"
    for flow in collaboration.message_flows:
        child = writer.begin(element, "messageFlow", flow)
        writer.set(child, "sourceRef", writer.id(flow.source))
        writer.set(child, "targetRef", writer.id(flow.target))
        if flow.message:
            writer.set(child, "messageRef", writer.id(flow.message))
        places[writer.finish(child)] = "flowElement"
    for kept in collaboration.kept:
        child = from_xml(kept.xml)
        element.append(child)
        places[child] = "artifact"
    for association in collaboration.associations:
        places[_write_association(writer, element, association)] = "artifact"
    writer.finish(element, RANK, places)
