"""Blocks with events, with several ways at once, and repeated ones."""

import copy
from dataclasses import replace

from blocks import Group, Step, merged
from scoped_blocks import Inside


class Some(Group):
    """An inclusive split and join around the ways whose conditions hold."""

    def __init__(self, chosen, *ways):
        super().__init__(*ways)
        self.chosen = chosen

    @property
    def taken(self):
        return [
            part for part, is_in in zip(self.parts, self.chosen, strict=True) if is_in
        ]

    def begin(self):
        super().begin()
        for part in self.taken:
            part.begin()

    @property
    def done(self):
        return all(part.done for part in self.taken)

    def draw(self, builder, ends):
        split = builder.node("inclusiveGateway", [(merged(builder, ends), None)])
        loose = []
        for part, is_in in zip(self.parts, self.chosen, strict=True):
            place = len(builder.flows)
            found = part.draw(builder, [(split, None)])
            builder.flows[place] = replace(builder.flows[place], condition=is_in)
            loose.append((merged(builder, found), None))
        return [(builder.node("inclusiveGateway", loose), None)]


class Many(Step):
    """A step that is repeated, side by side, in turn or while a condition holds."""

    def __init__(self, name, kind, loop, number, enough=None):
        super().__init__(name, kind)
        self.loop, self.number, self.enough = loop, number, enough
        self.left = self.completed = 0

    def draw(self, builder, ends):
        values = {"id": self.name, "loop": self.loop}
        if self.loop == "standard":
            values["loop_condition"] = self.number
        else:
            values.update(number=self.number, loop_condition=self.enough)
        return [(builder.node(self.kind, ends, **values), None)]

    def begin(self):
        super().begin()
        self.left, self.completed = self.number, 0
        self.settle()

    def settle(self):
        enough = self.enough is not None and self.completed >= self.enough
        if not self.left or (enough and self.completed):
            self.running, self.done = False, True

    def open(self):
        at_once = self.left if self.loop == "parallel" else 1
        return [(self.name, ())] * at_once if self.running else []

    def finish(self, name, outcome):
        if self.running and name == self.name:
            self.left -= 1
            self.completed += 1
            self.settle()


class Rounds(Group):
    """A sub-process that is repeated in turn; each instance is a run of its own."""

    def __init__(self, inside, number):
        super().__init__(inside)
        self.inside, self.number, self.left = inside, number, 0

    @property
    def name(self):
        return self.inside.name

    @property
    def done(self):
        return self.running and not self.left

    def begin(self):
        super().begin()
        self.left = self.number
        self.inside.begin()
        self.settle()

    def settle(self):
        while self.left and self.inside.done:
            self.left -= 1
            if self.left:
                self.inside.begin()

    def draw(self, builder, ends):
        place = len(builder.nodes)
        loose = self.inside.draw(builder, ends)
        marked = {"loop": "sequential", "number": self.number}
        builder.nodes[place] = replace(builder.nodes[place], **marked)
        return loose


class Fail:
    """An error end: its scope is over at once, and goes on elsewhere."""

    running = done = False

    def __init__(self, scope):
        self.scope = scope

    def begin(self):
        self.scope.failed = True

    def draw(self, builder, ends):
        builder.node("endEvent", ends, event="error", code="E1")
        return []

    def open(self):
        return []

    timers = open

    def finish(self, name, outcome):
        """Nothing to finish."""

    def kill(self):
        """Nothing to kill."""


class Caught(Group):
    """A sub-process whose error is caught on its border."""

    def __init__(self, name, host, side, code):
        super().__init__(host, side)
        self.name, self.host, self.side, self.code = name, host, side, code

    def begin(self):
        super().begin()
        self.fired = False
        self.host.begin()
        self.settle()

    def settle(self):
        if self.host.failed and not self.fired:
            self.fired = True
            self.side.begin()

    @property
    def done(self):
        return self.side.done if self.fired else self.host.done

    def draw(self, builder, ends):
        exits = self.host.draw(builder, ends)
        values = {"event": "error", "code": self.code, "attached_to": self.host.name}
        border = builder.node("boundaryEvent", id=self.name, **values)
        return exits + self.side.draw(builder, [(border, None)])


class Handled(Inside):
    """A sub-process with an event sub-process: instead of its body, or beside it."""

    def __init__(self, name, body, scope, trigger, handler, interrupting):
        super().__init__(name, body, scope)
        self.trigger, self.handler, self.interrupting = trigger, handler, interrupting
        if interrupting:
            self.parts = (body, handler)
        self.armed = self.taken = False

    def begin(self):
        self.armed, self.taken = True, False
        super().begin()

    def timers(self):
        mine = [self.trigger] if self.running and self.armed and not self.done else []
        return mine + super().timers()

    def finish(self, name, outcome):
        if not (self.armed and name == self.trigger):
            super().finish(name, outcome)
        elif self.interrupting:
            self.kill()
            self.running = self.taken = True
            self.handler.begin()
            self.settle()
        else:
            side = copy.copy(self.handler)
            side.begin()
            self.scope.sides.append(side)

    @property
    def done(self):
        if self.taken and not self.scope.stopped:
            return self.running and self.handler.done
        return super().done

    def kill(self):
        self.armed = False
        super().kill()

    def draw_body(self, builder):
        super().draw_body(builder)
        sub = builder.node("eventSubProcess")
        outer, builder.parent = builder.parent, sub
        values = {"event": "message", "interrupting": self.interrupting}
        start = builder.node("startEvent", id=self.trigger, **values)
        builder.node("endEvent", self.handler.draw(builder, [(start, None)]))
        builder.parent = outer
