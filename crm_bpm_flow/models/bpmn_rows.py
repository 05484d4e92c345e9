"""What an element of a BPMN file is as a row of ``bpm.flow.node``."""

from contextlib import suppress

from ..bpmn import Formal, code_of, condition_of, ends_all, plain
from ..bpmn.names import ZEEBE
from ..engine.expression import (
    ExpressionError,
    parse,
    parse_duration,
)
from ..engine.expression.cycles import parse_moment
from .bpmn_values import code_fields, decision_fields, script_of, value_fields
from .call_values import EVERYTHING, NOTHING
from .const import FORMULA, MINUTES, NODE_EVENTS, NODE_KINDS, PEOPLE_KINDS

KINDS = {kind for kind, _label in NODE_KINDS}
EVENTS = {event for event, _label in NODE_EVENTS}
LINKS = ("parent_id", "attached_to_id", "part_of_id", "handler_id", "compensates_id")


def node_values(element, definitions):
    """Values of the element's row; the fields of ``LINKS`` hold ids of the file.

    :param element: ``bpmn.Element``; its several events have rows of their own
    :param definitions: the file it stands in
    """
    values = {
        "bpmn_id": element.id,
        "kind": kind_of(element),
        "name": element.name,
        "instruction": element.documentation or False,
        "interrupting": element.interrupting,
        "instantiate": element.instantiate,
        "for_compensation": element.for_compensation,
        "start_quantity": element.start_quantity,
        "completion_quantity": element.completion_quantity,
        "parent_id": element.parent,
        "attached_to_id": element.attached_to,
        "script": script_of(element) or False,
        "source": plain(element),
    }
    if len(element.events) > 1:
        values.update(event="multiple", needs_all=element.parallel_multiple)
    elif element.events:
        values.update(_event_values(element.events[0], definitions))
    if element.kind in ("receiveTask", "sendTask"):
        values["event_name"] = element.message_name or False
    if element.loop:
        values.update(_loop_values(element.loop))
    values.update(_gateway_values(element))
    values.update(_call_values(element))
    values.update(value_fields(element))
    values.update(decision_fields(element))
    if element.kind in PEOPLE_KINDS and "deadline_amount" not in element.settings:
        values.update(_deadline_values((element.extra.get("due_date") or "").strip()))
    return values


def _deadline_values(text):
    """Until when another tool gives a task: a length of time, a date, or a formula that
    says one; nothing for what cannot be read."""
    with suppress(ExpressionError):
        return _length_values(parse_duration(text), text)
    with suppress(ExpressionError):
        parse(text) if text.startswith(FORMULA) else parse_moment(text)
        return {"timer_kind": "date", "timer_text": text}
    return {}


def _length_values(length, text):
    minutes = int(length.days * 1440 + length.seconds // 60)
    if length.negative or not (minutes or length.months):
        return {}
    if length.months:
        return {"timer_kind": "duration", "timer_text": text}
    unit = next(u for u in ("days", "hours", "minutes") if minutes % MINUTES[u] == 0)
    return {"deadline_amount": minutes // MINUTES[unit], "deadline_unit": unit}


def kind_of(element):
    if element.kind == "subProcess" and element.triggered_by_event:
        return "eventSubProcess"
    return element.kind if element.kind in KINDS else "task"


def _event_values(event, definitions):
    root = definitions.roots.get(event.ref or "")
    values = {"event": event.kind if event.kind in EVENTS else False}
    if event.kind in ("message", "signal", "link"):
        values["event_name"] = event.name or (root and root.name) or event.ref or False
    elif event.kind in ("error", "escalation"):
        values["event_code"] = code_of(event) or False
        values.update(code_fields(event))
    elif event.kind == "timer":
        values.update(timer_kind=event.timer or False, timer_text=event.text or False)
    elif event.kind == "conditional":
        values["condition"] = _text(Formal(event.text, event.language))
    elif event.kind == "compensation":
        values.update(compensates_id=event.activity, detached=not event.wait)
    elif event.kind == "terminate":
        values["ends_all"] = ends_all(event)
    return values


def _loop_values(loop):
    several = loop.kind != "standard"
    return {
        "loop": loop.kind,
        "loop_number": _text(loop.cardinality),
        "loop_collection": (several and loop.collection) or False,
        "loop_item": loop.variable or False,
        "loop_result": loop.result or False,
        "loop_result_item": loop.result_item or False,
        "loop_condition": _text(loop.condition),
        "loop_maximum": loop.maximum or 0,
        "loop_test_before": loop.test_before,
    }


def _gateway_values(element):
    values = {}
    if element.kind == "complexGateway":
        values["condition"] = _text(element.activation)
    if element.kind == "adHocSubProcess":
        values["condition"] = _text(element.completion)
        values["cancel_rest"] = element.cancel_remaining
    ordering = element.ordering or element.gateway_type or ""
    if ordering.lower() in ("parallel", "sequential"):
        values["ordering"] = ordering.lower()
    return values


def _call_values(element):
    if element.kind != "callActivity":
        return {}
    return {
        "called_code": element.called_element or False,
        "call_variables_in": _mapping_text(element, element.inputs),
        "call_variables_out": _mapping_text(element, element.outputs),
    }


def _mapping_text(element, mappings):
    """Names by comma, or one assignment a line (see ``read_mapping``).

    As everywhere, nothing said about variables hands over all of them. Where the
    other direction is said, nothing is; but in Camunda 8 still all, by default.
    """
    if not mappings:
        return NOTHING if _is_closed(element, mappings is element.outputs) else False
    named = [mapping for mapping in mappings if not mapping.is_all]
    lines = [EVERYTHING] if len(named) < len(mappings) else []
    if not lines and all(m.source in (m.target, "") for m in named):
        return ", ".join(m.target for m in named)
    for mapping in named:
        source = _bare(mapping.source or mapping.target)
        if "processBusinessKey" in source:
            source = "business_key"
        lines.append(f"{mapping.target} = {source}")
    return "\n".join(lines)


def _is_closed(element, is_out):
    """Whether a direction of which nothing is said hands over nothing."""
    if any(ZEEBE in text for text in element.extensions):
        told = element.extra.get("propagate_all_child_variables")
        return is_out and told == "false"
    return bool(element.inputs or element.outputs)


def _bare(text):
    """A formula without the signs of its dialect around it."""
    try:
        return parse(text).to_text()
    except ExpressionError:
        return text


def _text(formal):
    return condition_of(formal) or False


def begins_with(element):
    """What a step begins with when it is drawn."""
    event = element.events[0] if element.events else None
    if event is not None and event.kind == "timer" and not event.text:
        return {"deadline_amount": 1}
    return {}
