from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize

from .const import MOST_DAYS, OUTSIDE


class BpmFlowApproverOutside(models.Model):
    """An approver who has no login: asked by mail, he answers by a link."""

    _inherit = "bpm.flow.approver"

    outside = fields.Selection(
        OUTSIDE,
        string="Outside, by a link",
        help="Gets a mail with a link and decides without a login.",
    )
    outside_field = fields.Char(
        string="Named by the field",
        help="Empty: the record's contact, else its partner.",
    )
    outside_email = fields.Char(string="Address")
    link_days = fields.Integer(string="The link holds, days", default=14)
    link_read_only = fields.Boolean(
        string="Hands in no version of his own",
        help="Else he may: it waits beside the current version until somebody inside "
        "takes it.",
    )

    @api.constrains("outside", "outside_email", "link_days")
    def _check_outside(self):
        for line in self.filtered("outside"):
            if not 0 < line.link_days <= MOST_DAYS:
                raise ValidationError(
                    self.env._("A link holds for 1 to %s days.", MOST_DAYS)
                )
            if line.outside == "address" and not email_normalize(line.outside_email):
                raise ValidationError(self.env._("Enter the mail address to ask."))

    def _who(self):
        return self if self.outside else super()._who()

    def _names_more_than_owner(self):
        return bool(self.outside) or super()._names_more_than_owner()

    @api.depends("outside", "outside_field", "outside_email")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def _words(self, names=None):
        if not self.outside:
            return super()._words(names)
        name = self.outside_email
        if self.outside == "record":
            name = self.env._("the record's contact or partner")
            if self.outside_field:
                name = self._field_path_words(self.outside_field)
        return self.env._("%s, by a link", name)

    # ------------------------------------------------------------------
    # Finding
    # ------------------------------------------------------------------
    def _find_outside(self, record):
        """Who is asked for a record.

        :return: ``res.partner`` with an address; empty where there is none
        """
        partners = self.env["res.partner"]
        if self.outside == "address":
            return partners.find_or_create(self.outside_email)
        if record is not None:
            partners = self._named_outside(record)
        return partners.filtered(lambda partner: email_normalize(partner.email))[:1]

    def _named_outside(self, record):
        partners = self.env["res.partner"]
        if not self.outside_field:
            if hasattr(record, "_bpm_outside_partners"):
                return record._bpm_outside_partners()
            return record["partner_id"] if "partner_id" in record._fields else partners
        value = record
        for name in self.outside_field.split("."):
            if not isinstance(value, models.BaseModel) or name not in value._fields:
                return partners
            value = value.mapped(name)
        is_partner = isinstance(value, models.BaseModel)
        return value if is_partner and value._name == partners._name else partners
