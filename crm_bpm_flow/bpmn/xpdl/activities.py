"""An activity of XPDL as an element: what it is, who does it, how often."""

from ..model import Element, Formal, Loop
from .events import event_element
from .nodes import child, children, each, is_true, text

GATEWAYS = {
    "xor": "exclusiveGateway",
    "exclusive": "exclusiveGateway",
    "and": "parallelGateway",
    "parallel": "parallelGateway",
    "or": "inclusiveGateway",
    "inclusive": "inclusiveGateway",
    "complex": "complexGateway",
    "eventbased": "eventBasedGateway",
    "xorevent": "eventBasedGateway",
}
TASKS = {
    "TaskUser": "userTask",
    "TaskService": "serviceTask",
    "TaskScript": "scriptTask",
    "TaskSend": "sendTask",
    "TaskReceive": "receiveTask",
    "TaskManual": "manualTask",
    "TaskBusinessRule": "businessRuleTask",
    "TaskApplication": "serviceTask",
    "TaskReference": "task",
}


def element_of(activity, element_id, package):
    """The element, without its place, container and lane.

    :param package: ``Package``, for participants and ids
    """
    kind, values = _kind_of(activity, package)
    element = Element(id=element_id, kind=kind)
    for name, value in values.items():
        setattr(element, name, value)
    element.for_compensation = is_true(activity, "IsForCompensation")
    element.start_quantity = _whole(activity.get("StartQuantity"))
    element.completion_quantity = _whole(activity.get("CompletionQuantity"))
    element.loop = _loop(child(activity, "Loop"))
    element.extra.update(_people(activity, element, package))
    due = text(child(activity, "Deadline", "DeadlineDuration"))
    if due:
        element.extra["due_date"] = due
    return element


def _kind_of(activity, package):
    route, event = child(activity, "Route"), child(activity, "Event")
    if route is not None:
        return gateway_of(activity, route)
    if event is not None and children(event):
        return event_element(children(event)[0], package)
    if child(activity, "BlockActivity") is not None:
        is_whole = is_true(activity, "IsATransaction")
        has_part = child(activity, "Transaction") is not None
        return ("transaction" if is_whole or has_part else "subProcess"), {}
    done = child(activity, "Implementation")
    flow = child(done, "SubFlow")
    if flow is not None:
        return "callActivity", {"called_element": flow.get("Id") or None}
    return _task(child(done, "Task"), package)


def gateway_of(activity, route):
    """(kind, values); what splits decides, or else what joins."""
    said = route.get("GatewayType") or split_of(activity) or join_of(activity) or "XOR"
    is_event = (route.get("ExclusiveType") or "").lower() == "event"
    kind = GATEWAYS.get(said.lower(), "exclusiveGateway")
    if kind == "exclusiveGateway" and is_event:
        kind = "eventBasedGateway"
    values = {}
    if kind == "eventBasedGateway":
        values["instantiate"] = is_true(route, "Instantiate")
    condition = text(child(activity, "Route", "IncomingCondition"))
    if kind == "complexGateway" and condition:
        values["activation"] = Formal(condition)
    return kind, values


def split_of(activity):
    return _restriction(activity, "Split")


def join_of(activity):
    return _restriction(activity, "Join")


def _restriction(activity, name):
    for row in each(activity, "TransitionRestrictions", "TransitionRestriction"):
        found = child(row, name)
        if found is not None:
            return found.get("Type") or ""
    return ""


def _task(task, package):
    parts = children(task)
    if not parts:
        return "task", {}
    part = parts[0]
    kind, values = TASKS.get(part.tag.rpartition("}")[2], "task"), {}
    if kind == "scriptTask":
        script = child(part, "Script")
        values["script"] = text(script)
        language = script.get("ScriptType") if script is not None else ""
        values["script_format"] = language or ""
    if kind in ("sendTask", "receiveTask"):
        values["message_name"] = message_name(part, package)
        values["instantiate"] = kind == "receiveTask" and is_true(part, "Instantiate")
    web = child(part, "WebServiceOperation")
    if kind == "serviceTask" and web is not None:
        values["extra"] = {"topic": web.get("OperationName") or ""}
    return kind, values


def message_name(part, package):
    """What the message is called that is sent or awaited here."""
    for element in part.iter("{*}Message"):
        name = element.get("Name") or ""
        name = name or package.messages.get(element.get("Id") or "", "")
        if name:
            return name
    return ""


def _people(activity, element, package):
    """Who does it, as ``names_in`` of the import reads it."""
    told = [text(found) for found in each(activity, "Performers", "Performer")]
    told += [text(found) for found in children(activity, "Performer")]
    persons, groups = [], []
    for key in filter(None, told):
        name, is_person = package.participants.get(key, (key, False))
        (persons if is_person else groups).append(name)
    if element.kind in ("task", "userTask", "manualTask"):
        element.kind = "userTask" if told else element.kind
        if len(persons) + len(groups) == 1:
            return {"assignee": (persons + groups)[0]}
    return {
        key: ", ".join(names)
        for key, names in (("candidate_users", persons), ("candidate_groups", groups))
        if names
    }


def _loop(told):
    kind = (told.get("LoopType") or "").lower() if told is not None else ""
    if kind == "standard":
        part = child(told, "LoopStandard")
        if part is None:
            return Loop(kind="standard")
        condition = part.get("LoopCondition") or text(child(part, "LoopCondition"))
        return Loop(
            kind="standard",
            condition=Formal(condition) if condition else None,
            maximum=_whole(part.get("LoopMaximum"), None),
            test_before=(part.get("TestTime") or "").lower() == "before",
        )
    if kind == "multiinstance":
        return _several(child(told, "LoopMultiInstance"))
    return None


def _several(part):
    if part is None:
        return Loop(kind="parallel")
    is_row = (part.get("MI_Ordering") or "").lower() == "sequential"
    number = part.get("MI_Condition") or text(child(part, "MI_Condition"))
    until = text(child(part, "ComplexMI_FlowCondition"))
    return Loop(
        kind="sequential" if is_row else "parallel",
        cardinality=Formal(number) if number else None,
        condition=Formal(until) if until else None,
    )


def _whole(value, default=1):
    try:
        return max(int(value), 1)
    except (TypeError, ValueError):
        return default
