"""Random processes of nested blocks."""

from blocks import STEPS, Again, Both, Choice, Row, Step
from scoped_blocks import Inside, Scope, Stop, Timed, Whole


class Maker:
    """Random blocks from a seeded ``random.Random``."""

    def __init__(self, rng, with_stop=True):
        self.rng, self.with_stop, self.count = rng, with_stop, 0

    def name(self, letter):
        self.count += 1
        return f"{letter}{self.count}"

    def whole(self, depth=3):
        scope = Scope()
        parts = (self.block(depth, scope) for _part in range(3))
        return Whole("process", Row(*parts), scope)

    def block(self, depth, scope):
        kinds = ["step"] if depth <= 0 or self.rng.random() < 0.2 else KINDS
        return getattr(self, self.rng.choice(kinds))(depth - 1, scope)

    def step(self, depth, scope):
        return Step(self.name("s"), self.rng.choice(list(STEPS)))

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
        return Timed(self.name("t"), host, side, interrupting, scope)


KINDS = ["row", "row", "both", "choice", "again", "inside", "timed"]
