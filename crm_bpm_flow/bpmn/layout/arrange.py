"""The layout of one flow: boxes and links of one container, lanes as bands.

From left to right in layers, the main path straight. What it gives are places from its
own corner; nobody here knows BPMN.
"""

from .items import Item
from .layers import chains, components, layer_numbers, mark_back
from .order import Order
from .rows import set_heights
from .tracks import set_tracks
from .ways import Ways

GAP, BESIDE, TRACK, BAND, BAND_GAP, PART_GAP = 50, 24, 12, 120, 20, 40
LONE, LONE_WIDTH, LONE_ROW = 6, 160, 1200


def arranged(boxes, links, bands=0):
    """The ``Arrangement`` of one flow.

    :param boxes: {id: Box}; links: [Link]; bands: how many lanes there are, if any
    """
    count = max([bands, 1, *(box.band + 1 for box in boxes.values())])
    groups, lone = components(boxes, links)
    groups = [(_only(boxes, group), _of(links, group)) for group in groups]
    lone = _only(boxes, lone)
    if bands or count > 1:
        return Arrangement(groups, lone, count, is_open=False)
    # Without lanes nothing leads through another part: each has columns of its own.
    parts = [Arrangement([group], {}, 1) for group in groups]
    if lone:
        parts.append(
            Arrangement([], lone, 1, max((p.size[0] for p in parts), default=0))
        )
    return _stacked(parts)


def _only(boxes, group):
    return {box_id: boxes[box_id] for box_id in group}


def _of(links, group):
    group = set(group)
    return [link for link in links if link.source in group]


def _stacked(parts):
    """One arrangement of several, each below the one before."""
    if not parts:
        return Arrangement([], {}, 1)
    found, *others = parts
    for part in others:
        top = found.size[1] + PART_GAP
        found.boxes.update(part.boxes)
        for key, (x, y) in part.places.items():
            found.places[key] = (x, y + top)
        for key, points in part.ways.items():
            found.ways[key] = [(x, y + top) for x, y in points]
        found.size = (max(found.size[0], part.size[0]), top + part.size[1])
    found.bands = [(0, found.size[1])]
    return found


