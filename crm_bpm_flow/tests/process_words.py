"""Words to write a process down in a test, and what makes rows of them.

    self.flow(
        call=task(worker, {"Reached": "goal", "No answer": "pause"}, within="9 hours"),
        pause=wait("2 hours", then="call"),
        goal=end("goal"),
    )

A step without ``then`` leads to the one written behind it; the last one to an end
that is added by itself. Keys are the steps' ``bpmn_id``. The start comes by itself.
"""

from typing import NamedTuple

from .approval_words import add_parts, long_names
from .table_words import plain


class Step(NamedTuple):
    kind: str
    values: dict
    then: object = None  # key, list of keys, or list of (values of the way, key)
    outcomes: dict = {}  # {name: key or None}
    actions: tuple = ()


def task(who=None, outcomes=None, then=None, within=None, **values):
    """A task for people: users, or the name of a role made with ``roles``."""
    if who:
        values["user_ids"] = [(6, 0, who.ids)]
    if isinstance(outcomes, (list, tuple)):
        outcomes = dict.fromkeys(outcomes)
    return Step("userTask", {**_delay(within), **values}, then, outcomes or {})


def approval(who=None, ways=None, then=None, within=None, **values):
    """An approval by users; where they agree it goes on. ``ways``: {decision: key} of
    the others. ``rule``, ``order``, ``count``, ``share``, ``strict``, ``files`` and
    which decisions there are (``remarks``, ``reject``): see ``bpm.flow.node``.
    ``looks`` names fields, ``back`` steps, ``approvers`` are
    ``approval_words.approver``."""
    parts = [tuple(values.pop(name, ())) for name in ("looks", "back", "approvers")]
    values = {"is_approval": True, APPROVAL: parts, **long_names(values)}
    return task(who, None, then, within, **values)._replace(outcomes=ways or {})


def auto(*actions, then=None, **values):
    """An automatic step; each action is a dict of ``ir.actions.server``'s fields."""
    return Step("serviceTask", values, then, {}, actions)


def write(path, value, **values):
    """The action "update a field of the record"."""
    return {"state": "object_write", "update_path": path, "value": value, **values}


def code(text):
    """The action "run this Python code"."""
    return {"state": "code", "code": text}


def choice(*ways, otherwise=None, **values):
    """An exclusive choice: ``(domain, key)`` in order; domains may be on variables."""
    then = [({"domain": repr(domain)}, key) for domain, key in ways]
    if otherwise:
        then.append(({"is_default": True}, otherwise))
    return Step("exclusiveGateway", values, then)


def by_variable(*ways, otherwise=None):
    """An exclusive choice by the case's variables."""
    then = [({"variable_domain": repr(domain)}, key) for domain, key in ways]
    if otherwise:
        then.append(({"is_default": True}, otherwise))
    return Step("exclusiveGateway", {}, then)


def by_formula(*ways, otherwise=None, **values):
    """An exclusive choice by formulas: ``(text, key)`` in order."""
    then = [({"expression": text}, key) for text, key in ways]
    if otherwise:
        then.append(({"is_default": True}, otherwise))
    return Step("exclusiveGateway", values, then)


def decide(heads, *rules, policy="unique", together="list", then=None, **values):
    """A decision by a table, see ``table_words.plain``; ``outputs``: its own too."""
    table = plain(heads, *rules, **values.pop("outputs", {}))
    decision = {"hit_policy": policy, "aggregation": together, "table": table}
    return Step("businessRuleTask", {DECISION: decision, **values}, then)


def fork(*keys):
    return Step("parallelGateway", {}, list(keys))


def join(then=None):
    return Step("parallelGateway", {}, then)


def wait(duration=None, then=None, **values):
    return Step(
        "intermediateCatchEvent", {"event": "timer", **_delay(duration), **values}, then
    )


def message(name, then=None, **values):
    """A wait for a message of that name."""
    values = {"event": "message", "event_name": name, **values}
    return Step("intermediateCatchEvent", values, then)


def limit(step, duration=None, then=None, interrupting=True, **values):
    """A time limit on the step with that key."""
    values = {
        "event": "timer",
        "attached_to_id": step,
        "interrupting": interrupting,
        **_delay(duration),
        **values,
    }
    return Step("boundaryEvent", values, then)


