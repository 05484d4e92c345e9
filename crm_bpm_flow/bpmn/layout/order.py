"""Who stands above whom in each layer: few crossings, lanes from above, what leaves a
border right beside its host."""

from bisect import bisect_right, insort
from itertools import pairwise

ROUNDS, ENOUGH = 12, 4000
EXCHANGES, FEW = 4, 600
# Beginnings: (whether upside down, whether the first sweep leads from left to right)
STARTS = ((False, True), (False, False), (True, True), (True, False))


class Order:
    """The layers of boxes that hang together, each in order.

    :param items: {box: item}; chains: {link: [items]}, see ``layers.chains``
    """

    def __init__(self, items, chains, links):
        self.drops = {}  # {host item: ([items above it], [below])}
        self.layers = [[] for _ in range(_depth(items, chains))]
        self.before, self.after = {}, {}
        self.turns = {}  # {layer: [(item, what passes beside it, links it crosses)]}
        self.back = [chains[link.id] for link in links if link.is_back]
        dropped = set()
        for link in links:
            chain = chains[link.id]
            if link.border and len(chain) > 2 and chain[1].band == chain[0].band:
                self._drop(link, chain)
                dropped.add(chain[1])
            self._connect(chain)
        free = [i for i in _all(items, chains) if i not in dropped]
        main = {item for link in links if link.is_main for item in chains[link.id]}
        for item in sorted(free, key=lambda item: (item.band, item not in main)):
            self.layers[item.layer].append(item)
        self.layers = [self._settled(layer) for layer in self.layers]

    def _drop(self, link, chain):
        host = chain[0]
        is_top = host.box.borders[link.border][1]
        above, below = self.drops.setdefault(host, ([], []))
        rows = above if is_top else below
        rows.append((host.box.borders[link.border][0], chain[1]))
        # The rightmost leaves first, so that none crosses another.
        rows.sort(key=lambda row: row[0], reverse=not is_top)

    def _connect(self, chain):
        for one, other in pairwise(chain):
            if one.layer == other.layer:
                self._beside(one, other)
                continue
            left, right = (one, other) if one.layer < other.layer else (other, one)
            self.after.setdefault(left, []).append(right)
            self.before.setdefault(right, []).append(left)

    def _beside(self, one, other):
        """Both are pulled to each other, as if they were in the layers around."""
        crossed = self.after if other.box is None else self.before
        self.turns.setdefault(one.layer, []).append((one, other, crossed))
        for item, partner in ((one, other), (other, one)):
            if item.box is None:
                self.before.setdefault(item, []).append(partner)
                self.after.setdefault(item, []).append(partner)

    def _settled(self, layer):
        """With what leaves borders beside its host; says each its place."""
        found = []
        for item in layer:
            above, below = self.drops.get(item, ((), ()))
            found += [row[1] for row in above]
            found.append(item)
            found += [row[1] for row in below]
        _number(found)
        return found

    def improve(self):
        """From several beginnings, sweep forth and back; the best order found stays,
        of equal ones the first: it is nearest to the order that was given."""
        size = sum(map(len, self.layers))
        given, best, fewest = self.layers, None, None
        for is_turned, is_forth in STARTS if size < FEW else STARTS[:1]:
            self.layers = [self._begun(layer, is_turned) for layer in given]
            count = self._swept(is_forth, size)
            if best is None or count < fewest:
                best, fewest = self.layers, count
            if not fewest:
                break
        self._take(best)

    def _begun(self, layer, is_turned):
        """A layer as it was given, or upside down within its lanes."""
        dropped = self._dropped()
        layer = [item for item in layer if item not in dropped]
        if is_turned:
            layer.sort(key=lambda item: (item.band, -item.place))
        return self._settled(layer)

    def _swept(self, is_forth, size):
        """Crossings after the best that sweeps and exchanges find from here."""
        best, fewest = [list(layer) for layer in self.layers], self.crossings()
        for number in range(ROUNDS if size < ENOUGH else 2):
            if not fewest:
                break
            self._sweep(forth=(number % 2 == 0) == is_forth)
            count = self.crossings()
            if count < fewest:
                best, fewest = [list(layer) for layer in self.layers], count
        self._take(best)
        if fewest and size < FEW:
            self._refine()
            fewest = self.crossings()
        return fewest

    def _take(self, layers):
        self.layers = layers
        for layer in layers:
            _number(layer)

    def _refine(self):
        for chain in self.back:
            self._turn_over(chain)
        for _round in range(EXCHANGES):
            changes = [self._exchange(n) for n in range(len(self.layers))]
            if not any(changes):
                changes = [self._sift(n) for n in range(len(self.layers))]
            if not any(changes):
                break

    def _sift(self, number):
        """Each item goes where in its lane it crosses least; whether any did."""
        has_changed = False
        dropped = self._dropped()
        for item in list(self.layers[number]):
            was, fewest = self.layers[number], self._crossings_at(number)
            if not fewest:
                break
            if item in dropped:
                continue
            others = [i for i in was if i is not item and i not in dropped]
            best = was
            for place in range(len(others) + 1):
                if any(i.band > item.band for i in others[:place]) or any(
                    i.band < item.band for i in others[place:]
                ):
                    continue
                self.layers[number] = self._settled(
                    [*others[:place], item, *others[place:]]
                )
                count = self._crossings_at(number)
                if count < fewest:
                    best, fewest, has_changed = self.layers[number], count, True
            self.layers[number] = best
            _number(best)
        return has_changed

    def _turn_over(self, chain):
        """A way back leads above everything, or below, where that saves crossings."""
        passing = set(chain[1:-1])
        best, fewest = self.layers, self.crossings()
        for sign in (-1, 1):
            self.layers = [
                self._with_at_edge(layer, passing, sign)
                if passing & {*layer}
                else layer
                for layer in best
            ]
            count = self.crossings()
            if count < fewest:
                best, fewest = self.layers, count
        self.layers = best
        for layer in best:
            _number(layer)

    def _with_at_edge(self, layer, passing, sign):
        """A layer with some items first or last in their lane."""
        dropped = self._dropped()
        layer = [item for item in layer if item not in dropped]
        layer.sort(key=lambda item: (item.band, sign * (item in passing)))
        return self._settled(layer)

    def _exchange(self, number):
        """Neighbours in a layer change places where that saves crossings; whether any
        did. What leaves borders goes with its host."""
        dropped = self._dropped()
        has_changed = False
        for place in range(len(self.layers[number]) - 1):
            layer = [item for item in self.layers[number] if item not in dropped]
            if place + 1 >= len(layer) or layer[place].band != layer[place + 1].band:
                continue
            was, count = self.layers[number], self._crossings_at(number)
            if not count:
                break
            layer[place : place + 2] = layer[place + 1], layer[place]
            self.layers[number] = self._settled(layer)
            if self._crossings_at(number) < count:
                has_changed = True
                continue
            self.layers[number] = was
            _number(was)
        return has_changed

    def _crossings_at(self, number):
        return sum(
            self._crossings(rows)
            for rows in self.layers[max(0, number - 1) : number + 1]
        )

    def _dropped(self):
        return {row[1] for rows in self.drops.values() for r in rows for row in r}

    def _sweep(self, forth):
        numbers = range(len(self.layers))
        around = self.before if forth else self.after
        dropped = self._dropped()
        for number in numbers if forth else reversed(numbers):
            layer = [item for item in self.layers[number] if item not in dropped]
            wanted = {item: self._wanted(item, around) for item in layer}
            layer.sort(key=lambda item: (item.band, wanted[item]))
            self.layers[number] = self._settled(layer)

    def _wanted(self, item, around):
        near = around.get(item)
        if not near:
            return item.place
        return sum(other.place for other in near) / len(near)

    def crossings(self):
        return sum(self._crossings(layer) for layer in self.layers)

    def _crossings(self, layer):
        """Between a layer and the next, counted as inversions."""
        seen, count = [], self._turned(layer)
        for item in sorted(layer, key=lambda item: (item.band, item.place)):
            places = [
                (other.band, other.place)
                for other in self.after.get(item, ())
                if other.layer > item.layer
            ]
            for place in places:
                count += len(seen) - bisect_right(seen, place)
            for place in places:
                insort(seen, place)
        return count

    def _turned(self, layer):
        """What ways back cross where they leave a layer or come to it."""
        number = layer[0].layer if layer else None
        count = 0
        for one, other, crossed in self.turns.get(number, ()):
            low, high = sorted((one.place, other.place))
            for item in layer[low + 1 : high]:
                count += sum(end.layer != number for end in crossed.get(item, ()))
        return count


def _number(layer):
    for place, item in enumerate(layer):
        item.place = place


def _all(items, chains):
    """Boxes in their own order, then what passes."""
    yield from items.values()
    for chain in chains.values():
        yield from (item for item in chain[1:-1])


def _depth(items, chains):
    return 1 + max((item.layer for item in _all(items, chains)), default=0)
