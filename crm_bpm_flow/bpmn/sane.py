"""What plain data must be, to be written at all: whoever made them hears it early."""

from .errors import BpmnError
from .names import KINDS, SUB_PROCESSES


def check_sane(definitions):
    """:raise BpmnError: ``bad_value`` {element, attribute, value}"""
    for process in definitions.processes:
        elements = {element.id: element for element in process.elements}
        if len(elements) < len(process.elements):
            ids = [element.id for element in process.elements]
            twice = next(found for found in ids if ids.count(found) > 1)
            raise _bad(twice, "id", twice)
        for element in process.elements:
            _check_element(element, elements)
        for flow in process.flows:
            for attribute in ("source", "target"):
                _check_known(flow, attribute, elements)
            _check_parent(flow, elements)
        lanes = {lane.id: lane for lane in process.lanes}
        for lane in process.lanes:
            _check_circle(lane, lanes)
            if lane.parent is not None:
                _check_known(lane, "parent", lanes)


def _check_element(element, elements):
    if element.kind not in KINDS:
        raise _bad(element.id, "kind", element.kind)
    if element.attached_to is not None or element.kind == "boundaryEvent":
        _check_known(element, "attached_to", elements)
        if elements[element.attached_to].attached_to is not None:
            raise _bad(element.id, "attached_to", element.attached_to)
    _check_parent(element, elements)
    _check_circle(element, elements)


def _check_parent(part, elements):
    if part.parent is None:
        return
    _check_known(part, "parent", elements)
    if elements[part.parent].kind not in SUB_PROCESSES:
        raise _bad(part.id, "parent", part.parent)


def _check_circle(part, parts):
    """Nothing lies in itself."""
    seen, parent = {part.id}, part.parent
    while parent in parts:
        if parent in seen:
            raise _bad(part.id, "parent", part.parent)
        seen.add(parent)
        parent = parts[parent].parent


def _check_known(part, attribute, parts):
    value = getattr(part, attribute)
    if value not in parts:
        raise _bad(part.id, attribute, value)


def _bad(element, attribute, value):
    values = {"attribute": attribute, "value": str(value)[:60]}
    return BpmnError("bad_value", element=element, **values)
