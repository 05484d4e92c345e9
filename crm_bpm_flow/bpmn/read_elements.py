"""Flow nodes, with their events and markers."""

from . import dialects
from .model import DataWay, Element, Event, Loop
from .names import BPMN, DEFINITION, FIELDS_OF, RAW_KINDS
from .raw import local_name

LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")
TIMERS = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}
REFERENCES = {
    "message": "messageRef",
    "signal": "signalRef",
    "error": "errorRef",
    "escalation": "escalationRef",
}
BEHAVIORS = ("None", "One", "All", "Complex")
DATA_ENDS = {"dataInputAssociation": "sourceRef", "dataOutputAssociation": "targetRef"}
OWN_CHILDREN = {
    "adHocSubProcess": ("completionCondition",),
    "complexGateway": ("activationCondition",),
    "scriptTask": ("script",),
}


def read_element(reader, element, parent, handled=()):
    """An ``Element``; references to flows and hosts are settled by the process.

    :param handled: children that are read by somebody else
    """
    kind = local_name(element)
    element_id = reader.claim(element)
    rows = FIELDS_OF[kind]
    known = [attribute for _field, attribute, _type, _default in rows]
    handled = (*handled, *LOOPS, *OWN_CHILDREN.get(kind, ()))
    if kind.endswith("Event"):
        handled += (*DEFINITION, "eventDefinitionRef")
    data_ways = list(_data_ways(reader, element))
    values = reader.part(element, element_id, known, handled)
    for field, attribute, type_, default in rows:
        text = element.get(attribute)
        values[field] = reader.value(element_id, attribute, type_, text, default)
    found = Element(kind=kind, parent=parent, **values)
    found.data_ways = data_ways
    found.extra = dialects.extra(element, reader_names(reader))
    found.inputs, found.outputs = dialects.mappings(element, reader_names(reader))
    _read_inside(reader, element, found)
    return found


def _data_ways(reader, element):
    """Data associations with an object or store; each gets an id to be drawn by."""
    for name, end in DATA_ENDS.items():
        for child in element.findall(f"{{{BPMN}}}{name}"):
            refs = [reader.find(ref.text) for ref in child.findall(f"{{{BPMN}}}{end}")]
            others = [ref for ref in refs if reader.kind(ref) in RAW_KINDS]
            if not others:
                continue
            if not child.get("id"):
                child.set("id", reader.unused(name))
            is_output = name == "dataOutputAssociation"
            yield DataWay(id=child.get("id"), other=others[0], is_output=is_output)


def reader_names(reader):
    """A function that says what a referred data object is called."""

    def name(text):
        found = reader.find(text)
        element = reader.elements.get(found)
        if element is None:
            return (text or "").strip()
        return element.get("name") or found

    return name


def _read_inside(reader, element, found):
    found.loop = _read_loop(reader, element, found.id)
    if found.kind.endswith("Event"):
        events = _events(reader, element, found.id)
        found.events = sorted(events, key=lambda event: event.is_shared)
    elif found.kind == "callActivity":
        _read_call(reader, element, found)
    elif found.kind == "scriptTask":
        script = reader.child(element, "script")
        if script is not None:
            found.script = "".join(script.itertext()).strip()
    elif found.kind == "adHocSubProcess":
        found.completion = reader.formal(element, "completionCondition")
    elif found.kind == "complexGateway":
        found.activation = reader.formal(element, "activationCondition")
    elif found.kind in ("sendTask", "receiveTask"):
        found.message_name = _message_name(reader, element, found.message)


def _read_call(reader, element, found):
    """Whom it calls: by the standard, by our own writing of it, or Camunda 8's."""
    own = reader.own_attribute(element, "calledElement")
    called = own or found.called_element or found.extra.get("process_id")
    prefix, colon, name = (called or "").partition(":")
    if colon and prefix in element.nsmap:
        called = name
    found.called_element = called or None


def _message_name(reader, element, message):
    """The message's name, or the one that its operation takes in."""
    if message is None:
        operation = reader.elements.get(reader.find(element.get("operationRef")))
        if operation is None:
            return ""
        incoming = reader.child(operation, "inMessageRef")
        message = None if incoming is None else reader.find(incoming.text)
    found = reader.elements.get(message)
    return "" if found is None else found.get("name", "")


