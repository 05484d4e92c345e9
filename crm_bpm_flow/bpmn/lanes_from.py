"""Lanes for a process that has none, from who does what."""

from .model import Lane


def lanes_from(process, roles):
    """Give each of the roles a lane and each element one of them.

    What nobody does lies where it comes from, else where it leads. A process that has
    lanes, or places that somebody chose, stays as it is: lanes would move all of it.
    Changes ``process``.

    :param roles: {element id: name of the role}, those that have one
    """
    top = {e.id: e for e in process.elements if not e.parent}
    named = {key: name for key, name in roles.items() if key in top}
    is_drawn = any(element.shape for element in process.elements)
    if process.lanes or is_drawn or not named:
        return
    lanes = {
        name: Lane(id=f"Lane_{number}", name=name, lane_set="Lanes")
        for number, name in enumerate(dict.fromkeys(named.values()), 1)
    }
    found = {key: lanes[name].id for key, name in named.items()}
    links = _links(process, top)
    _spread(found, links)
    _spread(found, [(target, source) for source, target in links])
    first = next(iter(lanes.values())).id
    for element in top.values():
        element.lane = found.get(element.id, first)
    process.lanes = list(lanes.values())


def spread_lanes(process):
    """Give elements without a lane that of what leads to them, else of what they lead
    to. Changes ``process``."""
    top = {e.id: e for e in process.elements if not e.parent}
    found = {key: element.lane for key, element in top.items() if element.lane}
    links = _links(process, top)
    _spread(found, links)
    _spread(found, [(target, source) for source, target in links])
    for key, lane in found.items():
        top[key].lane = lane


def _links(process, top):
    """(from, to) of all that is connected; what is on a border lies with its host."""
    hosts = [(e.attached_to, e.id) for e in top.values() if e.attached_to]
    ways = [(way.source, way.target) for way in process.flows]
    undone = [(way.source, way.target) for way in process.associations]
    return [
        (source, target)
        for source, target in (*hosts, *ways, *undone)
        if source in top and target in top
    ]


def _spread(found, links):
    """Hand lanes on along the links, nearest first; changes ``found``."""
    following = {}
    for source, target in links:
        following.setdefault(source, []).append(target)
    wave = list(found)
    while wave:
        wave = [
            found.setdefault(target, found[source]) and target
            for source in wave
            for target in following.get(source, ())
            if target not in found
        ]
