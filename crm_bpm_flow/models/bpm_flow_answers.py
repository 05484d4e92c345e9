from odoo import models


class BpmFlowAnswers(models.Model):
    """Who hears of what goes wrong in a process."""

    _inherit = "bpm.flow"

    def _answering(self, gone=None):
        """Who answers for the process now: its owner; when he has left, an
        administrator of processes of the same company.

        :param gone: users who are leaving, and do not answer any more
        """
        self.ensure_one()
        owner, company = self.user_id, self.company_id

        def answers(user):
            is_here = user.active and not user.share and user not in (gone or ())
            return is_here and (not company or company.id in user._get_company_ids())

        if answers(owner):
            return owner
        admins = self.env.ref("crm_bpm_flow.group_admin").sudo().all_user_ids
        return admins.filtered(answers)[:1] or owner

    def _in_words_of_answering(self):
        """The process in the language of whoever answers for it."""
        return self.with_context(lang=self._answering().lang)

    def _tell_answering(self, subject, body):
        """A message to whoever answers, and to nobody else; sent after the commit."""
        self.with_context(mail_notify_force_send=False).message_notify(
            partner_ids=self._answering().partner_id.ids, subject=subject, body=body
        )

    def write(self, vals):
        result = super().write(vals)
        if "user_id" in vals:
            self.env["bpm.flow.fault"].sudo()._follow_owner(self)
        return result
