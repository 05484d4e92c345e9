from collections import defaultdict

from odoo import fields, models

from ..engine import Returned, TaskDone
from ..engine.approval import RETURNED
from .approval_ground import Grounds
from .approval_ground_words import ground_changes, ground_lines
from .approval_polls import Polls
from .bpm_flow_task_approval import Seat, _seat_values


class BpmFlowTaskDecide(models.Model):
    """What comes of the decisions of approvers."""

    _inherit = "bpm.flow.task"

    def _finish(self, chosen, values, comment, plain=None, told=None):
        """Each decision keeps what it was given on."""
        approvals = self.filtered("seat")
        values = approvals._take_targets(chosen, values)
        for node, tasks in approvals.grouped("node_id").items():
            keys = {task.approver_key or "" for task in tasks}
            grounds = Grounds(node, tasks.instance_id, keys)
            for task in tasks:
                task.ground = grounds.of(task.instance_id, task.approver_key or "")
        result = super()._finish(chosen, values, comment, plain=plain, told=told)
        approvals.filtered("return_to")._hand_back()
        return result

    def _events_of_whole_steps(self):
        approvals = self.filtered("seat")
        events = super(BpmFlowTaskDecide, self - approvals)._events_of_whole_steps()
        return events + approvals._decide() if approvals else events

    def _decide(self):
        """Count these decisions, ask who is next, end what is decided.

        :return: the engine's events
        """
        polls, visas = Polls(self), []
        for task in self.sorted("id"):
            poll = polls.of(task)
            result = poll.take(task, polls.grounds(poll.node))
            visas.append(task._visa_vals(poll, result))
        self.env["bpm.flow.visa"].create(visas)
        decided = [poll for poll in polls if poll.result]
        self._ask_next([poll for poll in polls if not poll.result], polls)
        rest = [task for poll in decided for task in poll.open.values()]
        self.browse(task.id for task in rest)._withdraw()
        self.env["bpm.flow.log"]._append(
            [(p.case, "verdict", p.node, _verdict_data(p)) for p in decided]
        )
        for poll in decided:
            poll.case._end_asking(poll.token)
        returned = self.filtered("return_to").sorted("id", reverse=True)
        targets = {(t.instance_id, t.token): t.return_to for t in returned}
        return [_event(poll, targets) for poll in decided]

    def _ask_next(self, polls, known):
        """Those whose turn has come, and those whose ground has changed meanwhile."""
        places, rows = defaultdict(list), []
        for poll in polls:
            asked = [_seat_of(self.env, item) for item in poll.due()]
            if poll.reopened:
                poll.asking["round"] += 1
                again, told = self._ask_again(poll, known.grounds(poll.node))
                asked += again
                rows += told
            poll.case._keep_asking(poll.token, poll.asking)
            places[poll.node] += [
                (
                    poll.case,
                    poll.token,
                    self._takers(seat, poll.case),
                    _seat_values(seat, poll.asking["round"]),
                )
                for seat in asked
            ]
        if any(places.values()):
            self._open_places(places, rows)

    def _takers(self, seat, case):
        """Users who get the task of a seat: nobody inside where it is outside."""
        if seat.partner:
            return seat.users
        return seat.users.filtered(case._may_work) or self._fallback(case)

    def _ask_again(self, poll, grounds):
        """Seats that agreed to what has changed since, with what changed."""
        visas = self.env["bpm.flow.visa"].search(
            [
                ("instance_id", "=", poll.case.id),
                ("token", "=", poll.token),
                ("seat", "in", poll.reopened),
            ],
            order="id",
        )
        last, rows = {visa.seat: visa for visa in visas}, []
        for visa in last.values():
            now = grounds.of(poll.case, visa.approver_key or "")
            changes = ground_changes(self.env, visa.res_model, visa.ground, now)
            data = {"people": visa._who_name(), "changes": changes}
            rows.append((poll.case, "again", poll.node, data))
        seats = [
            Seat(v.seat, v.approver_key or "", *v._seat_people()) for v in last.values()
        ]
        return seats, rows

    # ------------------------------------------------------------------
    # What is kept
    # ------------------------------------------------------------------
    def _visa_vals(self, poll, result):
        self.ensure_one()
        asking = poll.asking
        return {
            **self._trail_vals(),
            "series": asking["series"],
            "round": self.round or 1,
            "place": asking["place"],
            "seat": self.seat,
            "approver_key": self.approver_key,
            "act": self.outcome,
            "user_id": self.done_by_id.id,
            "behalf_id": self._behalf().id,
            "partner_id": self.partner_id.id,
            "comment": self.comment,
            "return_to": self.return_to,
            "date": self.date_done,
            "date_deadline": self.date_deadline,
            "is_late": bool(self.date_deadline and self.date_done > self.date_deadline),
            "delay_reason": self.delay_reason,
            "ground": self.ground,
            "result": result,
        }

    def _trail_vals(self):
        """What all rows of a task's trail have in common."""
        case, node = self.instance_id, self.node_id
        return {
            "instance_id": case.id,
            "task_id": self.id,
            "node_id": node.id,
            "company_id": case.company_id.id,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "element": node.bpmn_id,
            "token": self.token,
            "round": self.round or 1,
            "role": node._approver_words(self.approver_key) or False,
            "date": fields.Datetime.now(),
            "user_id": self._actor_id(),
        }

    def _behalf(self):
        """For whom somebody else decided."""
        first = self.seat_user_id
        return first if first != self.done_by_id else first.browse()

    def _done_data(self):
        data = super()._done_data()
        if self.seat:
            ground = self.ground or {}
            lines = ground_lines(self.env, self.res_model, ground)
            data["behalf"] = (self.partner_id or self._behalf()).name
            if self.partner_id and not self.done_by_id:
                data["guest"] = data.pop("behalf")
            data["looked_at"] = [list(line) for line in lines]
            data["ground"] = ground
        return data

    def _withdrawn_data(self):
        return {"people": self._people_words()} if self.seat else None


def _seat_of(env, item):
    users = env["res.users"].browse(item["users"]).exists()
    partner = env["res.partner"].browse(item.get("partner")).exists()
    return Seat(item["seat"], item["key"], users, partner)


def _verdict_data(poll):
    return {
        "result": poll.result,
        "agreed": poll.agreed(),
        "total": poll.total,
        "round": poll.asking["round"],
    }


def _event(poll, targets):
    if poll.result == RETURNED:
        return poll.case, Returned(poll.token, targets[poll.case, poll.token])
    code = poll.node._outcome_code(poll.result)
    return poll.case, TaskDone(poll.token, code)