class Arrangement:
    """
    :param groups: [({id: Box}, [Link])] of what hangs together
    :param lone: {id: Box} of what hangs on nothing; wide: how wide its rows may be
    :param is_open: there are no lanes, which have room around what is in them
    :ivar places: {box: (x, y)} of upper left corners
    :ivar ways: {link: [(x, y)]}
    :ivar bands: [(top, height)]; size: (width, height)
    """

    def __init__(self, groups, lone, bands, wide=0, is_open=True):
        self.boxes = dict(lone)
        self.links = [link for _boxes, links in groups for link in links]
        self.items, self.chains, self.layers = {}, {}, []
        heights = [0] * bands
        for boxes, links in groups:
            self.boxes.update(boxes)
            self._add_group(boxes, links, heights)
        self._add_lone(lone, heights, wide)
        self._stack_bands(heights, is_open)
        ways = Ways(self.layers, self.chains, self.links, self.bands_bottom)
        self._set_columns(ways)
        self.places = {
            box_id: (
                self._middle(item) - item.box.width / 2,
                item.y - item.box.height / 2,
            )
            for box_id, item in self.items.items()
        }
        self.ways = {link_id: self._drawn(plan) for link_id, plan in ways.plans.items()}
        self.size = (self.right, ways.bottom)

    # ------------------------------------------------------------------
    # Parts that hang together, one below the other in each band
    # ------------------------------------------------------------------
    def _add_group(self, boxes, links, heights):
        rank = mark_back(boxes, links)
        numbers = layer_numbers(rank, links)
        # Whoever is reached last, as by a border's event, stands lowest.
        boxes = {box_id: boxes[box_id] for box_id in sorted(rank, key=rank.get)}
        items, found = chains(boxes, links, numbers)
        order = Order(items, found, links)
        order.improve()
        own = set_heights(order.layers, found, links, len(heights))
        self._append(order.layers, own, heights)
        self.items.update(items)
        self.chains.update(found)

    def _add_lone(self, lone, heights, wide):
        """Boxes without any link: in rows, as wide as what is there already."""
        most = max(LONE, len(self.layers), int(wide // LONE_WIDTH))
        widest = max(LONE_ROW, wide)
        for band in range(len(heights)):
            inside = [box for box in lone.values() if box.band == band]
            for row in _rows(inside, most, widest):
                items = [Item(layer, band, box=b) for layer, b in enumerate(row)]
                top = max(item.up for item in items)
                own = [0] * len(heights)
                own[band] = top + max(item.down for item in items)
                for item in items:
                    item.y = top
                    self.items[item.box.id] = item
                self._append([[item] for item in items], own, heights)

    def _append(self, layers, own, heights):
        for layer in layers:
            for item in layer:
                used = heights[item.band]
                item.y += used + (PART_GAP if used else 0)
        for band, height in enumerate(own):
            if height:
                used = heights[band]
                heights[band] = used + (PART_GAP if used else 0) + height
        for number, layer in enumerate(layers):
            if number == len(self.layers):
                self.layers.append([])
            self.layers[number] += layer

    def _stack_bands(self, heights, is_open):
        self.bands, top, shifts = [], 0, []
        for height in heights:
            full = height if is_open else max(BAND, height + 2 * BAND_GAP)
            shifts.append(top + (full - height) / 2)
            self.bands.append((top, full))
            top += full
        self.bands_bottom = top
        for layer in self.layers:
            for item in layer:
                item.y = round(item.y + shifts[item.band])
            layer.sort(key=lambda item: item.y)

    # ------------------------------------------------------------------
    # From left to right
    # ------------------------------------------------------------------
    def _set_columns(self, ways):
        labels = self._labels(ways)
        widths = [
            max([0, *(item.box.room for item in layer if item.box)])
            for layer in self.layers
        ]
        self.lefts, self.rights, self.gaps, x = [], [], {}, 0
        for gap in range(-1, len(widths)):
            if gap >= 0:
                self.lefts.append(x)
                x += widths[gap]
                self.rights.append(x)
            count = set_tracks(ways.jogs.get(gap, ()))
            self.gaps[gap] = x + BESIDE
            is_outer = gap in (-1, len(widths) - 1)
            x += _gap(count, labels.get(gap, 0), is_outer)
        self.right = x

    def _labels(self, ways):
        """{gap: the widest name of a link that begins there}"""
        found = {}
        for link in self.links:
            chain = self.chains[link.id]
            if link.label and len(chain) > 1 and not link.is_back:
                layer = chain[0].layer
                found[layer] = max(found.get(layer, 0), link.label[0])
        return found

    def _middle(self, item):
        return (self.lefts[item.layer] + self.rights[item.layer]) / 2

    def _drawn(self, plan):
        points = []
        for kind, what, y in plan:
            if kind == "jog":
                gap, jog = what
                x = self.gaps[gap] + TRACK * jog.track
                points += [(x, jog.start), (x, jog.stop)]
            elif kind == "border":
                item, border = what
                left = self._middle(item) - item.box.width / 2
                points.append((left + item.box.borders[border][0], y))
            else:
                half = {"left": -0.5, "right": 0.5, "middle": 0}[kind]
                points.append((self._middle(what) + half * what.box.width, y))
        return tidy(points)


def _rows(boxes, most, widest):
    """Boxes in rows of so many at most, none wider than that but for a single one."""
    rows, width = [], 0
    for box in boxes:
        width += box.room + GAP
        if not rows or len(rows[-1]) == most or width > widest:
            rows.append([])
            width = box.room + GAP
        rows[-1].append(box)
    return rows


def _gap(tracks, label, is_outer):
    """The width of a gap with so many tracks and such a name beside them."""
    if is_outer:
        return BESIDE + TRACK * tracks if tracks else 0
    width = 2 * BESIDE + TRACK * (tracks - 1) if tracks else 0
    if label:
        width = max(width + label - BESIDE + 8 if tracks else 0, width, label + 20)
    return max(GAP, width)


def tidy(points):
    """Without points that say nothing."""
    found = []
    for point in points:
        if found and found[-1] == point:
            continue
        is_straight = len(found) > 1 and any(
            found[-2][axis] == found[-1][axis] == point[axis] for axis in (0, 1)
        )
        if is_straight:
            found.pop()
        found.append(point)
    return found
