"""Parts of a BPMN file from the plain data that rows keep of them."""

from dataclasses import fields

from .drawn import Diagram, Edge, Shape
from .model import (
    Association,
    Collaboration,
    DataWay,
    Element,
    Event,
    Flow,
    Formal,
    Kept,
    Lane,
    Loop,
    Mapping,
    MessageFlow,
    Participant,
    Process,
    Root,
)

ONE = {
    "shape": Shape,
    "edge": Edge,
    "loop": Loop,
    "condition": Formal,
    "cardinality": Formal,
    "completion": Formal,
    "activation": Formal,
}
MANY = {
    "events": Event,
    "inputs": Mapping,
    "outputs": Mapping,
    "elements": Element,
    "flows": Flow,
    "associations": Association,
    "lanes": Lane,
    "kept": Kept,
    "data_ways": DataWay,
    "participants": Participant,
    "message_flows": MessageFlow,
    "collaborations": Collaboration,
    "processes": Process,
    "diagrams": Diagram,
}
# JSON knows lists only.
TUPLES = ("bounds", "label", "waypoints", "extensions", "others", "refs", "styles")
UNKEPT = ("problems", "prefixes")


def part(cls, values):
    """The part that ``plain`` made these values of.

    :param cls: one of the classes of ``model``
    :param dict values: what is at its default may be missing
    """
    known = {item.name for item in fields(cls)} - set(UNKEPT)
    return cls(**{n: _value(n, v) for n, v in (values or {}).items() if n in known})


def _value(name, value):
    if name in ONE and isinstance(value, dict):
        return part(ONE[name], value)
    if name in MANY:
        return [part(MANY[name], row) for row in value]
    if name == "roots":
        return {key: part(Root, row) for key, row in value.items()}
    if name in TUPLES:
        return _tuples(value)
    if name == "drawings":
        return tuple(tuple(pair) for pair in value)
    return value


def _tuples(value):
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    return value


def formal(was, text):
    """The expression with this text; as it was where nothing changed."""
    if not text:
        return None
    if was is not None and was.text.strip() == text:
        return was
    return Formal(text)
