import logging

from odoo import api, fields, models
from odoo.fields import Domain

from ..const import OPEN

_logger = logging.getLogger(__name__)

OWNER, RESPONSIBLE, MANAGER, NOBODY = "owner", "responsible", "manager", "nobody"
LATE_TO = [
    (RESPONSIBLE, "Whoever is responsible for the document"),
    (OWNER, "The owner of the type"),
    (MANAGER, "The approver's manager"),
    (NOBODY, "Nobody"),
]
DOCUMENT = "bpm.flow.document"
AT_ONCE = 100


class BpmFlowDocumentType(models.Model):
    _inherit = "bpm.flow.document.type"

    late_to = fields.Selection(
        LATE_TO,
        string="Told of visas that are late",
        required=True,
        default=RESPONSIBLE,
        help="With the reason that the approver gave. Where there is no such person, "
        "whoever is responsible for the document.",
    )


class BpmFlowTaskLate(models.Model):
    """Visas whose time is over: told once, to whom the document's type says, and again
    when the approver says why."""

    _inherit = "bpm.flow.task"

    late_told = fields.Boolean(readonly=True)

    _late_visa_idx = models.Index(
        "(date_deadline) WHERE state = 'open' AND seat IS NOT NULL "
        "AND late_told IS NOT TRUE"
    )

    @api.model
    def _untold_late_domain(self):
        return Domain(
            [
                ("res_model", "=", DOCUMENT),
                ("state", "=", OPEN),
                ("seat", "!=", False),
                ("late_told", "=", False),
                ("date_deadline", "<=", fields.Datetime.now()),
            ]
        )

    @api.model
    def _tell_late_visas(self):
        """:return: how many visas were told of; called again until none is left"""
        tasks = self.sudo().search(
            self._untold_late_domain(), limit=AT_ONCE, order="date_deadline, id"
        )
        tasks = tasks.try_lock_for_update(allow_referencing=True)
        tasks.write({"late_told": True})
        for task in tasks:
            task._tell_late()
        return len(tasks)

    def _log_delay_reason(self):
        result = super()._log_delay_reason()
        for task in self.sudo().filtered("late_told"):
            task._tell_late()
        return result

    def _tell_late(self):
        """A fault in telling one keeps nobody else from being told."""
        failed = []
        with self.env["bpm.flow.runtime"]._firewall(failed):
            document = self.env[DOCUMENT].browse(self.res_id).exists()
            for user in self._told_of_delay(document):
                seen = self.with_context(lang=user.lang, tz=user.tz)
                document.with_context(mail_notify_force_send=False).message_notify(
                    partner_ids=user.partner_id.ids,
                    subject=seen.env._("A visa is late: %s", document.display_name),
                    body=seen._late_words(),
                )
        if failed:
            _logger.info("A late visa could not be told", exc_info=failed[0])

    def _told_of_delay(self, document):
        """Who is told: never of his own, and nobody who may not see the document."""
        kind, people = document.type_id, self.user_id or self.user_ids
        if not document or kind.late_to == NOBODY:
            return people.browse()
        told = {
            OWNER: kind.user_id,
            MANAGER: people._bpm_managers(),
            RESPONSIBLE: document.user_id,
        }[kind.late_to]
        told = (told or document.user_id) - people
        return told.filtered(lambda user: user.active and document._seen_by(user))

    def _late_words(self):
        return self.env._(
            "“%(step)s” waits for %(people)s since %(since)s; it was due on %(due)s. "
            "Reason given: %(reason)s.",
            step=self.name,
            people=self._people_words(),
            since=self._local(self.date_open),
            due=self._local(self.date_deadline),
            reason=self.delay_reason or self.env._("none yet"),
        )


class BpmFlowJob(models.Model):
    _inherit = "bpm.flow.job"

    @api.model
    def _chores(self):
        tasks, documents = self.env["bpm.flow.task"], self.env[DOCUMENT]
        sheets = documents.with_context(active_test=False)
        return {
            **super()._chores(),
            "late": (tasks, tasks._untold_late_domain(), tasks._tell_late_visas),
            "sheets": (
                sheets,
                Domain("is_sheet_due", "=", True),
                sheets._file_visa_sheets,
            ),
        }
