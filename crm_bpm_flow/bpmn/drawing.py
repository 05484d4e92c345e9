"""What a map shows, without what only its owner may know."""

import re
from dataclasses import replace

from .complete import parts_of
from .model import Formal, Kept

QUIET = {"documentation": "", "attributes": {}, "extensions": (), "others": ()}


def only_drawn(definitions):
    """Take away everything that is not drawn: settings, conditions, scripts, notes of
    other tools. Names, kinds and places stay.

    Changes ``definitions`` and returns it.
    """
    data = _drawn_data(definitions)
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
            element.others = data.get(element.id, ())
            told = " ".join(element.others)
            ways = [way for way in element.data_ways if f'"{way.id}"' in told]
            element.data_ways = ways
        for flow in process.flows:
            # A way with a condition is drawn with a mark of its own.
            flow.condition = flow.condition and Formal("true")
    return definitions


def _drawn_data(definitions):
    """{element: its data associations}, those that say nothing but from where to."""
    return {
        element.id: tuple(
            text
            for text in element.others
            if re.match(r"<\S*:?data(In|Out)putAssociation\b", text)
            and not re.search(r":(assignment|transformation)\b", text)
        )
        for process in definitions.processes
        for element in process.elements
    }


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
