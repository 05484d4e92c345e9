"""Running cases go over to another version of their process.

Which element is which says ``matching``: a copied version keeps the ids. A case can go
over when everything that it stands in is there still, as the same kind of element in
the same place; what it listens for is put right, all else of the case stays.
"""

from copy import copy
from typing import NamedTuple

from .advance import Step
from .context import Context
from .errors import MoveRefused
from .marking import ARRIVED, FAILED, LISTENING, ROOT
from .matching import matched

EVENT_GATEWAY, PARALLEL = "eventBasedGateway", "parallelGateway"


class Obstacle(NamedTuple):
    """Why a case cannot go over.

    Codes: ``gone``, the step is not there; ``other_kind``, it is something else now;
    ``other_place``, it lies in another sub-process; ``other_loop``, it is repeated or
    held back in another way; ``way_gone``, a branch waits at a join for a way that is
    not there; ``no_branch``, a join of the new version would wait for a branch that
    never began (its ``node`` is the new version's, else the old one's).
    """

    code: str
    node: str


def obstacles(old, new, marking, matching=None):
    """What keeps a case from going over; empty when it can go.

    :param old: ``Graph`` that it runs on
    :param new: ``Graph`` of the version that it shall run on
    :param matching: ``Matching`` of the two; found out without it
    """
    matching = matching or matched(old, new)
    found = []
    for token in sorted(marking.tokens.values()):
        if token.state == LISTENING:
            continue  # what is listened for is put right
        code = _obstacle(old, new, token, matching)
        if code:
            found.append(Obstacle(code, token.node))
    if not found:
        found = _starving(old, new, marking, matching)
    return tuple(dict.fromkeys(found))


def migrated(old, new, marking, evaluate=None, matching=None):
    """The case in the new version.

    :return: ``Step``: the marking, and effects that drop and arm what it listens for;
        those that drop come first and name the old elements, the others the new ones
    :raise MoveRefused: code ``cannot_migrate``, ``element`` is the first obstacle's
    """
    matching = matching or matched(old, new)
    found = obstacles(old, new, marking, matching)
    if found:
        raise MoveRefused("cannot_migrate", found[0].node, why=found[0].code)
    before = Context(old, marking, evaluate)
    after = Context(new, renamed(marking, matching), evaluate)
    for token in sorted(marking.tokens.values()):
        if token.state == LISTENING:
            _relisten(before, after, token, matching.nodes)
        elif token.state != FAILED:
            _rearm(before, after, token, matching.nodes)
    _listen_for_new(old, after, marking, matching.nodes)
    after.effects[:0] = before.effects
    return Step(after.marking(), tuple(after.effects))


def renamed(marking, matching):
    """The same marking in the new version's ids. Elements that are gone are named
    only where they are the past: in what was walked."""
    nodes, flows = matching.nodes, matching.flows
    now = copy(marking)  # whatever else there is to it stays as it is
    now.tokens = {
        token.id: token._replace(
            node=nodes.get(token.node, token.node),
            flow=flows.get(token.flow, token.flow),
            waits=_now(token.waits, nodes),
        )
        for token in marking.tokens.values()
    }
    now.scopes = {
        scope.id: scope._replace(
            node=nodes.get(scope.node, scope.node), seen=_now(scope.seen, nodes)
        )
        for scope in marking.scopes.values()
    }
    now.walked = _counted(marking.walked, nodes)
    now.ways = _counted(marking.ways, flows)
    now.done = {
        key: entry._replace(node=nodes[entry.node])
        for key, entry in marking.done.items()
        if entry.node in nodes
    }
    return now


def _counted(times, names):
    found = {}
    for id_, count in times.items():
        id_ = names.get(id_, id_)
        found[id_] = found.get(id_, 0) + count
    return found


def _now(ids, nodes):
    return tuple(nodes.get(id_, id_) for id_ in ids)


