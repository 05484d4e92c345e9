"""A BPMN 2.0 file as plain data: leniently, with a list of what was mended."""

from .apart import keep_apart
from .model import (
    Association,
    Collaboration,
    Definitions,
    Flow,
    Kept,
    Lane,
    MessageFlow,
    Participant,
    Process,
    Root,
)
from .names import (
    ACTIVITIES,
    ARTIFACTS,
    BPMN,
    OWN,
    PROCESS_RANK,
    RAW_KINDS,
    ROOT_RANK,
    ROOTS,
    SUB_PROCESSES,
)
from .parsing import parse
from .raw import local_name, split, to_xml
from .read_drawing import read_drawing
from .read_elements import read_element
from .reader import Reader, is_node

FLOW_KINDS = ("sequenceFlow", "association", "laneSet", *RAW_KINDS, *ARTIFACTS)
DIRECTIONS = ("None", "One", "Both")


def read(xml, namespace=OWN):
    """The ``Definitions`` of a file.

    :param xml: str or bytes, in any encoding
    :param namespace: of our own settings
    :raise BpmnError: see errors.py. Everything less is mended and told in
        ``problems``.
    """
    return read_tree(parse(xml), namespace)


def read_tree(root, namespace=OWN):
    """The same, of an element that ``parse`` gave."""
    unwrap(root, namespace)
    doubled = keep_apart(root)
    reader = Reader(root, namespace)
    reader.problems += doubled
    known = ("targetNamespace",)
    handled = (*ROOTS, "process", "collaboration")
    part_id = reader.optional_id(root)
    values = reader.part(root, part_id, known, handled, ROOT_RANK)
    found = Definitions(**values, prefixes=reader.prefixes, problems=reader.problems)
    found.target_namespace = root.get("targetNamespace", "")
    for element in root:
        name, is_ours = local_name(element), split(element.tag)[0] == BPMN
        if is_ours and name in ROOTS:
            _read_root(reader, element, found)
        elif is_ours and name == "process":
            found.processes.append(_read_process(reader, element))
    for element in root.findall(f"{{{BPMN}}}collaboration"):
        found.collaborations.append(_read_collaboration(reader, element))
    read_drawing(reader, found)
    return found


def unwrap(root, namespace):
    """The standard's file itself has no extensions: ours stand in a note for tools."""
    for extension in root.findall(f"{{{BPMN}}}extension"):
        for wrapper in extension.iter(f"{{{namespace}}}file"):
            root.extend(wrapper)
            root.remove(extension)
            break


def _read_root(reader, element, found):
    kind = local_name(element)
    root_id = reader.claim(element)
    root = Root(kind=kind, **reader.part(element, root_id, (f"{kind}Code",)))
    root.code = element.get(f"{kind}Code", "")
    found.roots[root_id] = root


# ----------------------------------------------------------------------
# Processes
# ----------------------------------------------------------------------
def _read_process(reader, element):
    process_id = reader.claim(element)
    handled = [local_name(child) for child in element if is_node(child)]
    values = reader.part(
        element, process_id, ("isExecutable",), (*handled, *FLOW_KINDS), PROCESS_RANK
    )
    process = Process(**values)
    text = element.get("isExecutable")
    process.is_executable = reader.value(process_id, "", "bool", text, None)
    _read_inside(reader, element, process, None)
    _settle(reader, process)
    _read_lanes(reader, element, process)
    return process


def _read_inside(reader, container, process, parent):
    """What a process or sub-process holds, that of its sub-processes first."""
    flows = []
    for element in container:
        name = local_name(element)
        if split(element.tag)[0] != BPMN:
            continue
        if is_node(element):
            _read_node(reader, element, process, parent)
        elif name in ("sequenceFlow", "association"):
            flows.append(element)
        elif name in RAW_KINDS or name in ARTIFACTS:
            process.kept.append(_keep(reader, element, parent))
    for element in flows:
        if local_name(element) == "association":
            _read_association(reader, element, process.associations, parent)
        else:
            _read_flow(reader, element, process, parent)


def _read_node(reader, element, process, parent):
    if local_name(element) not in SUB_PROCESSES:
        process.elements.append(read_element(reader, element, parent))
        return
    inside = [local_name(child) for child in element if is_node(child)]
    found = read_element(reader, element, parent, (*inside, *FLOW_KINDS))
    process.elements.append(found)
    _read_inside(reader, element, process, found.id)


def _read_flow(reader, element, process, parent):
    ends = [element.get(name, "") for name in ("sourceRef", "targetRef")]
    source, target = (reader.find(end) for end in ends)
    stem = f"{source}_to_{target}" if not element.get("id", "").strip() else None
    flow_id = reader.claim(element, stem)
    known = ("sourceRef", "targetRef", "isImmediate")
    values = reader.part(element, flow_id, known, ("conditionExpression",))
    flow = Flow(source=source or "", target=target or "", parent=parent, **values)
    flow.condition = reader.formal(element, "conditionExpression")
    immediate = element.get("isImmediate")
    flow.is_immediate = reader.value(flow_id, "", "bool", immediate, None)
    process.flows.append(flow)
    reader.ends[flow_id] = ends


