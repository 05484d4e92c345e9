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
        if dates := [f.name for f in self.pool.field_computed[field] if _may_date(f)]:
            self.env["bpm.flow.due"]._notice(self, dates)
        return result


def _may_date(field):
    """Whether a deadline may be counted from it, or from what it leads to."""
    return field.store and (field.comodel_name or field.type in DATES)