# ----------------------------------------------------------------------
# May it go?
# ----------------------------------------------------------------------
def _obstacle(old, new, token, matching):
    nodes, was = matching.nodes, old.nodes[token.node]
    node = new.nodes.get(nodes.get(was.id))
    if node is None:
        return "gone"
    if (node.kind, node.event) != (was.kind, was.event):
        return "other_kind"
    around = tuple(nodes.get(id_) for id_ in old.path(was.id))
    border = was.attached_to and nodes.get(was.attached_to)
    if (around, border) != (new.path(node.id), node.attached_to):
        return "other_place"
    if _frame(was) != _frame(node):
        return "other_loop"
    if token.state == ARRIVED and not _same_way(new, token, node, matching.flows):
        return "way_gone"
    return None


def _frame(node):
    """What decides how an activity is gone into and out of."""
    switches = bool(node.section), node.milestone is None
    return node.loop, node.body is None, *switches


def _same_way(new, token, node, flows):
    flow = new.flows.get(flows.get(token.flow))
    return flow is not None and flow.target == node.id


def _starving(old, new, marking, matching):
    """Joins of the new version that would wait in vain, and did not in the old one."""
    back = {new_id: old_id for old_id, new_id in matching.nodes.items()}
    was = Context(old, marking, None)
    now = Context(new, renamed(marking, matching), None)
    found = []
    for node in new.nodes.values():
        if node.kind != PARALLEL or len(node.incoming) < 2:
            continue
        twin = old.nodes.get(back.get(node.id))
        for scope in _runs_of(now, node.parent):
            if not _waits_in_vain(now, node, scope):
                continue
            if twin is None or not _waits_in_vain(was, twin, scope):
                found.append(Obstacle("no_branch", node.id))
    return found


def _runs_of(ctx, parent):
    """Scopes in which what lies directly in a sub-process is run."""
    if parent is None:
        return [ROOT]
    return [s.id for s in ctx.scopes.values() if s.node == parent and not s.kind]


def _waits_in_vain(ctx, join, scope):
    """Some of its branches came or will, another one can never come."""
    if scope != ROOT and scope not in ctx.scopes:
        return False
    came = {
        token.flow
        for token in ctx.tokens.values()
        if token.node == join.id and token.scope == scope
    }
    comes = {flow.id in came or ctx.may_come(flow, scope) for flow in join.incoming}
    return comes == {True, False}


# ----------------------------------------------------------------------
# What it listens for
# ----------------------------------------------------------------------
def _rearm(before, after, token, nodes):
    """Drop what is on the border no more, arm what is new there.

    What fired already in the old version is not armed once more.
    """
    known = {id_: nodes.get(id_) for id_ in _borders(before.graph, token)}
    here = after.tokens[token.id]
    wanted, waits = _borders(after.graph, here), list(here.waits)
    for event_id, twin in known.items():
        if twin not in wanted and event_id in token.waits:
            _disarm(before, event_id, token)
            waits.remove(nodes.get(event_id, event_id))
    for event_id in wanted:
        if event_id not in known.values():
            _arm(after, event_id, here)
            waits.append(event_id)
    if tuple(waits) != here.waits:
        after.tokens[token.id] = here._replace(waits=tuple(waits))


def _borders(graph, token):
    """Ids of the events that a token at this place may listen for besides its own."""
    node = graph.nodes[token.node]
    if token.counter and node.body is not None:
        return ()  # an instance: the border belongs to the whole
    if node.kind == EVENT_GATEWAY:
        return tuple(dict.fromkeys(flow.target for flow in node.outgoing))
    return node.boundaries


def _relisten(before, after, token, nodes):
    """An event sub-process that is there no more is not listened for."""
    place = before.graph.nodes[token.node].parent
    kept = dict(_handlers(after.graph, place and nodes.get(place)))
    if kept.get(nodes.get(token.node)) in _now(token.waits, nodes):
        return
    for event_id in token.waits:
        _disarm(before, event_id, token)
    del after.tokens[token.id]


def _listen_for_new(old, after, marking, nodes):
    """Event sub-processes that came with the new version, in scopes that run."""
    places = {0: None, **{s.id: s.node for s in marking.scopes.values() if not s.kind}}
    for scope, place in sorted(places.items()):
        known = {
            nodes.get(sub): nodes.get(start) for sub, start in _handlers(old, place)
        }
        for sub_id, start_id in _handlers(after.graph, place and nodes.get(place)):
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
