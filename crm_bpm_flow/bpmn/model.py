"""A BPMN 2.0 file as plain data. All of it can be changed and written.

What is not understood is kept as text with whatever it stood in: ``attributes``
({name: value}, foreign ones as ``{namespace}name``), ``extensions`` (XML of the foreign
elements in extensionElements) and ``others`` (XML of other children).
Fields marked "read" are worked out of those when reading and not written themselves.
"""

from dataclasses import dataclass, field

from .drawn import Edge, Shape


@dataclass(kw_only=True)
class Part:
    """What everything with an id has. ``settings`` are ours, see settings.py."""

    id: str = ""
    name: str = ""
    documentation: str = ""
    attributes: dict = field(default_factory=dict)
    extensions: tuple = ()
    others: tuple = ()
    settings: dict = field(default_factory=dict)


@dataclass
class Formal:
    """An expression: its text, and its language where the file says one."""

    text: str
    language: str = ""
    attributes: dict = field(default_factory=dict)


@dataclass(kw_only=True)
class Event(Part):
    """An event definition. ``kind``: timer, message, signal, error, escalation,
    conditional, link, compensation, cancel, terminate.

    :ivar ref: id of the message, signal, error or escalation
    :ivar name: its name, or the link's; ``code``: of the error or escalation
    :ivar timer: date, duration or cycle; ``text``, ``language``: of it, or of the
        condition
    :ivar activity: what a thrown compensation is for; ``wait``: until it is done
    :ivar is_shared: defined outside of the element, which refers to it
    """

    kind: str
    ref: str | None = None
    code: str | None = None
    timer: str | None = None
    text: str = ""
    language: str = ""
    activity: str | None = None
    wait: bool = True
    is_shared: bool = False


@dataclass(kw_only=True)
class Loop(Part):
    """``kind``: standard, parallel or sequential.

    :ivar condition: standard: once more while it holds; else: complete when it does
    :ivar collection: what it is done for each of; ``variable``: name of the one
    :ivar result: read: name of the list of what each brought; ``result_item``: of each
    :ivar behavior: which event each completion throws: All, One, None, Complex
    """

    kind: str
    condition: Formal | None = None
    maximum: int | None = None
    test_before: bool = False
    cardinality: Formal | None = None
    collection: str = ""
    variable: str = ""
    result: str = ""
    result_item: str = ""
    behavior: str = "All"
    one_event: str | None = None
    none_event: str | None = None


@dataclass
class Mapping:
    """A variable handed in or out, or all of them; ``source`` may be an expression.

    :ivar dialect: who says so: "java" (Camunda 7, Flowable, Activiti), "zeebe" or
        "standard"; of Java's parameters, ``source`` is as our scripts write it
    """

    source: str = ""
    target: str = ""
    is_all: bool = False
    dialect: str = field(default="", compare=False)


@dataclass(kw_only=True)
class Element(Part):
    """A flow node; ``kind`` is BPMN's own name.

    :ivar parent: id of the sub-process around it
    :ivar message: id of a send or receive task's message; ``message_name``: read
    :ivar ordering: of an ad-hoc sub-process, Parallel or Sequential
    :ivar extra: read: what vendors' attributes say, e.g. assignee, candidate_groups
    :ivar inputs: read: variables handed in; ``outputs``: read: handed out
    :ivar data_ways: read: its data associations; only their drawing is written
    """

    kind: str
    parent: str | None = None
    lane: str | None = None
    shape: Shape | None = None
    # Events
    events: list = field(default_factory=list)
    parallel_multiple: bool = False
    attached_to: str | None = None
    interrupting: bool = True
    # Activities
    default: str | None = None
    loop: Loop | None = None
    for_compensation: bool = False
    start_quantity: int = 1
    completion_quantity: int = 1
    triggered_by_event: bool = False
    ordering: str | None = None
    completion: Formal | None = None
    cancel_remaining: bool = True
    called_element: str | None = None
    script: str = ""
    script_format: str = ""
    message: str | None = None
    message_name: str = ""
    # Gateways, and receive tasks
    instantiate: bool = False
    gateway_type: str | None = None
    activation: Formal | None = None
    # Dialects
    extra: dict = field(default_factory=dict)
    inputs: list = field(default_factory=list)
    outputs: list = field(default_factory=list)
    data_ways: list = field(default_factory=list)

    @property
    def event(self):
        """None, the kind of its event, or "multiple"."""
        if len(self.events) > 1:
            return "multiple"
        return self.events[0].kind if self.events else None

    @property
    def is_transaction(self):
        return self.kind == "transaction"

    @property
    def bounds(self):
        return self.shape and self.shape.bounds

    @property
    def is_expanded(self):
        return self.shape and self.shape.is_expanded


