"""What may happen to a case next, whoever does it."""

from ..events import (
    Acquired,
    Begun,
    CallReturned,
    Caught,
    ErrorThrown,
    Finished,
    JobDone,
    Sent,
    TaskDone,
    TimerDue,
)
from ..marking import ACTIVE, FRAME, LISTENING, LOOP
from ..paths import AD_HOC

AWAKE = (ACTIVE, LISTENING)
MAY_FAIL = (JobDone, CallReturned)


def moves(graph, marking):
    """Events that the case may be waiting for, by token; some may be stale.

    :return: ``{token id: [event, ...]}``
    """
    found = {}
    for token in marking.tokens.values():
        if token.state not in AWAKE:
            continue
        node = graph.nodes[token.node]
        if node.body is not None and _is_instance(marking, token):
            node = node.body
        events = [*_own(graph, node, token), *_listened(graph, token)]
        if events:
            found[token.id] = events
    return found


def _is_instance(marking, token):
    """Whether it stands inside the frame of its own activity (see frames.py)."""
    scope = marking.scopes.get(token.scope)
    framed = scope is not None and scope.kind in (FRAME, LOOP)
    return framed and scope.node == token.node


def _own(graph, node, token):
    kind = node.behavior.awaits
    if kind is TaskDone:
        for outcome in node.outcomes or (None,):
            yield TaskDone(token.id, outcome)
    elif kind in MAY_FAIL:
        for outcome in (None, *_outcomes_behind(graph, node)):
            yield kind(token.id, outcome)
        for code in caught_codes(graph, node):
            yield ErrorThrown(token.id, code)
    if node.section or kind is Acquired:
        yield Acquired(token.id)
    if kind is Sent:
        yield Sent(token.id)
    if node.kind == AD_HOC:
        yield from _ad_hoc(graph, node, token)


def _ad_hoc(graph, node, token):
    yield Finished(token.id)
    for inner in graph.nodes.values():
        if inner.parent == node.id and not inner.incoming:
            yield Begun(token.id, inner.id)


def _outcomes_behind(graph, node):
    """Outcomes that the ways behind an automatic step or a call ask for."""
    flows = list(node.outgoing)
    for flow in node.outgoing:
        target = graph.nodes[flow.target]
        flows += target.outgoing if target.kind.endswith("Gateway") else ()
    found = [*node.outcomes, *(flow.outcome for flow in flows)]
    return [code for code in dict.fromkeys(found) if code]


def _listened(graph, token):
    for wait in token.waits:
        if graph.nodes[wait].event == "timer":
            yield TimerDue(token.id, wait)
        else:
            yield Caught(token.id, wait)


def caught_codes(graph, node):
    """Codes of the errors that somebody around the node catches.

    :param node: None for the process itself
    """
    codes, catching = [], graph.codes_caught()
    while node is not None:
        codes += catching.get(node.id, ())
        node = graph.nodes.get(node.parent)
    return list(dict.fromkeys([*codes, *catching.get(None, ())]))
