"""What a map shows, without what only its owner may know."""

from dataclasses import replace

from .complete import drawn_parts, parts_of
from .drawn import Shape
from .model import Formal, Kept

QUIET = {"documentation": "", "attributes": {}, "extensions": (), "others": ()}


def only_drawn(definitions):
    """Take away everything that is not drawn: settings, conditions, scripts, notes of
    other tools. Names, kinds and places stay.

    Changes ``definitions`` and returns it.
    """
    for part in parts_of(definitions):
        if isinstance(part, Kept):
            continue
        for name, value in QUIET.items():
            if hasattr(part, name):
                setattr(part, name, value)
        if hasattr(part, "settings"):
            part.settings = {}
    for process in definitions.processes:
        for element in process.elements:
            _quiet_element(element)
        for flow in process.flows:
            # A way with a condition is drawn with a mark of its own.
            flow.condition = flow.condition and Formal("true")
    return definitions


def _quiet_element(element):
    element.script, element.completion, element.activation = "", None, None
    element.extra, element.inputs, element.outputs = {}, [], []
    if element.loop:
        element.loop = replace(
            element.loop, condition=None, cardinality=None, collection="", variable=""
        )
    for event in element.events:
        event.text = "PT0S" if event.kind == "timer" else ""


def labelled(definitions, labels):
    """Write these words at the ways; changes ``definitions`` and returns it.

    :param dict labels: {id of the flow: words}
    """
    for process in definitions.processes:
        for flow in process.flows:
            flow.name = labels.get(flow.id, flow.name)
    return definitions


def without_places(definitions):
    """Forget where elements and ways lie, so that they are laid out anew. Changes
    ``definitions`` and returns it."""
    for part, drawn in drawn_parts(definitions):
        if isinstance(drawn, Shape):
            part.shape = None
        elif drawn is not None:
            part.edge = None
    return definitions