@dataclass(kw_only=True)
class Flow(Part):
    """A sequence flow, in ``parent``'s or the process's own flow."""

    source: str
    target: str
    parent: str | None = None
    condition: Formal | None = None
    is_immediate: bool | None = None
    edge: Edge | None = None

    @property
    def waypoints(self):
        return self.edge.waypoints if self.edge else ()


@dataclass(kw_only=True)
class Association(Part):
    """To a note or, from a boundary event, to its compensation handler."""

    source: str
    target: str
    parent: str | None = None
    direction: str = "None"
    edge: Edge | None = None


@dataclass(kw_only=True)
class Lane(Part):
    """``parent``: the lane around it; ``container``: the sub-process it lies in.

    :ivar refs: ids of what it holds besides elements (those know their lane)
    """

    parent: str | None = None
    container: str | None = None
    lane_set: str = ""
    refs: tuple = ()
    shape: Shape | None = None


@dataclass(kw_only=True)
class Kept:
    """Something of a process or collaboration that is kept as it is: data objects,
    notes, groups."""

    id: str
    kind: str
    xml: str
    parent: str | None = None
    shape: Shape | None = None


@dataclass(kw_only=True)
class DataWay:
    """Where data associations of an element are drawn; they themselves are kept as
    they are. ``other``: id of the data object or store; ``is_output``: it leads there.
    """

    id: str
    other: str
    is_output: bool = False
    edge: Edge | None = None


@dataclass(kw_only=True)
class Process(Part):
    is_executable: bool | None = None
    elements: list = field(default_factory=list)
    flows: list = field(default_factory=list)
    associations: list = field(default_factory=list)
    lanes: list = field(default_factory=list)
    kept: list = field(default_factory=list)


@dataclass(kw_only=True)
class Participant(Part):
    process: str | None = None
    shape: Shape | None = None


@dataclass(kw_only=True)
class MessageFlow(Part):
    source: str
    target: str
    message: str | None = None
    edge: Edge | None = None


@dataclass(kw_only=True)
class Collaboration(Part):
    participants: list = field(default_factory=list)
    message_flows: list = field(default_factory=list)
    associations: list = field(default_factory=list)
    kept: list = field(default_factory=list)


@dataclass(kw_only=True)
class Root(Part):
    """``kind``: message, signal, error or escalation; ``code`` of the last two."""

    kind: str
    code: str = ""


@dataclass(kw_only=True)
class Definitions(Part):
    """A whole file.

    :ivar roots: {id: Root} of messages, signals, errors and escalations
    :ivar drawings: (plane, XML) of shapes and ways of what is kept as it is
    :ivar prefixes: {namespace: prefix} of foreign ones, as the file called them
    :ivar problems: what was mended while reading
    """

    target_namespace: str = ""
    processes: list = field(default_factory=list)
    collaborations: list = field(default_factory=list)
    roots: dict = field(default_factory=dict)
    diagrams: list = field(default_factory=list)
    drawings: tuple = ()
    prefixes: dict = field(default_factory=dict, compare=False)
    problems: list = field(default_factory=list, compare=False)

    def roots_of(self, kind):
        """{id: Root} of one kind."""
        return {root.id: root for root in self.roots.values() if root.kind == kind}

    def process(self, process_id):
        """The process of that id; ``KeyError`` when there is none."""
        for process in self.processes:
            if process.id == process_id:
                return process
        raise KeyError(process_id)
