"""Random processes of nested blocks."""

from blocks import STEPS, Again, Both, Choice, Row, Step
from event_blocks import Caught, Fail, Handled, Many, Rounds, Some
from scoped_blocks import Inside, Scope, Stop, Timed, Whole
from several_blocks import EVENTS, Events, First, Several, Where
from undo_blocks import Tell, Told, Undoable, Undone


class Maker:
    """Random blocks from a seeded ``random.Random``."""

    def __init__(self, rng, with_stop=True):
        self.rng, self.with_stop, self.count = rng, with_stop, 0
        self.where = Where()

    def name(self, letter):
        self.count += 1
        return f"{letter}{self.count}"

    def whole(self, depth=3):
        scope = Scope()
        parts = (self.block(depth, scope) for _part in range(3))
        return Whole("process", Row(*parts), scope, self.where)

    def block(self, depth, scope):
        kinds = ["step"] if depth <= 0 or self.rng.random() < 0.2 else KINDS
        return getattr(self, self.rng.choice(kinds))(depth - 1, scope)

    def step(self, depth, scope):
        kind = self.rng.choice(list(STEPS))
        if scope.is_undone and STEPS[kind] is None and self.rng.random() < 0.7:
            return Undoable(self.name("s"), kind, scope)
        return Step(self.name("s"), kind)

    def row(self, depth, scope):
        size = self.rng.randint(2, 4)
        return Row(*(self.block(depth, scope) for _part in range(size)))

    def both(self, depth, scope):
        size = self.rng.randint(1, 3)
        return Both(*(self.block(depth, scope) for _part in range(size)))

    def choice(self, depth, scope):
        ways = [self.block(depth, scope) for _way in range(self.rng.randint(1, 3))]
        if self.with_stop and self.rng.random() < 0.2:
            ways.append(Stop(scope))
        return Choice(self.name("c"), self.rng.random() < 0.5, *ways)

    def again(self, depth, scope):
        return Again(self.name("a"), self.block(depth, scope))

    def inside(self, depth, scope):
        inner = Scope()
        return Inside(self.name("p"), self.block(depth, inner), inner)

    def timed(self, depth, scope):
        if depth > 0 and self.rng.random() < 0.5:
            host = self.inside(depth, scope)
        else:
            kinds = ["userTask", "serviceTask", "callActivity"]
            host = Step(self.name("h"), self.rng.choice(kinds))
        interrupting = self.rng.random() < 0.5
        side = self.block(depth, scope) if interrupting else self.step(depth, scope)
        event = self.rng.choice(["timer", "message", "signal", "conditional"])
        return Timed(self.name("t"), host, side, interrupting, scope, event)

    def some(self, depth, scope):
        ways = [self.block(depth, scope) for _way in range(self.rng.randint(1, 3))]
        chosen = [self.rng.random() < 0.6 for _way in ways]
        chosen[self.rng.randrange(len(ways))] = True
        return Some(chosen, *ways)

    def many(self, depth, scope):
        kind = self.rng.choice(["userTask", "serviceTask", "callActivity"])
        loop = self.rng.choice(["standard", "parallel", "sequential"])
        number = self.rng.randint(1, 3)
        enough = self.rng.choice([None, 1, 2]) if loop != "standard" else None
        return Many(self.name("m"), kind, loop, number, enough)

    def rounds(self, depth, scope):
        return Rounds(self.inside(depth, scope), self.rng.randint(1, 2))

    def caught(self, depth, scope):
        inner = Scope()
        choice = [self.block(depth, inner), Fail(inner)]
        body = Choice(self.name("c"), self.rng.random() < 0.5, *choice)
        side = self.block(depth, scope)
        host = Inside(self.name("p"), Both(body, self.step(depth, inner)), inner)
        return Caught(self.name("e"), host, side, self.rng.choice(["E1", None]))

    def handled(self, depth, scope):
        inner, interrupting = Scope(), self.rng.random() < 0.5
        body = self.block(depth, inner)
        # What runs in the handler ends with the handler, not with the body.
        handler = self.step(depth, inner)
        return Handled(
            self.name("p"), body, inner, self.name("g"), handler, interrupting
        )

    def undone(self, depth, scope):
        """What was done is taken back: thrown at the end, or by cancelling."""
        inner = Scope(is_undone=True)
        body = self.block(depth, inner)
        side = self.block(depth, scope) if self.rng.random() < 0.5 else None
        detached = self.rng.random() < 0.5
        return Undone(self.name("u"), body, inner, side, detached)

    def told(self, depth, scope):
        inner, interrupting = Scope(), self.rng.random() < 0.5
        body = Row(self.block(depth, inner), Tell(inner), self.block(depth, inner))
        host = Inside(self.name("p"), body, inner)
        side = self.block(depth, scope) if interrupting else self.step(depth, scope)
        return Told(self.name("x"), host, side, interrupting, scope)

    def events(self, depth, scope):
        events = self.rng.sample(EVENTS, self.rng.randint(2, 3))
        return Events(self.name("v"), events, self.rng.random() < 0.5)

    def first(self, depth, scope):
        kinds = self.rng.sample(EVENTS, self.rng.randint(1, 3))
        ways = [self.block(depth, scope) for _kind in kinds]
        return First([(self.name("w"), kind) for kind in kinds], *ways)

    def several(self, depth, scope):
        number = self.rng.randint(1, 3)
        enough = self.rng.choice([None, 1, 2])
        return Several(self.inside(depth, scope), number, enough, self.where)


KINDS = ["row", "row", "both", "choice", "again", "inside", "timed"]
KINDS += ["some", "many", "rounds", "caught", "handled"]
KINDS += ["undone", "told", "events", "first", "several"]
