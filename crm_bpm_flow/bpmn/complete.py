"""What a file must have and its author need not say: entries for names, a map."""

import re
from copy import deepcopy

from .drawn import Diagram, Edge, Shape
from .layout import Before, before, place, put_in_drawn_order
from .model import Kept, Root
from .names import PREFIXES, ROOTS
from .ordered import put_in_order
from .ports import lift_ports, lower_ports
from .raw import free_id, safe_id
from .sane import check_sane

TARGET = "urn:bpm-flow"
WRITTEN_ID = re.compile(r' id="([^"]+)"')
DECLARED = re.compile(r'xmlns:([\w.\-]+)="([^"]+)"')


def completed(definitions, closed=()):
    """A copy that lacks nothing; one that lacked nothing comes back equal.

    Names and codes of messages, signals, errors and escalations get their entry,
    everything gets its place on a map, drawings get ids.

    :param closed: ids of sub-processes without a place that do not show their inside
    :raise BpmnError: ``bad_value``, ids twice or references to nothing
    """
    return _completed(definitions, Before(closed=set(closed)))


def _completed(definitions, before):
    check_sane(definitions)
    definitions = deepcopy(definitions)
    definitions.target_namespace = definitions.target_namespace or TARGET
    taken = set(ids_of(definitions))
    for text in _texts(definitions):
        taken.update(WRITTEN_ID.findall(text))
    for process in definitions.processes:
        put_in_order(process)
        for element in process.elements:
            _give_roots(definitions, element, taken)
            element.events.sort(key=lambda event: event.is_shared)
    _give_prefixes(definitions)
    _give_diagrams(definitions)
    place(definitions, before)
    _give_drawing_ids(definitions, taken)
    return definitions


def ids_of(definitions):
    """All ids of the model."""
    found = [part.id for part in parts_of(definitions)]
    for process in definitions.processes:
        found.extend(lane.lane_set for lane in process.lanes)
    return [part_id for part_id in dict.fromkeys(found) if part_id]


def parts_of(definitions):
    """Everything that may have an id."""
    yield definitions
    yield from definitions.roots.values()
    for process in definitions.processes:
        yield process
        for element in process.elements:
            yield element
            yield from element.events
            if element.loop:
                yield element.loop
        for rows in (process.flows, process.associations, process.kept, process.lanes):
            yield from rows
    for collaboration in definitions.collaborations:
        yield collaboration
        yield from collaboration.participants
        yield from collaboration.message_flows
        yield from collaboration.associations
        yield from collaboration.kept


def _give_prefixes(definitions):
    """Foreign namespaces are called as the kept texts call them."""
    for text in _texts(definitions):
        for prefix, uri in DECLARED.findall(text):
            if uri not in PREFIXES:
                definitions.prefixes.setdefault(uri, prefix)


def _texts(definitions):
    """All XML that is kept as it is."""
    for part in parts_of(definitions):
        is_kept = isinstance(part, Kept)
        yield from (part.xml,) if is_kept else (*part.extensions, *part.others)
    for _plane, text in definitions.drawings:
        yield text
    for diagram in definitions.diagrams:
        yield from diagram.styles


# ----------------------------------------------------------------------
# Messages, signals, errors, escalations
# ----------------------------------------------------------------------
def _give_roots(definitions, element, taken):
    for event in element.events:
        if event.kind in ROOTS and event.ref is None and (event.name or event.code):
            key = (event.kind, event.name, event.code or "")
            event.ref = _root(definitions, *key, taken)
    wants = element.kind in ("sendTask", "receiveTask") and element.message_name
    if wants and element.message is None and "operationRef" not in element.attributes:
        key = ("message", element.message_name, "")
        element.message = _root(definitions, *key, taken)


def _root(definitions, kind, name, code, taken):
    """The id of the entry, a new one if there is none yet."""
    for root in definitions.roots.values():
        if (root.kind, root.name, root.code) == (kind, name, code):
            return root.id
    root_id = free_id(
        safe_id(f"{kind.capitalize()}_{len(definitions.roots) + 1}"), taken
    )
    root = Root(kind=kind, id=root_id, name=name, code=code)
    definitions.roots[root_id] = root
    return root_id


# ----------------------------------------------------------------------
# Maps
# ----------------------------------------------------------------------
def _give_diagrams(definitions):
    """A main map, and one for each process that no main map can show."""
    whole = [part for part in definitions.collaborations if part.participants]
    first = (whole or definitions.processes)[:1]
    if not definitions.diagrams and first:
        definitions.diagrams.append(_diagram(first[0].id))
    if whole:
        return
    known = {diagram.element for diagram in definitions.diagrams}
    for process in definitions.processes:
        is_drawn = any(element.shape for element in process.elements)
        if process.id not in known and not is_drawn:
            definitions.diagrams.append(_diagram(process.id))


def _diagram(element):
    return Diagram(id="", plane_id="", element=element)


def _give_drawing_ids(definitions, taken):
    """Ids of drawings are made new where two are the same."""
    for diagram in definitions.diagrams:
        stem = diagram.element or "map"
        diagram.id = free_id(safe_id(diagram.id or f"{stem}_diagram"), taken)
        diagram.plane_id = free_id(safe_id(diagram.plane_id or f"{stem}_plane"), taken)
    for part, drawn in drawn_parts(definitions):
        if drawn is not None:
            drawn.id = free_id(safe_id(drawn.id or f"{part.id}_di"), taken)


def drawn_parts(definitions):
    """Each part that may be drawn, with its shape or edge."""
    for process in definitions.processes:
        for part in (*process.elements, *process.lanes, *process.kept):
            yield part, part.shape
        for element in process.elements:
            for way in element.data_ways:
                yield way, way.edge
        for part in (*process.flows, *process.associations):
            yield part, part.edge
    for collaboration in definitions.collaborations:
        for part in (*collaboration.participants, *collaboration.kept):
            yield part, part.shape
        for part in (*collaboration.message_flows, *collaboration.associations):
            yield part, part.edge


def tidied(definitions):
    """A copy with all of it laid out anew. Colours stay as they were, and so do who
    stands above whom among lanes and pools, what groups are around, which border events
    sit on and whether sub-processes are open."""
    definitions = deepcopy(definitions)
    put_in_drawn_order(definitions)
    ports = lift_ports(definitions)
    kept, was = before(definitions), {}
    for part, drawn in list(drawn_parts(definitions)):
        if drawn is None:
            continue
        was[part.id] = drawn
        if isinstance(drawn, Edge):
            part.edge = None
        else:
            part.shape = None
    found = _completed(definitions, kept)
    for part, drawn in drawn_parts(found):
        old = was.get(part.id)
        if old is not None and drawn is not None:
            drawn.id, drawn.attributes = old.id, old.attributes
            if isinstance(drawn, Shape):
                drawn.is_marker_visible = old.is_marker_visible
    lower_ports(found, ports)
    return found
