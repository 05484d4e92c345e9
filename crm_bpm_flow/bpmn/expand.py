"""Events of several kinds in one, as several elements of one kind each."""

from dataclasses import replace
from itertools import pairwise

from .model import Flow

CATCH, THROW, END = "intermediateCatchEvent", "intermediateThrowEvent", "endEvent"
EVENT_GATEWAY, FORK = "eventBasedGateway", "parallelGateway"


def expanded(process):
    """The process with each element's events apart (BPMN 2.0.2, 10.5.5, "multiple").

    A catching event becomes a choice of whatever happens first, or with
    ``parallelMultiple`` branches that wait for each other; a throwing one, one throw
    after the other; a start or a border, as many of them. A start or border that
    needs all of its events has no such form and stays as it is.
    """
    several = [e for e in process.elements if len(e.events) > 1 and not _stays(e)]
    if not several:
        return process
    elements, flows = [], list(process.flows)
    waiting = {e.id for e in process.elements if e.kind == EVENT_GATEWAY}
    for element in process.elements:
        if element not in several:
            elements.append(element)
            continue
        parts = _parts(element)
        if element.kind in (END, THROW):
            elements += _in_row(element, parts, flows)
        elif element.kind != CATCH:
            elements += parts
            _leave_alike(element, parts, flows)
        elif element.parallel_multiple:
            elements += _all_of(element, parts, flows)
        else:
            elements += _first_of(element, parts, flows, waiting)
    return replace(process, elements=elements, flows=flows)


def _stays(element):
    return element.parallel_multiple and element.kind not in (CATCH, THROW, END)


def _parts(element):
    """One element for each event; the first keeps the id."""
    return [
        replace(
            element,
            id=element.id if place == 0 else f"{element.id}_{place + 1}",
            events=[event],
            parallel_multiple=False,
            shape=element.shape if place == 0 else None,
        )
        for place, event in enumerate(element.events)
    ]


def _gateway(element, kind, suffix):
    return replace(
        element,
        id=f"{element.id}_{suffix}",
        name="",
        kind=kind,
        events=[],
        parallel_multiple=False,
        shape=None,
    )


def _between(first, second):
    return Flow(
        id=f"{first.id}_to_{second.id}",
        source=first.id,
        target=second.id,
        parent=second.parent,
    )


def _come_to(element, target, flows):
    """What came to an element comes to this one instead."""
    for place, flow in enumerate(flows):
        if flow.target == element.id:
            flows[place] = replace(flow, target=target.id, edge=None)


def _leave_alike(element, parts, flows):
    """The ways out of an element are the other parts' too."""
    ways = [flow for flow in flows if flow.source == element.id]
    flows += [
        replace(flow, id=f"{flow.id}_{part.id}", source=part.id, edge=None)
        for part in parts[1:]
        for flow in ways
    ]


def _in_row(element, parts, flows):
    """Throws before the last, which is the element itself."""
    *before, last = parts
    before = [replace(part, kind=THROW) for part in before]
    before[0] = replace(before[0], id=f"{element.id}_1", shape=None)
    last = replace(last, id=element.id, shape=element.shape)
    _come_to(element, before[0], flows)
    row = [*before, last]
    flows += [_between(one, two) for one, two in pairwise(row)]
    return row


def _first_of(element, parts, flows, waiting):
    """A gateway that waits for all of them at once; one that is there already waits
    for each of them itself.

    :param waiting: ids of the process's own event gateways
    """
    _leave_alike(element, parts, flows)
    own = [f for f in flows if f.target == element.id and f.source in waiting]
    flows += [
        replace(flow, id=f"{flow.id}_{part.id}", target=part.id, edge=None)
        for flow in own
        for part in parts[1:]
    ]
    others = [f for f in flows if f.target == element.id and f not in own]
    if not others:
        return parts
    gateway = _gateway(element, EVENT_GATEWAY, "any")
    for flow in others:
        flows[flows.index(flow)] = replace(flow, target=gateway.id, edge=None)
    flows += [_between(gateway, part) for part in parts]
    return [gateway, *parts]


def _all_of(element, parts, flows):
    """A branch for each, joined when all of them have come."""
    fork, join = _gateway(element, FORK, "all"), _gateway(element, FORK, "met")
    for place, flow in enumerate(flows):
        if flow.source == element.id:
            flows[place] = replace(flow, source=join.id, edge=None)
    _come_to(element, fork, flows)
    for part in parts:
        flows += [_between(fork, part), _between(part, join)]
    return [fork, *parts, join]
