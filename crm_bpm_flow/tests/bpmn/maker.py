"""Random files as plain data, of everything that can be written."""

import random

from ...bpmn import (
    Association,
    Collaboration,
    Definitions,
    Edge,
    Element,
    Event,
    Flow,
    Formal,
    Kept,
    Lane,
    Loop,
    MessageFlow,
    Participant,
    Process,
    Root,
    Shape,
)
from ...bpmn.names import (
    ACTIVITIES,
    DEFAULTS,
    EVENT_KINDS,
    EVENTS,
    GATEWAYS,
    ROOTS,
    SUB_PROCESSES,
)

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
NOTE = (
    '<bpmn:textAnnotation xmlns:bpmn="{}" id="{}"><bpmn:text>é &lt; 1</bpmn:text>'
    "</bpmn:textAnnotation>"
)
WORDS = ("", "Call", "Überprüfen & <senden>", "line\none", "'\"", "Дело №1")
SETTINGS = (
    {},
    {"deadline": {"amount": 2, "unit": "hours"}, "outcomes": ["yes", "no", ""]},
    {"a b": None, "share": 0.5, "late": True, "deep": [[], {}, [{"x": [1]}]]},
)
FOREIGN = (
    '<own:thing xmlns:own="urn:own" a="1"><own:part>x</own:part></own:thing>',
    "",
)


