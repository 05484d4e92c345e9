from itertools import pairwise
from typing import NamedTuple

from odoo import fields, models

from ..engine import TaskDone, verdict
from .approval_ground import Grounds
from .approval_rounds import Rounds, place_of
from .bpm_flow_task_open import _Chooser


class Seat(NamedTuple):
    """Somebody whose agreement is asked for: one person, one of a pool, or somebody
    outside, who has no login."""

    name: str
    key: str  # of the approver's line; "" for people of the step itself
    users: object
    partner: object = None


class BpmFlowTaskApproval(models.Model):
    """How an approval comes to its people: each has a task of his own, in turn or at
    once, and only those who have a reason to look."""

    _inherit = "bpm.flow.task"

    seat = fields.Char(readonly=True, help="Whose agreement it is, in every round.")
    seat_user_id = fields.Many2one(
        "res.users", string="Asked first", readonly=True, index="btree_not_null"
    )
    approver_key = fields.Char(readonly=True)
    round = fields.Integer(readonly=True, aggregator=None)
    ground = fields.Json(string="Looked at", readonly=True, groups=fields.NO_ACCESS)
    return_to = fields.Char(readonly=True)

    # ------------------------------------------------------------------
    # A round begins
    # ------------------------------------------------------------------
    def _places(self, node, pairs):
        if not node.is_approval:
            return super()._places(node, pairs)
        cases = self.env["bpm.flow.instance"].union(*(case for case, _e in pairs))
        seats, rows = self._seats(node, pairs, cases)
        rounds = Rounds(node, cases)
        keys = {seat.key for own in seats.values() for seat in own}
        grounds = Grounds(node, cases, keys) if rounds else None
        places, visas, events = [], [], []
        for (case, token), own in seats.items():
            round_ = rounds.following(case, place_of(case, token))
            kept = round_.standing(case, own, grounds)
            asked = [round_.same_person(seat) for seat in own if seat.name not in kept]
            places += self._begin_round(case, token, round_, asked, node)
            made = [visa._kept_vals(token, round_.number) for visa in kept.values()]
            visas += made
            if kept:
                rows.append((case, "kept", node, _kept_data(kept)))
            if not asked:
                events.append(self._all_stands(case, token, node, made))
        self.env["bpm.flow.visa"].create(visas)
        return places, rows, events

    def _begin_round(self, case, token, round_, asked, node):
        """Places of those who are asked now; the others wait in the case's queue."""
        now, queue = asked, []
        if node.approval_order == "turn":
            now = asked[:1]
            queue = [_queued(seat, [before.name]) for before, seat in pairwise(asked)]
        asking = {
            "series": round_.series,
            "round": round_.number,
            "place": place_of(case, token),
            "queue": queue,
        }
        case._keep_asking(token, asking)
        return [
            (case, token, seat.users, _seat_values(seat, round_.number)) for seat in now
        ]

    def _all_stands(self, case, token, node, visas):
        """Nobody has a reason to look again: it is what they said before."""
        result = verdict(node._rule(), [vals["act"] for vals in visas], 0)
        visas[-1]["result"] = result
        case._end_asking(token)
        return case, TaskDone(token, node._outcome_code(result))

    # ------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------
    def _seats(self, node, pairs, cases):
        """Whose agreement is asked for, in order.

        :return: ({(case, token): [Seat]}, rows for the journal where the process's
            owner steps in for approvers that were not found, and where there are
            fewer than have to agree)
        """
        Approver = self.env["bpm.flow.approver"]
        lines = Approver.browse(node._links()["approver_ids"])
        finders = [self._finder(node, line, cases) for line in lines]
        if not lines:
            finders = [self._finder(node, node, cases)]
        seats, rows = {}, []
        for case, effect in pairs:
            own, taken = [], self.env["res.users"]
            groups = [find(case) for find in finders]
            if not lines and (crew := self._own_crew(node, case, effect)):
                users = self.env["res.users"].union(*crew)
                groups = [([Seat(f"u{user.id}", "", user) for user in users], False)]
            for group, is_lost in groups:
                new = [seat for seat in group if seat.partner or seat.users - taken]
                own += [seat for seat in new if not _is_asked(own, seat.partner)]
                taken = taken.union(
                    *(seat.users for seat in new if seat.name[0] == "u")
                )
                if is_lost:
                    rows.append((case, "fallback", node, None))
            rows += _fewer(case, node, len(own))
            seats[case, effect.token] = own
        return seats, rows

    def _finder(self, node, line, cases):
        """What gives the seats of a line, or of the step itself, for a case."""
        if line._name == "bpm.flow.approver" and line.outside:
            return self._outside_finder(line, cases)
        who = line._who()
        people = who._find_people(cases)
        key = line.key if line._name == "bpm.flow.approver" else ""
        is_each = not key or who.pick == "all"
        chooser = None if is_each else _Chooser(self, node, who.pick, people)

        def find(case):
            users = people[case]
            is_lost = not users
            users = users or self._fallback(case)
            if is_each and not (is_lost and key):
                return [Seat(f"u{user.id}", key, user) for user in users], is_lost
            chosen = chooser.crew(users)[0] if chooser and not is_lost else users
            return [Seat(f"a{key}", key, chosen)], is_lost

        return find


def _fewer(case, node, found):
    """A row for the journal where fewer approvers were found than have to agree."""
    rule = node._rule()
    if rule.kind != "count" or found >= rule.number:
        return []
    return [(case, "fewer", node, {"wanted": rule.number, "found": found})]


def _is_asked(seats, partner):
    return bool(partner) and any(seat.partner == partner for seat in seats)


def _seat_values(seat, number):
    outside = {"partner_id": seat.partner.id, "to_notify": True} if seat.partner else {}
    return {
        **outside,
        "seat": seat.name,
        "seat_user_id": seat.users.id if len(seat.users) == 1 else False,
        "approver_key": seat.key,
        "round": number,
    }


def _queued(seat, after):
    """Whose turn comes when those seats have decided."""
    outside = {"partner": seat.partner.id} if seat.partner else {}
    return {
        "seat": seat.name,
        "key": seat.key,
        "users": seat.users.ids,
        "after": after,
        **outside,
    }


def _kept_data(kept):
    return {"people": ", ".join(visa._who_name() for visa in kept.values())}
