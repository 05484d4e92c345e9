"""Rounds of approvals: whose earlier agreement still stands."""

from typing import NamedTuple

from ..engine.approval import AGREED, REJECTED, RETURNED
from ..engine.marking import LOOP, ROOT
from .approval_ground import is_same

UNDOING = (REJECTED, RETURNED)


class Round(NamedTuple):
    """One asking. ``last``: {seat: his last decision} of the rounds before it."""

    series: int
    number: int
    last: dict

    def standing(self, case, seats, grounds):
        """{seat: visa} of agreements that were given on nothing that changed since."""
        if not self.last:
            return {}
        return {
            seat.name: self.last[seat.name]
            for seat in seats
            if seat.name in self.last
            and self.last[seat.name].act in AGREED
            and is_same(self.last[seat.name].ground, grounds.of(case, seat.key))
        }

    def same_person(self, seat):
        """Of a pool, whoever decided before looks again, if he is still in it."""
        if seat.partner:
            return seat
        visa = self.last.get(seat.name)
        before = visa.user_id if visa else seat.users.browse()
        return seat._replace(users=before) if before & seat.users else seat


class Rounds:
    """The next round of each case of a batch at one step."""

    def __init__(self, node, cases):
        self.node = node
        visas = node.env["bpm.flow.visa"].search(
            [("instance_id", "in", cases.ids), ("seat", "!=", False)], order="id"
        )
        self._by_case = visas.grouped("instance_id")

    def __bool__(self):
        """Whether anybody of the batch has decided anything before."""
        return bool(self._by_case)

    def following(self, case, place):
        """A round behind all that were; a new series, in which everybody is asked, when
        the last one came to an agreement that nothing has undone since."""
        visas = self._by_case.get(case, ())
        own = [v for v in visas if v.element == self.node.bpmn_id]
        own = [v for v in own if (v.place or "") == place]
        if not own:
            return Round(1, 1, {})
        series, number = own[-1].series, own[-1].round + 1
        decided = [visa for visa in own if visa.result][-1:]
        undone = any(
            later.result in UNDOING and later.id > decided[0].id
            for later in visas
            if decided
        )
        if decided and decided[0].result in AGREED and not undone:
            return Round(series + 1, number, {})
        return Round(series, number, {v.seat: v for v in own if v.series == series})


def place_of(case, token_id):
    """Which of a repeated step a token is: "2", "1/3", or nothing.

    A round of a step that comes again and again is one of the approval.
    """
    graph = case.version_id._compiled().graph
    if not graph.repeats:
        return ""
    state, counters = case._marking(), []
    token = state.tokens[token_id]
    while token.scope != ROOT:
        scope = state.scopes[token.scope]
        is_loop = scope.kind == LOOP and graph.nodes[scope.node].loop != "standard"
        if is_loop and token.counter:
            counters.append(str(token.counter))
        outside = token._replace(scope=scope.parent, counter=0)
        token = state.tokens.get(scope.token, outside)
    return "/".join(reversed(counters))
