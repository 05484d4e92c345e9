"""Blocks that end together with what is around them: sub-processes, timers, stops."""

import copy

from blocks import Builder, Group


class Scope:
    """What ends together: the process, or one sub-process."""

    def __init__(self, is_undone=False):
        self.is_undone = is_undone
        self.begin()

    def begin(self):
        self.stopped, self.failed, self.sides = False, False, []
        self.log, self.told = [], 0  # handlers of what was done; escalations


class Inside(Group):
    """A sub-process around a body."""

    def __init__(self, name, body, scope):
        super().__init__(body)
        self.name, self.body, self.scope = name, body, scope

    def begin(self):
        super().begin()
        self.scope.begin()
        self.body.begin()
        self.settle()

    def settle(self):
        if self.scope.stopped:
            self.kill()
            self.running = self.scope.stopped = True
        self.failed = self.scope.failed
        if self.failed:
            self.kill()

    @property
    def done(self):
        sides_done = all(side.done for side in self.scope.sides)
        return self.running and (self.scope.stopped or (self.body.done and sides_done))

    def open(self):
        return super().open() + [i for side in self.scope.sides for i in side.open()]

    def finish(self, name, outcome):
        for side in self.scope.sides:
            if side.running and side.name == name:
                side.finish(name, outcome)
                return
        super().finish(name, outcome)

    def kill(self):
        super().kill()
        self.scope.begin()

    def draw(self, builder, ends):
        node_id = builder.node("subProcess", ends, id=self.name)
        outer, builder.parent = builder.parent, node_id
        self.draw_body(builder)
        builder.parent = outer
        return [(node_id, None)]

    def draw_body(self, builder):
        start = builder.node("startEvent")
        builder.node("endEvent", self.body.draw(builder, [(start, None)]))


class Stop:
    """A terminate end: its scope is over at once."""

    running = done = False

    def __init__(self, scope):
        self.scope = scope

    def begin(self):
        self.scope.stopped = True

    def draw(self, builder, ends):
        builder.node("endEvent", ends, event="terminate")
        return []

    def open(self):
        return []

    timers = open

    def finish(self, name, outcome):
        """Nothing to finish."""

    def kill(self):
        """Nothing to kill."""


class Timed(Group):
    """A step or sub-process with a boundary event and what comes of it."""

    def __init__(self, name, host, side, interrupting, scope, event="timer"):
        super().__init__(host, side)
        self.name, self.host, self.side = name, host, side
        self.interrupting, self.scope, self.event = interrupting, scope, event
        self.armed = self.fired = False

    def begin(self):
        super().begin()
        self.armed, self.fired = True, False
        self.host.begin()
        self.settle()

    def settle(self):
        self.armed = self.armed and not self.host.done

    @property
    def done(self):
        return self.side.done if self.fired else self.host.done

    def timers(self):
        return ([self.name] if self.armed else []) + super().timers()

    def finish(self, name, outcome):
        if not (self.armed and name == self.name):
            super().finish(name, outcome)
            return
        if self.interrupting:
            self.armed = False
            self.host.kill()
            self.fired = True
            self.side.begin()
        else:
            # A timer comes once, anything else as often as it likes.
            self.armed = self.event != "timer"
            side = copy.copy(self.side)
            side.begin()
            self.scope.sides.append(side)

    def kill(self):
        self.armed = False
        super().kill()

    def draw(self, builder, ends):
        exits = self.host.draw(builder, ends)
        border = builder.node(
            "boundaryEvent",
            id=self.name,
            event=self.event,
            attached_to=self.host.name,
            interrupting=self.interrupting,
        )
        loose = self.side.draw(builder, [(border, None)])
        if self.interrupting:
            return exits + loose
        builder.node("endEvent", loose)
        return exits


class Whole(Inside):
    """The process itself. ``where``: which instances the next event is in."""

    def __init__(self, name, body, scope, where=None):
        super().__init__(name, body, scope)
        self.where = {} if where is None else where

    def graph(self):
        builder = Builder()
        self.draw_body(builder)
        return builder.graph()
