"""The process graph: one published version, compiled once and never changed.

Everything a running token asks for is worked out here: a node knows its flows in
their order, the events on its border and its behaviour.
"""

from dataclasses import dataclass
from typing import Any

from . import compiling, loops, paths, redoing
from .errors import GraphError


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A sequence flow.

    :param outcome: code of the outcome it is for; None for any
    :param condition: opaque, handed to ``evaluate``; None for none
    """

    id: str
    source: str
    target: str
    outcome: str | None = None
    condition: Any = None

    @property
    def is_plain(self):
        """Whether it is taken without asking anything."""
        return self.outcome is None and self.condition is None


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An element; ``kind`` is BPMN's own name, ``event`` the kind of its event.

    Ids are strings: they are keys of the stored marking. ``outcomes`` are the codes
    that the element itself may bring. Conditions are opaque: see ``questions``.

    The last group is worked out by the graph, which keeps its own copies.
    """

    id: str
    kind: str
    name: str = ""
    parent: str | None = None
    attached_to: str | None = None
    interrupting: bool = True
    event: str | None = None
    default: str | None = None
    outcomes: tuple = ()

    # Events
    part_of: str | None = None  # one of several events in one element (several.py)
    needs_all: bool = False  # all of its several events must come
    code: str | None = None  # of the error or escalation; None catches all
    link: str | None = None  # the name that a throwing and a catching link share
    handler: str | None = None  # of a compensation event on a border: the activity
    compensates: str | None = None  # of a thrown one: only this activity
    for_compensation: bool = False  # begun by compensation only
    detached: bool = False  # of a thrown compensation: nobody waits until it is done
    instantiate: bool = False  # an event gateway or receive task that begins a case
    # Markers
    loop: str | None = None  # "standard", "parallel" or "sequential"
    number: Any = None  # of instances: a number, or opaque
    loop_condition: Any = None  # standard: once more while; else: complete when
    maximum: int = 0  # rounds of a standard loop; 0 for any number
    test_before: bool = False
    cancel_rest: bool = True  # once complete: withdraw what is open, or keep it open
    # Gateways and ad-hoc sub-processes
    condition: Any = None  # ad-hoc: complete when; complex gateway: opens when, or k
    ordering: str | None = None  # "sequential" (ad-hoc), "parallel" (event gateway)
    late: str | None = None  # complex: what comes late goes "through", or "cancel" it
    # Switches of any activity
    start_quantity: int = 1
    completion_quantity: int = 1
    section: str | None = None  # only one token, of all cases, at a time
    milestone: Any = None  # only while this condition holds
    # Values, which are the world's matter: see questions.Takes, Gives and Told
    has_values: bool = False
    keeps_code: bool = False
    ends_all: bool = False  # terminate: the case, not only the scope around
    asks_code: bool = False  # its ``code`` is a formula: see questions.Code

    incoming: tuple = ()
    outgoing: tuple = ()
    default_flow: Flow | None = None
    is_choosing: bool = False  # its ways out are not simply all taken
    parts: tuple = ()  # ids of its several events
    listens: tuple = ()  # ids of the events that whoever waits for it listens for
    boundaries: tuple = ()  # ids of the events on its border that are listened for
    behavior: Any = None
    body: Any = None  # one instance of it, when it has a frame (see frames.py)
    is_undoable: bool = False  # its completion is remembered for compensation


NODE_FIELDS = tuple(Node.__dataclass_fields__)
NODE_FIELDS = NODE_FIELDS[: NODE_FIELDS.index("incoming")]
FLOW_FIELDS = tuple(Flow.__dataclass_fields__)


