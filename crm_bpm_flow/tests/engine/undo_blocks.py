"""Blocks that take back what was done, and blocks that tell the level above."""

import copy

from blocks import Group, Step
from scoped_blocks import Inside


class Undoable(Step):
    """A step with a handler that takes it back; its scope remembers each visit."""

    def __init__(self, name, kind, scope):
        super().__init__(name, kind)
        self.scope = scope

    @property
    def handler(self):
        return f"undo_{self.name}"

    def draw(self, builder, ends):
        ends = super().draw(builder, ends)
        handler = builder.node("userTask", id=self.handler, for_compensation=True)
        values = {"attached_to": self.name, "handler": handler}
        builder.node("boundaryEvent", event="compensation", **values)
        return ends

    def finish(self, name, outcome):
        if self.running and name == self.name:
            self.scope.log.append(self.handler)
        super().finish(name, outcome)


class Undone(Inside):
    """A sub-process that takes back all that was done in it before it ends.

    :param side: what comes behind the border of a transaction that is cancelled; None:
        a compensation is thrown at the end, which is waited for unless ``detached``
    """

    def __init__(self, name, body, scope, side=None, detached=False):
        super().__init__(name, body, scope)
        self.side, self.detached = side, detached
        self.parts = (body, side) if side else (body,)
        self.queue, self.left = None, False

    def begin(self):
        self.queue, self.left = None, False
        super().begin()

    def settle(self):
        super().settle()
        if self.scope.stopped:
            return
        if self.running and self.body.done and self.queue is None:
            self.queue = self.scope.log[::-1]
            if self.side:
                for other in self.scope.sides:
                    other.kill()
                self.scope.sides = []
        if self.side and self.queue == [] and not self.left:
            self.left = True
            self.side.begin()

    def open(self):
        handlers = [(name, ()) for name in (self.queue or ())[:1]]
        return handlers + super().open()

    def finish(self, name, outcome):
        if self.queue and name == self.queue[0]:
            self.queue.pop(0)
            self.settle()
        else:
            super().finish(name, outcome)
            self.settle()

    @property
    def done(self):
        if self.scope.stopped:
            return self.running
        if self.side:
            return self.queue == [] and self.side.done
        return self.queue == [] and super().done

    def kill(self):
        self.queue = None
        super().kill()

    def draw(self, builder, ends):
        place = len(builder.nodes)
        exits = super().draw(builder, ends)
        if not self.side:
            return exits
        builder.change(place, kind="transaction")
        values = {"event": "cancel", "attached_to": self.name}
        border = builder.node("boundaryEvent", **values)
        return exits + self.side.draw(builder, [(border, None)])

    def draw_body(self, builder):
        ends = self.body.draw(builder, [(builder.node("startEvent"), None)])
        if self.side:
            builder.node("endEvent", ends, event="cancel")
            return
        kind = "endEvent" if self.detached else "intermediateThrowEvent"
        values = {"event": "compensation", "detached": self.detached}
        thrown = builder.node(kind, ends, **values)
        if not self.detached:
            builder.node("endEvent", [(thrown, None)])


class Tell:
    """An escalation on the way: told at once, and on, unless that is over then."""

    running = done = False

    def __init__(self, scope):
        self.scope = scope

    def begin(self):
        self.scope.told += 1
        self.done = True

    def draw(self, builder, ends):
        kind = "intermediateThrowEvent"
        return [(builder.node(kind, ends, event="escalation", code="X1"), None)]

    def open(self):
        return []

    timers = open

    def finish(self, name, outcome):
        """Nothing to finish."""

    def kill(self):
        self.done = False


class Told(Group):
    """A sub-process whose escalations are caught on its border.

    :param scope: in which a second token runs when nothing is interrupted
    """

    def __init__(self, name, host, side, interrupting, scope):
        super().__init__(host, side)
        self.name, self.host, self.side = name, host, side
        self.interrupting, self.scope = interrupting, scope
        self.fired, self.heard = False, 0

    def begin(self):
        super().begin()
        self.fired, self.heard = False, 0
        self.host.begin()
        self.settle()

    def settle(self):
        told = self.host.scope.told
        if not told or self.fired:
            return
        if self.interrupting:
            self.fired = True
            self.host.kill()
            self.side.begin()
            return
        for _time in range(told - self.heard):
            side = copy.copy(self.side)
            side.begin()
            self.scope.sides.append(side)
        self.heard = told

    @property
    def done(self):
        return self.side.done if self.fired else self.host.done

    def draw(self, builder, ends):
        exits = self.host.draw(builder, ends)
        values = {"event": "escalation", "attached_to": self.host.name}
        values["interrupting"] = self.interrupting
        border = builder.node("boundaryEvent", **values)
        loose = self.side.draw(builder, [(border, None)])
        if self.interrupting:
            return exits + loose
        builder.node("endEvent", loose)
        return exits
