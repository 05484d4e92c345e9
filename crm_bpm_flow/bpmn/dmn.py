"""Decision files (DMN 1.1 to 1.5) as plain decision tables.

What is read: decision tables, literal expressions, and which decision needs which
others. Cells in FEEL become ours; what has no translation stays as it is written, and
the checker finds it.
"""

import re
from dataclasses import dataclass, field

from ..engine.decisions.feel_cells import test_of_feel, value_of_feel
from ..engine.expression import ExpressionError
from ..engine.expression.names import is_name
from .errors import BpmnError
from .names import OWN
from .parsing import tree_of
from .raw import local_name

NAMESPACE = re.compile(r"https?://www\.omg\.org/spec/DMN/")
POLICIES = {
    "UNIQUE": "unique",
    "FIRST": "first",
    "ANY": "any",
    "PRIORITY": "priority",
    "COLLECT": "collect",
    "RULE ORDER": "rule_order",
    "OUTPUT ORDER": "output_order",
}
TOGETHER = {"SUM": "sum", "MIN": "min", "MAX": "max", "COUNT": "count"}
TYPES = {
    "string": "text",
    **dict.fromkeys(("number", "integer", "long", "double", "decimal"), "number"),
    "boolean": "boolean",
    **dict.fromkeys(("date", "dateTime", "dateandtime", "date and time"), "date"),
}
MOST_DECISIONS = 500
# The language of cells that FEEL cannot say; see dmn_write.py.
OURS = f"{OWN}/formula"


@dataclass(kw_only=True)
class Decision:
    """:ivar needs: ids of the decisions whose results it looks at
    :ivar variable: name under which others know its result
    :ivar table: as ``engine.decisions.reading`` describes it
    """

    id: str
    name: str
    variable: str
    policy: str = "unique"
    aggregation: str = "list"
    needs: list = field(default_factory=list)
    table: dict = field(default_factory=dict)


def is_dmn(xml):
    """Whether a file says that it is one, without reading it."""
    head = xml[:4000]
    head = head if isinstance(head, str) else head.decode("latin-1").replace("\0", "")
    return bool(NAMESPACE.search(head)) and "spec/BPMN/" not in head


def read_decisions(xml):
    """The decisions of a file, those that others need before them.

    :param xml: str or bytes
    :raise BpmnError: as for ``bpmn.read``; ``not_dmn``; ``too_many``
    """
    root = tree_of(xml)
    if local_name(root) != "definitions" or not NAMESPACE.match(root.tag[1:]):
        raise BpmnError("not_dmn", root=local_name(root)[:60])
    found = {}
    for element in root.iter("{*}decision"):
        decision = _decision(element)
        if decision.id:
            found.setdefault(decision.id, decision)
    if len(found) > MOST_DECISIONS:
        raise BpmnError("too_many", most=MOST_DECISIONS)
    return _in_order(found)


def _in_order(found):
    """Those that are needed first; a circle is cut where it closes."""
    ordered, begun = {}, set()
    for start in found.values():
        stack = [(start, False)]
        while stack:
            decision, needs_done = stack.pop()
            if needs_done:
                decision.needs = [n for n in decision.needs if n in ordered]
                ordered.setdefault(decision.id, decision)
            elif decision.id not in begun:
                begun.add(decision.id)
                stack.append((decision, True))
                needed = (found.get(name) for name in decision.needs)
                stack.extend((other, False) for other in needed if other)
    return list(ordered.values())


def _decision(element):
    variable = _child(element, "variable")
    decision = Decision(
        id=element.get("id", "").strip(),
        name=element.get("name", "").strip() or element.get("id", ""),
        variable="" if variable is None else variable.get("name", "").strip(),
    )
    for ref in element.iterfind("{*}informationRequirement/{*}requiredDecision"):
        decision.needs.append(ref.get("href", "").rpartition("#")[2])
    table = _child(element, "decisionTable")
    literal = _child(element, "literalExpression")
    if table is not None:
        _read_table(table, decision)
    elif literal is not None:
        kind = "" if variable is None else variable.get("typeRef", "")
        output = _output_row(_result_name(decision), kind)
        then = _value(_text(literal, "text"), literal)
        rule = {"when": [], "then": [then], "note": ""}
        decision.table = {"inputs": [], "outputs": [output], "rules": [rule]}
    return decision


def _child(element, name):
    return next(element.iterchildren(f"{{*}}{name}"), None)


def _text(element, name):
    child = _child(element, name)
    return "" if child is None else "".join(child.itertext()).strip()


def _result_name(decision):
    """What its one result is called."""
    for name in (decision.variable, decision.id, decision.name):
        if is_name(name):
            return name
    return re.sub(r"\W", "_", f"_{decision.name}").strip("_") or "result"


# ----------------------------------------------------------------------
# Tables
# ----------------------------------------------------------------------
def _read_table(element, decision):
    inputs = list(element.iterchildren("{*}input"))
    outputs = list(element.iterchildren("{*}output"))
    policy = element.get("hitPolicy", "UNIQUE").replace("_", " ").upper()
    decision.policy = POLICIES.get(policy, "unique")
    decision.aggregation = TOGETHER.get(element.get("aggregation", ""), "list")
    decision.table = {
        "inputs": [_input(child) for child in inputs],
        "outputs": [_output(child, decision) for child in outputs],
        "rules": [_rule(child) for child in element.iterchildren("{*}rule")],
    }


def _input(element):
    expression = _child(element, "inputExpression")
    text = "" if expression is None else _text(expression, "text")
    label = element.get("label") or text
    return {"label": label, "formula": _formula(text, expression)}


def _formula(text, element):
    """A formula by its language: FEEL where nothing is said."""
    text = " ".join(text.split())
    language = _language(element)
    if language == OURS.lower():
        return text
    if "feel" in language:
        return text if text.startswith("=") or not text else f"={text}"
    if text.startswith(("${", "#{")) or not text:
        return text
    return f"${{{text}}}"


def _language(element):
    said = "" if element is None else element.get("expressionLanguage", "")
    return (said or "feel").lower()


def _output(element, decision):
    name = element.get("name") or element.get("label") or ""
    name = name or _result_name(decision)
    row = _output_row(name, element.get("typeRef", ""))
    values = _child(element, "outputValues")
    default = _child(element, "defaultOutputEntry")
    if values is not None:
        row["values"] = _value(_text(values, "text"), values)
    if default is not None:
        row["default"] = _value(_text(default, "text"), default)
    return row


def _output_row(name, kind):
    kind = kind.rpartition(":")[2]
    return {"name": name, "type": TYPES.get(kind, "any"), "values": "", "default": ""}


def _rule(element):
    note = _text(element, "description")
    annotation = _child(element, "annotationEntry")
    if annotation is not None:
        note = _text(annotation, "text") or note
    return {
        "when": [_test(child) for child in element.iterchildren("{*}inputEntry")],
        "then": [
            _value(_text(child, "text"), child)
            for child in element.iterchildren("{*}outputEntry")
        ],
        "note": note,
    }


def _test(element):
    return _translated(test_of_feel, _text(element, "text"), element)


def _value(text, element):
    return _translated(value_of_feel, text, element)


def _translated(translate, text, element):
    text = " ".join(text.split())
    if "feel" not in _language(element):
        return text
    try:
        return translate(text)
    except ExpressionError:
        return text  # the checker says what is wrong with it
