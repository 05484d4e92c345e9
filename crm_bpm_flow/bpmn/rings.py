"""Processes that call each other in a ring."""


def call_rings(rows):
    """Calls that lead back to the process that they are in.

    :param rows: ``Process``
    :return: [(process id, id of the call, [names of the processes on the way round])];
        a process that calls itself alone is none
    """
    processes = {process.id: process for process in rows}
    calls = {
        key: [
            (element.id, element.called_element)
            for element in process.elements
            if element.called_element in processes and element.called_element != key
        ]
        for key, process in processes.items()
    }
    found = []
    for key, rows in calls.items():
        for element_id, callee in rows:
            way = _way(calls, callee, key)
            if way:
                names = [processes[step].name or step for step in [key, *way]]
                found.append((key, element_id, names))
    return found


def _way(calls, source, target):
    """Ids from one process to another, both included; None when there is no way."""
    before, wave = {source: None}, [source]
    while wave and target not in before:
        wave = [
            before.setdefault(callee, step) and callee
            for step in wave
            for _element, callee in calls[step]
            if callee not in before
        ]
    if target not in before:
        return None
    way = [target]
    while before[way[-1]] is not None:
        way.append(before[way[-1]])
    return way[::-1]
