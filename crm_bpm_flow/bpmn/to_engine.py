"""A process of a file as nodes and flows of the engine.

What the engine does not ask (who, until when, which message) stays on the elements.
"""

from dataclasses import replace

from ..engine import Flow, Node
from ..engine.expression import ExpressionError, parse, to_text
from ..engine.expression.juel import SIGNS
from ..engine.expression.tree import Call, Literal, joins_texts
from .several import parts_of

EVENT_SUB = "eventSubProcess"
# Languages whose conditions are written with the signs and methods that JUEL has, too.
SCRIPTS = ("javascript", "ecmascript", "groovy", "java", "mvel", "juel")
THROWS = ("intermediateThrowEvent", "endEvent")
ENDS_ALL = "{http://flowable.org/bpmn}terminateAll"


def graph_of(process, definitions=None):
    """(nodes, flows) for ``engine.Graph``, in the order of the file.

    Conditions are texts for ``engine.expression.parse``; a number of instances or of
    flows is an int where the file says one. Several definitions of one event become the
    event "multiple" and a node for each behind it.
    """
    handlers, parts = handlers_of(process), parts_of(process)
    nodes = []
    for element in process.elements:
        inside = (_node(part, {}) for part in parts.get(element.id, ()))
        nodes.append(_node(element, handlers))
        nodes.extend(replace(part, part_of=element.id) for part in inside)
    flows = [
        Flow(flow.id, flow.source, flow.target, None, condition_of(flow.condition))
        for flow in process.flows
    ]
    return nodes, flows


def condition_of(formal):
    """The text of an expression such that ``parse`` knows its dialect, or None."""
    if formal is None or not formal.text:
        return None
    text, language = formal.text, formal.language.lower()
    if "feel" in language:
        return text if text[0] == "=" else f"={text}"
    is_script = any(word in language for word in SCRIPTS)
    if is_script and not any(sign in text for sign in SIGNS):
        text = text.removeprefix("return ").rstrip().rstrip(";")
        return f"${{{text}}}"
    return text


def number_of(formal):
    """An int where the expression is nothing but a number; else its text.

    A text with formulas in it, ``1${n}``, becomes one that says a number.
    """
    text = condition_of(formal)
    try:
        tree = parse(text or "").tree
    except ExpressionError:
        return text
    if joins_texts(tree):
        return to_text(Call("number", (tree,)))
    is_number = isinstance(tree, Literal) and type(tree.value) is int
    return tree.value if is_number else text


def instances_of(loop):
    """How many instances: an int, or the text that says how many."""
    if loop.cardinality:
        return number_of(loop.cardinality)
    if not loop.collection:
        return None
    try:
        return to_text(Call("count", (parse(loop.collection).tree,)))
    except ExpressionError:
        return loop.collection


def code_of(event):
    """The code of an error or escalation; by its entry when that has none."""
    return event.code or event.ref or event.name or None


def has_formula(name):
    """Whether a formula stands where a name or a code does, as other tools write it."""
    return (name or "").startswith("=") or any(sign in (name or "") for sign in SIGNS)


def ends_all(event):
    """Whether a terminate event ends the whole case, as Flowable writes it."""
    return event.attributes.get(ENDS_ALL, "").strip().lower() == "true"


def handlers_of(process):
    """{boundary event: the activity that undoes its host}, by the associations of
    compensation, whichever way they are drawn."""
    elements = {element.id: element for element in process.elements}
    found = {}
    for association in process.associations:
        ends = (association.source, association.target)
        for one, other in (ends, ends[::-1]):
            event, handler = elements.get(one), elements.get(other)
            if event and handler and event.event == "compensation":
                found.setdefault(one, other)
    return found


def _node(element, handlers):
    values = {
        "id": element.id,
        "kind": EVENT_SUB if element.triggered_by_event else element.kind,
        "name": element.name,
        "parent": element.parent,
        "attached_to": element.attached_to,
        "interrupting": element.interrupting,
        "event": element.event,
        "needs_all": element.parallel_multiple and len(element.events) > 1,
        "default": element.default,
        "handler": handlers.get(element.id),
        "for_compensation": element.for_compensation,
        "instantiate": element.instantiate,
        "start_quantity": element.start_quantity,
        "completion_quantity": element.completion_quantity,
    }
    if len(element.events) == 1:
        values.update(_of_event(element, element.events[0]))
    if element.loop:
        values.update(_of_loop(element.loop))
    if element.kind == "adHocSubProcess":
        values["condition"] = condition_of(element.completion)
        values["cancel_rest"] = element.cancel_remaining
        is_sequential = element.ordering == "Sequential"
        values["ordering"] = "sequential" if is_sequential else None
    elif element.kind == "complexGateway":
        values["condition"] = number_of(element.activation)
    elif element.gateway_type == "Parallel":
        values["ordering"] = "parallel"
    return Node(**values)


def _of_event(element, event):
    if event.kind in ("error", "escalation"):
        code = code_of(event)
        return {"code": code, "asks_code": has_formula(code)}
    if event.kind == "terminate":
        return {"ends_all": ends_all(event)}
    if event.kind == "link":
        return {"link": event.name or None}
    if event.kind == "compensation" and element.kind in THROWS:
        return {"compensates": event.activity, "detached": not event.wait}
    return {}


def _of_loop(loop):
    values = {"loop": loop.kind, "loop_condition": condition_of(loop.condition)}
    if loop.kind == "standard":
        values["maximum"] = loop.maximum or 0
        values["test_before"] = loop.test_before
    else:
        values["number"] = instances_of(loop)
    return values
