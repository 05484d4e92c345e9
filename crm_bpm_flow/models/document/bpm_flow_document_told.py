from odoo import api, models


class BpmFlowDocument(models.Model):
    """Who is written to: nobody inside who may not see the document, though he follows
    it or somebody names him."""

    _inherit = "bpm.flow.document"

    def message_post(self, *, partner_ids=None, **kwargs):
        self.check_access("read")
        told, left_out = self._told_and_left_out(partner_ids)
        message = super().message_post(partner_ids=told, **kwargs)
        self._note_left_out(left_out)
        return message

    def message_notify(self, *, partner_ids=False, **kwargs):
        self.check_access("read")
        told, left_out = self._told_and_left_out(partner_ids)
        self._note_left_out(left_out)
        if left_out and not told:
            return self.env["mail.message"]
        return super().message_notify(partner_ids=told, **kwargs)

    @api.model
    def _known_ids(self, partner_ids):
        """Whatever Odoo itself would refuse stays for Odoo to refuse."""
        ids = partner_ids if isinstance(partner_ids, (list, tuple, set)) else ()
        return [id_ for id_ in ids if isinstance(id_, int)]

    def _told_and_left_out(self, partner_ids):
        """(ids of those who are written to, partners of users who may not see it)"""
        partners = self.env["res.partner"].sudo().browse(self._known_ids(partner_ids))
        left_out = self._who_may_not_see(partners.exists()) if self else partners[:0]
        if not left_out:
            return partner_ids, left_out
        return [id_ for id_ in partner_ids if id_ not in left_out.ids], left_out

    def _who_may_not_see(self, partners):
        """Those with a login inside who may not see each of these documents.

        Outside people see what is sent to them, and nothing else.
        """
        if set(self.sudo().mapped("visibility")) <= {"company"}:
            return partners.browse()
        users = partners.sudo().user_ids.filtered(lambda user: not user.share)
        blind = users.filtered(lambda user: self._seen_by(user) != self)
        return (blind - blind.browse(self.env.uid)).partner_id

    def _note_left_out(self, partners):
        if not partners or not self:
            return
        words = self.env._(
            "Not told, since they may not see this document: %s. Name them as readers "
            "first.",
            ", ".join(partners.mapped("name")),
        )
        bodies = {document.id: words for document in self}
        self.sudo()._message_log_batch(bodies=bodies)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        found = super()._notify_get_recipients(message, msg_vals, **kwargs)
        inside = [row["id"] for row in found if row["id"] and not row["share"]]
        partners = self.env["res.partner"].browse(inside)
        left_out = set(self._who_may_not_see(partners).ids) if self else set()
        return [row for row in found if row["id"] not in left_out]
