"""What messages are called where a file only draws who sends to whom."""

import re
from html import unescape

CORRELATION = re.compile(r"""\bcorrelationKey\s*=\s*(["'])(.*?)\1""")
HEARING = ("receiveTask", "startEvent", "intermediateCatchEvent", "boundaryEvent")
SENDING = ("sendTask", "intermediateThrowEvent", "endEvent")


def drawn_names(definitions):
    """Names for elements that send or await a message without a name, by the message
    flows between them (BPMN 2.0.2, 9.4): both ends get the same one.

    :param definitions: ``bpmn.Definitions``
    :return: ``{element id: name}`` of those that have none of their own
    """
    known = {e.id: e for process in definitions.processes for e in process.elements}
    flows = [
        flow for drawn in definitions.collaborations for flow in drawn.message_flows
    ]
    told = {}
    for flow in flows:
        target, source = known.get(flow.target), known.get(flow.source)
        if _has_message(target, HEARING) and target.id not in told:
            told[target.id] = (
                _own_name(target, definitions)
                or (_has_message(source, SENDING) and _own_name(source, definitions))
                or _root_name(flow.message, definitions)
                or target.name
                or flow.name
            )
    for flow in flows:
        source = known.get(flow.source)
        if _has_message(source, SENDING) and told.get(flow.target):
            told.setdefault(source.id, told[flow.target])
    return {
        key: name
        for key, name in told.items()
        if name and not _own_name(known[key], definitions)
    }


def key_of(element, definitions):
    """The formula by whose value a message finds its case, as Camunda 8 writes it."""
    refs = [event.ref for event in element.events if event.kind == "message"]
    root = definitions.roots.get((refs or [element.message])[0] or "")
    found = CORRELATION.search(" ".join(root.extensions)) if root else None
    return unescape(found[2]) if found else False


def _has_message(element, kinds):
    if element is None or element.kind not in kinds:
        return False
    events = [event.kind for event in element.events]
    return element.kind in ("receiveTask", "sendTask") or events == ["message"]


def _own_name(element, definitions):
    if element.kind in ("receiveTask", "sendTask"):
        return element.message_name or _root_name(element.message, definitions)
    event = element.events[0]
    return event.name or _root_name(event.ref, definitions)


def _root_name(ref, definitions):
    root = definitions.roots.get(ref or "")
    return (root and root.name) or ref or ""
