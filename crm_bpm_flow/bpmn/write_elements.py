"""Flow nodes, with their events and markers, as XML."""

from .dialects import extra, loop_data
from .model import Formal
from .names import DEFINITION_OF, FIELDS_OF
from .raw import NAME

TIMERS = {"date": "timeDate", "duration": "timeDuration", "cycle": "timeCycle"}
REFERENCES = {
    "message": "messageRef",
    "signal": "signalRef",
    "error": "errorRef",
    "escalation": "escalationRef",
}
LAST = "activationCondition"  # the place of what comes behind the flow


def write_element(writer, parent, element):
    """Append a flow node; returns its XML and where unusual children belong."""
    xml = writer.begin(parent, element.kind, element)
    places = {}
    for field, attribute, kind, default in FIELDS_OF[element.kind]:
        value = getattr(element, field)
        if value in (None, default):
            continue
        if kind == "name":
            _write_called(writer, xml, value)
        else:
            value = writer.id(value) if kind == "ref" else value
            writer.set(xml, attribute, value)
    for event in element.events:
        _write_event(writer, xml, event)
    if element.loop:
        _write_loop(writer, xml, element.loop)
    if element.script and element.kind == "scriptTask":
        writer.add(xml, "script", element.script)
    if element.completion and element.kind == "adHocSubProcess":
        child = writer.formal(xml, "completionCondition", element.completion)
        places[child] = LAST
    if element.activation and element.kind == "complexGateway":
        writer.formal(xml, "activationCondition", element.activation)
    return xml, places


def _write_called(writer, xml, called):
    """A called element is a name; an expression there is none of the standard's."""
    if called == extra(xml, str).get("process_id"):
        return
    if NAME.fullmatch(called):
        xml.set("calledElement", called)
    else:
        writer.set_own(xml, "calledElement", called)


# ----------------------------------------------------------------------
# Events
# ----------------------------------------------------------------------
def _write_event(writer, parent, event):
    if event.is_shared:
        writer.add(parent, "eventDefinitionRef", writer.id(event.id))
        return
    named = True if event.kind == "link" else None
    xml = writer.begin(parent, DEFINITION_OF[event.kind], event, named)
    if event.kind == "link":
        writer.set(xml, "name", event.name)
    if event.ref:
        writer.set(xml, REFERENCES[event.kind], writer.id(event.ref))
    formal = Formal(event.text, event.language)
    if event.timer:
        writer.formal(xml, TIMERS[event.timer], formal)
    elif event.kind == "conditional":
        writer.formal(xml, "condition", formal)
    elif event.kind == "compensation":
        if event.activity:
            writer.set(xml, "activityRef", writer.id(event.activity))
        if not event.wait:
            writer.set(xml, "waitForCompletion", False)
    writer.finish(xml)


# ----------------------------------------------------------------------
# Markers
# ----------------------------------------------------------------------
def _write_loop(writer, parent, loop):
    is_standard = loop.kind == "standard"
    name = "standardLoop" if is_standard else "multiInstanceLoop"
    xml = writer.begin(parent, f"{name}Characteristics", loop, None)
    (_write_standard if is_standard else _write_multiple)(writer, xml, loop)
    writer.finish(xml)


def _write_standard(writer, xml, loop):
    if loop.test_before:
        writer.set(xml, "testBefore", True)
    if loop.maximum is not None:
        writer.set(xml, "loopMaximum", loop.maximum)
    if loop.condition:
        writer.formal(xml, "loopCondition", loop.condition)


def _write_multiple(writer, xml, loop):
    if loop.kind == "sequential":
        writer.set(xml, "isSequential", True)
    if loop.behavior != "All":
        writer.set(xml, "behavior", loop.behavior)
    if loop.one_event:
        writer.set(xml, "oneBehaviorEventRef", writer.id(loop.one_event))
    if loop.none_event:
        writer.set(xml, "noneBehaviorEventRef", writer.id(loop.none_event))
    if loop.cardinality:
        writer.formal(xml, "loopCardinality", loop.cardinality)
    if loop.condition:
        writer.formal(xml, "completionCondition", loop.condition)
    # The standard has no word for a list by its name: said in ours unless the
    # file says it in another tool's.
    said = loop_data(xml, lambda text: None)
    for name, value, known in zip(
        ("collection", "variable"), (loop.collection, loop.variable), said, strict=True
    ):
        if value and value != known:
            writer.set_own(xml, name, value)