class Graph:
    """Nodes and flows of one version, in the order given (it is the order of choice).

    Raises ``GraphError`` when a row names one that is not there; every other mistake
    is left to ``checks``, because a draft must open however wrong it is.
    """

    __slots__ = (
        "_cache",
        "flows",
        "handlers",
        "joins",
        "lingers",
        "links",
        "nodes",
        "repeats",
        "sees",
    )

    def __init__(self, nodes, flows):
        nodes, flows = tuple(nodes), tuple(flows)
        self._cache = {}
        self.flows = compiling.by_id(flows)
        self.nodes = compiling.by_id(nodes)
        self._check_references()
        links = compiling.link_flows(self.nodes.values(), Flow)
        self.links = frozenset(flow.id for flow in links)
        self.flows.update((flow.id, flow) for flow in links)
        self.nodes = compiling.compiled(self.nodes, self.flows)
        self.joins = frozenset(n.id for n in self.nodes.values() if n.behavior.gathers)
        self.repeats = frozenset(n.id for n in self.nodes.values() if n.loop)
        # Whether whoever evaluates has to see the tokens, not only what it is asked.
        values = any(n.has_values or n.keeps_code for n in self.nodes.values())
        self.sees = bool(self.repeats) or values
        self.handlers = compiling.handlers(self.nodes.values())
        kinds = {node.kind for node in self.nodes.values()}
        self.lingers = bool(self.handlers) or "complexGateway" in kinds

    def _check_references(self):
        for node in self.nodes.values():
            for name in ("parent", "attached_to"):
                self._check_known(node, name, getattr(node, name))
            if node.id in self.path(node.id):
                raise GraphError("a sub-process in itself", node.id)
        for flow in self.flows.values():
            for name in ("source", "target"):
                self._check_known(flow, name, getattr(flow, name) or "")

    def _check_known(self, row, field, value):
        if value is not None and value not in self.nodes:
            raise GraphError("unknown node", row.id, field=field, value=value)

    # ------------------------------------------------------------------
    # As plain rows
    # ------------------------------------------------------------------
    @classmethod
    def from_rows(cls, rows):
        """Build it from ``{"nodes": [dict], "flows": [dict]}``; see ``to_rows``."""
        nodes = [
            Node(**{**row, "outcomes": tuple(row.get("outcomes", ()))})
            for row in rows["nodes"]
        ]
        return cls(nodes, [Flow(**row) for row in rows["flows"]])

    def to_rows(self):
        """The definition as plain data, what is at its default left out."""
        return {
            "nodes": [_plain(node, NODE_FIELDS) for node in self.nodes.values()],
            "flows": [
                _plain(flow, FLOW_FIELDS)
                for flow in self.flows.values()
                if flow.id not in self.links
            ],
        }

    # ------------------------------------------------------------------
    # Questions
    # ------------------------------------------------------------------
    def boundaries(self, node_id):
        """The boundary events of an activity, whether armed or not."""
        return self._grouped("attached_to").get(node_id, ())

    def events_of(self, node):
        """The events of an element: itself, or each of several in it."""
        return tuple(self.nodes[part] for part in node.parts) or (node,)

    def children(self, scope=None):
        """What lies directly in a sub-process; in the process itself for None."""
        return self._grouped("parent").get(scope, ())

    def starts(self, scope=None):
        """Nodes where a run of this scope begins (BPMN 2.0.2, 13.2 and 13.3.4).

        Its first none start event: several are alternatives, and without a trigger
        the first is meant; so is the first of all when each has a trigger, in the
        process itself. Without any start event, all that nothing leads to.
        """
        return self._cached(paths.starts, scope)

    def path(self, node_id):
        """Ids of the sub-processes around a node, the outermost first."""
        found, parent = [], self.nodes[node_id].parent
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self.nodes[parent].parent
        return tuple(reversed(found))

    def next_tasks(self, node_id):
        """Ids of the steps that may wait next for a person, a moment or another case.

        Automatic steps are looked through; sub-processes are entered and left. For a
        sub-process itself: what comes after it.
        """
        return self._cached(paths.next_tasks, node_id)

    def reachable(self, closed=None):
        """Ids of all nodes that a case may come to, seen without data.

        ``closed``: as if nothing could go on behind this node."""
        return self._cached(paths.reachable, closed)

    def catchers(self, node_id, event):
        """Boundary events of one kind on an activity, exact codes first; also where
        they are one of several in one element."""
        return self._cached(paths.catchers, node_id, event)

    def triggers(self, scope, event):
        """Start events of one kind of the event sub-processes directly in a scope
        (None: the process), exact codes first."""
        return self._cached(paths.triggers, scope, event)

    def is_heard_around(self, node_id):
        """Whether a border or an event sub-process around an event listens for a
        message or signal where it sends one."""
        return self._cached(paths.is_heard_around, node_id)

    def may_come_back(self, node_id):
        """Whether a token that leaves a node may come to it again before anything was
        waited for: true also where that is not certain."""
        return self._cached(loops.may_come_back, node_id)

    def codes(self):
        """All codes of errors and escalations, in order."""
        return self._cached(paths.codes)

    def codes_caught(self):
        """{activity or scope, None for the process: codes of errors caught there}"""
        return self._cached(paths.codes_caught)

    def upstream(self, flow_id):
        """Ids of nodes (in the flow's own scope) from which a token may still come
        to take this flow, not passing the node that the flow leads to."""
        return self._cached(paths.upstream, flow_id)

    def fresh(self, flow_id):
        """Like ``upstream``, but without going round again: see ``round_again``."""
        return self._cached(paths.fresh, flow_id)

    def round_again(self, node_id):
        """Ids of the nodes on every way from a node back to itself."""
        return self._cached(paths.round_again, node_id)

    def nexts(self):
        """{id: ids of what comes next to a node, also by an event on its border}."""
        return self._cached(redoing.nexts)

    def way_back(self, start, end=None):
        """What is gone through anew from an earlier step on: a ``redoing.Way``."""
        return self._cached(redoing.Way, start, end)

    def _grouped(self, name):
        """{value: nodes} of an attribute, in the graph's order."""
        if name not in self._cache:
            found = {}
            for node in self.nodes.values():
                found.setdefault(getattr(node, name), []).append(node)
            self._cache[name] = {key: tuple(nodes) for key, nodes in found.items()}
        return self._cache[name]

    def _cached(self, function, *args):
        key = function, *args
        if key not in self._cache:
            self._cache[key] = function(self, *args)
        return self._cache[key]


def _plain(row, names):
    values = {}
    for name in names:
        value = getattr(row, name)
        field = row.__dataclass_fields__[name]
        if value != field.default:
            values[name] = list(value) if isinstance(value, tuple) else value
    return values
