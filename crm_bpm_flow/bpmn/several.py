"""Elements with several events (BPMN 2.0.2, 10.5.5): the whole and its parts."""

from dataclasses import replace


def parts_of(process):
    """{element id: its parts} of the elements with several events.

    A part is an ``Element`` of the same kind with one of the events, an id of its own
    and no ways.
    """
    taken = {part.id for rows in (process.elements, process.flows) for part in rows}
    found = {}
    for element in process.elements:
        if len(element.events) > 1:
            found[element.id] = [
                _part(element, event, place, taken)
                for place, event in enumerate(element.events, 1)
            ]
    return found


def _part(element, event, place, taken):
    part_id = f"{element.id}_{place}"
    while part_id in taken:
        part_id += "_"
    taken.add(part_id)
    return replace(
        element,
        id=part_id,
        documentation="",
        events=[event],
        attached_to=None,
        shape=None,
        parallel_multiple=False,
        attributes={},
        extensions=(),
        others=(),
        settings=event.settings,
    )
