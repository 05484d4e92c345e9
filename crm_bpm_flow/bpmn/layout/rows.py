"""How high each item stands: linked ones in one line where they can, none too near."""

from collections import deque
from itertools import pairwise

GAP, PASSING_GAP, NARROW_GAP, PITCH = 34, 14, 2, 110
ROUNDS = 4
MAIN, PASSING, ONLY, OTHER, DROP = 8, 5, 4, 2, 1


def set_heights(layers, chains, links, bands):
    """Give each item its ``y``, within its band; returns the height of each band.

    :param layers: items in order; bands: how many there are
    """
    _blocks(layers, _weighted(chains, links))
    heights = []
    for band in range(bands):
        inside = [[i for i in layer if i.band == band] for layer in layers]
        heights.append(_place_band(inside))
    return heights


def _weighted(chains, links):
    """(weight, one, other) of neighbours in layers and in one band."""
    found, degree = [], {}
    for chain in chains.values():
        for item in (chain[0], chain[-1]):
            degree[item] = degree.get(item, 0) + 1
    for link in links:
        chain = chains[link.id]
        for one, other in pairwise(chain):
            if one.layer == other.layer or one.band != other.band:
                continue
            if abs(one.layer - other.layer) > 1:
                continue
            left, right = (one, other) if one.layer < other.layer else (other, one)
            weight = _weight(link, one, other, degree)
            found.append((weight, left, right))
    return sorted(found, key=lambda row: -row[0])


def _weight(link, one, other, degree):
    if link.is_main:
        return MAIN
    if one.box is None and other.box is None:
        return PASSING
    if link.border and one.box is None and other.box is not None:
        return DROP + (degree[other] == 1)
    ends = [item for item in (one, other) if item.box is not None]
    return ONLY if all(degree[item] <= 2 for item in ends) else OTHER


# ----------------------------------------------------------------------
# Which stand in one line
# ----------------------------------------------------------------------
class Block:
    """Items in one line; ``links``: (weight, block) of others it is linked with."""

    __slots__ = ("is_main", "items", "links", "y")

    def __init__(self, item):
        self.items, self.links, self.y, self.is_main = [item], [], 0, False
        item.block = self


def _blocks(layers, weighted):
    """Join items of neighbouring layers into lines that do not cross each other."""
    for layer in layers:
        for item in layer:
            Block(item)
    lefts, rights, between = set(), set(), {}
    for weight, left, right in weighted:
        if left in lefts or right in rights or left.block is right.block:
            continue
        pairs = between.setdefault((left.layer, left.band), [])
        if any((a - left.place) * (b - right.place) <= 0 for a, b in pairs):
            continue
        pairs.append((left.place, right.place))
        lefts.add(left)
        rights.add(right)
        _join(left.block, right.block, weight == MAIN)
    for weight, left, right in weighted:
        if left.block is not right.block:
            left.block.links.append((weight, right.block))
            right.block.links.append((weight, left.block))


def _join(one, other, is_main):
    if len(one.items) < len(other.items):
        one, other = other, one
    for item in other.items:
        item.block = one
    one.items += other.items
    one.is_main = one.is_main or other.is_main or is_main


# ----------------------------------------------------------------------
# How high
# ----------------------------------------------------------------------
def _place_band(inside):
    """Heights within one band, from its top; returns its height."""
    above, below = {}, {}
    order = list(dict.fromkeys(item.block for layer in inside for item in layer))
    for layer in inside:
        for one, other in pairwise(layer):
            distance = _distance(one, other)
            below.setdefault(one.block, []).append((other.block, distance))
            above.setdefault(other.block, []).append((one.block, distance))
    order = _from_top(order, above, below)
    for block in order:
        block.y = max(
            [0, *(other.y + distance for other, distance in above.get(block, ()))]
        )
    for _round in range(ROUNDS):
        for block in reversed(order):
            _pull(block, above, below)
        for block in order:
            _pull(block, above, below)
    return _shift(order)


def _from_top(order, above, below):
    """Blocks such that what is above another comes before it."""
    waiting = {block: len(above.get(block, ())) for block in order}
    ready, found = deque(b for b in order if not waiting[b]), []
    while ready:
        block = ready.popleft()
        found.append(block)
        for other, _gap in below.get(block, ()):
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return found


def _pull(block, above, below):
    """As near to what it is linked with as its neighbours let it."""
    if block.is_main or not block.links:
        return
    wanted = _median(block.links)
    lowest = [other.y - distance for other, distance in below.get(block, ())]
    highest = [other.y + distance for other, distance in above.get(block, ())]
    wanted = max([wanted, *highest]) if highest else wanted
    block.y = min([wanted, *lowest]) if lowest else wanted


def _median(links):
    rows = sorted((other.y, weight) for weight, other in links)
    half, passed = sum(weight for _y, weight in rows) / 2, 0
    for y, weight in rows:
        passed += weight
        if passed >= half:
            return y
    return rows[-1][0]


def _distance(one, other):
    """Between the middles of two neighbours."""
    if one.box is not None and other.box is not None:
        return max(PITCH, one.down + GAP + other.up)
    gap = PASSING_GAP if one.box or other.box else NARROW_GAP
    return one.down + gap + other.up


def _shift(blocks):
    """Such that nothing is above zero; the height that all of them need."""
    rows = [(block, item) for block in blocks for item in block.items]
    if not rows:
        return 0
    top = min(block.y - item.up for block, item in rows)
    for block in blocks:
        block.y = round(block.y - top)
    for block, item in rows:
        item.y = block.y
    return max(block.y + item.down for block, item in rows)
