"""Random processes as people draw them: blocks in a row, loops, limits, lanes."""

import random

from ...bpmn import (
    Association,
    Collaboration,
    Definitions,
    Element,
    Event,
    Flow,
    Kept,
    Lane,
    MessageFlow,
    Participant,
    Process,
)

NOTE = (
    '<bpmn:textAnnotation xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'id="{}"><bpmn:text>Ask the manager first, he knows</bpmn:text>'
    "</bpmn:textAnnotation>"
)
NAMES = ("Call", "Check the papers", "Send an offer to the customer", "Pay", "Ask")
TASKS = ("task", "userTask", "serviceTask", "scriptTask", "sendTask", "callActivity")
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")


class People:
    """The same seed makes the same file."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.number = 0

    def id(self, stem):
        self.number += 1
        return f"{stem}_{self.number}"

    def chance(self, share):
        return self.random.random() < share

    def file(self, size=12, pools=None):
        """A file with about so many steps a process."""
        pools = self.random.choice((0, 0, 1, 2, 3)) if pools is None else pools
        processes = [self.process(size) for _ in range(max(1, pools))]
        found = Definitions(processes=processes)
        if pools:
            found.collaborations = [self.collaboration(processes)]
        return found

    def process(self, size):
        process = Process(id=self.id("process"))
        self.add_path(process, None, size, 2)
        if self.chance(0.5):
            self.add_lanes(process)
        if self.chance(0.4):
            self.add_note(process)
        return process

    def add_note(self, process):
        note, host = self.id("note"), self.random.choice(process.elements)
        xml, parent = NOTE.format(note), host.parent
        process.kept.append(
            Kept(id=note, kind="textAnnotation", xml=xml, parent=parent)
        )
        process.associations.append(
            Association(id=self.id("to"), source=host.id, target=note, parent=parent)
        )

    def collaboration(self, processes):
        pools = [Participant(id=self.id("pool"), process=p.id) for p in processes]
        client = Participant(id=self.id("client"), name="Customer")
        pools.insert(self.random.randrange(len(pools) + 1), client)
        found = Collaboration(id=self.id("c"), name="", participants=pools)
        ends = [client.id]
        for process in processes:
            tasks = [e.id for e in process.elements if e.kind in TASKS and not e.parent]
            ends.append(self.random.choice(tasks or [process.elements[0].id]))
        for target in ends[1:]:
            source = self.random.choice([end for end in ends if end != target])
            flow = MessageFlow(id=self.id("m"), source=source, target=target)
            flow.name = self.random.choice(("", "Order"))
            found.message_flows.append(flow)
        return found

    def add_lanes(self, process):
        outer = self.chance(0.2) and Lane(id=self.id("lane"), name="All", lane_set="s")
        parent = outer.id if outer else None
        name = "inner" if outer else "s"
        lanes = [
            Lane(id=self.id("lane"), name="Sales", lane_set=name, parent=parent)
            for _ in range(self.random.randint(1, 4))
        ]
        process.lanes = [outer, *lanes] if outer else lanes
        lane = lanes[0]
        for element in process.elements:
            lane = self.random.choice(lanes) if self.chance(0.3) else lane
            if element.parent is None:
                host = element.attached_to
                hosts = {e.id: e for e in process.elements}
                element.lane = hosts[host].lane if host else lane.id

    # ---- blocks: each returns (what it begins with, what it ends with) ----
    def add_path(self, process, parent, size, depth):
        first = self.element(process, parent, "startEvent")
        last, made = first, 0
        while made < size:
            begin, end, count = self.block(process, parent, size - made, depth)
            self.flow(process, last, begin)
            if self.chance(0.15) and end.kind != "endEvent":
                self.flow(process, end, begin, "again")
            last, made = end, made + count
        self.flow(process, last, self.element(process, parent, "endEvent"))

    def block(self, process, parent, size, depth):
        kind = self.random.random()
        if kind < 0.55 or size < 4:
            task = self.task(process, parent)
            return task, task, 1
        if kind < 0.85 or not depth:
            return self.split(process, parent, size, depth)
        sub = self.element(process, parent, "subProcess")
        inside = self.random.randint(1, min(6, size))
        self.add_path(process, sub.id, inside, depth - 1)
        return sub, sub, inside

    def task(self, process, parent):
        task = self.element(process, parent, self.random.choice(TASKS))
        for _ in range(2):
            if self.chance(0.12):
                self.add_limit(process, parent, task)
        return task

    def add_limit(self, process, parent, host):
        border = self.element(process, parent, "boundaryEvent")
        border.attached_to, border.events = host.id, [Event(kind="timer")]
        remind = self.element(process, parent, "userTask")
        self.flow(process, border, remind)
        if self.chance(0.5):
            self.flow(process, remind, self.element(process, parent, "endEvent"))

    def split(self, process, parent, size, depth):
        kind = self.random.choice(GATEWAYS)
        fork, join = (self.element(process, parent, kind) for _ in range(2))
        count, made = self.random.randint(2, 4), 0
        for _ in range(count):
            last, share = fork, self.random.randint(0, max(1, size // count))
            while share > 0:
                begin, end, done = self.block(process, parent, share, depth - 1)
                self.flow(process, last, begin, "yes")
                last, made, share = end, made + done, share - done
            if self.chance(0.15) and last is not fork:
                self.flow(process, last, self.element(process, parent, "endEvent"))
            else:
                self.flow(process, last, join, "no" if last is fork else "")
        return fork, join, made + 2

    def element(self, process, parent, kind):
        name = self.random.choice(NAMES) if self.chance(0.8) else ""
        found = Element(id=self.id(kind), kind=kind, name=name, parent=parent)
        process.elements.append(found)
        return found

    def flow(self, process, source, target, name=""):
        name = name if self.chance(0.5) else ""
        found = Flow(id=self.id("f"), source=source.id, target=target.id, name=name)
        found.parent = source.parent
        process.flows.append(found)
