"""What messages are called where a file only draws who sends to whom."""

import re
from html import unescape

from lxml import etree

from .raw import from_xml, local_name
from .several import parts_of

CORRELATION = re.compile(r"""\bcorrelationKey\s*=\s*(["'])(.*?)\1""")
HEARING = ("receiveTask", "startEvent", "intermediateCatchEvent", "boundaryEvent")
SENDING = ("sendTask", "intermediateThrowEvent", "endEvent")


def drawn_names(definitions):
    """Names for elements that send or await a message without a name, by the message
    flows between them (BPMN 2.0.2, 9.4): both ends get the same one.

    :param definitions: ``bpmn.Definitions``
    :return: ``{element id: name}`` of those that have none of their own
    """
    known = {}
    for process in definitions.processes:
        known.update((element.id, element) for element in process.elements)
        known.update(_messages_among_several(process))
    flows = [
        flow for drawn in definitions.collaborations for flow in drawn.message_flows
    ]
    told, heard = {}, {}
    for flow in flows:
        target, source = known.get(flow.target), known.get(flow.source)
        if _has_message(target, HEARING) and target.id not in told:
            heard[flow.target] = told[target.id] = (
                _own_name(target, definitions)
                or (_has_message(source, SENDING) and _own_name(source, definitions))
                or _root_name(flow.message, definitions)
                or target.name
                or flow.name
            )
    for flow in flows:
        source = known.get(flow.source)
        if _has_message(source, SENDING) and heard.get(flow.target):
            told.setdefault(source.id, heard[flow.target])
    named = {e.id for e in known.values() if _own_name(e, definitions)}
    return {key: name for key, name in told.items() if name and key not in named}


def _messages_among_several(process):
    """{id of the whole: the one of its events that is a message}."""
    for whole_id, parts in parts_of(process).items():
        messages = [part for part in parts if part.event == "message"]
        if len(messages) == 1:
            yield whole_id, messages[0]


def key_of(element, definitions, process=None):
    """The formula by whose value a message finds its case: as Camunda 8 writes it, or
    as the process subscribes to it (BPMN 2.0.2, 8.4.2)."""
    refs = [event.ref for event in element.events if event.kind == "message"]
    message = (refs or [element.message])[0] or ""
    root = definitions.roots.get(message)
    found = CORRELATION.search(" ".join(root.extensions)) if root else None
    if found:
        return unescape(found[2])
    return subscribed(process, definitions).get(message, False) if process else False


def subscribed(process, definitions):
    """{message: the formula by whose value it finds a case}, of messages that the
    process correlates by one property; None for those of several."""
    paths = {}
    for text in subscriptions(process):
        for binding in _all(text, "correlationPropertyBinding"):
            paths[binding.get("correlationPropertyRef")] = _text_in(binding, "dataPath")
    found = {}
    for text in definitions.others if paths else ():
        for prop in _all(text, "correlationProperty"):
            path = paths.get(prop.get("id"))
            for where in _all(prop, "correlationPropertyRetrievalExpression"):
                message = where.get("messageRef")
                if path:
                    found[message] = None if message in found else path
    return found


def subscriptions(process):
    """What a process says of the correlation of its messages, as kept XML."""
    return [text for text in process.others if "correlationSubscription" in text]


def _all(given, name):
    """Elements of a name in a piece of kept XML, itself included."""
    root = from_xml(given) if isinstance(given, str) else given
    return [e for e in root.iter(etree.Element) if local_name(e) == name]


def _text_in(element, name):
    return next((e.text or "" for e in _all(element, name)), "").strip()


def _has_message(element, kinds):
    if element is None or element.kind not in kinds:
        return False
    events = [event.kind for event in element.events]
    return element.kind in ("receiveTask", "sendTask") or events == ["message"]


def _own_name(element, definitions):
    if element.kind in ("receiveTask", "sendTask"):
        return element.message_name or _root_name(element.message, definitions)
    if not element.events:
        return ""
    event = element.events[0]
    return event.name or _root_name(event.ref, definitions)


def _root_name(ref, definitions):
    root = definitions.roots.get(ref or "")
    return (root and root.name) or ref or ""
