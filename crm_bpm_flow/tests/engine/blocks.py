"""Random processes made of nested blocks, each of which knows by itself what is open.

A block draws itself as nodes and flows, and plays itself by a few lines that know
nothing of tokens: an oracle to hold the engine against.
"""

from dataclasses import replace

from engine import Flow, Graph, Node

STEPS = {
    "userTask": None,
    "serviceTask": None,
    "callActivity": None,
    "intermediateCatchEvent": "timer",
}


class Builder:
    """Collects nodes and flows. ``ends`` are loose ends: [(node id, outcome)]."""

    def __init__(self):
        self.nodes, self.flows, self.parent = [], [], None

    def node(self, kind, ends=(), **values):
        node_id = values.pop("id", None) or f"n{len(self.nodes)}"
        self.nodes.append(Node(node_id, kind, parent=self.parent, **values))
        for source, outcome in ends:
            flow_id = f"f{len(self.flows)}"
            self.flows.append(Flow(flow_id, source, node_id, outcome))
        return node_id

    def change(self, place, **values):
        """Say more about a node that is there already."""
        self.nodes[place] = replace(self.nodes[place], **values)

    def graph(self):
        return Graph(self.nodes, self.flows)


class Step:
    """Anything that waits once: a task, an automatic step, a call, a timer."""

    def __init__(self, name, kind):
        self.name, self.kind = name, kind
        self.running = self.done = False

    def draw(self, builder, ends):
        event = STEPS[self.kind]
        return [(builder.node(self.kind, ends, id=self.name, event=event), None)]

    def begin(self):
        self.running, self.done = True, False

    def open(self):
        return [(self.name, ())] if self.running else []

    def timers(self):
        return []

    def finish(self, name, outcome):
        if self.running and name == self.name:
            self.running, self.done = False, True

    def kill(self):
        self.running = False


class Group:
    """A block made of parts; only parts that run are asked and told anything."""

    running = False

    def __init__(self, *parts):
        self.parts = parts

    def begin(self):
        self.running = True

    def open(self):
        return [item for part in self.parts for item in part.open()]

    def timers(self):
        return [item for part in self.parts for item in part.timers()]

    def finish(self, name, outcome):
        for part in self.parts:
            if part.running:
                part.finish(name, outcome)
        self.settle()

    def settle(self):
        """Go on where a part has just been done."""

    def kill(self):
        self.running = False
        for part in self.parts:
            part.kill()


class Row(Group):
    def begin(self):
        super().begin()
        self.place = 0
        self.parts[0].begin()
        self.settle()

    def settle(self):
        while self.parts[self.place].done and self.place + 1 < len(self.parts):
            self.place += 1
            self.parts[self.place].begin()

    @property
    def done(self):
        return self.place + 1 == len(self.parts) and self.parts[-1].done

    def draw(self, builder, ends):
        for part in self.parts:
            ends = part.draw(builder, ends)
        return ends


class Both(Group):
    def begin(self):
        super().begin()
        for part in self.parts:
            part.begin()

    @property
    def done(self):
        return all(part.done for part in self.parts)

    def draw(self, builder, ends):
        split = builder.node("parallelGateway", [(merged(builder, ends), None)])
        exits = [part.draw(builder, [(split, None)]) for part in self.parts]
        loose = [(merged(builder, found), None) for found in exits]
        return [(builder.node("parallelGateway", loose), None)]


class Choice(Group):
    """A task with outcomes, and a way on for each; behind a gateway or not."""

    def __init__(self, name, by_gateway, *ways):
        super().__init__(*ways)
        self.name, self.by_gateway = name, by_gateway
        self.codes = tuple(f"o{number}" for number in range(len(ways)))
        self.asking, self.way = False, None

    def begin(self):
        super().begin()
        self.asking, self.way = True, None

    @property
    def done(self):
        return self.way is not None and self.way.done

    def open(self):
        mine = [(self.name, self.codes)] if self.asking else []
        return mine + super().open()

    def finish(self, name, outcome):
        if self.asking and name == self.name:
            self.asking = False
            self.way = self.parts[self.codes.index(outcome)]
            self.way.begin()
        else:
            super().finish(name, outcome)

    def kill(self):
        self.asking = False
        super().kill()

    def draw(self, builder, ends):
        source = builder.node("userTask", ends, id=self.name, outcomes=self.codes)
        if self.by_gateway:
            source = builder.node("exclusiveGateway", [(source, None)])
        pairs = zip(self.codes, self.parts, strict=True)
        return [
            end for code, way in pairs for end in way.draw(builder, [(source, code)])
        ]


class Again(Group):
    """A body, then a task that sends it round again or lets it go on."""

    def __init__(self, name, body):
        super().__init__(body)
        self.name, self.body = name, body
        self.asking = self.done = False

    def begin(self):
        super().begin()
        self.asking = self.done = False
        self.body.begin()
        self.settle()

    def settle(self):
        self.asking = self.body.done and not self.done

    def open(self):
        mine = [(self.name, ("again", "on"))] if self.asking else []
        return mine + super().open()

    def finish(self, name, outcome):
        if not (self.asking and name == self.name):
            super().finish(name, outcome)
        elif outcome == "again":
            self.begin()
        else:
            self.asking, self.done = False, True

    def kill(self):
        self.asking = False
        super().kill()

    def draw(self, builder, ends):
        merge = builder.node("exclusiveGateway", ends)
        ends = self.body.draw(builder, [(merge, None)])
        codes = ("again", "on")
        asks = builder.node("userTask", ends, id=self.name, outcomes=codes)
        builder.flows.append(Flow(f"f{len(builder.flows)}", asks, merge, "again"))
        return [(asks, "on")]


def merged(builder, ends):
    """One loose end instead of many, so that a join counts them as one way."""
    return builder.node("exclusiveGateway", ends)
