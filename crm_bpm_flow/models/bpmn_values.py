"""What a file says of the values of its steps, as our own assignments."""

from ..bpmn.decision_refs import FORMS
from ..bpmn.names import ACTIVITI, CAMUNDA, FLOWABLE
from ..bpmn.parameters import one_line, text_of
from ..engine.expression import ExpressionError, parse, parse_script
from ..engine.expression.names import is_name
from .own_values import EVERYTHING

HANDING = (
    *("userTask", "manualTask", "task", "serviceTask", "scriptTask", "sendTask"),
    *("businessRuleTask", "subProcess", "adHocSubProcess", "transaction"),
)
HEARING = ("receiveTask", "intermediateCatchEvent", "boundaryEvent", "startEvent")
CODES = ("errorCodeVariable", "escalationCodeVariable", "errorVariableName")
TEXTS = ("errorMessageVariable",)


def value_fields(element):
    """``values_in`` and ``values_out`` of an element's row."""
    if element.kind in HANDING and not element.triggered_by_event:
        return {
            "values_in": _lines(element.inputs),
            "values_out": _lines_out(element.outputs),
        }
    if element.kind in HEARING:
        return {"values_out": _lines_out(element.outputs)}
    return {}


def _lines_out(mappings):
    """What is handed on; Camunda 8 then hands on nothing else, all others do."""
    text = _lines(mappings, is_out=True)
    if text and any(m.dialect != "zeebe" for m in mappings):
        return f"{text}\n{EVERYTHING}"
    return text


def _lines(mappings, is_out=False):
    lines = []
    for mapping in mappings:
        line = LINES.get(mapping.dialect, _nothing)(mapping, is_out)
        if line:
            lines.append(line)
    return "\n".join(lines) or False


def _nothing(mapping, is_out):
    """Of calls alone."""


def _java(mapping, is_out):
    return f"{mapping.target} = {mapping.source}"


def _zeebe(mapping, is_out):
    """``order.id`` as its target puts one value into another."""
    source = one_line(mapping.source)
    if not source.startswith("="):
        source = text_of(source)
    root, _dot, key = mapping.target.partition(".")
    if is_name(root) and is_name(key):
        source = source.removeprefix("=")
        return f'{root} = =context put(get or else({root}, {{}}), "{key}", {source})'
    return f"{mapping.target} = {source}"


def _standard(mapping, is_out):
    """Data associations: also what is not there yet may be drawn. Those between things
    that are no names are drawings only."""
    if not is_name(mapping.target):
        return None
    if is_name(mapping.source):
        otherwise = f", {mapping.target}" if is_out else ""
        return f"{mapping.target} = coalesce({mapping.source}{otherwise})"
    try:
        parse_script(f"a = {one_line(mapping.source)}")
    except ExpressionError:
        return None
    return f"{mapping.target} = {one_line(mapping.source)}"


LINES = {"java": _java, "zeebe": _zeebe, "standard": _standard}


def code_fields(event):
    """Which values get the code and the text of a caught error or escalation."""
    said = {}
    for uri in (CAMUNDA, FLOWABLE, ACTIVITI):
        for name in (*CODES, *TEXTS):
            said[name] = said.get(name) or event.attributes.get(f"{{{uri}}}{name}")
    return {
        "code_variable": next(filter(None, map(said.get, CODES)), False),
        "message_variable": next(filter(None, map(said.get, TEXTS)), False),
    }


def decision_fields(element):
    """Where the results of a decision go, and in which form."""
    result = element.extra.get("result_variable")
    if element.kind != "businessRuleTask" or not is_name(result):
        return {}
    if element.extra.get("decision_id"):  # Camunda 8
        return {"decision_result": result, "decision_form": "plain"}
    if not element.extra.get("decision_ref"):
        return {}
    mapped = element.extra.get("map_decision_result")
    return {"decision_result": result, "decision_form": FORMS.get(mapped, "rows")}


def script_of(element):
    """Assignments; of Camunda, one formula and the name of its result; of an expression
    that only sets a value, that."""
    extra = element.extra
    # Flowable and Activiti call that of a service task otherwise.
    result = extra.get("result_variable") or extra.get("result_variable_name")
    if element.kind == "scriptTask":
        text = element.extra.get("expression") or element.script or ""
    elif element.kind in ("serviceTask", "sendTask", "businessRuleTask"):
        text = element.extra.get("expression") or ""
    else:
        return ""
    if not result or not text.strip():
        is_task = element.kind == "scriptTask"
        return text if is_task or _is_script(text) else ""
    if element.kind == "scriptTask" and _is_script(text):
        return text
    return f"{result} = {_formula(text)}"


def _is_script(text):
    try:
        parse_script(text)
    except ExpressionError:
        return False
    return True


def _formula(text):
    """A formula within a script, on one line and in its own language."""
    text = one_line(text).removeprefix("return ").rstrip(";")
    if text.startswith(("=", "${", "#{")):
        return text
    try:
        parse(text)
    except ExpressionError:
        return f"${{{text}}}"
    return text
