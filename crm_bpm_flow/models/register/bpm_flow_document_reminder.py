from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..document.const import OVER_STATES

LATEST = 31  # days after which a reminder that was due is not made up for any more
CONTROL, OWN = "control", "own"
DAYS = [
    ("date_to", "its last day"),
    ("date_from", "its first day"),
    ("date_answer", "the day an answer is due"),
    (CONTROL, "a control date"),
    (OWN, "an own field"),
]
WHOM = [
    ("user_id", "Responsible"),
    ("signatory_id", "Signatory"),
    ("type", "Owner of the type"),
    (CONTROL, "Whoever the control date names"),
]


class BpmFlowDocumentReminder(models.Model):
    """Who is reminded of a day of a type's documents, and how long before or after."""

    _name = "bpm.flow.document.reminder"
    _description = "Reminder of a Document Type"
    _order = "type_id, id"
    _rec_name = "summary"
    _batch_size = 200

    type_id = fields.Many2one(
        "bpm.flow.document.type", required=True, index=True, ondelete="cascade"
    )
    days = fields.Integer(default=30, required=True)
    moment = fields.Selection(
        [("before", "days before"), ("after", "days after")],
        required=True,
        default="before",
    )
    day = fields.Selection(DAYS, required=True, default="date_to", string="What day")
    own_field_id = fields.Many2one(
        "bpm.flow.document.own.field",
        string="Own field",
        domain="[('type_id', '=', type_id), ('kind', '=', 'date')]",
        ondelete="cascade",
        index="btree_not_null",
    )
    way = fields.Selection(
        [("activity", "Activity"), ("message", "Message")],
        string="Told by",
        required=True,
        default="activity",
        help="A message comes by mail or in Odoo, as each has it in his preferences.",
    )
    whom = fields.Selection(WHOM, required=True, default="user_id")
    summary = fields.Char(string="Words", translate=True)

    @api.constrains("days", "day", "own_field_id")
    def _check_day(self):
        for row in self:
            if row.days < 0:
                raise ValidationError(self.env._("Days are counted from 0."))
            own = row.own_field_id
            if row.day == OWN and (own.kind != "date" or own.type_id != row.type_id):
                raise ValidationError(self.env._("Choose a date of the same type."))

    @api.model
    def _cron_remind(self):
        """Remind of what is due, in batches with a commit each."""
        told = self.env["bpm.flow.document.reminded"]
        rows = self.search([("id", ">", 0)])
        told._commit_progress(remaining=len(rows))
        for row in rows:
            while row._remind_batch() == self._batch_size:
                told._commit_progress()
            if not told._commit_progress(1):
                return
        self.env["bpm.flow.document.set"]._cron_remind()

    # ------------------------------------------------------------------
    # What is due
    # ------------------------------------------------------------------
    def _span(self):
        """First and last of the days of which it is time to remind."""
        self.ensure_one()
        sign = -1 if self.moment == "before" else 1
        last = fields.Date.today() - timedelta(days=sign * self.days)
        return last - timedelta(days=LATEST), last

    def _within(self, name):
        first, last = map(fields.Date.to_string, self._span())
        return Domain(name, ">=", first) & Domain(name, "<=", last)

    def _remind_batch(self):
        """:return: how many were reminded of"""
        self.ensure_one()
        told = self.env["bpm.flow.document.reminded"].sudo()
        documents = self.env["bpm.flow.document"].sudo()
        mine = Domain("type_id", "=", self.type_id.id)
        mine &= Domain("state", "not in", OVER_STATES)
        given = Domain("reminder_id", "=", self.id)
        if self.day == CONTROL:
            given = told._search(given & Domain("control_id", "!=", False))
            controls = self.env["bpm.flow.document.control"].sudo()
            domain = Domain("document_id", "any", mine) & self._within("date")
            domain &= Domain("date_done", "=", False)
            domain &= Domain("id", "not in", given.subselect("control_id"))
            found = [
                (row.document_id, row)
                for row in controls.search(domain, limit=self._batch_size)
            ]
        else:
            domain = mine & self._within(self._path())
            domain &= Domain("id", "not in", told._search(given).subselect("res_id"))
            none = self.env["bpm.flow.document.control"].sudo()
            found = [
                (row, none) for row in documents.search(domain, limit=self._batch_size)
            ]
        told.create([self._remind(document, row) for document, row in found])
        return len(found)

    def _path(self):
        self.ensure_one()
        return f"properties.{self.own_field_id.key}" if self.day == OWN else self.day

    def _remind(self, document, control):
        user = self._whom(document, control)
        day = self._day_of(document, control)
        # the scheduler speaks whatever language: whoever is reminded has his own
        speaking = self.with_context(lang=user.lang)
        words = speaking.summary or control.name or speaking._words(day)
        document = document.with_context(lang=user.lang)
        activity = self.env["mail.activity"]
        if user and self.way == "activity":
            activity = document.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=day,
                summary=words,
                user_id=user.id,
            )
        elif user:
            document.message_notify(
                partner_ids=user.partner_id.ids,
                subject=words,
                body=f"{words}: {document.display_name}",
            )
        return {
            "reminder_id": self.id,
            "res_model": document._name,
            "res_id": document.id,
            "control_id": control.id,
            "activity_id": activity.id,
        }

    def _day_of(self, document, control):
        if control:
            return control.date
        if self.day == OWN:
            return document.properties.get(self.own_field_id.key)
        return document[self.day]

    def _words(self, day):
        labels = dict(self._fields["day"]._description_selection(self.env))
        return self.env._(
            "Look at this document: %(day)s is %(date)s",
            day=self.own_field_id.name or labels[self.day],
            date=format_date(self.env, day),
        )

    def _whom(self, document, control):
        """The first who may see the document, so that nothing is told to others."""
        asked = {
            "type": document.type_id.user_id,
            CONTROL: control.user_id,
        }.get(self.whom) or (
            document[self.whom] if self.whom in document._fields else document.user_id
        )
        for user in (*asked, *document.user_id, *document.create_uid):
            if user.active and document._seen_by(user):
                return user
        return self.env["res.users"]


class BpmFlowDocumentType(models.Model):
    _inherit = "bpm.flow.document.type"

    reminder_ids = fields.One2many(
        "bpm.flow.document.reminder", "type_id", string="Reminders", copy=False
    )


class BpmFlowDocument(models.Model):
    """A reminder moves with its day."""

    _inherit = "bpm.flow.document"

    def write(self, vals):
        result = super().write(vals)
        days = {"date_to", "date_from", "date_answer", "properties"} & set(vals)
        if days or vals.get("state") in OVER_STATES:
            given = self.env["bpm.flow.document.reminded"].sudo()
            domain = Domain("res_model", "=", self._name)
            domain &= Domain("res_id", "in", self.ids)
            if days and "state" not in vals:
                names = [OWN if name == "properties" else name for name in days]
                domain &= Domain("reminder_id.day", "in", names)
            given.search(domain)._close()
        return result


class BpmFlowDocumentControl(models.Model):
    _inherit = "bpm.flow.document.control"

    def write(self, vals):
        result = super().write(vals)
        if {"date", "date_done"} & set(vals):
            given = self.env["bpm.flow.document.reminded"].sudo()
            given.search([("control_id", "in", self.ids)])._close()
        return result

    def unlink(self):
        given = self.env["bpm.flow.document.reminded"].sudo()
        given.search([("control_id", "in", self.ids)])._close()
        return super().unlink()
