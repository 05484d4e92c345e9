import hashlib
from datetime import timedelta

from odoo import api, fields, models

WINDOW = timedelta(hours=1)


class BpmFlowVisaHit(models.Model):
    """Who knocked when, in the database, so that all workers count together. Kept for
    an hour; of addresses only a hash."""

    _name = "bpm.flow.visa.hit"
    _description = "Use of a Link"
    _log_access = False

    key = fields.Char(required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)

    _key_idx = models.Index("(key, date)")

    @api.model
    def _is_too_often(self, name, limit):
        """Note a use and say whether there were too many in the last hour.

        What is refused is not noted: nobody fills the table.
        """
        key = hashlib.sha256(name.encode()).hexdigest()
        since = fields.Datetime.now() - WINDOW
        recent = [("key", "=", key), ("date", ">", since)]
        hits = self.sudo()
        if hits.search_count(recent, limit=limit) >= limit:
            return True
        hits.create({"key": key})
        return False

    @api.autovacuum
    def _gc_hits(self):
        self.sudo().search([("date", "<", fields.Datetime.now() - WINDOW)]).unlink()
