from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .bpm_flow_document_set import LEAD

BATCH = 200


class BpmFlowDocumentSet(models.Model):
    """Whoever is responsible is reminded of what is missing, once."""

    _inherit = "bpm.flow.document.set"

    @api.model
    def _cron_remind(self):
        """Make the activities that are due, and close those whose reason is gone."""
        told = self.env["bpm.flow.document.reminded"]
        sets = self.search([("remind_days", ">", 0)])
        told._commit_progress(remaining=len(sets))
        for row in sets:
            row._close_settled()
            while row._remind_batch() == BATCH:
                told._commit_progress()
            if not told._commit_progress(1):
                break

    def _reminded(self):
        return self.env["bpm.flow.document.reminded"].search(
            [("set_id", "=", self.id), ("res_model", "=", self.res_model)]
        )

    def _remind_batch(self):
        self.ensure_one()
        records = self.env[self.res_model]
        since = fields.Datetime.now() - timedelta(days=self.remind_days)
        moved = "date_last_stage_update" if self.res_model == LEAD else "create_date"
        missing = Domain.OR(self._meant() & ~line._there() for line in self.line_ids)
        told = self.env["bpm.flow.document.reminded"]._search(
            [("set_id", "=", self.id)]
        )
        domain = missing & Domain(moved, "<=", since)
        domain &= Domain("id", "not in", told.subselect("res_id"))
        found = records.search(domain, limit=BATCH, order="id")
        found._remind_of_documents(self)
        return len(found)

    def _close_settled(self):
        self.ensure_one()
        for rows in self._reminded()._by_thousands():
            records = self.env[self.res_model].browse(rows.mapped("res_id")).exists()
            open_ids = set(records._missing_documents(self))
            settled = rows.filtered(lambda row, o=open_ids: row.res_id not in o)
            settled._close()


class BpmFlowDocumentNeeds(models.AbstractModel):
    _inherit = "bpm.flow.document.needs"

    def _remind_of_documents(self, row):
        """An activity for whoever is responsible for each of these records."""
        missing = self._missing_documents(row)
        told = self.env["bpm.flow.document.reminded"]
        for record in self:
            user = record.user_id or row.create_uid
            lines = self.env["bpm.flow.document.set.line"].union(
                *missing.get(record.id, ())
            )
            activity = record.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=lines.with_context(lang=user.lang)._missing_words(),
                user_id=user.id,
            )
            told.create(
                {
                    "set_id": row.id,
                    "res_model": record._name,
                    "res_id": record.id,
                    "activity_id": activity.id,
                }
            )