def _settle(reader, process):
    """What refers to another element or flow: only to one that is there."""
    elements = {element.id for element in process.elements}
    hosts = {element.id for element in process.elements if element.kind in ACTIVITIES}
    flows = []
    for flow in process.flows:
        if flow.source in elements and flow.target in elements:
            flows.append(flow)
            continue
        source, target = reader.ends[flow.id]
        reader.problem("dropped_flow", flow.id, source=source, target=target)
    process.flows = flows
    leaving = {(flow.source, flow.id) for flow in flows}
    for element in process.elements:
        if element.default and (element.id, element.default) not in leaving:
            _forget(reader, element, element, "default")
        if element.kind == "boundaryEvent" and element.attached_to not in hosts:
            reader.problem("no_host", element.id)
            element.kind, element.attached_to = "intermediateCatchEvent", None
            element.interrupting = True
        for event in element.events:
            if event.activity and event.activity not in elements:
                _forget(reader, element, event, "activity")


def _forget(reader, element, part, field):
    value = getattr(part, field)
    reader.problem("dangling", element.id, attribute=field, value=value)
    setattr(part, field, None)


def _read_association(reader, element, found, parent):
    known = ("sourceRef", "targetRef", "associationDirection")
    ends = [element.get(name, "") for name in known[:2]]
    source, target = (reader.find(end) for end in ends)
    association_id = reader.claim(element)
    if source is None or target is None:
        values = {"source": ends[0], "target": ends[1]}
        reader.problem("dropped_flow", association_id, **values)
        return
    association = Association(
        source=source,
        target=target,
        parent=parent,
        **reader.part(element, association_id, known),
    )
    text = element.get("associationDirection")
    association.direction = reader.value("", "", DIRECTIONS, text, "None")
    found.append(association)


def _keep(reader, element, parent):
    kept_id = reader.claim(element)
    element.set("id", kept_id)
    xml = to_xml(element, reader.prefixes)
    return Kept(id=kept_id, kind=local_name(element), xml=xml, parent=parent)


# ----------------------------------------------------------------------
# Lanes
# ----------------------------------------------------------------------
def _read_lanes(reader, element, process):
    elements = {found.id: found for found in process.elements}
    containers = [(element, None)]
    containers += [
        (reader.elements[found.id], found.id)
        for found in process.elements
        if found.kind in SUB_PROCESSES
    ]
    for container, container_id in containers:
        for lane_set in container.findall(f"{{{BPMN}}}laneSet"):
            _read_lane_set(reader, lane_set, process, container_id, None, elements)


def _read_lane_set(reader, lane_set, process, container, parent, elements):
    set_id = reader.claim(lane_set)
    for element in lane_set.findall(f"{{{BPMN}}}lane"):
        lane_id = reader.claim(element)
        handled = ("flowNodeRef", "childLaneSet")
        known = ("partitionElementRef",)
        lane = Lane(**reader.part(element, lane_id, known, handled))
        lane.parent, lane.container, lane.lane_set = parent, container, set_id
        process.lanes.append(lane)
        _fill_lane(reader, element, lane, elements)
        for inner in element.findall(f"{{{BPMN}}}childLaneSet"):
            _read_lane_set(reader, inner, process, container, lane_id, elements)


def _fill_lane(reader, element, lane, elements):
    refs = []
    for ref in element.findall(f"{{{BPMN}}}flowNodeRef"):
        found = reader.refer(lane.id, "flowNodeRef", ref.text)
        if found in elements:
            elements[found].lane = lane.id
        elif reader.kind(found) in RAW_KINDS:
            refs.append(found)
    lane.refs = tuple(refs)


# ----------------------------------------------------------------------
# Collaborations
# ----------------------------------------------------------------------
def _read_collaboration(reader, element):
    part_id = reader.claim(element)
    handled = ("participant", "messageFlow", "association", *ARTIFACTS)
    found = Collaboration(**reader.part(element, part_id, (), handled))
    for child in element:
        name = local_name(child)
        if name == "participant":
            found.participants.append(_read_participant(reader, child))
        elif name in ARTIFACTS:
            found.kept.append(_keep(reader, child, None))
    for child in element.findall(f"{{{BPMN}}}messageFlow"):
        _read_message_flow(reader, child, found)
    for child in element.findall(f"{{{BPMN}}}association"):
        _read_association(reader, child, found.associations, None)
    return found


def _read_participant(reader, element):
    part_id = reader.claim(element)
    found = Participant(**reader.part(element, part_id, ("processRef",)))
    process = element.get("processRef")
    found.process = reader.refer(part_id, "processRef", process, ("process",))
    return found


def _read_message_flow(reader, element, found):
    known = ("sourceRef", "targetRef", "messageRef")
    flow_id = reader.claim(element)
    ends = [element.get(name, "") for name in known]
    source, target, message = (reader.find(end) for end in ends)
    if source is None or target is None:
        reader.problem("dropped_flow", flow_id, source=ends[0], target=ends[1])
        return
    flow = MessageFlow(
        source=source, target=target, **reader.part(element, flow_id, known)
    )
    flow.message = message
    found.message_flows.append(flow)
