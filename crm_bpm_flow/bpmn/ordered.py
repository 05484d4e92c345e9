"""The order in which a file that is written is read again."""

from .names import SUB_PROCESSES


def put_in_order(process):
    """Elements before what lies in them; ways, notes and the rest behind. Changes
    ``process``; parts of one container keep their order."""
    inside = {}
    for element in process.elements:
        inside.setdefault(element.parent, []).append(element)
    elements, containers = [], []
    _walk(None, inside, elements, containers)
    if len(elements) != len(process.elements):
        return  # something lies in nothing; whoever checks says so
    process.elements = elements
    rank = {container: number for number, container in enumerate(containers)}
    for name in ("flows", "associations", "kept"):
        rows = getattr(process, name)
        setattr(process, name, sorted(rows, key=lambda row: rank.get(row.parent, 0)))


def _walk(container, inside, elements, containers):
    for element in inside.get(container, ()):
        elements.append(element)
        if element.kind in SUB_PROCESSES:
            _walk(element.id, inside, elements, containers)
    containers.append(container)
