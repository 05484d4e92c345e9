"""What is open after an import: questions about elements, as plain data.

Each is ``(element id, code, args)``; what they say stands in
``bpm_flow_import_words.py``, when they are answered in ``bpm_flow_import_line.py``.
"""

from ..bpmn.dialects import snake
from ..bpmn.raw import from_xml, local_name, split
from ..engine.expression import ExpressionError, parse, parse_script
from .bpmn_lanes import lane_of
from .bpmn_people import SINGLE, names_in
from .bpmn_settings import WHO_FIELDS
from .const import ACTION_KINDS, PEOPLE_KINDS

# What tools say that something else does.
DOERS = ("type", "topic", "class", "delegate_expression", "connector", "expression")
MOST_TEXT = 120
# Words of other tools that a step works by, in our writing.
USED = {
    "called_element",
    "decision_id",
    "decision_ref",
    "in",
    "input_output",
    "io_mapping",
    "loop_characteristics",
    "map_decision_result",
    "out",
    "process_id",
    "propagate_all_child_variables",
    "result_variable",
    "result_variable_name",
}
POOLS = (
    "assignment_definition",
    "candidate_groups",
    "candidate_users",
    "potential_owner",
)
DUE = {"due_date", "task_schedule"}


def questions(process, version):
    """Questions about a process, each once, in the order of the file.

    :param process: ``bpmn.Process``; version: the ``bpm.flow.version`` made of it
    """
    nodes = {node.bpmn_id: node for node in version.node_ids}
    elements = {element.id: element for element in process.elements}
    # Who draws for an engine, or here, means it so; who draws for people, does not.
    is_meant = process.is_executable or process.settings.get("format")
    seen = {(element, "no_kind") for element in elements} if is_meant else set()
    for element in process.elements:
        node = nodes.get(element.id)
        if node is None:
            continue
        for question in _of_element(element, node, elements):
            if question[:2] not in seen:
                seen.add(question[:2])
                yield question
    ways = {way.bpmn_id: way for way in version.transition_ids}
    leaving = {}
    for flow in process.flows:
        leaving.setdefault(flow.source, []).append(flow)
    for flow in process.flows:
        if flow.id in ways:
            yield from _of_way(flow, elements, leaving)


def _of_element(element, node, elements):
    if element.kind in PEOPLE_KINDS:
        yield from _of_task(element, node, elements)
    if element.kind in ACTION_KINDS:
        yield from _of_action(element, node)
    if element.kind == "callActivity" and not (
        node._is_callee_told() or node._callee()
    ):
        yield element.id, "callee", {"code": element.called_element or ""}
    if element.event == "timer":
        text = element.events[0].text
        if not node._has_delay():
            yield element.id, "no_time", {}
        elif text and not node._timer_is_known():
            yield element.id, "time", {"text": text[:MOST_TEXT]}
    is_told = node.condition_domain not in (False, "", "[]")
    is_told = is_told or _is_formula(node.condition)
    if element.event == "conditional" and not is_told:
        yield element.id, "waits_for", {"text": (node.condition or "")[:MOST_TEXT]}


def _of_task(element, node, elements):
    names = names_in(element.extra)
    is_told = any(element.settings.get(name) for name in (*WHO_FIELDS, "role"))
    if not is_told and node.role_id and node.role_id.is_owner:
        # One question for the whole lane, asked at its role.
        lane = lane_of(element, elements)
        yield lane, "role", {"name": node.role_id.name, "role": node.role_id.id}
    elif not is_told and node.is_owner and names:
        yield element.id, "who", {"names": ", ".join(names)[:MOST_TEXT]}
    elif not is_told and node.is_owner:
        yield element.id, "owner", {}
    fields = element.extra.get("form_fields")
    form = element.extra.get("form_key") or element.extra.get("form_id")
    if fields:
        words = ", ".join(f"{field['label']} ({field['type']})" for field in fields)
        yield element.id, "form", {"fields": words[:300]}
    elif form:
        yield element.id, "form_named", {"form": str(form)[:MOST_TEXT]}


def _of_action(element, node):
    if element.kind == "scriptTask":
        if element.script and not _is_script(node.script):
            yield element.id, "script", {"format": element.script_format or "?"}
        return
    what = next((element.extra[n] for n in DOERS if element.extra.get(n)), "")
    decision = element.extra.get("decision_ref") or element.extra.get("decision_id")
    if (
        node.script
        or node.action_ids
        or (element.kind == "sendTask" and node.event_name)
    ):
        return
    if element.kind == "businessRuleTask" or decision:
        if "decision" not in element.settings:
            yield element.id, "table", {"name": decision or what}
    elif what:
        yield element.id, "action", {"what": str(what)[:MOST_TEXT]}
    else:
        yield element.id, "no_kind" if element.kind == "task" else "no_action", {}


def _of_way(flow, elements, leaving):
    if flow.condition and not _is_formula(flow.condition.text):
        yield flow.id, "condition", {"text": flow.condition.text[:MOST_TEXT]}
        return
    source = elements[flow.source]
    is_choice = source.kind in ("exclusiveGateway", "inclusiveGateway")
    is_told = flow.condition or flow.settings or flow.id == source.default
    if is_choice and len(leaving[flow.source]) > 1 and not is_told:
        yield flow.id, "no_condition", {}


def _is_formula(text):
    try:
        parse(text or "")
    except ExpressionError:
        return False
    return True


def _is_script(text):
    try:
        parse_script(text or "")
    except ExpressionError:
        return False
    return True


def foreign_words(element, node):
    """Names of what other tools say about an element and what nobody here uses.

    :param node: the step that was made of it
    """
    found, used = {}, _used_words(element, node)
    for key in element.attributes:
        if key.startswith("{"):
            found[split(key)[1]] = True
    for text in (*element.extensions, *element.others):
        found[local_name(from_xml(text))] = True
    return [word for word in found if snake(word) not in used][:8]


def _used_words(element, node):
    """What of its words the step works by; of people whoever is named first."""
    single = [name for name in SINGLE if element.extra.get(name)]
    used = {*USED, *(single[:1] or POOLS)}
    if node._has_delay():
        used |= DUE
    return used
