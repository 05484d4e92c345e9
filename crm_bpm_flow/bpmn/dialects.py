"""What other tools say in their own words: people, variables, loops, call targets."""

import re

from .model import Mapping
from .names import ACTIVITI, BPMN, CAMUNDA, FLOWABLE, ZEEBE
from .parameters import parameter
from .raw import local_name, split

JAVA = (CAMUNDA, FLOWABLE, ACTIVITI)
# Elements of Camunda 8 that say something by their attributes alone.
ZEEBE_WORDS = (
    "assignmentDefinition",
    "taskSchedule",
    "taskDefinition",
    "calledElement",
    "calledDecision",
    "script",
    "formDefinition",
    "subscription",
)
RESULTS = "outputCollection"
# How Flowable's service tasks of the type "dmn" name what decides.
DECIDES = (
    "decisionTableReferenceKey",
    "decisionServiceReferenceKey",
    "decisionReferenceKey",
)
PEOPLE = {
    "potentialOwner": "potential_owner",
    "humanPerformer": "human_performer",
    "performer": "performer",
    "resourceRole": "resource_role",
}


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def foreign(element):
    """(namespace, name, element) of each foreign extension."""
    for wrapper in element.findall(f"{{{BPMN}}}extensionElements"):
        for child in wrapper:
            yield (*split(child.tag), child)


def extra(element, names):
    """What vendors' attributes say, by their names in our writing; ``form_fields``:
    [{"id", "label", "type"}] that its form asks for.

    :param names: ``names(id)``, what a referred element is called
    """
    found = {}
    for key, value in element.items():
        uri, name = split(key)
        if uri in JAVA:
            found[snake(name)] = value
    for uri, name, child in foreign(element):
        if uri == ZEEBE and name in ZEEBE_WORDS:
            found.update((snake(key), value) for key, value in child.items())
        elif uri in JAVA and name == "connector":
            found["connector"] = child.findtext(f"{{{uri}}}connectorId", "").strip()
        elif uri in JAVA and name == "field":
            found.update(_field(element, child))
    for child in element:
        word = PEOPLE.get(local_name(child))
        text = word and _person(child, names)
        if text:
            found[word] = text
    fields = list(_form_fields(element))
    if fields:
        found["form_fields"] = fields
    return found


def _field(element, child):
    """What a ``field`` of a task says: which table it asks, if it is one that does."""
    said = child.get("stringValue") or "".join(child.itertext()).strip()
    is_asked = child.get("name") in DECIDES
    if said and is_asked and element.get(f"{{{FLOWABLE}}}type") == "dmn":
        yield "decision_ref", said


def _person(element, names):
    """An expression, or the name of a resource of the file (as Bonita writes it)."""
    ref = element.findtext(f"{{{BPMN}}}resourceRef", "").strip()
    if ref:
        return names(ref)
    return "".join(element.itertext()).strip()


def _form_fields(element):
    for uri, name, child in foreign(element):
        if uri not in JAVA:
            continue
        fields = child if name == "formData" else [child]
        for field in fields:
            if local_name(field) in ("formField", "formProperty"):
                field_id = field.get("id", "")
                label = field.get("label") or field.get("name") or field_id
                kind = field.get("type", "string")
                yield {"id": field_id, "label": label, "type": kind}


# What Bizagi and Signavio call the colours that they keep with the element.
FILLS, STROKES = ("bgColor", "bgcolor"), ("borderColor", "bordercolor")
PLAIN = re.compile(r"(white|black|#fff(fff)?|#000(000)?|#ffffff)", re.IGNORECASE)


def colors(element):
    """(fill, stroke) that a tool keeps with the element and not with its shape; None
    where it is the usual one."""
    found = {}
    for wrapper in element.findall(f"{{{BPMN}}}extensionElements"):
        for child in wrapper.iter("{*}BizagiProperty", "{*}signavioMetaData"):
            name = child.get("name") or child.get("metaKey")
            found[name] = child.get("value") or child.get("metaValue") or ""
    fill = next((found[name] for name in FILLS if name in found), "")
    stroke = next((found[name] for name in STROKES if name in found), "")
    return tuple(
        None if not color or PLAIN.fullmatch(color) else color
        for color in (fill, stroke)
    )


def loop_data(element, names):
    """(collection, variable) of a multi-instance.

    :param names: ``names(id)``, what a referred data object is called
    """
    collection = variable = ""
    for key, value in element.items():
        uri, name = split(key)
        if uri in JAVA:
            collection = value if name == "collection" else collection
            variable = value if name == "elementVariable" else variable
    for uri, name, child in foreign(element):
        if uri == ZEEBE and name == "loopCharacteristics":
            collection = child.get("inputCollection", collection)
            variable = child.get("inputElement", variable)
    if not collection:
        collection = names(element.findtext(f"{{{BPMN}}}loopDataInputRef", ""))
    if not variable:
        item = element.find(f"{{{BPMN}}}inputDataItem")
        variable = "" if item is None else item.get("name", "")
    return collection, variable


def loop_results(element, names):
    """(name of the list, what each brings to it) of a multi-instance."""
    for uri, name, child in foreign(element):
        if uri == ZEEBE and name == "loopCharacteristics" and child.get(RESULTS):
            return child.get(RESULTS), child.get("outputElement", "")
    result = names(element.findtext(f"{{{BPMN}}}loopDataOutputRef", ""))
    item = element.find(f"{{{BPMN}}}outputDataItem")
    return result, "" if item is None or not result else item.get("name", "")


def mappings(element, names):
    """(inputs, outputs): variables that go in and come out."""
    inputs, outputs = [], []
    for uri, name, child in foreign(element):
        if uri in JAVA and name in ("in", "out"):
            (inputs if name == "in" else outputs).append(_java(child))
        elif uri in JAVA and name == "inputOutput":
            _parameters(child, inputs, outputs)
        elif uri == ZEEBE and name == "ioMapping":
            for part in child:
                rows = inputs if local_name(part) == "input" else outputs
                source, target = part.get("source", ""), part.get("target", "")
                rows.append(Mapping(source, target, dialect="zeebe"))
    for rows, name in (
        (inputs, "dataInputAssociation"),
        (outputs, "dataOutputAssociation"),
    ):
        for child in element.findall(f"{{{BPMN}}}{name}"):
            rows.extend(_associated(child, names))
    if element.get(f"{{{FLOWABLE}}}inheritVariables") == "true":
        inputs.append(Mapping(is_all=True))
    return inputs, outputs


def _java(child):
    if child.get("variables") == "all":
        return Mapping(is_all=True)
    if child.get("businessKey") is not None:
        return Mapping(child.get("businessKey"), "businessKey")
    source = child.get("source", child.get("sourceExpression", ""))
    return Mapping(source, child.get("target", ""))


def _parameters(child, inputs, outputs):
    """``inputOutput``: texts, lists, maps and scripts."""
    for part in child:
        row = Mapping(parameter(part), part.get("name", ""), dialect="java")
        rows = inputs if local_name(part) == "inputParameter" else outputs
        rows.append(row)


def _associated(child, names):
    assignments = child.findall(f"{{{BPMN}}}assignment")
    for assignment in assignments:
        source = assignment.findtext(f"{{{BPMN}}}from", "").strip()
        target = assignment.findtext(f"{{{BPMN}}}to", "").strip()
        yield Mapping(source, names(target), dialect="standard")
    source = child.findtext(f"{{{BPMN}}}sourceRef", "")
    target = child.findtext(f"{{{BPMN}}}targetRef", "")
    if source.strip() and target.strip() and not assignments:
        yield Mapping(names(source), names(target), dialect="standard")