class Maker:
    """One random file.

    :param chance: a seed, which always makes the same, or a ``random.Random``
    """

    def __init__(self, chance):
        is_seed = not isinstance(chance, random.Random)
        self.random = random.Random(chance) if is_seed else chance
        self.number = 0
        self.roots = {}

    def id(self, stem):
        self.number += 1
        odd = self.chance(0.05)
        return f"{self.number} {stem}!" if odd else f"{stem}_{self.number}"

    def chance(self, share=0.3):
        return self.random.random() < share

    def pick(self, values):
        return self.random.choice(values)

    def part(self, stem):
        foreign = self.pick(FOREIGN)
        attributes = {"{urn:own}hint": "7", "odd": "x"} if self.chance(0.2) else {}
        return {
            "id": self.id(stem),
            "name": self.pick(WORDS).replace("\n", " "),
            "documentation": self.pick(WORDS) if self.chance() else "",
            "settings": self.pick(SETTINGS),
            "extensions": (foreign,) if foreign and self.chance() else (),
            "attributes": attributes,
        }

    def formal(self):
        language = "FEEL" if self.chance(0.2) else ""
        return Formal(self.pick(("a > 1", "${b && c}", "=x <= 2")), language)

    def definitions(self):
        found = Definitions(id="file", roots=self.roots, target_namespace="urn:x")
        found.processes = [self.process() for _ in range(self.pick((1, 1, 2)))]
        if self.chance():
            collaboration = Collaboration(id=self.id("collaboration"))
            ends = []
            for process in [*found.processes, None]:
                part = Participant(**self.part("pool"))
                part.process = process and process.id
                ends.append(process.elements[0].id if process else part.id)
                collaboration.participants.append(part)
            flow = MessageFlow(source=ends[-1], target=ends[0], **self.part("message"))
            collaboration.message_flows.append(flow)
            found.collaborations = [collaboration]
        return found

    # ---- processes ----------------------------------------------------
    def process(self):
        process = Process(**self.part("process"))
        process.is_executable = self.pick((None, True, False))
        self.fill(process, None, 3)
        if self.chance():
            self.add_lanes(process)
        if self.chance():
            self.number += 1
            note = f"note_{self.number}"
            xml = NOTE.format(BPMN, note)
            process.kept.append(Kept(id=note, kind="textAnnotation", xml=xml))
            source = process.elements[0].id
            process.associations.append(
                Association(id=self.id("to_note"), source=source, target=note)
            )
        return process

    def fill(self, process, parent, depth):
        nodes = []
        for _ in range(self.random.randint(1, 7)):
            kinds = (ACTIVITIES, GATEWAYS, EVENTS[:4])
            element = self.element(self.pick(self.pick(kinds)), parent)
            process.elements.append(element)
            nodes.append(element)
            if element.kind in SUB_PROCESSES and depth and self.chance(0.7):
                self.fill(process, element.id, depth - 1)
            if element.kind in ACTIVITIES and self.chance():
                border = self.element("boundaryEvent", parent)
                border.attached_to = element.id
                process.elements.append(border)
                nodes.append(border)
        for _ in range(len(nodes)):
            self.add_flow(process, nodes, parent)

    def add_flow(self, process, nodes, parent):
        source = self.pick(nodes)
        target = self.pick([node for node in nodes if node.attached_to is None])
        flow = Flow(source=source.id, target=target.id, **self.part("flow"))
        flow.parent = parent
        flow.condition = self.formal() if self.chance() else None
        flow.is_immediate = self.pick((None, None, True))
        process.flows.append(flow)
        if source.kind in DEFAULTS and self.chance():
            source.default = flow.id

    def add_lanes(self, process):
        outer = Lane(**self.part("lane"), lane_set=self.id("set"))
        inner_set = self.id("set")
        inner = [
            Lane(**self.part("lane"), lane_set=inner_set, parent=outer.id)
            for _ in range(2)
        ]
        process.lanes = [outer, *inner]
        for element in process.elements:
            if element.parent is None:
                element.lane = self.pick((*inner, outer)).id

    # ---- elements -----------------------------------------------------
    def element(self, kind, parent):
        element = Element(kind=kind, parent=parent, **self.part("node"))
        if kind.endswith("Event"):
            self.set_events(element)
        elif kind in ACTIVITIES:
            self.set_activity(element)
        elif kind == "complexGateway" and self.chance():
            element.activation = self.formal()
        elif kind == "eventBasedGateway":
            element.instantiate = self.chance()
            element.gateway_type = self.pick((None, "Parallel", "Exclusive"))
        return element

    def set_events(self, element):
        for _ in range(self.pick((0, 1, 1, 1, 2))):
            element.events.append(self.event(self.pick(EVENT_KINDS)))
        if element.kind in ("startEvent", "boundaryEvent"):
            element.interrupting = self.chance(0.7)

    def event(self, kind):
        event = Event(kind=kind, id=self.id("event") if self.chance() else "")
        if kind in ROOTS and self.chance(0.8):
            root = Root(kind=kind, **self.part("root"))
            root.code = self.pick(("", "E1")) if kind in ("error", "escalation") else ""
            self.roots[root.id] = root
            event.ref, event.name, event.code = root.id, root.name, root.code or None
        elif kind == "timer" and self.chance(0.8):
            event.timer, event.text = self.pick(("date", "duration", "cycle")), "PT1H"
        elif kind == "conditional":
            event.text = "a > 1"
        elif kind == "link":
            event.name = "here"
        elif kind == "compensation":
            event.wait = self.chance(0.7)
        return event

    def set_activity(self, element):
        element.for_compensation = self.chance(0.1)
        element.start_quantity = self.pick((1, 1, 2))
        element.loop = self.loop() if self.chance() else None
        if element.kind == "callActivity":
            element.called_element = self.pick((None, "other", "${which}"))
        elif element.kind == "scriptTask" and self.chance():
            element.script, element.script_format = "a = 1\nb = a", "feel"
        elif element.kind == "adHocSubProcess":
            element.ordering = self.pick((None, "Parallel", "Sequential"))
            element.completion = self.formal() if self.chance() else None
            element.cancel_remaining = self.chance(0.7)
        elif element.kind == "subProcess":
            element.triggered_by_event = self.chance(0.2)

    def loop(self):
        kind = self.pick(("standard", "parallel", "sequential"))
        loop = Loop(kind=kind, condition=self.formal() if self.chance() else None)
        if kind == "standard":
            loop.maximum, loop.test_before = self.pick((None, 3)), self.chance()
            return loop
        if self.chance():
            loop.cardinality = self.formal()
        else:
            loop.collection, loop.variable = self.pick(("lines", "${a.b}")), "line"
        loop.behavior = self.pick(("All", "None"))
        return loop

    def drawn(self, definitions):
        """Some of it gets places, wherever that is."""
        for process in definitions.processes:
            for element in process.elements:
                if self.chance(0.5):
                    x, y = self.random.randint(0, 999), self.random.random() * 999
                    element.shape = Shape(bounds=(x, y, 100, 80.5))
            for flow in process.flows:
                if self.chance(0.5):
                    flow.edge = Edge(waypoints=((1, 2), (3.25, -4)))
        return definitions
