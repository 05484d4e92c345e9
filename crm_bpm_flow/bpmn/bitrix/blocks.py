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
    said, branches = properties(activity), children(activity)
    if not branches:
        return [Open(step)]
    found, outcomes = [], []
    for place, (code, key) in enumerate((YES, NO)):
        name = plain(said.get(key)) or DEFAULT_WORDS[code]
        outcomes.append({"code": code, "name": name})
        inside = children(branches[place]) if place < len(branches) else []
        found += template.sequence(inside, [Open(step, outcome=(code, name))])
    template.element(step).settings = {"outcomes": outcomes}
    return found


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
