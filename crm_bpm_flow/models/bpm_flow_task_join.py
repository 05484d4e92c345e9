from odoo import models
from odoo.exceptions import UserError

from .approval_polls import Polls
from .bpm_flow_task_approval import Seat, _queued, _seat_values
from .bpm_flow_visa import ADDED, DELEGATED
from .const import OPEN

BEFORE, AFTER, TOGETHER = "before", "after", "together"


class BpmFlowTaskJoin(models.Model):
    """Approvers who come to an approval while it runs: added by another one, or in the
    place of another one."""

    _inherit = "bpm.flow.task"

    def action_add_approver(self, user_ids, comment=None, when=TOGETHER):
        """Have somebody else decide, too.

        :param list user_ids: who
        :param str comment: for them and for the trail
        :param str when: ``"together"`` with you, ``"after"`` you, or ``"before"`` you:
            your own task comes back when they have decided
        """
        tasks = self._locked_for_work()
        if any(not task.seat for task in tasks):
            raise UserError(self.env._("Approvers are added to approvals only."))
        if when not in (BEFORE, AFTER, TOGETHER):
            raise UserError(self.env._("Say whether they decide before or after you."))
        users = self.env["res.users"]
        for user_id in user_ids or ():
            users |= self._check_new_worker(user_id)
        if not users:
            raise UserError(self.env._("Choose who decides, too."))
        polls = Polls(tasks)
        places = {}
        for task in tasks:
            added = [
                Seat(f"u{user.id}", task.approver_key or "", user) for user in users
            ]
            now = task._seat_in(polls.of(task), added, when)
            places.setdefault(task.node_id, []).extend(
                (
                    task.instance_id,
                    task.token,
                    seat.users,
                    _seat_values(seat, task.round),
                )
                for seat in now
            )
        self._tell_of_added(tasks, users, comment, when)
        tasks._open_places(places)
        return True

    def _seat_in(self, poll, added, when):
        """Put new seats into the order of an approval.

        :return: those that are asked now
        """
        names = [seat.name for seat in added]
        queue = poll.queue
        if when == BEFORE:
            people = self.user_id or self.user_ids
            mine = Seat(self.seat, self.approver_key or "", people, self.partner_id)
            poll.asking["queue"] = [_queued(mine, names), *queue]
            self._take_back()
        elif when == AFTER:
            after_me = [item for item in queue if item["after"] == [self.seat]]
            for item in after_me:
                item["after"] = names
            new = [_queued(seat, [self.seat]) for seat in added]
            poll.asking["queue"] = [*new, *queue]
        poll.case._keep_asking(poll.token, poll.asking)
        return [] if when == AFTER else added

    def _tell_of_added(self, tasks, users, comment, when):
        names = ", ".join(users.mapped("name"))
        data = {"people": names, "comment": comment, "when": when}
        tasks.env["bpm.flow.log"]._append(
            [(task.instance_id, "joined", task.node_id, data) for task in tasks]
        )
        for user in users:
            tasks._leave_trail(ADDED, user, comment)

    # ------------------------------------------------------------------
    # Instead of another one
    # ------------------------------------------------------------------
    def _check_new_worker(self, user_id):
        user = super()._check_new_worker(user_id)
        approvals = self.sudo().filtered("seat")
        if approvals:
            approvals._check_not_seated(user)
        return user

    def _check_not_seated(self, user):
        """Nobody decides twice in one approval."""
        others = self.search(
            [
                ("instance_id", "in", self.instance_id.ids),
                ("token", "in", self.mapped("token")),
                ("seat", "!=", False),
                ("state", "in", (OPEN, "done")),
                ("id", "not in", self.ids),
            ]
        )
        for task in self:
            same = others.filtered(
                lambda other, task=task: (
                    (other.instance_id, other.token) == (task.instance_id, task.token)
                )
            )
            queue = task.instance_id._asking(task.token)["queue"]
            waiting = [user_id for item in queue for user_id in item["users"]]
            people = same.user_id | same.user_ids | same.done_by_id
            if user in people or user.id in waiting:
                raise UserError(
                    self.env._(
                        "%(user)s decides about “%(task)s” already.",
                        user=user.name,
                        task=task.name,
                    )
                )

    def _log_people(self, kind, comment=None):
        result = super()._log_people(kind, comment)
        if kind in ("delegated", "reassigned"):
            for task in self.filtered("seat"):
                people = task.user_id or task.user_ids
                task._leave_trail(DELEGATED, people[:1], comment)
        return result
