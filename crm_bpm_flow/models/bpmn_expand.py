"""Events of several kinds in one, as several elements of one kind each."""

from dataclasses import replace
from itertools import pairwise

from ..bpmn import Flow


def expanded(process):
    """The process with each element's events apart (BPMN 2.0.2, 10.5.3, "multiple").

    A catching event becomes a choice of whatever happens first; a throwing one, one
    throw after the other; a start or a border, as many of them.
    """
    if not any(len(element.events) > 1 for element in process.elements):
        return process
    elements, flows = [], list(process.flows)
    for element in process.elements:
        if len(element.events) < 2:
            elements.append(element)
            continue
        parts = _parts(element)
        if element.kind in ("endEvent", "intermediateThrowEvent"):
            elements += _in_row(element, parts, flows)
        elif element.kind == "intermediateCatchEvent":
            elements += _first_of(element, parts, flows)
        else:
            elements += parts
            for part in parts[1:]:
                flows += _leaving(element, part, flows)
    return replace(process, elements=elements, flows=flows)


def _parts(element):
    """One element for each event; the first keeps the id."""
    return [
        replace(
            element,
            id=element.id if place == 0 else f"{element.id}_{place + 1}",
            events=[event],
            shape=element.shape if place == 0 else None,
        )
        for place, event in enumerate(element.events)
    ]


def _leaving(element, part, flows):
    """The ways out of an element, for another part of it."""
    return [
        replace(flow, id=f"{flow.id}_{part.id}", source=part.id, edge=None)
        for flow in flows
        if flow.source == element.id
    ]


def _between(first, second, parent):
    return Flow(
        id=f"{first.id}_to_{second.id}",
        source=first.id,
        target=second.id,
        parent=parent,
    )


def _in_row(element, parts, flows):
    """Throws before the last, which is the element itself."""
    *before, last = parts
    first = replace(before[0], id=f"{element.id}_1", kind="intermediateThrowEvent")
    before = [first, *(replace(p, kind="intermediateThrowEvent") for p in before[1:])]
    last = replace(last, id=element.id, shape=element.shape)
    for place, flow in enumerate(flows):
        if flow.target == element.id:
            flows[place] = replace(flow, target=first.id)
    row = [*before, last]
    flows += [_between(one, two, element.parent) for one, two in pairwise(row)]
    return row


def _first_of(element, parts, flows):
    """A gateway that waits for all of them at once."""
    gateway = replace(
        element,
        id=f"{element.id}_any",
        kind="eventBasedGateway",
        events=[],
        shape=None,
    )
    for place, flow in enumerate(flows):
        if flow.target == element.id:
            flows[place] = replace(flow, target=gateway.id)
    for part in parts[1:]:
        flows += _leaving(element, part, flows)
    flows += [_between(gateway, part, element.parent) for part in parts]
    return [gateway, *parts]
