"""A whole template as ``Definitions``: the tree becomes steps and ways."""

from ..errors import Problem
from ..model import Definitions, Element, Flow, Formal, Process
from ..raw import free_id
from .blocks import BLOCKS
from .ends import Open
from .nodes import ROOT, read_nodes
from .states import read_states
from .steps import step_of
from .words import children, plain, title_of

MACHINE = "StateMachineWorkflowActivity"


def read_template(found):
    """The ``Definitions`` of a template; ``problems`` says what was left out.

    :param dict found: what ``unpacked`` gives
    """
    template = Template(found)
    root = found["TEMPLATE"][0]
    if root.get("Type") == MACHINE:
        read_states(template, root)
    elif root.get("Type") == ROOT:
        read_nodes(template, root)
    else:
        begin = template.add("startEvent", "start", "")
        ends = template.sequence(children(root), [Open(begin)])
        template.finish(ends)
    definitions = Definitions(problems=template.problems)
    definitions.processes = [template.process]
    return definitions


class Template:
    """The state of one reading."""

    def __init__(self, found):
        root = found["TEMPLATE"][0]
        self.process = Process(id=str(root.get("Name") or "Template"))
        self.process.name = plain(found.get("NAME")) or title_of(root)
        self.process.documentation = _values(found)
        self.taken, self.problems = {self.process.id}, []
        self.parent = None
        self.targets = {}  # {state: its first element}
        self.jumps = []  # (open end, name of the state)

    # ------------------------------------------------------------------
    # Making
    # ------------------------------------------------------------------
    def free(self, stem):
        return free_id(stem, self.taken)

    def add(self, kind, stem, name, **values):
        """A new element; its id."""
        element = Element(id=self.free(stem), kind=kind, name=name, parent=self.parent)
        for key, value in values.items():
            setattr(element, key, value)
        self.process.elements.append(element)
        return element.id

    def element(self, element_id):
        return next(e for e in self.process.elements if e.id == element_id)

    def link(self, ends, target):
        """Lead all open ends to an element."""
        for end in ends:
            flow = Flow(
                id=self.free(f"{end.source}_to_{target}"),
                source=end.source,
                target=target,
                parent=self.parent,
            )
            flow.name = end.name
            if end.condition:
                flow.condition = Formal(end.condition)
            if end.outcome:
                flow.settings = {"outcome": end.outcome[0]}
            if end.is_default:
                self.element(end.source).default = flow.id
            self.process.flows.append(flow)

    def finish(self, ends):
        """Where nothing follows, it ends."""
        if ends:
            self.link(ends, self.add("endEvent", "end", ""))

    # ------------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------------
    def sequence(self, activities, ends):
        """Do these one behind the other; :return: the open ends behind them."""
        for activity in activities:
            if not ends:
                self.problem("unreached", activity)
                break
            if plain(activity.get("Activated")) == "N":
                self.problem("switched_off", activity)
                continue
            ends = self.activity(activity, ends)
        return ends

    def activity(self, activity, ends):
        kind = plain(activity.get("Type"))
        block = BLOCKS.get(kind)
        if block:
            return block(self, activity, ends)
        step = step_of(self, activity, kind)
        self.link(ends, step)
        is_end = self.element(step).kind == "endEvent"
        return [] if is_end else [Open(step)]

    def problem(self, code, activity):
        name = title_of(activity) or plain(activity.get("Type"))
        stem = plain(activity.get("Name")) or "activity"
        self.problems.append(Problem(code, stem, {"name": name}))

    def within(self, parent, activities):
        """What lies in a sub-process, with its own begin and end."""
        outer, self.parent = self.parent, parent
        begin = self.add("startEvent", "start", "")
        self.finish(self.sequence(activities, [Open(begin)]))
        self.parent = outer


def _values(found):
    """What it is started with and works with: names and kinds."""
    lines = []
    for group in ("PARAMETERS", "VARIABLES", "CONSTANTS"):
        rows = found.get(group)
        for key, row in rows.items() if isinstance(rows, dict) else ():
            row = row if isinstance(row, dict) else {}
            name, kind = plain(row.get("Name")), plain(row.get("Type"))
            lines.append(f"{group}: {key} {name} {kind}".strip())
    return "\n".join(lines)[:4000]
