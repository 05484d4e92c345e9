from collections import defaultdict

from odoo import fields, models
from odoo.tools import SQL

from ..tools.carriers import Actor
from .const import OPEN

# A pool of more people than this gets one activity for all, not one for each.
MAX_ACTIVITIES = 10


class BpmFlowTaskOpen(models.Model):
    """How tasks come to people: who, until when, with which activity."""

    _inherit = "bpm.flow.task"

    def _open(self, pairs_by_node):
        """Open the tasks of a batch.

        :param pairs_by_node: {step: [(case, engine effect)]}
        :return: engine events of steps for which there is nothing to do
        """
        places, rows, events = {}, [], []
        for node, pairs in pairs_by_node.items():
            node._recall()
            places[node], told, done = self._places(node, pairs)
            rows += told
            events += done
        self._open_places(places, rows)
        return events

    def _places(self, node, pairs):
        """Who gets a task of this step.

        :return: ([(case, token, users, values of the task)], rows for the journal,
            engine events)
        """
        cases = self.env["bpm.flow.instance"].union(*(case for case, _e in pairs))
        crews, lost = self._crews(node, cases)
        places, rows = [], []
        for case, effect in pairs:
            own = self._own_crew(node, case, effect)
            if case in lost and not own:
                rows.append((case, "fallback", node, None))
            places += [(case, effect.token, users, {}) for users in own or crews[case]]
        return places, rows, []

    def _open_places(self, places, rows=()):
        """Make the tasks of these places and let their people know.

        :param places: {step: what ``_places`` says}
        :param rows: what the journal is told before
        """
        now, vals_list, known = fields.Datetime.now(), [], {}
        for node, wanted in places.items():
            cases = self.env["bpm.flow.instance"].union(*(row[0] for row in wanted))
            cases._read_records()
            records = cases._records_by_case()
            for case, token, users, values in wanted:
                due = node._due(case, now, records.get(case), users, known, token)
                vals = self._prepare_task_vals(node, case, token, users, due)
                vals_list.append({**vals, **values})
        return self._make(vals_list, rows)

    def _make(self, vals_list, rows=()):
        """Create tasks with what belongs to them: journal, activities, reminders."""
        tasks = self.create(vals_list)
        tasks.user_ids._bpm_read()
        self.env["bpm.flow.log"]._append([*rows, *(t._opened_row() for t in tasks)])
        tasks._create_activities()
        tasks._arm_reminders()
        if any(task.to_notify for task in tasks):
            self.env["bpm.flow.job"]._wake({fields.Datetime.now()})
        return tasks

    def _actor_id(self):
        """Who causes it: nobody is told of his own doing."""
        return Actor.of(self.env)

    def _prepare_task_vals(self, node, case, token, users, due):
        """Values of one task. Override to fill in a field of one's own."""
        return {
            "instance_id": case.id,
            "flow_id": case.flow_id.id,
            "node_id": node.id,
            "company_id": case.company_id.id,
            "token": token,
            "res_model": case.res_model,
            "res_id": case.res_id,
            "record_title": case.record_title,
            "user_ids": [(6, 0, users.ids)],
            "user_id": users.id if len(users) == 1 else False,
            "pick": node._who().pick,
            "date_open": fields.Datetime.now(),
            "date_deadline": due,
            **self._check_vals(node),
            "to_notify": users.ids not in ([], [self._actor_id()]),
            "item_name": self._item_words(node, case, token),
        }

    def _opened_row(self):
        """What the journal says of a new task."""
        return self.instance_id, "opened", self.node_id, self._opened_data()

    def _check_vals(self, node):
        items = node._links()["checklist_ids"]
        checks = [(0, 0, {"checklist_id": item}) for item in items]
        return {"check_ids": checks} if checks else {}

    def _opened_data(self):
        deadline = self.date_deadline
        return {
            "people": self._people_words(),
            "deadline": fields.Datetime.to_string(deadline) if deadline else False,
        }

    # ------------------------------------------------------------------
    # Picking people
    # ------------------------------------------------------------------
    def _crews(self, node, cases):
        """Who gets a task of this step, case by case.

        :return: ({case: [res.users for each task]}, cases where the process's
            owner had to step in because nobody was found)
        """
        who = node._who()
        people = who._find_people(cases)
        crews, lost = {}, []
        chooser = _Chooser(self, node, who.pick, people)
        for case in cases:
            users = people[case]
            if not users:
                lost.append(case)
                users = self._fallback(case)
            crews[case] = chooser.crew(users)
        return crews, lost

    def _fallback(self, case):
        """Nobody found: the process's owner, so that no task is ever lost."""
        owner = case.flow_id.user_id
        if case._may_work(owner):
            return owner
        admins = self.env.ref("crm_bpm_flow.group_admin").all_user_ids
        return admins.filtered(case._may_work)[:1] or owner

    # ------------------------------------------------------------------
    # Activities
    # ------------------------------------------------------------------
    def _create_activities(self):
        """Native activities on the record, one a person, in one batch.

        Each by its own mail would cost more than all the rest together, so people
        are told once, after the commit.
        """
        self.instance_id._read_records()
        records = self.instance_id._records_by_case()
        for model, same in self.grouped("res_model").items():
            if model in self.env and "activity_ids" in self.env[model]._fields:
                same._create_activities_on(records)

    def _create_activities_on(self, records):
        ref = self.env["ir.model.data"]._xmlid_to_res_id
        step_id = ref("crm_bpm_flow.mail_activity_type_step")
        model_id = self.env["ir.model"]._get_id(self[:1].res_model)
        vals_list, views = [], {}
        for task in self.filtered(lambda t: t.instance_id in records):
            takers = task.user_id or task.user_ids
            people = (
                takers if len(takers) <= MAX_ACTIVITIES else [self.env["res.users"]]
            )
            for user in people:
                if user not in views:
                    lang = user.lang or self.env.lang
                    views[user] = self.with_context(lang=lang, tz=user.tz).env
                seen = task.with_env(views[user])
                vals_list.append(seen._prepare_activity_vals(user, step_id, model_id))
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True, bpm_no_followers=True
        )
        activities = activities.create(vals_list)
        # Odoo would read each record's name by itself, whatever was given.
        self.env.remove_to_compute(activities._fields["res_name"], activities)

    def _prepare_activity_vals(self, user, step_id, model_id):
        """Values of the activity of one person, in whose language and time zone the
        task is."""
        due = self.date_deadline or fields.Datetime.now()
        node = self.node_id
        return {
            "activity_type_id": step_id,
            "summary": ": ".join(filter(None, (node.name, self.item_name))),
            "note": node.instruction,
            "automated": True,
            "date_deadline": fields.Datetime.context_timestamp(self, due).date(),
            "user_id": user.id,
            "user_tz": user.tz,
            "res_model_id": model_id,
            "res_id": self.res_id,
            "res_name": self.record_title,
            "bpm_task_id": self.id,
        }

    def _renew_activities(self):
        """After the people of a task changed: theirs go, the new ones' come."""
        self.activity_ids.unlink()
        self._create_activities()

    # ------------------------------------------------------------------
    # Reminders
    # ------------------------------------------------------------------
    def _arm_reminders(self):
        Reminder = self.env["bpm.flow.reminder"]
        jobs = [
            {
                "kind": "reminder",
                "instance_id": task.instance_id.id,
                "task_id": task.id,
                "node_id": task.node_id.id,
                "reminder_id": reminder.id,
                "token": task.token,
                "date_due": reminder._moment(task.date_deadline),
            }
            for task in self.filtered("date_deadline")
            for reminder in Reminder.browse(task.node_id._links()["reminder_ids"])
        ]
        self.env["bpm.flow.job"]._enqueue(jobs)


