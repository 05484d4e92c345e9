import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.carriers import Actor
from ..tools.ids import ids_of
from .const import OPEN

_logger = logging.getLogger(__name__)


class BpmFlowTaskPeople(models.Model):
    """Taking, giving back, handing on; reminding and telling people."""

    _inherit = "bpm.flow.task"

    def action_claim(self):
        """Take these tasks from their pool.

        :raises UserError: when somebody else took one (says who)
        """
        tasks = self._locked_for_work()
        now = fields.Datetime.now()
        tasks.write({"user_id": self.env.uid, "to_notify": False, "date_taken": now})
        tasks._renew_activities()
        tasks._log_people("taken")
        return True

    def action_give_back(self):
        """Put taken tasks back into their pool."""
        tasks = self._locked_for_work()
        if any(len(task.user_ids) < 2 for task in tasks):
            raise UserError(
                self.env._("Nobody else has this task. Delegate it instead.")
            )
        tasks.write({"user_id": False})
        tasks._renew_activities()
        tasks._log_people("returned")
        return True

    def delegate(self, user_id, comment=None):
        """Hand these tasks to somebody else.

        :param int user_id: who does them from now on
        :param str comment: for him, and for the journal
        """
        tasks = self._locked_for_work()
        user = self._check_new_worker(user_id)
        tasks._hand_over(user, "delegated", comment)
        return True

    def action_reassign(self, user_ids, comment=None):
        """Give these tasks to other people; for the process's owner.

        :param list user_ids: ids of the new people
        """
        self.check_access("read")
        self.instance_id._check_manager()
        users = self.env["res.users"]
        for user_id in user_ids:
            users |= self._check_new_worker(user_id)
        if not users:
            raise UserError(self.env._("Choose who gets the task."))
        self._locked_for_work()._hand_over(users, "reassigned", comment)
        return True

    def action_delegate_wizard(self):
        """Ask for the new person."""
        return self._people_wizard(self.env._("Delegate"), "delegate")

    def action_reassign_wizard(self):
        """Ask for the new people; for the process's owner."""
        return self._people_wizard(self.env._("Reassign"), "reassign")

    def _people_wizard(self, name, act):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "bpm.flow.delegate.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_task_ids": self.ids, "default_act": act},
        }

    def _locked_for_work(self):
        self._check_may_complete()
        tasks = self.sudo().with_context(bpm_actor=Actor(self.env.uid))
        tasks.instance_id._lock()
        tasks.invalidate_recordset(["state", "user_id", "user_ids"])
        tasks._check_still_open()
        self._check_not_taken()
        return tasks

    def _follow_activities(self, moved):
        """Activities were given to other people: the tasks go to them, too.

        :param dict moved: {task id: [(who had an activity, who has it now)]}; what
            was not handed on stays with whoever has it
        """
        for task in self:
            users = task.sudo()._people_after(moved[task.id])
            if users == (task.sudo().user_id or task.sudo().user_ids):
                continue
            task._locked_for_work()
            for user in users:
                task._check_new_worker(user.id)
            # Odoo itself tells people of the activities that they were given.
            tasks = task.sudo().with_context(bpm_actor=Actor(self.env.uid))
            tasks._set_people(users)
            tasks._log_people("delegated")

    def _people_after(self, pairs):
        self.ensure_one()
        users = self.user_id or self.user_ids
        for old, new in pairs:
            # The one activity of a big pool: whoever gets it has the task alone.
            users = (users - old) | new if old else new
        return users

    def _check_new_worker(self, user_id):
        """Who is to do these tasks; refused where he may not."""
        return self._check_worker(user_id)

    def _check_worker(self, user_id):
        ids = ids_of(self.env, user_id or [])
        user = self.env["res.users"].sudo().browse(ids).exists()
        if len(user) != 1 or not user.active or user.share:
            raise UserError(self.env._("Choose an active user of this system."))
        for task in self.sudo():
            if not task.instance_id._may_work(user):
                raise AccessError(
                    self.env._(
                        "%(user)s does not work for %(company)s.",
                        user=user.name,
                        company=task.company_id.name,
                    )
                )
        return user

    def _hand_over(self, users, kind, comment):
        self._set_people(users)
        self._renew_activities()
        self._log_people(kind, comment)
        self._plan_notification()

    def _set_people(self, users):
        self.write(
            {
                "user_ids": [(6, 0, users.ids)],
                "user_id": users.id if len(users) == 1 else False,
            }
        )

    def _log_people(self, kind, comment=None):
        self.env["bpm.flow.log"]._append(
            [
                (
                    task.instance_id,
                    kind,
                    task.node_id,
                    {"people": task._people_words(), "comment": comment},
                )
                for task in self
            ]
        )

    # ------------------------------------------------------------------
    # Reminders and escalations
    # ------------------------------------------------------------------
    def _remind(self, reminder):
        """A reminder's moment has come for these tasks, which are still open."""
        late = reminder.moment == "after"
        for task in self:
            case = task.instance_id
            people = task.user_id or task.user_ids
            if reminder.role_id:
                role = reminder.role_id.with_context(bpm_late_task=task.id)
                people = role._find_people(case)[case] or self._fallback(case)
            data = {"people": ", ".join(people.mapped("name")), "do": reminder.action}
            data |= reminder._taken_data()
            self.env["bpm.flow.log"]._append(
                [(case, "escalated" if late else "reminded", task.node_id, data)]
            )
            task._act_on_reminder(reminder, people, late)

    def _act_on_reminder(self, reminder, people, late):
        if reminder.action == "reassign":
            self._hand_over(people, "reassigned", None)
        elif reminder.action == "outcome":
            self._finish({self: reminder.outcome_id}, {}, None)
        else:
            self._tell(people, late)

    def _tell(self, people, late):
        self.ensure_one()
        known = self._who_may_know(people)
        alike = people.grouped(lambda user: (user.lang, user in known))
        for (lang, knows), users in alike.items():
            task = self.with_context(lang=lang)
            text = task.env._("“%s” is due soon.", task.name)
            if late:
                text = task.env._("“%s” is late.", task.name)
            task._thread(knows).message_notify(
                partner_ids=users.partner_id.ids,
                subject=f"{text} {task._named_for(users[:1]).record_name}",
                body=text,
            )

    def _thread(self, knows=True):
        """The record, to write to people from; the process when it has no chatter, or
        when it is written to somebody who may not know which record it is."""
        record = self.instance_id._record()
        target = self.flow_id
        if knows and record is not None and "message_ids" in record._fields:
            target = record
        return target.with_context(mail_notify_force_send=False)

    # ------------------------------------------------------------------
    # Notifications
    # ------------------------------------------------------------------
    def _plan_notification(self):
        """Have people told after the commit, once each; not of their own doing."""
        alone = ([self._actor_id()], [])
        others = self.filtered(lambda t: (t.user_id or t.user_ids).ids not in alone)
        (others.filtered(lambda t: not t.to_notify)).write({"to_notify": True})
        if others:
            self.env["bpm.flow.job"]._wake({fields.Datetime.now()})

    @api.model
    def _send_notifications(self):
        """One message a person for everything that came to him since the last time.

        :return: how many tasks were told of; the caller comes back until none is left
        """
        tasks = self.sudo().search([("to_notify", "=", True)], limit=1000, order="id")
        tasks = tasks.try_lock_for_update(allow_referencing=True)
        tasks._notify_people()
        return len(tasks)

    def _notify_people(self):
        """Tell the people of these tasks, each once."""
        self.write({"to_notify": False})
        by_user = {}
        for task in self.filtered(lambda t: t.state == OPEN):
            for user in task.user_id or task.user_ids:
                by_user.setdefault(user, self.browse())
                by_user[user] |= task
        for user, mine in by_user.items():
            failed = []
            with self.env["bpm.flow.runtime"]._firewall(failed):
                mine.with_context(lang=user.lang, tz=user.tz)._notify_person(user)
            if failed:
                _logger.info("%s could not be told", user.login, exc_info=failed[0])

    def _notify_person(self, user):
        subject = self.env._("%s new tasks for you", len(self))
        if len(self) == 1:
            subject = self.env._(
                "%(task)s: %(record)s", task=self.name, record=self.record_name
            )
        body = self.env["ir.qweb"]._render(
            "crm_bpm_flow.notification", {"tasks": self, "user": user}
        )
        sender = self._thread() if len(self) == 1 else self.flow_id[:1]
        sender.with_context(mail_notify_force_send=False).message_notify(
            partner_ids=user.partner_id.ids, subject=subject, body=body
        )

    def _without(self, leavers):
        """Take leavers out of these tasks; whose last one goes falls to the owner.

        Who took one keeps it, whoever else of its pool goes.
        """
        for task in self:
            rest = task.user_ids - leavers
            if rest and task.user_id and task.user_id not in leavers:
                task.user_ids = rest
                continue
            lost = not rest
            if lost:
                rest = task._fallback(task.instance_id)
            task._hand_over(rest, "fallback" if lost else "reassigned", None)
