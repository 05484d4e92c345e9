from odoo import api, fields, models

MANY = 1000


class BpmFlowDocumentReminded(models.Model):
    """That somebody was reminded: of a day of a document, or of missing documents."""

    _name = "bpm.flow.document.reminded"
    _description = "Reminder That Was Given"

    reminder_id = fields.Many2one(
        "bpm.flow.document.reminder", index="btree_not_null", ondelete="cascade"
    )
    set_id = fields.Many2one(
        "bpm.flow.document.set", index="btree_not_null", ondelete="cascade"
    )
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    control_id = fields.Many2one(
        "bpm.flow.document.control", index="btree_not_null", ondelete="cascade"
    )
    activity_id = fields.Many2one(
        "mail.activity", index="btree_not_null", ondelete="set null"
    )

    _record_idx = models.Index("(res_model, res_id)")
    _set_uniq = models.UniqueIndex("(set_id, res_id) WHERE set_id IS NOT NULL")
    _day_uniq = models.UniqueIndex(
        "(reminder_id, res_id, COALESCE(control_id, 0)) WHERE reminder_id IS NOT NULL"
    )

    @api.model
    def _commit_progress(self, done=0, remaining=None):
        """Keep what the scheduler did so far; called by hand, it is one transaction.

        :return: whether there is time for more
        """
        cron = self.env["ir.cron"]
        if not self.env.context.get("cron_id"):
            return True
        return bool(cron._commit_progress(done, remaining=remaining))

    def _by_thousands(self):
        for start in range(0, len(self), MANY):
            yield self[start : start + MANY]

    def _close(self):
        """What was reminded of is settled, or comes another day."""
        self.activity_id.filtered("active").unlink()
        self.unlink()
