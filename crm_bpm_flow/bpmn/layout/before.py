"""What a clean-up keeps of a drawing: who stands above whom, what lies in what."""

from dataclasses import dataclass, field


@dataclass
class Before:
    """
    :ivar closed: ids of sub-processes that do not show their inside
    :ivar tops: ids of events on the upper border of their step
    :ivar members: {group: ids of what is drawn in it}
    """

    closed: set = field(default_factory=set)
    tops: set = field(default_factory=set)
    members: dict = field(default_factory=dict)


def before(definitions):
    """The ``Before`` of a file with places."""
    found = Before()
    for process in definitions.processes:
        elements = {e.id: e for e in process.elements if e.shape}
        for element in elements.values():
            if element.shape.is_expanded is False:
                found.closed.add(element.id)
            if _is_on_top(element, elements.get(element.attached_to)):
                found.tops.add(element.id)
    for group in _groups(definitions):
        found.members[group.id] = _members(definitions, group.shape)
    return found


def put_in_drawn_order(definitions):
    """Lanes and pools as they are drawn, from above; those without a place stay
    behind the one that they are behind. Changes ``definitions``."""
    for process in definitions.processes:
        process.lanes = _from_above(process.lanes)
    for collaboration in definitions.collaborations:
        collaboration.participants = _from_above(collaboration.participants)


def _from_above(parts):
    keys, last = [], (0, 0)
    for part in parts:
        if part.shape:
            x, y = part.shape.bounds[:2]
            # Upright ones stand side by side.
            last = (x, y) if part.shape.is_horizontal is False else (y, x)
        keys.append(last)
    order = sorted(range(len(parts)), key=lambda number: keys[number])
    return [parts[number] for number in order]


def _is_on_top(element, host):
    if host is None:
        return False
    middle = element.bounds[1] + element.bounds[3] / 2
    return abs(middle - host.bounds[1]) < element.bounds[3] / 2


def _groups(definitions):
    for owner in (*definitions.processes, *definitions.collaborations):
        yield from (k for k in owner.kept if k.kind == "group" and k.shape)


def _members(definitions, shape):
    """Ids of the elements whose middle is in a box on the same map."""
    left, top, width, height = shape.bounds
    found = set()
    for process in definitions.processes:
        for element in process.elements:
            if element.shape is None or element.shape.plane != shape.plane:
                continue
            x, y, wide, high = element.bounds
            is_in = left < x + wide / 2 < left + width
            if is_in and top < y + high / 2 < top + height:
                found.add(element.id)
    return found
