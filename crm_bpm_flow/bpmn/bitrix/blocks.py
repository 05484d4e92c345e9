"""Activities that hold others: choices, loops, branches, questions."""

from ..model import Loop
from .ends import Open
from .steps import step_of
from .words import children, condition_of, plain, properties, title_of

YES, NO = ("yes", "TaskButton1Message"), ("no", "TaskButton2Message")


def _stem(activity):
    return plain(activity.get("Name")) or plain(activity.get("Type")) or "block"


def _inline(template, activity, ends):
    return template.sequence(children(activity), ends)


def _choice(template, activity, ends):
    """The first branch whose condition holds; what asks nothing is the rest."""
    kind = "exclusiveGateway"
    gateway = template.add(kind, _stem(activity), title_of(activity))
    template.link(ends, gateway)
    found, has_rest = [], False
    for branch in children(activity):
        condition = condition_of(branch)
        is_rest = condition is None and not has_rest
        has_rest = has_rest or is_rest
        start = Open(gateway, condition=condition, is_default=is_rest)
        start.name = title_of(branch) if condition else ""
        found += template.sequence(children(branch), [start])
    if not has_rest:
        # None fits: it goes on behind the choice.
        found.append(Open(gateway, is_default=True))
    return found


def _while(template, activity, ends):
    gateway = template.add("exclusiveGateway", _stem(activity), title_of(activity))
    template.link(ends, gateway)
    again = template.sequence(
        children(activity), [Open(gateway, condition=condition_of(activity))]
    )
    template.link([end for end in again if end.source != gateway], gateway)
    return [Open(gateway, is_default=True)]


def _parallel(template, activity, ends):
    split, found = _branches(template, activity, ends, "parallelGateway")
    if not found:
        return []
    join = template.add("parallelGateway", f"{split}_join", "")
    template.link(found, join)
    return [Open(join)]


def _listen(template, activity, ends):
    """Whatever happens first."""
    return _branches(template, activity, ends, "eventBasedGateway")[1]


def _branches(template, activity, ends, kind):
    """(the gateway, the open ends of all branches behind it)"""
    gateway = template.add(kind, _stem(activity), title_of(activity))
    template.link(ends, gateway)
    found = []
    for branch in children(activity):
        found += template.sequence(children(branch), [Open(gateway)])
    return gateway, found


def _asks(template, activity, ends):
    """A task with two buttons, each with what follows it."""
    step = step_of(template, activity, plain(activity.get("Type")))
    template.link(ends, step)
    branches = children(activity)
    if not branches:
        return [Open(step)]
    found = []
    for place, outcome in enumerate(buttons_of(template, step, activity)):
        inside = children(branches[place]) if place < len(branches) else []
        found += template.sequence(inside, [Open(step, outcome=outcome)])
    return found


def buttons_of(template, step, activity):
    """Give a step its two buttons, and say how an approval is decided.

    :return: [(code, name)]
    """
    said, settings = properties(activity), {}
    is_approval = plain(activity.get("Type")) == "ApproveActivity"
    if is_approval:
        settings = {"is_approval": True, **_rule_of(said)}
    outcomes = []
    for (code, key), decision in zip((YES, NO), DECISIONS, strict=True):
        name = plain(said.get(key)) or DEFAULT_WORDS[code]
        outcomes.append((decision if is_approval else code, name))
    settings["outcomes"] = [{"code": code, "name": name} for code, name in outcomes]
    template.element(step).settings = settings
    return outcomes


def _rule_of(said):
    """All of them, any of them, or a share of the votes."""
    kind = plain(said.get("ApproveType"))
    if kind != "vote":
        return {"approval_rule": "one" if kind == "any" else "all"}
    share = plain(said.get("ApproveMinPercent")).strip()
    percent = int(share) if share.isdigit() else 50
    return {"approval_rule": "share", "approval_share": max(1, min(100, percent))}


def _each(template, activity, ends):
    said = properties(activity)
    variable = plain(said.get("Variable")) or plain(said.get("Object"))
    loop = Loop(kind="sequential", collection=variable)
    block = template.add("subProcess", _stem(activity), title_of(activity), loop=loop)
    template.link(ends, block)
    template.within(block, children(activity))
    return [Open(block)]


def _jump(template, activity, ends):
    """Into another state."""
    target = plain(properties(activity).get("TargetStateName"))
    template.jumps += [(end, target) for end in ends]
    return []


# Decisions of an approval; the second is no reason to stop where a way leads on.
DECISIONS = ("approved", "rejected")
ASKS = ("ApproveActivity", "RequestInformationOptionalActivity")
DEFAULT_WORDS = {"yes": "Approve", "no": "Reject"}
BLOCKS = {
    "SequenceActivity": _inline,
    "EmptyBlockActivity": _inline,
    "IfElseActivity": _choice,
    "WhileActivity": _while,
    "ParallelActivity": _parallel,
    "ListenActivity": _listen,
    "ForEachActivity": _each,
    "ApproveActivity": _asks,
    "RequestInformationOptionalActivity": _asks,
    "SetStateActivity": _jump,
}
