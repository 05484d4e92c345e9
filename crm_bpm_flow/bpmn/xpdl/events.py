"""Events of XPDL as elements."""

from ..model import Event
from .nodes import child, children, is_true, text

TRIGGERS = {
    "message": "message",
    "timer": "timer",
    "error": "error",
    "escalation": "escalation",
    "cancel": "cancel",
    "conditional": "conditional",
    "rule": "conditional",
    "link": "link",
    "signal": "signal",
    "compensation": "compensation",
    "terminate": "terminate",
}
RESULTS = {
    "TriggerResultMessage": "message",
    "TriggerTimer": "timer",
    "ResultError": "error",
    "TriggerEscalation": "escalation",
    "TriggerResultCancel": "cancel",
    "TriggerConditional": "conditional",
    "TriggerRule": "conditional",
    "TriggerResultLink": "link",
    "TriggerResultSignal": "signal",
    "TriggerResultCompensation": "compensation",
    "ResultCompensation": "compensation",
}
# What waits on a border or in the way, and what does something there.
THROWN = ("compensation", "escalation", "message", "signal", "link")


def event_element(told, package):
    """(kind of the element, values) of what stands in an ``Event``."""
    name = told.tag.rpartition("}")[2]
    trigger = (told.get("Trigger") or told.get("Result") or "None").lower()
    events = _several(told, package) if trigger == "multiple" else []
    if trigger in TRIGGERS:
        events = [_event(TRIGGERS[trigger], _detail(told), package)]
    values = {"events": events}
    if name == "StartEvent":
        values["interrupting"] = is_true(told, "Interrupting", True)
        return "startEvent", values
    if name == "EndEvent":
        return "endEvent", values
    host = (told.get("Target") or "").strip()
    is_link = events and events[0].kind == "link"
    if host and not is_link:
        values["attached_to"] = host
        values["interrupting"] = is_true(told, "Interrupting", True)
        return "boundaryEvent", values
    return _on_the_way(told, events), values


def _on_the_way(told, events):
    """Whether it waits or throws; without an event it is only passed."""
    if not events:
        return "intermediateThrowEvent"
    detail = _detail(told)
    direction = (detail.get("CatchThrow") or "") if detail is not None else ""
    if direction:
        throws = direction.upper() == "THROW"
    else:
        throws = events[0].kind in ("compensation", "escalation")
    may = events[0].kind in THROWN
    return "intermediateThrowEvent" if throws and may else "intermediateCatchEvent"


def _detail(told):
    """The part that says more of its trigger."""
    for part in told.iter("{*}" + "*"):
        if part is not told and part.tag.rpartition("}")[2] in RESULTS:
            return part
    return None


def _several(told, package):
    found = []
    for part in told.iter("{*}" + "*"):
        kind = RESULTS.get(part.tag.rpartition("}")[2])
        if part is not told and kind:
            found.append(_event(kind, part, package))
    return found


def _event(kind, detail, package):
    event = Event(kind=kind)
    if detail is None:
        return event
    if kind == "timer":
        _read_timer(event, detail)
    elif kind in ("message", "signal", "link"):
        event.name = _name(kind, detail, package)
    elif kind in ("error", "escalation"):
        code = detail.get("ErrorCode") or detail.get("EscalationCode") or ""
        event.code = code or None
    elif kind == "conditional":
        event.text = text(child(detail, "Expression")) or text(detail)
        event.text = event.text or detail.get("ConditionName") or ""
    elif kind == "compensation":
        event.activity = detail.get("ActivityId") or None
        event.wait = is_true(detail, "WaitForCompletion", True)
    return event


def _name(kind, detail, package):
    if kind == "message":
        for element in children(detail, "Message"):
            name = element.get("Name") or ""
            return name or package.messages.get(element.get("Id") or "", "")
    return detail.get("Name") or ""


def _read_timer(event, detail):
    """A moment or a rhythm; of a length of time, XPDL has no word of its own."""
    moment = detail.get("TimeDate") or text(child(detail, "TimeDate"))
    rhythm = detail.get("TimeCycle") or text(child(detail, "TimeCycle"))
    length = detail.get("TimeDuration") or text(child(detail, "TimeDuration"))
    event.text = moment or rhythm or length
    if rhythm and not moment:
        event.timer = "duration" if rhythm.startswith("P") else "cycle"
    elif event.text:
        is_length = event.text.startswith("P") or not moment
        event.timer = "duration" if is_length else "date"
