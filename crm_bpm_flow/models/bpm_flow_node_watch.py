from odoo import api, models, tools
from odoo.fields import Domain

from .const import DRAFT


class BpmFlowNodeWatch(models.Model):
    """Steps that look at records when these are saved."""

    _inherit = "bpm.flow.node"

    @api.model
    def _watching(self):
        """Published steps that count from a date of the record, or wait for it to fit
        a condition."""
        return self.sudo().browse(self._watching_ids()).exists()

    @api.model
    @tools.ormcache()
    def _watching_ids(self):
        """One query for all that ask, since each save of any record does."""
        dates = Domain("deadline_from", "=", "field")
        dates &= Domain("deadline_field", "!=", False)
        conditions = Domain("event", "=", "conditional")
        conditions |= Domain("milestone", "!=", False)
        published = Domain("version_id.state", "!=", DRAFT)
        return self.sudo().search((dates | conditions) & published, order="id")._ids
