"""Several processes of one file that use the same ids, though a file may not.

Who writes a file by hand calls the start of each process ``start``. Within its process
each of them is meant, so they are told apart before anything refers to them.
"""

from .errors import Problem
from .names import BPMN
from .raw import local_name

# What refers to an element or flow of its own process.
ATTRIBUTES = (
    "id",
    "sourceRef",
    "targetRef",
    "attachedToRef",
    "default",
    "activityRef",
    "dataObjectRef",
)
TEXTS = ("incoming", "outgoing", "flowNodeRef", "sourceRef", "targetRef")


def keep_apart(root):
    """Give what a later process calls like an earlier one another id, with what refers
    to it there; what is drawn, and messages between processes, mean the first.

    :return: a ``Problem`` for each
    """
    taken, problems = set(), []
    processes = root.findall(f"{{{BPMN}}}process")
    if len(processes) > 1:
        taken = {_id(element) for element in root.iter(f"{{{BPMN}}}*")}
    seen = set()
    for process in processes:
        inside = [e for e in process.iterdescendants(f"{{{BPMN}}}*") if _id(e)]
        doubled = {}
        for element in inside:
            if _id(element) in seen and _id(element) not in doubled:
                doubled[_id(element)] = new_id = _unused(_id(element), taken)
                args = {"kind": local_name(element), "id": _id(element)}
                problems.append(Problem("duplicate_id", new_id, args))
        seen |= {_id(element) for element in inside}
        if doubled:
            _rename(process, doubled)
    return problems


def _id(element):
    return element.get("id", "").strip()


def _unused(stem, taken):
    number = 1
    while f"{stem}_{number}" in taken:
        number += 1
    taken.add(f"{stem}_{number}")
    return f"{stem}_{number}"


def _rename(process, names):
    for element in process.iterdescendants(f"{{{BPMN}}}*"):
        for attribute in ATTRIBUTES:
            new = names.get(element.get(attribute, "").strip())
            if new:
                element.set(attribute, new)
        if local_name(element) in TEXTS:
            element.text = names.get((element.text or "").strip(), element.text)