class _Chooser:
    """Splits the people of a step into tasks, by the way one of them is picked."""

    def __init__(self, tasks, node, pick, people):
        self.tasks = tasks
        self.node = node
        self.pick = pick
        candidates = tasks.env["res.users"].union(*people.values())
        measure = {"turn": self._last_turns, "load": self._open_loads}.get(pick)
        self.weights = measure(candidates) if measure and len(candidates) > 1 else {}
        self.clock = max(self.weights.values(), default=0)

    def crew(self, users):
        """List of groups of users, each of which gets a task of its own."""
        if self.pick == "all":
            return list(users)
        if self.pick == "claim" or len(users) == 1:
            return [users]
        chosen = min(users, key=lambda user: (self.weights.get(user.id, 0), user.id))
        self.clock += 1
        step = self.clock if self.pick == "turn" else self.weights.get(chosen.id, 0) + 1
        self.weights[chosen.id] = step
        return [chosen]

    def _last_turns(self, candidates):
        """{user id: his last task of this step}: whose is oldest has the turn.

        One look into the index for each person and version, however long the past.
        """
        self.tasks.flush_model(["user_id", "node_id", "parent_id"])
        rows = self.tasks.env.execute_query(
            SQL(
                """
                SELECT person.id, max(last.id)
                  FROM unnest(%(people)s) AS person(id)
                 CROSS JOIN bpm_flow_node node
                  JOIN bpm_flow_version version ON version.id = node.version_id
                 CROSS JOIN LATERAL (
                       SELECT task.id FROM bpm_flow_task task
                        WHERE task.user_id = person.id AND task.node_id = node.id
                          AND task.parent_id IS NULL
                        ORDER BY task.id DESC LIMIT 1
                       ) AS last
                 WHERE version.flow_id = %(flow)s AND node.bpmn_id = %(step)s
                 GROUP BY person.id
                """,
                people=candidates.ids,
                flow=self.node.version_id.flow_id.id,
                step=self.node.bpmn_id,
            )
        )
        return dict(rows)

    def _open_loads(self, candidates):
        """{user id: number of his open tasks}."""
        groups = self.tasks._read_group(
            [("state", "=", OPEN), ("user_ids", "in", candidates.ids)],
            ["user_ids"],
            ["__count"],
        )
        loads = defaultdict(int)
        loads.update({user.id: count for user, count in groups})
        return loads
