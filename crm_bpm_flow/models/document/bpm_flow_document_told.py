from odoo import api, models
from odoo.tools import SQL


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
        seen = self._seen_by_each(users)
        blind = users.filtered(lambda user: seen[user] != self)
        return (blind - blind.browse(self.env.uid)).partner_id

    def _seen_by_each(self, users):
        """{user: those of these documents that he may see in any of his companies}.

        One query for all: the rules as they are for each of them, put together.
        """
        asked = []
        for user in users.sudo():
            theirs = self.with_user(user).with_context(
                active_test=False, allowed_company_ids=user.company_ids.ids
            )
            if theirs.browse().has_access("read"):
                query = theirs._search([("id", "in", self.ids)])
                column = SQL.identifier(query.table, "id")
                asked.append(query.select(SQL("%s", user.id), column))
        seen = {user.id: [] for user in users}
        if asked:
            for user_id, id_ in self.env.execute_query(SQL(" UNION ALL ").join(asked)):
                seen[user_id].append(id_)
        return {
            user: self.browse(sorted(seen[user.id], key=self.ids.index))
            for user in users
        }

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