def call(flow, then=None, **values):
    return Step("callActivity", {"called_flow_id": flow.id, **values}, then)


def sub(then=None, **values):
    """A sub-process: its steps carry ``parent_id="key"``."""
    return Step("subProcess", values, then)


def end(result=False, terminate=False, **values):
    values["event"] = "terminate" if terminate else False
    return Step("endEvent", {"result": result, **values})


def _delay(words):
    if not words:
        return {}
    amount, unit = words.split()
    return {"deadline_amount": int(amount), "deadline_unit": unit}


# ----------------------------------------------------------------------
# Making rows
# ----------------------------------------------------------------------
LINKS = ("parent_id", "attached_to_id", "same_as_node_id")
DECISION, APPROVAL = "decision", "parts of an approval"


def build(version, steps):
    """Make these steps the whole content of a draft."""
    version.node_ids.unlink()
    steps = {"start": Step("startEvent", {}), **steps}
    if not any(
        s.kind == "endEvent" and "parent_id" not in s.values for s in steps.values()
    ):
        steps["end"] = end("goal")
    env = version.env
    nodes = dict(
        zip(
            steps,
            env["bpm.flow.node"].create(
                [
                    _node_values(version, key, step, 10 * place)
                    for place, (key, step) in enumerate(steps.items(), 1)
                ]
            ),
            strict=True,
        )
    )
    for key, step in steps.items():
        links = {n: nodes[step.values[n]].id for n in LINKS if n in step.values}
        if links:
            nodes[key].write(links)
        if DECISION in step.values:
            decision = {"version_id": version.id, "name": key, **step.values[DECISION]}
            nodes[key].decision_id = env["bpm.flow.decision"].create(decision)
        if APPROVAL in step.values:
            add_parts(nodes, key, *step.values[APPROVAL])
    for key, step in steps.items():
        _make_ways(nodes, key, step, _next_key(steps, key))
        for action in step.actions:
            env["ir.actions.server"].create(
                {"name": key, "bpm_node_id": nodes[key].id, **action}
            )


def _node_values(version, key, step, sequence):
    apart = (*LINKS, DECISION, APPROVAL)
    values = {name: value for name, value in step.values.items() if name not in apart}
    outcomes = () if APPROVAL in step.values else step.outcomes
    return {
        "version_id": version.id,
        "bpmn_id": key,
        "name": key.replace("_", " ").capitalize(),
        "kind": step.kind,
        "sequence": sequence,
        **values,
        "outcome_ids": [
            (0, 0, {"name": name, "sequence": 10 * place})
            for place, name in enumerate(outcomes, 1)
        ],
    }


def _next_key(steps, key):
    """The step behind this one, at the same depth and not on a border."""
    keys = list(steps)
    depth = steps[key].values.get("parent_id")
    for other in keys[keys.index(key) + 1 :]:
        step = steps[other]
        if step.kind != "boundaryEvent" and step.values.get("parent_id") == depth:
            return other
    return None


def _make_ways(nodes, key, step, following):
    if step.kind == "endEvent":
        return
    ways = []
    if APPROVAL in step.values:
        codes = {"approved": step.then or following, **step.outcomes}
        named = {outcome.code: outcome.id for outcome in nodes[key].outcome_ids}
        ways = [({"outcome_id": named[code]}, codes[code]) for code in codes]
    for outcome in () if ways else nodes[key].outcome_ids:
        target = step.outcomes[outcome.name] or step.then or following
        ways.append(({"outcome_id": outcome.id}, target))
    if not ways:
        then = step.then or following
        then = then if isinstance(then, list) else [then] if then else []
        ways = [way if isinstance(way, tuple) else ({}, way) for way in then]
    nodes[key].env["bpm.flow.transition"].create(
        [
            {
                "source_id": nodes[key].id,
                "target_id": nodes[target].id,
                "bpmn_id": f"{key}_{target}_{place}",
                "sequence": 10 * place,
                **values,
            }
            for place, (values, target) in enumerate(ways, 1)
        ]
    )
