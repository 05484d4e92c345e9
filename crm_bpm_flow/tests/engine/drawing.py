"""Processes drawn in text, so that tests read as stories.

One way a line; ids are the names. ::

    (start) -> [Call] -> <reached?>
    <reached?> -yes-> [Offer] -> (won)
    <reached?> -?rich-> [Visit] -> (won)
    <reached?> -else-> (lost)
    (@2h|Call) -> [Hurry] -> (hurried)

Shapes: ``(a)`` start event when nothing leads to it, else end event; ``(!a)``
terminate end; ``(@a)`` timer; ``(@a|Call)`` boundary timer on Call that interrupts,
``(@a~Call)`` one that does not; ``[a]`` user task, ``[a: yes, no]`` with outcomes;
``{a}`` automatic step; ``[[a]]`` call; ``<a>`` exclusive and ``<+a>`` parallel gateway;
``|a|`` sub-process, whose inside stands on lines that begin with ``a:``;
``|!a|`` event sub-process, ``|$a|`` transaction, ``|~a|`` ad-hoc sub-process;
``<%a>`` inclusive, ``<*a>`` complex and ``<^a>`` event-based gateway;
``(?message:a)`` waits for a message, and so on: a start event when nothing leads to
it; ``(?error:a=E1|Call)`` on a border, of the code E1, ``~`` interrupts nothing;
``(?~signal:a)`` a start event that interrupts nothing; ``(>signal:a)`` sends one, at
an end when nothing follows; ``(>link:a=go)`` and ``(?link:b=go)`` a link;
``(?message+timer:a)`` any of several events, ``a.message`` and ``a.timer``,
``(?message&signal:a)`` all of them, ``(>message+signal:a)`` sends them in turn;
``<?a>`` an element that the engine does not know.
Ways: ``->``; ``-yes->`` for an outcome; ``-?rich->`` with a condition; ``-else->``
default. Flow ids are ``a>b``, the second between the same two ``a>b#2``.
"""

import re

from engine import Flow, Graph, Node

WAY = re.compile(r"\s*-(?:([^->\s]+)-)?>\s*")
EVENT = re.compile(r"@([^|~]+)(?:([|~])(.+))?")
TRIGGER = re.compile(r"\(([?>])(~?)([\w+&]+):(\w+)(?:=(\w+))?(?:([|~])(\w+))?\)")


def draw(text, nodes=None):
    """The graph of a drawing; ``nodes`` {id: fields} adds what cannot be drawn."""
    return Graph(*parts(text, nodes))


def parts(text, more=None):
    """Nodes and flows of a drawing, as lists."""
    nodes, flows, defaults = {}, {}, {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        inside = re.match(r"(\w+):\s+", line)
        parent = inside and inside[1]
        pieces = WAY.split(line[inside.end() :] if inside else line)
        before = None
        for shape, way in zip(pieces[::2], [None, *pieces[1::2]], strict=True):
            values = {"parent": parent, **_shape(shape.strip())}
            node_id = values["id"]
            known = nodes.setdefault(node_id, values)
            known["outcomes"] = known.get("outcomes") or values.get("outcomes", ())
            if before:
                flow = _flow(before, node_id, way, flows)
                flows[flow.id] = flow
                if way == "else":
                    defaults[before] = flow.id
            before = node_id
    _settle_kinds(nodes, flows)
    for node_id, values in nodes.items():
        values["default"] = defaults.get(node_id)
        values.update((more or {}).get(node_id, {}))
    rows = [row for values in nodes.values() for row in _apart(values)]
    for row in rows:
        row.update((more or {}).get(row["id"], {}))
    return [Node(**row) for row in rows], list(flows.values())


def _settle_kinds(nodes, flows):
    """Where events stand is known when all ways are."""
    targets = {flow.target for flow in flows.values()}
    sources = {flow.source for flow in flows.values()}
    for node_id, values in nodes.items():
        if values["kind"] == "()":
            values["kind"] = "endEvent" if node_id in targets else "startEvent"
        elif values["kind"] == "?" and values["event"] != "link":
            is_catch = node_id in targets
            values["kind"] = "intermediateCatchEvent" if is_catch else "startEvent"
        elif values["kind"] == "?":
            values["kind"] = "intermediateCatchEvent"
        elif values["kind"] == ">":
            is_throw = node_id in sources or values["event"] == "link"
            values["kind"] = "intermediateThrowEvent" if is_throw else "endEvent"


def _apart(values):
    """The row of an element; of one with several events, its parts' rows too."""
    events = re.split(r"[+&]", values.get("event") or "")
    if len(events) < 2:
        return [values]
    whole = {**values, "event": "multiple", "code": None}
    whole["needs_all"] = "&" in values["event"]
    common = {**values, "part_of": values["id"], "attached_to": None, "default": None}
    return [
        whole,
        *({**common, "id": f"{values['id']}.{e}", "event": e} for e in events),
    ]


def _flow(source, target, way, flows):
    flow_id, number = f"{source}>{target}", 1
    while flow_id in flows:
        number += 1
        flow_id = f"{source}>{target}#{number}"
    outcome = way if way and way != "else" and not way.startswith("?") else None
    condition = way[1:] if way and way.startswith("?") else None
    return Flow(flow_id, source, target, outcome, condition)


def _shape(text):
    trigger = TRIGGER.fullmatch(text)
    if trigger:
        return _trigger(*trigger.groups())
    for opening, closing, kind in SHAPES:
        if text.startswith(opening) and text.endswith(closing):
            name = text[len(opening) : -len(closing)]
            if kind == "userTask":
                return _task(name)
            if kind == "timer":
                return _timer(name)
            event = "terminate" if opening == "(!" else None
            return {"id": name, "kind": kind, "event": event}
    raise ValueError(f"no shape: {text!r}")


def _trigger(sign, loose, event, name, code, border, host):
    values = {"id": name, "kind": sign, "event": event}
    if code:
        values["link" if event == "link" else "code"] = code
    if host:
        values.update(kind="boundaryEvent", attached_to=host)
    if loose or border == "~":
        values["interrupting"] = False
    return values


def _task(text):
    name, _sep, outcomes = text.partition(": ")
    codes = tuple(code.strip() for code in outcomes.split(",") if code)
    return {"id": name, "kind": "userTask", "outcomes": codes}


def _timer(text):
    name, border, host = EVENT.fullmatch("@" + text).groups()
    if not border:
        return {"id": name, "kind": "intermediateCatchEvent", "event": "timer"}
    return {
        "id": name,
        "kind": "boundaryEvent",
        "event": "timer",
        "attached_to": host,
        "interrupting": border == "|",
    }


SHAPES = (
    ("[[", "]]", "callActivity"),
    ("[", "]", "userTask"),
    ("{", "}", "serviceTask"),
    ("<+", ">", "parallelGateway"),
    ("<%", ">", "inclusiveGateway"),
    ("<*", ">", "complexGateway"),
    ("<^", ">", "eventBasedGateway"),
    ("<?", ">", "mysteryGateway"),
    ("<", ">", "exclusiveGateway"),
    ("|!", "|", "eventSubProcess"),
    ("|$", "|", "transaction"),
    ("|~", "|", "adHocSubProcess"),
    ("|", "|", "subProcess"),
    ("(!", ")", "endEvent"),
    ("(@", ")", "timer"),
    ("(", ")", "()"),
)
