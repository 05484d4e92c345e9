"""Running cases go over to another version of their process.

Elements are the same when their ids are: a copied version keeps them. A case can go
over when everything that it stands in is there still, as the same kind of element in
the same place; what it listens for is put right, all else of the case stays.
"""

from typing import NamedTuple

from .advance import Step
from .context import Context
from .errors import MoveRefused
from .marking import ARRIVED, FAILED, LISTENING

GATEWAY = "eventBasedGateway"


class Obstacle(NamedTuple):
    """Why a case cannot go over.

    Codes: ``gone``, the step is not there; ``other_kind``, it is something else now;
    ``other_place``, it lies in another sub-process; ``other_loop``, it is repeated in
    another way; ``way_gone``, a branch waits at a join for a way that is not there.
    """

    code: str
    node: str


def obstacles(old, new, marking):
    """What keeps a case from going over; empty when it can go.

    :param old: ``Graph`` that it runs on
    :param new: ``Graph`` of the version that it shall run on
    """
    found = []
    for token in sorted(marking.tokens.values()):
        if token.state == LISTENING:
            continue  # what is listened for is put right
        code = _obstacle(old, new, token)
        if code:
            found.append(Obstacle(code, token.node))
    return tuple(dict.fromkeys(found))


def migrated(old, new, marking, evaluate=None):
    """The case in the new version.

    :return: ``Step``: the marking, and effects that drop and arm what it listens for
    :raise MoveRefused: code ``cannot_migrate``, ``element`` is the first obstacle's
    """
    found = obstacles(old, new, marking)
    if found:
        raise MoveRefused("cannot_migrate", found[0].node, why=found[0].code)
    before, after = Context(old, marking, evaluate), Context(new, marking, evaluate)
    for token in sorted(marking.tokens.values()):
        if token.state == LISTENING:
            _relisten(before, after, token)
        elif token.state != FAILED:
            _rearm(before, after, token)
    _listen_for_new(old, after, marking)
    after.done = {i: done for i, done in after.done.items() if done.node in new.nodes}
    after.effects[:0] = before.effects
    return Step(after.marking(), tuple(after.effects))


# ----------------------------------------------------------------------
# May it go?
# ----------------------------------------------------------------------
def _obstacle(old, new, token):
    was, node = old.nodes[token.node], new.nodes.get(token.node)
    if node is None:
        return "gone"
    if (node.kind, node.event) != (was.kind, was.event):
        return "other_kind"
    if old.path(was.id) != new.path(node.id) or was.attached_to != node.attached_to:
        return "other_place"
    if (node.loop, node.body is None) != (was.loop, was.body is None):
        return "other_loop"
    if token.state == ARRIVED and not _same_way(new, token):
        return "way_gone"
    return None


def _same_way(new, token):
    flow = new.flows.get(token.flow)
    return flow is not None and flow.target == token.node


# ----------------------------------------------------------------------
# What it listens for
# ----------------------------------------------------------------------
def _rearm(before, after, token):
    """Drop what is on the border no more, arm what is new there.

    What fired already in the old version is not armed once more.
    """
    known, wanted = _borders(before.graph, token), _borders(after.graph, token)
    waits = list(token.waits)
    for event_id in known:
        if event_id not in wanted and event_id in waits:
            _disarm(before, event_id, token)
            waits.remove(event_id)
    for event_id in wanted:
        if event_id not in known:
            _arm(after, event_id, token)
            waits.append(event_id)
    if tuple(waits) != token.waits:
        after.tokens[token.id] = token._replace(waits=tuple(waits))


def _borders(graph, token):
    """Ids of the events that a token at this place may listen for besides its own."""
    node = graph.nodes[token.node]
    if token.counter and node.body is not None:
        return ()  # an instance: the border belongs to the whole
    if node.kind == GATEWAY:
        return tuple(dict.fromkeys(flow.target for flow in node.outgoing))
    return node.boundaries


def _relisten(before, after, token):
    """An event sub-process that is there no more is not listened for."""
    kept = dict(_handlers(after.graph, before.graph.nodes[token.node].parent))
    if kept.get(token.node) in token.waits:
        return
    for event_id in token.waits:
        _disarm(before, event_id, token)
    del after.tokens[token.id]


def _listen_for_new(old, after, marking):
    """Event sub-processes that came with the new version, in scopes that run."""
    places = {0: None, **{s.id: s.node for s in marking.scopes.values() if not s.kind}}
    for scope, place in sorted(places.items()):
        known = dict(_handlers(old, place))
        for sub_id, start_id in _handlers(after.graph, place):
            if known.get(sub_id) == start_id:
                continue
            like = next((t for t in sorted(after.tokens.values())), None)
            token = after.new_token(sub_id, scope, like)
            token = token._replace(state=LISTENING, waits=(start_id,), outcome=None)
            after.tokens[token.id] = token
            _arm(after, start_id, token)


def _handlers(graph, place):
    return graph.handlers.get(place, ()) if graph.handlers else ()


def _arm(ctx, event_id, token):
    event = ctx.graph.nodes[event_id]
    event.behavior.arm(ctx, event, token.id)


def _disarm(ctx, event_id, token):
    event = ctx.graph.nodes[event_id]
    event.behavior.disarm(ctx, event, token.id)
