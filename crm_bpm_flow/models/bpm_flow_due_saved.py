from odoo import models

DATES = {"date", "datetime"}


class MailThread(models.AbstractModel):
    """Any record with a chatter may have cases whose deadlines hang on its dates."""

    _inherit = "mail.thread"

    def write(self, vals):
        result = super().write(vals)
        self.env["bpm.flow.due"]._notice(self, vals.keys())
        self.env["bpm.flow.wait"]._notice_saved(self, vals.keys())
        return result

    def _compute_field_value(self, field):
        """A date may follow from other fields: these are not written, but computed."""
        result = super()._compute_field_value(field)
        # Those that a deadline may be counted from, or from what they lead to.
        dates = [
            computed.name
            for computed in self.pool.field_computed[field]
            if computed.store and (computed.comodel_name or computed.type in DATES)
        ]
        if dates:
            self.env["bpm.flow.due"]._notice(self, dates)
        return result
