"""Which decision a step asks, in the words of the tools that read it: the standard has
none (BPMN 2.0.2, 10.3.3)."""

from .dialects import DECIDES, JAVA
from .names import CAMUNDA, ZEEBE
from .raw import from_xml, split, to_xml

REF, RESULT, FORM = (
    f"{{{CAMUNDA}}}{name}"
    for name in ("decisionRef", "resultVariable", "mapDecisionResult")
)
# In which form the result is given; without a word it is a list of rows.
FORMS = {"singleEntry": "plain", "singleResult": "parts", "collectEntries": "entries"}
WORDS = {form: word for word, form in FORMS.items()} | {"rows": "resultList"}


def refer_to_decision(element, ref, result="", form=""):
    """Let an element name its decision where its file did; a business rule task that
    never did, as Camunda 7 writes it.

    :param ref: id of the decision in the DMN file
    :param result: name of the value that gets the result, with its ``form``
    """
    said = [key for key in element.attributes if _is_ref(key)]
    told = [_renamed(text, ref) for text in element.extensions]
    is_told = any(text is not None for text in told)
    if is_told:
        element.extensions = [
            text if new is None else new
            for text, new in zip(element.extensions, told, strict=True)
        ]
    elif not said and element.kind == "businessRuleTask":
        said = [REF]
    if said:
        element.attributes = {**element.attributes, **dict.fromkeys(said, ref)}
    if REF in said and result:
        element.attributes[RESULT] = result
        if FORMS.get(element.attributes.get(FORM), "rows") != form:
            element.attributes[FORM] = WORDS[form]


def _is_ref(key):
    uri, name = split(key)
    return uri in JAVA and name == "decisionRef"


def _renamed(text, ref):
    """An extension that names the decision, with this name; None where it is none."""
    if "ecision" not in text:
        return None
    xml = from_xml(text)
    uri, name = split(xml.tag)
    inner = next(iter(xml), None)
    if uri == ZEEBE and name == "calledDecision":
        xml.set("decisionId", ref)
    elif uri not in JAVA or name != "field" or xml.get("name") not in DECIDES:
        return None
    elif inner is None or xml.get("stringValue") is not None:
        xml.set("stringValue", ref)
    else:
        inner.text = ref
    return to_xml(xml, {})
