"""A whole XPDL package as ``Definitions``."""

from ..complete import completed, drawn_parts
from ..lanes_from import spread_lanes
from ..model import (
    Collaboration,
    Definitions,
    MessageFlow,
    Process,
)
from ..raw import prefixes_in, split, to_xml
from .flows import Container
from .ids import Ids, name_of, note_of
from .nodes import child, each
from .notes import read_notes
from .places import edge_of, keep_places
from .pools import Pool

ROOTS = ("Package",)
NAMESPACES = ("wfmc.org",)
PERSON = ("human", "resource")


def is_xpdl(root):
    uri, name = split(root.tag)
    return name in ROOTS and (not uri or any(part in uri for part in NAMESPACES))


def read_package(root):
    """The ``Definitions`` of an XPDL file; ``problems`` says what was mended.

    :param root: its ``Package`` element
    """
    return Package(root).definitions()


class Package:
    """The state of one reading.

    :ivar participants: {id: (name, whether it is one person)}
    :ivar messages: {id: name}
    """

    def __init__(self, root):
        self.root = root
        self.ids = Ids()
        self.prefixes = prefixes_in(root)
        self.messages, self.participants = {}, {}
        for found in root.iter("{*}Message"):
            if found.get("Id") and found.get("Name"):
                self.messages.setdefault(found.get("Id"), found.get("Name"))
        for found in root.iter("{*}Participant"):
            kind = child(found, "ParticipantType")
            is_one = kind is not None and (kind.get("Type") or "").lower() in PERSON
            name = name_of(found) or found.get("Id") or ""
            self.participants.setdefault(found.get("Id") or name, (name, is_one))

    def definitions(self):
        found = Definitions(prefixes=self.prefixes, problems=self.ids.problems)
        found.name, found.documentation = name_of(self.root), note_of(self.root)
        self.pools = self._pools()
        self.by_process = {pool.process: pool for pool in self.pools if pool.process}
        scopes = {}
        for element in each(self.root, "WorkflowProcesses", "WorkflowProcess"):
            process = self._process(element, scopes)
            found.processes.append(process)
        self._name_called(found)
        drawn = [pool for pool in self.pools if pool.is_drawn]
        if drawn:
            found.collaborations = [self._collaboration(drawn, found)]
        read_notes(self, found)
        colors = dict(_colors(found))
        for process in found.processes:
            spread_lanes(process)
            keep_places(process, self._drawn_pool(process))
        self._forget_pools(found)
        for process in found.processes:
            self._drop_groups(process)
        return _colored(found, colors)

    # ------------------------------------------------------------------
    # Processes
    # ------------------------------------------------------------------
    def _process(self, element, scopes):
        scope = {}
        process = Process(id=self.ids.claim(element, scope))
        scopes[element.get("Id")] = process.id
        process.name, process.documentation = name_of(element), note_of(element)
        process.documentation = process.documentation or note_of(
            child(element, "ProcessHeader")
        )
        pool = self.by_process.get((element.get("Id") or "").strip())
        lanes = {}
        if pool:
            pool.process_id = process.id
            lanes = pool.read_lanes(process, self.ids)
            process.name = process.name or pool.name
        sets = {
            found.get("Id"): found
            for found in each(element, "ActivitySets", "ActivitySet")
        }
        Container(self, process, sets, scope, lanes).read_all(element, None)
        return process

    def _name_called(self, found):
        """Calls name processes by their ids here."""
        for process in found.processes:
            for element in process.elements:
                if element.called_element:
                    known = self.ids.everywhere.get(element.called_element)
                    element.called_element = known or element.called_element

    # ------------------------------------------------------------------
    # Pools
    # ------------------------------------------------------------------
    def _pools(self):
        return [Pool(found, self.ids) for found in each(self.root, "Pools", "Pool")]

    def _collaboration(self, drawn, found):
        collaboration = Collaboration(id=self.ids.free("Collaboration"))
        known = {process.id for process in found.processes}
        for pool in drawn:
            part = pool.participant
            part.process = pool.process_id if pool.process_id in known else None
            collaboration.participants.append(part)
        for element in each(self.root, "MessageFlows", "MessageFlow"):
            self._message_flow(element, collaboration)
        return collaboration

    def _message_flow(self, element, collaboration):
        flow_id = self.ids.claim(element, {})
        ends = [element.get(name, "") for name in ("Source", "Target")]
        source, target = (self.ids.everywhere.get(end) for end in ends)
        if source is None or target is None:
            self.ids.problem("dropped_flow", flow_id, source=ends[0], target=ends[1])
            return
        flow = MessageFlow(id=flow_id, source=source, target=target)
        flow.name, flow.edge = name_of(element), edge_of(element)
        collaboration.message_flows.append(flow)

    def _drawn_pool(self, process):
        for pool in self.pools:
            if pool.process_id == process.id and pool.is_drawn:
                return pool.participant
        return None

    def _forget_pools(self, found):
        """Where one process is laid out anew, the pools are, too."""
        is_new = any(
            element.shape is None and element.parent is None
            for process in found.processes
            for element in process.elements
        )
        for collaboration in found.collaborations if is_new else ():
            for part in collaboration.participants:
                part.shape = None
            for flow in collaboration.message_flows:
                flow.edge = None
        if is_new:
            for process in found.processes:
                for part in (*process.elements, *process.lanes, *process.kept):
                    part.shape = None
                for part in (*process.flows, *process.associations):
                    part.edge = None

    def _drop_groups(self, process):
        """A frame around nothing is none."""
        lost = [
            part for part in process.kept if part.kind == "group" and not part.shape
        ]
        for part in lost:
            process.kept.remove(part)
            self.ids.problem("no_place", part.id, kind="group")
        gone = {part.id for part in lost}
        process.associations = [
            way
            for way in process.associations
            if way.source not in gone and way.target not in gone
        ]

    def kept(self, element):
        """What nobody here reads, as it is."""
        return to_xml(element, self.prefixes)


def _colors(definitions):
    """(id, attributes) of what has a colour."""
    for part, drawn in drawn_parts(definitions):
        if drawn is not None and drawn.attributes:
            yield part.id, drawn.attributes


def _colored(definitions, colors):
    """What lost its place and has a colour gets a place at once, to be shown in it."""
    if colors.keys() <= dict(_colors(definitions)).keys():
        return definitions
    done = completed(definitions)
    for part, drawn in drawn_parts(done):
        if drawn is not None and part.id in colors:
            drawn.attributes = colors[part.id]
    return done
