"""Activities that are one step."""

from ..model import Event
from .words import (
    NAME,
    length_of,
    literal,
    note_of,
    people_of,
    plain,
    properties,
    title_of,
)

PEOPLE = (
    "ApproveActivity",
    "ReviewActivity",
    "RequestInformationActivity",
    "RequestInformationOptionalActivity",
    "Task2Activity",
    "TaskActivity",
    "CrmControlNotifyActivity",
)


def step_of(template, activity, kind):
    """Make it; :return: its id."""
    make = STEPS.get(kind) or (_task if kind in PEOPLE else _action)
    stem = plain(activity.get("Name")) or kind or "step"
    name = title_of(activity) or kind
    return make(template, activity, stem, name)


def _task(template, activity, stem, name):
    """Of people; who it is the file says in its own words."""
    said = properties(activity)
    fields = said.get("Fields") if isinstance(said.get("Fields"), dict) else {}
    extra = {"candidate_users": people_of(activity), "due_date": length_of(activity)}
    asked = said.get("RequestedInformation")
    if isinstance(asked, dict):
        extra["form_fields"] = [
            {
                "label": plain(row.get("Title") or row.get("Name")),
                "type": plain(row.get("Type")),
            }
            for row in asked.values()
            if isinstance(row, dict)
        ]
    return template.add(
        "userTask",
        stem,
        plain(fields.get("TITLE")) or name,
        documentation=note_of(activity),
        extra={key: value for key, value in extra.items() if value},
    )


def _action(template, activity, stem, name):
    """Something that is done by itself: which, is asked after the import."""
    said, kind = properties(activity), plain(activity.get("Type"))
    words = [kind]
    for key in ("MailSubject", "MailUserTo", "FieldValue", "TargetStatus", "Handler"):
        value = said.get(key)
        if isinstance(value, dict) and not all(isinstance(k, int) for k in value):
            words += [f"{k} = {plain(v)}" for k, v in value.items()]
        elif plain(value):
            words.append(plain(value))
    return template.add(
        "serviceTask",
        stem,
        name,
        documentation=note_of(activity),
        extra={"topic": ", ".join(words)[:300]},
    )


def _delay(template, activity, stem, name):
    text = length_of(activity)
    event = Event(kind="timer", text=text)
    if text:
        event.timer = "duration" if text.startswith("P") else "date"
    return template.add("intermediateCatchEvent", stem, name, events=[event])


def _waits(template, activity, stem, name):
    event = Event(kind="message", name=name)
    return template.add("intermediateCatchEvent", stem, name, events=[event])


def _sets(template, activity, stem, name):
    """Values of the case."""
    told = properties(activity).get("VariableValue")
    rows = told.items() if isinstance(told, dict) else ()
    lines = [
        f"{key} = {_value(value)}" if NAME.match(str(key)) else f"{key} := {value}"
        for key, value in rows
    ]
    values = {"script": "\n".join(lines), "script_format": "bitrix24"}
    return template.add("scriptTask", stem, name, **values)


def _value(value):
    text = literal(value)
    variable = text.removeprefix("{=Variable:").removesuffix("}")
    return variable if text.startswith("{=Variable:") and NAME.match(variable) else text


def _calls(template, activity, stem, name):
    called = plain(properties(activity).get("TemplateId"))
    return template.add("callActivity", stem, name, called_element=called or None)


def _stops(template, activity, stem, name):
    return template.add("endEvent", stem, name, events=[Event(kind="terminate")])


STEPS = {
    "DelayActivity": _delay,
    "RobotDelayActivity": _delay,
    "HandleExternalEventActivity": _waits,
    "SetVariableActivity": _sets,
    "SetGlobalVariableActivity": _sets,
    "StartWorkflowActivity": _calls,
    "TerminateActivity": _stops,
}