# ----------------------------------------------------------------------
# Events
# ----------------------------------------------------------------------
def _events(reader, element, owner):
    for child in element:
        name = local_name(child)
        if name in DEFINITION:
            yield read_event(reader, child, owner)
        elif name == "eventDefinitionRef":
            found = reader.refer(owner, name, child.text, DEFINITION)
            if found:
                yield read_event(reader, reader.elements[found], owner, shared=found)


def read_event(reader, element, owner, shared=None):
    """An event definition; ``shared``: the id of one that stands outside."""
    kind = DEFINITION[local_name(element)]
    known = [REFERENCES.get(kind, "")]
    if kind == "compensation":
        known = ["activityRef", "waitForCompletion"]
    handled = {"timer": tuple(TIMERS), "conditional": ("condition",)}.get(kind, ())
    event_id = shared or reader.optional_id(element)
    event = Event(kind=kind, **reader.part(element, event_id, known, handled))
    event.is_shared = bool(shared)
    READ_EVENT.get(kind, _read_nothing)(reader, element, event, owner)
    return event


def _read_nothing(reader, element, event, owner):
    pass


def _read_reference(reader, element, event, owner):
    attribute = REFERENCES[event.kind]
    value = (element.get(attribute) or "").strip()
    event.ref = reader.refer(owner, attribute, value, (event.kind,))
    root = reader.elements.get(event.ref)
    if root is None:
        # Some tools mean the name; nothing else is known of it anyway.
        event.name = value
        return
    event.name = root.get("name", "")
    if event.kind in ("error", "escalation"):
        event.code = root.get(f"{event.kind}Code") or None


def _read_timer(reader, element, event, owner):
    for child in element:
        kind = TIMERS.get(local_name(child))
        text = "".join(child.itertext()).strip() if kind else ""
        if text:
            event.timer, event.text = kind, text
            event.language = child.get("language", "").strip()
            return


def _read_condition(reader, element, event, owner):
    formal = reader.formal(element, "condition")
    if formal:
        event.text, event.language = formal.text, formal.language


def _read_compensation(reader, element, event, owner):
    event.activity = reader.refer(owner, "activityRef", element.get("activityRef"))
    wait = element.get("waitForCompletion")
    event.wait = reader.value(owner, "waitForCompletion", "bool", wait, True)


READ_EVENT = {
    **dict.fromkeys(REFERENCES, _read_reference),
    "timer": _read_timer,
    "conditional": _read_condition,
    "compensation": _read_compensation,
}


# ----------------------------------------------------------------------
# Markers
# ----------------------------------------------------------------------
def _read_loop(reader, element, owner):
    for child in element:
        name = local_name(child)
        if name == "standardLoopCharacteristics":
            return _standard(reader, child, owner)
        if name == "multiInstanceLoopCharacteristics":
            return _multiple(reader, child, owner)
    return None


def _standard(reader, element, owner):
    known = ("testBefore", "loopMaximum")
    values = reader.part(
        element, reader.optional_id(element), known, ("loopCondition",)
    )
    loop = Loop(kind="standard", **values)
    loop.condition = reader.formal(element, "loopCondition")
    before, most = element.get("testBefore"), element.get("loopMaximum")
    loop.test_before = reader.value(owner, "testBefore", "bool", before, False)
    loop.maximum = reader.value(owner, "loopMaximum", "int", most, None)
    return loop


def _multiple(reader, element, owner):
    known = ("isSequential", "behavior", "oneBehaviorEventRef", "noneBehaviorEventRef")
    handled = ("loopCardinality", "completionCondition")
    values = reader.part(element, reader.optional_id(element), known, handled)
    sequential = element.get("isSequential")
    is_sequential = reader.value(owner, "isSequential", "bool", sequential, False)
    loop = Loop(kind="sequential" if is_sequential else "parallel", **values)
    loop.cardinality = reader.formal(element, "loopCardinality")
    loop.condition = reader.formal(element, "completionCondition")
    text = element.get("behavior")
    loop.behavior = reader.value(owner, "behavior", BEHAVIORS, text, "All")
    one, none = element.get("oneBehaviorEventRef"), element.get("noneBehaviorEventRef")
    loop.one_event = reader.refer(owner, "oneBehaviorEventRef", one)
    loop.none_event = reader.refer(owner, "noneBehaviorEventRef", none)
    collection, variable = dialects.loop_data(element, reader_names(reader))
    loop.collection = reader.own_attribute(element, "collection") or collection
    loop.variable = reader.own_attribute(element, "variable") or variable
    loop.result, loop.result_item = dialects.loop_results(element, reader_names(reader))
    return loop
