import hashlib
import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError

ENTROPY = 32  # bytes
LONGEST = 100  # characters of what may be a token


class BpmFlowVisaLink(models.Model):
    """A link by which somebody without a login decides about one thing, for a time.

    What is in the link is known to the one who got it alone: here is its hash.
    """

    _name = "bpm.flow.visa.link"
    _description = "Link for an Approver Outside"
    _inherit = ["bpm.flow.case.part"]
    _case_field = "task_id"
    _order = "id desc"
    _rec_name = "partner_id"

    task_id = fields.Many2one(
        "bpm.flow.task", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict"
    )
    token_hash = fields.Char(required=True, groups=fields.NO_ACCESS)
    date_sent = fields.Datetime(
        string="Sent", required=True, default=fields.Datetime.now
    )
    date_expiry = fields.Datetime(string="Holds until", required=True)
    date_opened = fields.Datetime(string="Last opened")
    date_revoked = fields.Datetime(string="Taken back")

    _hash_uniq = models.UniqueIndex("(token_hash)")

    @api.model_create_multi
    def create(self, vals_list):
        self._check_engine()
        return super().create(vals_list)

    def write(self, vals):
        self._check_engine()
        return super().write(vals)

    def unlink(self):
        self._check_engine()
        return super().unlink()

    def _check_engine(self):
        if not self.env.su:
            raise AccessError(self.env._("Links are made by the engine only."))

    # ------------------------------------------------------------------
    # Making
    # ------------------------------------------------------------------
    @api.model
    def _send(self, task, reminds=None):
        """Mail a new link to the approver of a task.

        The mail belongs to no record: nobody inside reads the link in a chatter, and
        once sent it is deleted.
        """
        token = secrets.token_urlsafe(ENTROPY)
        partner = task.partner_id
        link = self.create(
            {
                "task_id": task.id,
                "partner_id": partner.id,
                "token_hash": _hash(token),
                "date_expiry": task._link_expiry(),
            }
        )
        speaking = link.with_context(
            lang=partner.lang or None, tz=partner.tz or task._asker().tz
        )
        self.env["mail.mail"].create(speaking._mail_vals(token, reminds))
        return link

    def _mail_vals(self, token, reminds):
        task = self.task_id
        case, partner = task.instance_id, self.partner_id
        company = case.company_id or self.env.company
        asker = task._asker()
        subject = self.env._("Please approve: %s", task._guest_name())
        if reminds is not None:
            subject = self.env._("A reminder. %s", subject)
        body = self.env["ir.qweb"]._render(
            "crm_bpm_flow.visa_mail",
            {
                "link": self,
                "task": task,
                "company": company,
                "asker": asker,
                "late": reminds,
                "url": f"{self.get_base_url()}/bpm_flow/visa/{token}",
            },
        )
        return {
            "subject": subject,
            "body_html": body,
            "email_to": partner.email_formatted,
            "email_from": asker.email_formatted or company.email_formatted,
            "reply_to": asker.email_formatted or company.email_formatted,
            "author_id": False,
            "auto_delete": True,
        }

    def _take_back(self):
        standing = self.filtered(lambda link: not link.date_revoked)
        standing.write({"date_revoked": fields.Datetime.now()})

    # ------------------------------------------------------------------
    # Using
    # ------------------------------------------------------------------
    def _holds(self, now):
        return not self.date_revoked and self.date_expiry > now

    @api.model
    def _find(self, token):
        """The link that a token opens.

        Nothing tells a wrong one from one that held once: the same work is done.

        :return: ``bpm.flow.visa.link`` under sudo; empty where it does not hold
        """
        link = self.sudo().search(
            [
                ("token_hash", "=", _hash(token[:LONGEST])),
                ("date_expiry", ">", fields.Datetime.now()),
                ("date_revoked", "=", False),
            ],
            limit=1,
        )
        return link

    def _opened(self):
        """Note that it was opened.

        :return: its task, in the language and time zone of whom it asks
        """
        self.ensure_one()
        self.date_opened = fields.Datetime.now()
        partner, task = self.partner_id, self.task_id
        company = task.company_id or self.env.company
        return task.with_company(company).with_context(
            lang=partner.lang or company.partner_id.lang,
            tz=partner.tz or task._asker().tz,
        )


def _hash(token):
    return hashlib.sha256(token.encode()).hexdigest()
