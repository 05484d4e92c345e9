"""Columns: each box behind all that leads to it, ways back left out."""

from .items import Item

MOST_PASSING = 20_000


def components(boxes, links):
    """Boxes that hang together, in the order of their first; lone ones are last,
    together."""
    group = {box_id: box_id for box_id in boxes}

    def top(box_id):
        while group[box_id] != box_id:
            group[box_id] = group[group[box_id]]
            box_id = group[box_id]
        return box_id

    linked = set()
    for link in links:
        group[top(link.source)] = top(link.target)
        linked.update((link.source, link.target))
    found = {}
    for box_id in boxes:
        found.setdefault(top(box_id) if box_id in linked else None, []).append(box_id)
    lone = found.pop(None, [])
    return list(found.values()), lone


def mark_back(boxes, links):
    """Find out which links lead back; returns {box: rank} without them."""
    outgoing = {box_id: [] for box_id in boxes}
    # What only a border leads to gives way to the main path.
    for link in sorted(links, key=lambda link: link.border is not None):
        outgoing[link.source].append(link.target)
    targets = {link.target for link in links if link.source != link.target}
    beginnings = [box_id for box_id in boxes if box_id not in targets]
    seen, finished = set(), []
    for start in (*beginnings, *boxes):
        _visit(start, outgoing, seen, finished)
    rank = {box_id: number for number, box_id in enumerate(reversed(finished))}
    for link in links:
        link.is_back = rank[link.target] <= rank[link.source]
    return rank


def _visit(start, outgoing, seen, finished):
    stack = [] if start in seen else [(start, iter(reversed(outgoing[start])))]
    seen.add(start)
    while stack:
        box_id, rest = stack[-1]
        target = next((t for t in rest if t not in seen), None)
        if target is None:
            finished.append(box_id)
            stack.pop()
        else:
            seen.add(target)
            stack.append((target, iter(reversed(outgoing[target]))))


def layer_numbers(rank, links):
    """{box: layer}: the longest way from a beginning; beginnings stand close to what
    they lead to. Marks the main path."""
    forward = [link for link in links if not link.is_back]
    forward.sort(key=lambda link: rank[link.source])
    layers = dict.fromkeys(rank, 0)
    for link in forward:
        layers[link.target] = max(layers[link.target], layers[link.source] + 1)
    incoming = {link.target for link in forward}
    nearest = {}
    for link in forward:
        if link.source not in incoming:
            near = layers[link.target] - 1
            nearest[link.source] = min(near, nearest.get(link.source, near))
    layers.update(nearest)
    _mark_main(rank, forward, layers)
    return layers


def _mark_main(rank, forward, layers):
    """The longest way from the first beginning, of which each step is one layer."""
    length, following = dict.fromkeys(rank, 0), {}
    for link in reversed(forward):
        is_step = layers[link.target] == layers[link.source] + 1
        if not is_step or link.border:
            continue
        if length[link.target] + 1 >= length[link.source]:
            length[link.source] = length[link.target] + 1
            following[link.source] = link
    box_id = max(rank, key=lambda name: (length[name], -rank[name]), default=None)
    while box_id in following:
        link = following[box_id]
        link.is_main = True
        box_id = link.target


def chains(boxes, links, layers):
    """({box: item}, {link: [items from its source to its target]}).

    Links that would take too many places in between get none: a straight chain.
    """
    items = {b: Item(layers[b], box.band, box=box) for b, box in boxes.items()}
    many = {"in": {}, "out": {}}
    for link in links:
        many["out"][link.source] = many["out"].get(link.source, 0) + 1
        many["in"][link.target] = many["in"].get(link.target, 0) + 1
    found, budget = {}, MOST_PASSING
    for link in links:
        source, target = items[link.source], items[link.target]
        passed = _passed(link, source, target)
        budget -= len(passed)
        if budget < 0:
            passed = ()
        is_split = many["out"][link.source] > 1 or many["in"][link.target] == 1
        band = target.band if is_split and not link.is_back else source.band
        passing = [Item(layer, band, link=link) for layer in passed]
        found[link.id] = [source, *passing, target]
    return items, found


def _passed(link, source, target):
    """Layers that a link needs a place in besides its ends' own."""
    if link.is_back:
        return range(source.layer, target.layer - 1, -1)
    first = source.layer + (0 if link.border else 1)
    return range(first, target.layer)
