"""What happened to one record on the stage, as plain data that outlives it."""

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tools import SQL, html_sanitize

from .const import CANCELLED, FAILED, LIVE_STATES, OPEN
from .rehearsal_changed import Changed

# People of one task that are looked at, and rows of each kind that are told.
CROWD, MOST = 20, 200
BODY = 20_000


class Told:
    """Collects while one record is played.

    Texts are in the language of whoever rehearses; moments are UTC as text.
    """

    def __init__(self, env, stage, record):
        self.env = env
        self.stage = stage
        self.record = record
        self.first_case = self._last("bpm_flow_instance")
        self.first_activity = self._last("mail_activity")
        self.first_file = self._last("ir_attachment")
        self.last_message = self._last("mail_message")
        self.changed = Changed(record)
        self.caught_before = len(stage.caught)
        self.notices, self.why, self.breaks = [], {}, []
        self.is_cut = False

    def _last(self, table):
        query = SQL("SELECT max(id) FROM %s", SQL.identifier(table))
        [(last,)] = self.env.execute_query(query)
        return last or 0

    # ------------------------------------------------------------------
    # While it is played
    # ------------------------------------------------------------------
    def cases(self):
        """The case that is played, with those that it called."""
        new = self._new_cases()
        return new.filtered(lambda case: self._root(case).version_id.id in self._mine)

    @property
    def _mine(self):
        return set(self.stage.versions.values())

    def _new_cases(self):
        cases = self.env["bpm.flow.instance"].sudo()
        return cases.search([("id", ">", self.first_case)], order="id")

    def _root(self, case):
        while case.parent_id:
            case = case.parent_id
        return case

    def hear(self):
        """Messages that went to somebody since the last time."""
        messages = self.env["mail.message"].sudo()
        new = messages.search([("id", ">", self.last_message)], order="id", limit=MOST)
        if not new:
            return
        self.last_message = max(new._ids)
        mails = self.env["mail.mail"].sudo()
        by_message = mails.search([("mail_message_id", "in", new.ids)]).grouped(
            "mail_message_id"
        )
        for message in new:
            mail = by_message.get(message, mails)
            people = message.notified_partner_ids | mail.recipient_ids
            to = [person.name or person.email or "" for person in people]
            to += [text for text in mail.mapped("email_to") if text]
            if to:
                subject = message.subject or message.record_name or ""
                self._notice("mail", to, subject, message.body or mail[:1].body_html)

    def _notice(self, kind, to, subject, body, when=None):
        if len(self.notices) < MOST:
            self.notices.append(
                {
                    "kind": kind,
                    "when": _text(when or self.stage.moment),
                    "to": to,
                    "subject": subject,
                    "body": html_sanitize(str(body or ""))[:BODY],
                }
            )

    def answered(self, task, why):
        self.why[task.id] = why

    def broke(self, task, person, error):
        self.breaks.append(
            {
                "kind": "access" if isinstance(error, AccessError) else "refused",
                "text": self.env._(
                    "%(person)s cannot finish “%(step)s”: %(error)s",
                    person=person.name,
                    step=task.name,
                    error=error,
                ),
            }
        )

    def cut(self):
        self.is_cut = True

    # ------------------------------------------------------------------
    # Afterwards
    # ------------------------------------------------------------------
    def result(self):
        """Everything, as data for JSON."""
        self.env.invalidate_all()
        cases = self.cases()
        root = cases.filtered(lambda c: not c.parent_id)[:1]
        for caught in self.stage.caught[self.caught_before :]:
            self._caught(caught)
        tasks = cases.task_ids.sorted("id")
        return {
            "tasks": [self._task(task) for task in tasks[:MOST]],
            "notices": self.notices,
            "log": self._log(cases),
            "files": self._files(),
            "activities": self._activities(),
            "changes": self.changed.values(),
            "created": self.changed.rows(),
            "starts": self._starts(),
            "breaks": self.breaks + self._incidents(cases) + self._no_access(tasks),
            "end": _end(root),
            "waits": root.step_names if root.state in LIVE_STATES else "",
            "cut": self.is_cut,
        }

    def _caught(self, caught):
        kind = caught["kind"]
        if kind == "network":
            text = self.env._("A connection to %s was not made.", caught["address"])
            self.breaks.append({"kind": "network", "text": text})
            return
        self._notice(
            kind, caught["to"], caught["subject"], caught["body"], caught["when"]
        )

    def _log(self, cases):
        rows = cases.log_ids.sorted("id")[:MOST].with_env(self.env).sudo()
        return [
            {"when": _text(row.date), "kind": row.kind, "text": row.message}
            for row in rows
        ]

    def _task(self, task):
        people = task.user_id or task.user_ids
        done = task.date_done
        return {
            "step": task.name,
            "element": task.node_id.bpmn_id,
            "people": people[:CROWD].mapped("name"),
            "more_people": max(len(people) - CROWD, 0),
            "opened": _text(task.date_open),
            "deadline": _text(task.date_deadline),
            "done": _text(done),
            "outcome": task.outcome_id.name or task.outcome or "",
            "by": task.done_by_id.name or "",
            "late": bool(task.date_deadline and done and done > task.date_deadline),
            "state": task.state,
            "why": self.why.get(task.id, ""),
            "missing": self.stage.missing.get(task.id, []),
        }

    def _incidents(self, cases):
        jobs = cases.job_ids.filtered(lambda job: job.state == FAILED)
        return [
            {
                "kind": "incident",
                "text": self.env._(
                    "“%(step)s” fails: %(error)s",
                    step=job.node_id.name or job.flow_id.name,
                    error=job.error,
                ),
            }
            for job in jobs
        ]

    def _no_access(self, tasks):
        """Each worker looks at the record with his own rights."""
        found = {}
        for task in tasks:
            needed = task.node_id._required_fields()
            for user in (task.user_id or task.user_ids)[:CROWD]:
                for text in self._hindrances(task, user, needed):
                    found.setdefault((user.id, text))
        return [{"kind": "access", "text": text} for _user, text in found]

    def _hindrances(self, task, user, needed):
        record = self.record.with_env(self.env).with_user(user).sudo(False)
        record = record.with_context(allowed_company_ids=user.company_ids.ids)
        if not record.exists():
            return
        names = {"person": user.name, "record": task.record_name}
        if not record.has_access("read"):
            yield self.env._("%(person)s cannot open “%(record)s”.", **names)
        elif needed and not record.has_access("write"):
            yield self.env._(
                "%(person)s cannot change “%(record)s”, but “%(step)s” asks for it.",
                step=task.name,
                **names,
            )
        else:
            for field in needed:
                own = record._fields.get(field.name)
                if own and not record._has_field_access(own, "write"):
                    yield self.env._(
                        "%(person)s cannot fill in “%(field)s”.",
                        field=field.field_description,
                        **names,
                    )

    def _files(self):
        files = self.env["ir.attachment"].sudo()
        new = files.search(
            [("id", ">", self.first_file), ("res_field", "=", False)], limit=MOST
        )
        return new.mapped("name")

    def _activities(self):
        """Activities beside the tasks' own."""
        activities = self.env["mail.activity"].sudo()
        plain = [("id", ">", self.first_activity), ("bpm_task_id", "=", False)]
        return [
            {
                "name": a.summary or a.activity_type_id.name,
                "people": a.user_id.name or "",
                "deadline": fields.Date.to_string(a.date_deadline),
            }
            for a in activities.search(plain, limit=MOST)
        ]

    def _starts(self):
        others = self._new_cases() - self.cases()
        return [
            {"flow": case.flow_id.name, "record": self._readable_name(case)}
            for case in others[:MOST]
            if not case.parent_id
        ]

    def _readable_name(self, case):
        """The name of another case's record, for whoever may read that."""
        if case.res_model not in self.env or not case.res_id:
            return ""
        record = self.env[case.res_model].browse(case.res_id)
        return case.record_name or "" if record.has_access("read") else ""


def _end(case):
    return {
        "state": case.state or "",
        "result": case.result or "",
        "date": _text(case.date_end),
        "reason": case.end_reason or "" if case.state == CANCELLED else "",
    }


def _text(moment):
    return fields.Datetime.to_string(moment) or "" if moment else ""


def earlier_told(case):
    """What the published version did: as far as it is set beside the rehearsal."""
    tasks = case.task_ids.sorted("id").filtered(lambda t: not t.parent_id)
    return {
        "version": case.version_id.number,
        "id": case.id,
        "end": _end(case),
        "waits": case.step_names if case.state in LIVE_STATES else "",
        "tasks": [
            {
                "step": task.name,
                "element": task.node_id.bpmn_id,
                "people": (task.done_by_id or task.user_id or task.user_ids)[
                    :CROWD
                ].mapped("name"),
                "opened": _text(task.date_open),
                "deadline": _text(task.date_deadline),
                "done": _text(task.date_done),
                "outcome": task.outcome_id.name or task.outcome or "",
                "late": bool(
                    task.date_deadline
                    and task.date_done
                    and task.date_done > task.date_deadline
                ),
                "open": task.state == OPEN,
            }
            for task in tasks[:MOST]
        ],
    }
