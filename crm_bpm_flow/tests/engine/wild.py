"""Graphs of anything connected with anything, and answers that fall like dice."""

import zlib

from engine import ConditionError, Flow, Graph, HowMany, Node

INNER = (
    ("userTask", None),
    ("userTask", None),
    ("manualTask", None),
    ("serviceTask", None),
    ("receiveTask", None),
    ("callActivity", None),
    ("exclusiveGateway", None),
    ("parallelGateway", None),
    ("inclusiveGateway", None),
    ("complexGateway", None),
    ("eventBasedGateway", None),
    ("intermediateCatchEvent", "timer"),
    ("intermediateCatchEvent", "message"),
    ("intermediateCatchEvent", "multiple"),
    ("intermediateThrowEvent", "multiple"),
    ("intermediateThrowEvent", "signal"),
    ("intermediateThrowEvent", "escalation"),
    ("intermediateThrowEvent", "compensation"),
    ("subProcess", None),
    ("subProcess", None),
    ("transaction", None),
    ("adHocSubProcess", None),
)
SCOPES = ("subProcess", "transaction", "adHocSubProcess")
BORDERS = ("timer", "message", "conditional", "error", "escalation", "cancel")
BORDERS += ("multiple",)
ENDS = (None, None, "terminate", "error", "escalation", "compensation", "cancel")
ENDS += ("multiple",)
TRIGGERS = ("message", "timer", "error", "escalation", "compensation", "multiple")
# What may be one of several events, by where they stand.
THROWN = ("signal", "message", "escalation", "compensation")
PARTS = {
    "startEvent": ("message", "timer", "signal", "escalation", "error"),
    "boundaryEvent": ("message", "timer", "signal", "escalation", "error"),
    "intermediateCatchEvent": ("message", "timer", "signal", "conditional"),
    "intermediateThrowEvent": THROWN,
    "endEvent": (*THROWN, "error", "terminate", "cancel"),
}
CODES = ("E1", "E2", None)


def dice(seed):
    """Answers that are yes, no or an error, always the same way for one token."""

    def evaluate(asked, token, ctx=None):
        name = getattr(asked, "id", None) or f"{type(asked).__name__} {asked.node}"
        number = zlib.crc32(f"{seed} {name} {token.id}".encode()) % 10
        if number == 0:
            raise ConditionError("bad luck")
        return number % 4 if isinstance(asked, HowMany) else number < 6

    return evaluate


