"""One record's case is played on a stage: people answer, time passes."""

from datetime import timedelta
from time import monotonic

from odoo.exceptions import AccessError, UserError

from .const import OPEN, PENDING, RUNNING

# What one record may take: moves, time of the story, seconds of the server.
MOVES, STORY, SECONDS = 150, timedelta(days=400), 10
# Reminders and time limits that a task is left open for.
PATIENCE = 10
LATE = "late"


class Play:
    """The case of one record, from its start to where nothing more happens.

    :param stage: the ``Stage`` that the caller stands on
    :param answers: ``Answers``
    :param pace: ``LATE``: people answer when all reminders and limits have come
    :param told: ``Told``, which hears of everything
    """

    def __init__(self, env, stage, answers, pace, told):
        self.env = env
        self.stage = stage
        self.answers = answers
        self.pace = pace
        self.told = told
        self.waited = {}

    def run(self, flow, record, rule, earlier):
        """Start and play.

        :param rule: the ``bpm.flow.start`` that fits; nothing: started by hand
        :param earlier: the record's case on the published version, if any
        """
        self.begun = self.stage.moment
        self.ends = monotonic() + SECONDS
        self.answers.begin(earlier)
        starter = record.sudo().create_uid.filtered(lambda u: u.active and not u.share)
        row = {"res_id": record.id, "variables": self._variables(earlier)}
        flow.sudo()._start_cases(
            [row],
            user=starter or self.env.user,
            strict=True,
            guard=False,
            rule=rule.sudo(),
            reasons=rule.sudo()._reasons([record.id]) if rule else None,
        )
        for _move in range(MOVES):
            self._settle()
            if not self._next():
                return
            if monotonic() > self.ends:
                break
        self.told.cut()

    def _variables(self, earlier):
        """Values that people entered then stand for those that they would enter."""
        return dict(earlier.variables or {}) if earlier else {}

    def _settle(self):
        """What Odoo does before a commit, and what the scheduler tells people."""
        self.env.cr.flush()
        self.env.invalidate_all()
        tasks = self._tasks().filtered("to_notify")
        if tasks:
            tasks._notify_people()
            self.env.flush_all()
        self.told.hear()

    def _next(self):
        """Whatever comes next; False when nothing does."""
        job, task, answered = self._first_job(), *self._first_answer()
        if task and job and self.pace == LATE:
            self.waited[task.id] = self.waited.get(task.id, 0) + 1
            if self.waited[task.id] > PATIENCE:
                job = None
            else:
                task = None
        if task and job and job.date_due <= answered:
            task = None
        moment = answered if task else job.date_due if job else None
        if moment is None or moment > self.begun + STORY:
            return False
        self.stage.moment = max(self.stage.moment, moment)
        if task:
            self._answer(task)
        else:
            self._jobs(job.date_due)._run_batch()
        return True

    # ------------------------------------------------------------------
    # Time
    # ------------------------------------------------------------------
    def _cases(self):
        return self.told.cases()

    def _tasks(self):
        return (
            self.env["bpm.flow.task"]
            .sudo()
            .search(
                [("instance_id", "in", self._cases().ids), ("state", "=", OPEN)],
                order="id",
            )
        )

    def _jobs(self, until=None):
        domain = [
            ("instance_id", "in", self._cases().ids),
            ("instance_id.state", "=", RUNNING),
            ("state", "=", PENDING),
            ("date_due", "!=", False),
        ]
        if until:
            domain.append(("date_due", "<=", until))
        return self.env["bpm.flow.job"].sudo().search(domain, order="date_due, id")

    def _first_job(self):
        return self._jobs()[:1]

    def _first_answer(self):
        """(task, when it is answered): the one whose turn it is first."""
        moments = {task: self.answers.moment(task) for task in self._tasks()}
        if not moments:
            return None, None
        task = min(moments, key=lambda t: (moments[t], t.id))
        return task, moments[task]

    # ------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------
    def _answer(self, task):
        outcome, why = self.answers.outcome(task)
        person = self.answers.person(task)
        self.told.answered(task, why)
        self.answers.taken(task)
        values = {}
        if outcome and outcome.code == "returned":
            values = {"return_to": task._return_targets()[:1].bpmn_id}
        said = outcome.code or None
        try:
            with self.env.cr.savepoint():
                self._as(person, task).complete(said, values)
            return
        except (AccessError, UserError) as error:
            self.env.invalidate_all()
            self.told.broke(task, person, error)
        # Seen what he cannot do, the rest is played all the same.
        with self.env.cr.savepoint():
            task.complete(said, values)

    def _as(self, person, task):
        """The task as that person has it, with his own rights."""
        companies = person.company_ids.ids
        own = task.with_user(person).with_context(
            allowed_company_ids=companies, lang=person.lang, tz=person.tz
        )
        return own.sudo(False)
