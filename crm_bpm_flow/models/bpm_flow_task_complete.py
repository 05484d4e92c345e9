from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from ..engine import TaskDone
from ..tools.carriers import Actor
from .const import CANCELLED, DONE, OPEN, SUSPENDED


class BpmFlowTaskComplete(models.Model):
    """Finishing a task: what must be there, who was first, where the case goes."""

    _inherit = "bpm.flow.task"

    def complete(self, outcome=None, values=None, comment=None, seen=None):
        """Finish these tasks and let their cases move on, in one transaction.

        Override ``_missing`` to add something that must be there.

        :param str outcome: code (or name) of one of the step's outcomes; may be
            left out where there is at most one
        :param dict values: values that go into the case's variables
        :param str comment: kept with the task and in the journal
        :param str seen: of one approval, its ``ground_mark`` as the caller was shown
            it: what changed since is not agreed to by him
        :raises UserError: when somebody was first (says who and when), when what was
            seen has changed, when the outcome is unknown, or listing everything that
            is still missing
        :raises AccessError: when the task is not the user's
        """
        self = self.browse(self._ids)  # read together, whichever way they were found
        self._check_may_complete()
        tasks = self.sudo().with_context(bpm_actor=Actor(self.env.uid))
        # Whoever was first changed the case: the second one's request begins anew.
        tasks.instance_id._lock()
        tasks._check_still_open()
        self._check_not_taken()
        tasks._check_seen(seen)
        tasks.node_id._recall()
        chosen = {task: task._chosen_outcome(outcome) for task in tasks}
        tasks._check_nothing_missing(chosen, comment)
        tasks._finish(chosen, values or {}, comment, plain=outcome)
        return True

    def _check_seen(self, seen):
        """Approvals ask whether what was shown is still so."""

    def _check_may_complete(self):
        self.check_access("read")
        for task in self.sudo():
            if not self.env.su and not task._may_act(self.env.user):
                raise AccessError(
                    self.env._("“%s” is a task of somebody else.", task.name)
                )

    def _check_still_open(self):
        for task in self:
            if task.state == DONE:
                raise UserError(
                    self.env._(
                        "“%(task)s” was already finished by %(user)s on %(date)s.",
                        task=task.name,
                        user=task._done_by_name(),
                        date=self._local(task.date_done),
                    )
                )
            if task.state == CANCELLED:
                raise UserError(
                    self.env._(
                        "“%s” is not needed any more: the case moved on.", task.name
                    )
                )
            if task.instance_id.state == SUSPENDED:
                raise UserError(
                    self.env._("The case is suspended. Its owner can resume it.")
                )

    def _check_not_taken(self):
        """What one of a pool took is his: only he and the managers go on with it."""
        user = self.env.user
        for task in self.sudo().filtered("user_id"):
            if not self.env.su and task.user_id != user and not task._may_manage(user):
                raise UserError(
                    self.env._(
                        "“%(task)s” is taken by %(user)s.",
                        task=task.name,
                        user=task.user_id.name,
                    )
                )

    def _local(self, moment):
        zone = self.env.context.get("tz") or self.env.user.tz
        return format_datetime(self.env, moment, tz=zone, dt_format="short")

    def _chosen_outcome(self, outcome):
        """The step's outcome that was meant, or nothing where there are none."""
        self.ensure_one()
        known = self.node_id._outcomes()
        if not known:
            return known
        if not outcome:
            if len(known) == 1:
                return known
            raise UserError(
                self.env._(
                    "Choose how “%(task)s” ended: %(outcomes)s.",
                    task=self.name,
                    outcomes=", ".join(known.mapped("name")),
                )
            )
        wanted = str(outcome).strip().lower()
        found = known.filtered(
            lambda o: wanted in ((o.code or "").lower(), o.name.lower())
        )
        if not found:
            raise UserError(
                self.env._(
                    "“%(task)s” has no outcome “%(outcome)s”. It has: %(outcomes)s.",
                    task=self.name,
                    outcome=outcome,
                    outcomes=", ".join(known.mapped("name")),
                )
            )
        return found[0]

    # ------------------------------------------------------------------
    # Finishing
    # ------------------------------------------------------------------
    def _finish(self, chosen, values, comment, plain=None, told=None):
        """Write that they are done, and let their cases go on.

        :param str plain: the outcome of steps that know no outcomes of their own
        :param dict told: {task: what else the journal keeps of it}
        """
        failed, runtime = [], self.env["bpm.flow.runtime"]
        with runtime._firewall(failed):
            runtime._run_rounds(self._settle(chosen, values, comment, plain, told))
        if failed:
            # Again, apart: what people did stays, what follows is an incident.
            with self.env["bpm.flow.log"]._gathering():
                events = self._settle(chosen, values, comment, plain, told)
                self.instance_id._advance(events)

    def _settle(self, chosen, values, comment, plain, told):
        """Write all that is over with these tasks.

        :return: the engine's events that follow
        """
        # Noted before the activities tell their people: one insert into Odoo's bus.
        self.env["bpm.flow"]._tell_watchers(self.instance_id)
        self._mark_done(chosen, comment, plain)
        self.env["bpm.flow.log"]._append([task._done_row(told or {}) for task in self])
        self._bring_values(values)
        # A person goes on with it.
        self.instance_id.filtered("chain")._set(chain=False)
        self._close_activities()
        self._drop_reminders()
        return self._events_of_whole_steps()

    def _mark_done(self, chosen, comment, plain):
        done = {
            "state": DONE,
            "done_by_id": self._actor_id(),
            "date_done": fields.Datetime.now(),
            "to_notify": False,
        }
        alike = self.grouped(lambda t: (chosen[t], comment or t.comment))
        for (outcome, words), tasks in alike.items():
            tasks.write(
                {
                    **done,
                    "outcome": outcome.code or plain or False,
                    "outcome_id": outcome.id,
                    "comment": words,
                }
            )

    def _done_row(self, told):
        data = {**self._done_data(), **told.get(self, {})}
        return self.instance_id, "finished", self.node_id, data

    def _drop_reminders(self):
        reminded = self.filtered(lambda t: t.node_id._links()["reminder_ids"])
        if reminded:
            jobs = self.env["bpm.flow.job"]
            jobs.search([("task_id", "in", reminded.ids)]).unlink()

    def _done_data(self):
        late = self._done_late()
        return {
            "outcome": self.outcome_id.name or self.outcome,
            "outcome_id": self.outcome_id.id,
            "comment": self.comment,
            "late": late,
            "delay_reason": self.delay_reason if late else False,
        }

    def _close_activities(self):
        """Their activities are done too; the journal says the rest."""
        activities = self.env["mail.activity"].search_fetch(
            [
                ("bpm_task_id", "in", self.ids),
                ("active", "=", True),
                ("id", "not in", self.env.context.get("bpm_activity_done") or []),
            ]
        )
        activities.action_archive()

    def _events_of_whole_steps(self):
        """One event for each step whose last task was finished."""
        siblings = self | self._siblings()
        siblings = siblings.grouped(lambda t: (t.instance_id, t.token))
        events = []
        for key in dict.fromkeys((t.instance_id, t.token) for t in self):
            tasks = siblings[key]
            if any(task.state == OPEN for task in tasks):
                continue
            case, token = key
            events.append((case, TaskDone(token, tasks._joint_outcome())))
        return events

    def _siblings(self):
        """All tasks of the steps where each of several has one of his own."""
        shared = self.filtered(lambda t: t.pick == "all")
        if not shared:
            return shared
        return self.search(
            [
                ("instance_id", "in", shared.instance_id.ids),
                ("token", "in", shared.mapped("token")),
                ("parent_id", "=", False),
            ]
        )

    def _joint_outcome(self):
        """The outcome of a step that several did, each for himself.

        When they differ, the one that stands last in the step's list counts: the
        list goes from the best to the worst.
        """
        done = self.filtered(lambda t: t.state == DONE)
        outcomes = done.outcome_id.sorted(lambda o: (o.sequence, o.id))
        if outcomes:
            return outcomes[-1].code
        return done.sorted("date_done")[-1:].outcome or None

    def _withdraw(self):
        """The case moved on without them: a time limit, a cancelled branch."""
        self._take_back()
        self.env["bpm.flow.log"]._append(
            [
                (task.instance_id, "withdrawn", task.node_id, task._withdrawn_data())
                for task in self
            ]
        )

    def _withdrawn_data(self):
        """What the journal keeps of a task that was withdrawn."""
        return None

    def _take_back(self):
        """Nobody has to do these any more."""
        self.write({"state": CANCELLED, "to_notify": False})
        self.activity_ids.filtered("active").unlink()
        self.env["bpm.flow.job"].search([("task_id", "in", self.ids)]).unlink()