class Wild:
    """A few scopes of nodes with random flows inside each; only ids are in order."""

    def __init__(self, rng):
        self.rng, self.nodes, self.flows = rng, [], []

    def graph(self):
        self.scope(None, depth=2)
        return Graph(self.nodes, self.flows)

    def add(self, kind, **values):
        event = values.get("event")
        if event == "compensation" or event == "multiple":
            values["detached"] = self.maybe(0.5)
        values["needs_all"] = event == "multiple" and self.maybe(0.5)
        node = Node(f"n{len(self.nodes)}", kind, **values)
        self.nodes.append(node)
        if event == "multiple":
            self.add_parts(node, values)
        return node

    def add_parts(self, whole, values):
        common = {**values, "part_of": whole.id, "attached_to": None}
        common["needs_all"] = False
        # All of them together: only what is waited for; the checker says so.
        events = PARTS["startEvent"][:3] if whole.needs_all else PARTS[whole.kind]
        for event in self.rng.sample(events, self.rng.randint(2, 3)):
            code = self.rng.choice(CODES)
            part = {**common, "event": event, "code": code}
            self.nodes.append(Node(f"n{len(self.nodes)}", whole.kind, **part))

    def maybe(self, chance):
        return self.rng.random() < chance

    def scope(self, parent, depth, kind=None):
        mine = (
            [] if kind == "adHocSubProcess" else [self.add("startEvent", parent=parent)]
        )
        for _node in range(self.rng.randint(2, 6)):
            mine.append(self.inner(parent, depth))
            if mine[-1].kind in SCOPES:
                self.scope(mine[-1].id, depth - 1, mine[-1].kind)
            mine.extend(self.borders(mine[-1]))
        if depth and self.maybe(0.4):
            self.event_sub(parent)
        event = self.rng.choice(ENDS)
        code = self.rng.choice(CODES)
        mine.append(self.add("endEvent", event=event, code=code, parent=parent))
        self.connect(mine)

    def inner(self, parent, depth):
        kind, event = self.rng.choice(INNER if depth else INNER[:-4])
        values = {"event": event, "parent": parent}
        if kind == "userTask" and self.maybe(0.5):
            values["outcomes"] = ("a", "b")
        if event == "escalation":
            values["code"] = self.rng.choice(CODES)
        if kind == "complexGateway":
            values["condition"] = self.rng.choice([None, 1, 2, "open"])
            values["late"] = self.rng.choice([None, "through", "cancel"])
        if kind == "adHocSubProcess":
            values["condition"] = self.rng.choice([None, "enough"])
            values["ordering"] = self.rng.choice([None, "sequential"])
        if kind.endswith(("Task", "Activity", "Process")) or kind == "transaction":
            values.update(self.frame())
        return self.add(kind, **values)

    def frame(self):
        values = {}
        if self.maybe(0.3):
            values["loop"] = self.rng.choice(["standard", "parallel", "sequential"])
            values["number"] = self.rng.choice([0, 2, 3, "people"])
            values["loop_condition"] = self.rng.choice([None, "again"])
            values["maximum"] = self.rng.choice([0, 2])
            values["test_before"] = self.maybe(0.5)
            values["cancel_rest"] = self.maybe(0.5)
        if self.maybe(0.1):
            values["section"] = "x"
        if self.maybe(0.1):
            values["milestone"] = "open"
        if self.maybe(0.1):
            values["start_quantity"] = 2
        if self.maybe(0.1):
            values["completion_quantity"] = 2
        return values

    def borders(self, node):
        is_activity = node.kind in SCOPES or node.kind.endswith(("Task", "Activity"))
        while is_activity and self.maybe(0.4):
            values = {"attached_to": node.id, "parent": node.parent}
            event = self.rng.choice(BORDERS)
            loose = event not in ("error", "cancel") and self.maybe(0.5)
            values.update(code=self.rng.choice(CODES), interrupting=not loose)
            yield self.add("boundaryEvent", event=event, **values)
        if is_activity and self.maybe(0.2):
            values = {"for_compensation": True, "parent": node.parent}
            handler = self.add("userTask", **values)
            values = {"attached_to": node.id, "parent": node.parent}
            values.update(handler=handler.id, event="compensation")
            self.add("boundaryEvent", **values)

    def event_sub(self, parent):
        sub = self.add("eventSubProcess", parent=parent)
        event, loose = self.rng.choice(TRIGGERS), self.maybe(0.5)
        values = {"code": self.rng.choice(CODES), "parent": sub.id}
        values["interrupting"] = event == "error" or not loose
        start = self.add("startEvent", event=event, **values)
        task = self.add(self.rng.choice(["userTask", "serviceTask"]), parent=sub.id)
        event, code = self.rng.choice(ENDS), self.rng.choice(CODES)
        end = self.add("endEvent", event=event, code=code, parent=sub.id)
        self.flow(start, task)
        self.flow(task, end)

    def connect(self, mine):
        fixed = ("startEvent", "boundaryEvent")
        targets = [node for node in mine if node.kind not in fixed]
        events = [
            n for n in targets if n.kind in ("intermediateCatchEvent", "receiveTask")
        ]
        for node in mine[:-1]:
            goals = targets
            if node.kind == "eventBasedGateway":
                goals = [n for n in events if not n.section and n.milestone is None]
            for _flow in range(self.rng.randint(1, 3) if goals else 0):
                self.flow(node, self.rng.choice(goals))

    def flow(self, source, target):
        outcome = self.rng.choice([None, None, None, "a", "b"])
        condition = self.rng.choice([None, None, "some data"])
        flow_id = f"f{len(self.flows)}"
        self.flows.append(Flow(flow_id, source.id, target.id, outcome, condition))
