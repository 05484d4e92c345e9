"""A machine of states: each is a task with a button for each of its commands."""

from ..model import Event
from .ends import Open
from .words import children, length_of, people_of, plain, properties, title_of

DELAY = ("DelayActivity",)


def read_states(template, root):
    """Make all states of the machine and the ways between them."""
    states = [row for row in children(root) if row.get("Type") == "StateActivity"]
    for state in states:
        _state(template, state)
    begin = template.add("startEvent", "start", "")
    wanted = plain(properties(root).get("InitialStateName"))
    first = template.targets.get(wanted) or next(iter(template.targets.values()), None)
    if first:
        template.link([Open(begin)], first)
    for end, target in template.jumps:
        if target in template.targets:
            template.link([end], template.targets[target])
        else:
            template.finish([end])


def _state(template, state):
    """Its entry, what is done on entering, then its commands."""
    name, stem = title_of(state), plain(state.get("Name")) or "state"
    entry = template.add("exclusiveGateway", f"{stem}_entry", "")
    template.targets[stem] = entry
    inside = children(state)
    first = [row for row in inside if row.get("Type") == "StateInitializationActivity"]
    last = [row for row in inside if row.get("Type") == "StateFinalizationActivity"]
    events = [row for row in inside if row.get("Type") == "EventDrivenActivity"]
    ends = [Open(entry)]
    for row in first:
        ends = template.sequence(children(row), ends)
    if not ends:
        return
    if not events:
        template.finish(_leave(template, last, ends))
        return
    task = template.add("userTask", stem, name)
    template.link(ends, task)
    for row in events:
        rest = _leave(template, last, _event(template, task, row))
        # What changes no state leaves it as it is.
        template.link(rest, task)


def _leave(template, last, ends):
    for row in last:
        ends = template.sequence(children(row), ends) if ends else []
    return ends


def _event(template, task, row):
    rows = children(row)
    what, rest = (rows[0], rows[1:]) if rows else ({}, [])
    name = title_of(what) or title_of(row)
    element = template.element(task)
    if what.get("Type") in DELAY:
        event = Event(kind="timer", text=length_of(what), timer="duration")
        late = template.add(
            "boundaryEvent",
            plain(what.get("Name")) or "late",
            name,
            events=[event],
            attached_to=task,
        )
        return template.sequence(rest, [Open(late)])
    known = element.settings.get("outcomes", [])
    code = f"command_{len(known) + 1}"
    element.settings = {"outcomes": [*known, {"code": code, "name": name or code}]}
    if people_of(what) and not element.extra:
        element.extra = {"candidate_users": people_of(what)}
    return template.sequence(rest, [Open(task, outcome=(code, name or code))])
