"""Upright pieces of ways in the gap between two layers: side by side in tracks."""

MARGIN, MOST, SAME = 6, 120, 10


class Jog:
    """From one height to another in a gap. ``net``: those of one net share a track."""

    __slots__ = ("from_left", "net", "start", "stop", "track")

    def __init__(self, start, stop, net, from_left=True):
        self.start, self.stop, self.net = start, stop, net
        self.from_left = from_left
        self.track = 0

    @property
    def ends(self):
        """(height on the left, height on the right); a turn has both on one side."""
        return (self.start, self.stop)


class Turn(Jog):
    """Comes from one side and leaves to it: ``side`` "left" or "right"."""

    __slots__ = ("side",)

    def __init__(self, start, stop, net, side):
        super().__init__(start, stop, net)
        self.side = side


class Net:
    __slots__ = ("high", "jogs", "lefts", "low", "rights")

    def __init__(self, jogs):
        self.jogs, self.lefts, self.rights = jogs, set(), set()
        for jog in jogs:
            self._add(jog)
        ends = [y for jog in jogs for y in (jog.start, jog.stop)]
        self.low, self.high = min(ends), max(ends)

    def _add(self, jog):
        if isinstance(jog, Turn):
            rows = self.lefts if jog.side == "left" else self.rights
            rows.update((jog.start, jog.stop))
        else:
            left, right = (jog.start, jog.stop) if jog.from_left else jog.ends[::-1]
            self.lefts.add(left)
            self.rights.add(right)

    def meets(self, other):
        return self.low < other.high + MARGIN and other.low < self.high + MARGIN

    def cost_before(self, other):
        """What it costs to stand left of another: crossings, and lines on lines."""
        count = sum(self.low < y < self.high for y in other.lefts)
        count += sum(other.low < y < other.high for y in self.rights)
        return count + SAME * len(self.rights & other.lefts)


def set_tracks(jogs):
    """Give each jog of one gap its track; returns how many there are."""
    nets = {}
    for jog in jogs:
        nets.setdefault(jog.net, []).append(jog)
    nets = [Net(found) for found in nets.values()]
    nets = _ordered(nets) if len(nets) <= MOST else _by_height(nets)
    tracks, count = [], 0
    for number, net in enumerate(nets):
        before = [tracks[n] for n in range(number) if nets[n].meets(net)]
        track = 1 + max(before, default=-1)
        tracks.append(track)
        count = max(count, track + 1)
        for jog in net.jogs:
            jog.track = track
    return count


def _by_height(nets):
    """Too many to compare each with each: those that lead down, the lowest first."""
    return sorted(nets, key=lambda net: (-min(net.lefts, default=net.low), net.high))


def _ordered(nets):
    """Neighbours change places as long as that saves crossings."""
    nets = sorted(nets, key=_preference(nets))
    for _round in range(len(nets)):
        has_changed = False
        for place in range(len(nets) - 1):
            one, other = nets[place : place + 2]
            if other.cost_before(one) < one.cost_before(other):
                nets[place : place + 2] = other, one
                has_changed = True
        if not has_changed:
            break
    return nets


def _preference(nets):
    scores = {
        id(net): sum(
            net.cost_before(other) - other.cost_before(net)
            for other in nets
            if other is not net and net.meets(other)
        )
        for net in nets
    }
    return lambda net: scores[id(net)]
