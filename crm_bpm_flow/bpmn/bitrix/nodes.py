"""The newer templates: blocks that links lead to, from port to port.

The root keeps ``Links``, rows of ``"block:o0", "block:i0"``. Of a choice ``o0`` is what
holds and ``o1`` the rest; of a repetition ``o0`` leads into it, ``i1`` comes back and
``o1`` goes on. Ports that begin with "a" or "t" hand tools to a robot: no ways.
"""

from .blocks import ASKS, buttons_of
from .ends import Open
from .steps import step_of
from .words import children, condition_of, plain, properties, title_of

ROOT, MERGE = "NodeWorkflowActivity", "MergeFlowNode"
CHOICE, EACH, FRAME = "IfElseBranchActivity", "ForEachActivity", "EmptyBlockActivity"
FIRST, SECOND = "o0", "o1"


def read_nodes(template, root):
    """Fill a template from its blocks and links."""
    Nodes(template, root).blocks()


class Nodes:
    def __init__(self, template, root):
        self.template = template
        self.activities = {}
        for activity in children(root):
            if plain(activity.get("Activated")) == "N":
                template.problem("switched_off", activity)
            elif plain(activity.get("Type")) != FRAME:
                self.activities[plain(activity.get("Name"))] = activity
        self.links = {}  # {(block, port): [blocks]}
        for source, target in _links(root):
            if source[0] in self.activities and target[0] in self.activities:
                self.links.setdefault(source, []).append(target[0])

    def blocks(self):
        reached = self._reached()
        made = {}
        for name, activity in self.activities.items():
            if name in reached:
                made[name] = self._make(activity)
            else:
                self.template.problem("unreached", activity)
        for name, element in made.items():
            for end, port in self._ends(name, element):
                self._lead(end, [made[t] for t in self.links.get((name, port), ())])

    def _reached(self):
        """Names of all that a trigger leads to; without any, of all there is."""
        queue = [n for n, a in self.activities.items() if _is_trigger(a)]
        found = set(queue or self.activities)
        while queue:
            name = queue.pop()
            for (source, _port), targets in self.links.items():
                fresh = set(targets) - found if source == name else ()
                found.update(fresh)
                queue += fresh
        return found

    def _make(self, activity):
        kind, template = plain(activity.get("Type")), self.template
        stem, name = plain(activity.get("Name")), title_of(activity)
        if _is_trigger(activity):
            return template.add("startEvent", stem, name)
        if kind == MERGE:
            return template.add("parallelGateway", stem, name)
        if kind in (CHOICE, EACH):
            return template.add("exclusiveGateway", stem, name)
        return step_of(template, activity, kind)

    def _ends(self, name, element):
        """(open end, port) of each way out of a block."""
        activity = self.activities[name]
        kind = plain(activity.get("Type"))
        if self.template.element(element).kind == "endEvent":
            return []
        if kind in (CHOICE, EACH):
            if kind == EACH:
                # Nobody reads it as a formula: it is asked about.
                variable = plain(properties(activity).get("Variable"))
                condition = f"{{=ForEach:{variable}}}"
            else:
                condition = condition_of(activity)
            first = Open(element, condition=condition)
            return [(first, FIRST), (Open(element, is_default=True), SECOND)]
        if kind in ASKS and (name, SECOND) in self.links:
            yes, no = buttons_of(self.template, element, activity)
            return [
                (Open(element, outcome=yes), FIRST),
                (Open(element, outcome=no), SECOND),
            ]
        ports = [port for source, port in self.links if source == name]
        return [(Open(element), port) for port in dict.fromkeys(ports or [FIRST])]

    def _lead(self, end, targets):
        """Several behind one port go on at once; where none is, it ends."""
        if not targets:
            self.template.finish([end])
        elif len(targets) == 1:
            self.template.link([end], targets[0])
        else:
            split = self.template.add("parallelGateway", f"{end.source}_split", "")
            self.template.link([end], split)
            for target in targets:
                self.template.link([Open(split)], target)


def _is_trigger(activity):
    return plain(activity.get("Type")).endswith("Trigger")


def _links(root):
    """((block, port), (block, port)) of each way."""
    rows = properties(root).get("Links")
    for row in rows.values() if isinstance(rows, dict) else ():
        ends = list(row.values())[:2] if isinstance(row, dict) else []
        ends = [tuple(plain(end).rsplit(":", 1)) for end in ends]
        is_whole = len(ends) == 2 and all(len(end) == 2 for end in ends)
        if is_whole and (ends[0][1][:1], ends[1][1][:1]) == ("o", "i"):
            yield ends[0], ends[1]
