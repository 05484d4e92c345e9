from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_datetime

REGISTRAR = "crm_bpm_flow.group_registrar"


class BpmFlowDocumentFile(models.Model):
    """Check-out and check-in: while one person works on a file, nobody else puts a
    version over his."""

    _inherit = "bpm.flow.document.file"

    locked_by_id = fields.Many2one(
        "res.users", string="Checked out by", readonly=True, index="btree_not_null"
    )
    date_locked = fields.Datetime(string="Checked out", readonly=True)

    def action_check_out(self):
        """Take the files to work on them; the others see who has them.

        :raises UserError: when somebody else has one of them
        """
        self.check_access("write")
        self._lock_rows()
        for file in self:
            file._check_free()
        self.sudo().write(
            {"locked_by_id": self.env.uid, "date_locked": fields.Datetime.now()}
        )
        return True

    def action_check_in(self, reason=None):
        """Give the files back without a new version.

        :param str reason: why a registrar takes back what somebody else has; it is
            noted in the document's chatter
        :raises UserError: when somebody else has one, and no registrar says why
        """
        self.check_access("write")
        self._lock_rows()
        for file in self:
            file._check_held(reason)
        self.sudo().write({"locked_by_id": False, "date_locked": False})
        return True

    def _lock_rows(self):
        """Whoever comes at the same moment waits, and is served again with what is
        true then (``odoo.service.model.retrying``)."""
        self.flush_recordset()
        if self.ids:
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM bpm_flow_document_file WHERE id IN %s "
                    "ORDER BY id FOR NO KEY UPDATE",
                    tuple(self.ids),
                )
            )
            self.invalidate_recordset(["locked_by_id", "date_locked", "version_id"])

    def _is_held(self):
        """Whether somebody else has this file."""
        return bool(self.locked_by_id) and self.locked_by_id != self.env.user

    def _held_words(self):
        self.ensure_one()
        since = format_datetime(self.env, self.date_locked, dt_format="short")
        return self.env._(
            "%(user)s has “%(file)s” checked out since %(since)s. Ask for a new "
            "version, or for the file to be checked in.",
            user=self.locked_by_id.sudo().name,
            file=self.name,
            since=since,
        )

    def _check_free(self):
        self.ensure_one()
        if self._is_held():
            raise UserError(self._held_words())

    def _check_held(self, reason=None):
        """Refuse what would cross another's work; a registrar may with a reason."""
        self.ensure_one()
        if not self._is_held():
            return
        if not self.env.user.has_group(REGISTRAR):
            raise UserError(self._held_words())
        reason = (reason or "").strip()
        if not reason:
            held = self._held_words()
            raise UserError(
                self.env._("%s Or say why you go ahead all the same.", held)
            )
        words = self.env._(
            "“%(file)s” was checked out by %(user)s. Taken back, because: %(reason)s",
            file=self.name,
            user=self.locked_by_id.sudo().name,
            reason=reason,
        )
        self.document_id._note_file(words)
