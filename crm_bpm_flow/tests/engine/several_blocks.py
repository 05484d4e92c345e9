"""Blocks that wait for one of several events, and sub-processes side by side."""

import copy
from dataclasses import replace

from blocks import Group, Step

CATCH = "intermediateCatchEvent"
EVENTS = ("message", "signal", "conditional", "timer")


class Where(dict):
    """Which instance of each repeated sub-process is meant; the same for all blocks."""

    def __deepcopy__(self, memo):
        return self


class Events(Step):
    """One element with several events: the first of them, or all."""

    def __init__(self, name, events, needs_all):
        super().__init__(name, CATCH)
        self.events, self.needs_all, self.left = events, needs_all, ()

    def begin(self):
        super().begin()
        self.left = {f"{self.name}_{event}" for event in self.events}

    def open(self):
        return [(part, ()) for part in self.left] if self.running else []

    def finish(self, name, outcome):
        if self.running and name in self.left:
            self.left = self.left - {name}
            if not (self.needs_all and self.left):
                super().finish(self.name, outcome)

    def draw(self, builder, ends):
        values = {"event": "multiple", "needs_all": self.needs_all}
        whole = builder.node(CATCH, ends, id=self.name, **values)
        for event in self.events:
            part_id = f"{self.name}_{event}"
            builder.node(CATCH, id=part_id, event=event, part_of=whole)
        return [(whole, None)]


class First(Group):
    """An event gateway: each event has its own way, the first one takes it."""

    def __init__(self, events, *ways):
        super().__init__(*ways)
        self.events, self.way, self.asking = events, None, False

    def begin(self):
        super().begin()
        self.way, self.asking = None, True

    @property
    def done(self):
        return self.way is not None and self.way.done

    def open(self):
        mine = [(name, ()) for name, _event in self.events] if self.asking else []
        return mine + super().open()

    def finish(self, name, outcome):
        names = [event_id for event_id, _event in self.events]
        if self.asking and name in names:
            self.asking = False
            self.way = self.parts[names.index(name)]
            self.way.begin()
        else:
            super().finish(name, outcome)

    def kill(self):
        self.asking = False
        super().kill()

    def draw(self, builder, ends):
        gateway, loose = builder.node("eventBasedGateway", ends), []
        for (event_id, event), way in zip(self.events, self.parts, strict=True):
            caught = builder.node(CATCH, [(gateway, None)], id=event_id, event=event)
            loose += way.draw(builder, [(caught, None)])
        return loose


class Several(Group):
    """A sub-process that is repeated side by side: each instance a run of its own."""

    def __init__(self, inside, number, enough, where):
        super().__init__()
        self.inside, self.number, self.enough = inside, number, enough
        self.where = where

    @property
    def name(self):
        return self.inside.name

    def begin(self):
        super().begin()
        self.parts = [copy.deepcopy(self.inside) for _one in range(self.number)]
        self.completed = []
        for part in self.parts:
            if not self.done:
                part.begin()
                self.settle()

    def settle(self):
        for part in self.parts:
            if part.running and part.done and not self.done:
                part.kill()
                self.completed.append(part)
        if self.done:
            for part in self.parts:
                part.kill()

    @property
    def done(self):
        enough = self.enough is not None and len(self.completed) >= self.enough
        return self.running and (len(self.completed) == self.number or enough)

    def finish(self, name, outcome):
        place = self.where.get(self.name)
        if place:
            self.parts[place - 1].finish(name, outcome)
            self.settle()

    def kill(self):
        super().kill()
        self.parts, self.completed = (), []

    def draw(self, builder, ends):
        place = len(builder.nodes)
        loose = self.inside.draw(builder, ends)
        marked = {"loop": "parallel", "number": self.number}
        marked["loop_condition"] = self.enough
        builder.nodes[place] = replace(builder.nodes[place], **marked)
        return loose
