from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..paper.const import DESTROYED, GONE_STATES
from .const import AGREED, CANCELLED, CARRIED_OUT, PREPARED

MOST_FOUND = 500
MOST_NAMED = 20
FEWEST = 2  # people who agree to an act


class BpmFlowDocumentDestruction(models.Model):
    """From a draft to an act that is carried out."""

    _inherit = "bpm.flow.document.destruction"

    # ------------------------------------------------------------------
    # Preparing
    # ------------------------------------------------------------------
    def action_find(self):
        """Take in what may be destroyed and is in no act yet, the oldest first."""
        self.ensure_one()
        self.check_access("write")
        self._check_draft()
        documents = self.env["bpm.flow.document"].with_context(active_test=False)
        free = [
            ("company_id", "=", self.company_id.id),
            ("destruction_line_ids", "not any", [("state", "!=", CANCELLED)]),
        ]
        found = documents.search(
            documents._destroyable_domain() & Domain(free),
            order="date_destroy, id",
            limit=MOST_FOUND,
        )
        if not found:
            raise UserError(self.env._("There is nothing more that may be destroyed."))
        self.line_ids = [(0, 0, {"document_id": document.id}) for document in found]
        return True

    # ------------------------------------------------------------------
    # Agreeing
    # ------------------------------------------------------------------
    def action_agree(self):
        """A member of the commission agrees; the last one approves the act, and it has
        its number.

        :raises AccessError: for everybody else
        """
        self.check_access("read")
        for act in self:
            act._agree()
        return True

    def _agree(self):
        act = self.sudo()
        act._lock_act()
        if self.env.user not in act.commission_ids:
            names = ", ".join(act.commission_ids.mapped("name")) or "–"
            raise AccessError(
                self.env._("Only the commission agrees to an act: %s.", names)
            )
        act._check_is(PREPARED)
        if self.env.user in act.agreed_ids:
            raise UserError(
                self.env._("You have agreed to “%s” already.", act.display_name)
            )
        act._check_commission()
        act._check_all_seen("read")
        act._check_lines()
        act.agreed_ids |= self.env.user
        if act.commission_ids <= act.agreed_ids:
            sequence = self.env["ir.sequence"].sudo().with_company(act.company_id)
            number = act.name or sequence.next_by_code(self._name)
            now = fields.Datetime.now()
            act.write({"state": AGREED, "name": number, "date_approved": now})

    def action_draft(self):
        """Worked on again: all agree anew."""
        return self._set(PREPARED, (PREPARED, AGREED, CANCELLED), agreed_ids=False)

    def action_cancel(self):
        """Nothing of it is destroyed."""
        return self._set(CANCELLED, (PREPARED, AGREED))

    def _set(self, state, states, **vals):
        self.check_access("write")
        self._check_may()
        for act in self.sudo():
            act._lock_act()
            act._check_is(*states)
            act.write({**vals, "state": state})
        return True

    def _check_commission(self):
        """Four eyes: nobody destroys alone what he proposes himself, whatever else is
        agreed. All of the commission agree, so its number is theirs."""
        deciding = self.commission_ids.filtered(lambda u: u.active and not u.share)
        if len(deciding) < FEWEST:
            raise UserError(
                self.env._(
                    "At least two people have to agree to “%s”: name one more in its "
                    "commission.",
                    self.display_name,
                )
            )

    def _check_may(self):
        if not self.env.user.has_group("crm_bpm_flow.group_registrar"):
            raise AccessError(self.env._("Registrars keep acts of destruction."))

    def _check_is(self, *states):
        if self.state not in states:
            known = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(act)s” is “%(state)s”: this cannot be done with it any more.",
                    act=self.display_name,
                    state=known[self.state],
                )
            )

    def _lock_act(self):
        if not self.try_lock_for_update(allow_referencing=True):
            raise UserError(
                self.env._("Somebody else is working on this act just now. Try again.")
            )

    def _check_all_seen(self, operation):
        """Nobody answers for what he may not see."""
        documents = self.line_ids.document_id
        if len(documents.sudo(False)._filtered_access(operation)) < len(documents):
            raise AccessError(self.env._("You may not see all that this act destroys."))

    def _check_lines(self):
        """:raises UserError: naming all that stands against destroying what is in it"""
        self.ensure_one()
        if not self.line_ids:
            raise UserError(self.env._("There is no document in this act."))
        lines = [
            f"{line.document_id.display_name}: {line.obstacle}"
            for line in self.line_ids
            if line.obstacle
        ]
        if lines:
            rest = len(lines) - MOST_NAMED
            more = [self.env._("… and %s more", rest)] if rest > 0 else []
            listed = "\n".join([*lines[:MOST_NAMED], *more])
            raise UserError(
                self.env._("This cannot be destroyed:\n%(what)s", what=listed)
            )

    # ------------------------------------------------------------------
    # Carrying out
    # ------------------------------------------------------------------
    def action_carry_out(self):
        """Destroy: files are deleted, copies are noted as destroyed, the cards stay.

        :raises UserError: naming all that stands against it; then nothing is destroyed
        :raises AccessError: for all but registrars who may see all of its documents
        """
        self.check_access("write")
        self._check_may()
        for act in self:
            act._carry_out()
        return True

    def _carry_out(self):
        act = self.sudo()
        act._lock_act()
        act._check_is(AGREED)
        act._check_commission()
        act._check_all_seen("write")
        documents = act.line_ids.document_id
        if len(documents.try_lock_for_update(allow_referencing=True)) < len(documents):
            raise UserError(
                self.env._("Somebody is working on one of the documents. Try again.")
            )
        act.line_ids.invalidate_recordset(["obstacle"])
        act._check_lines()
        for line in act.line_ids:
            line.write(line.document_id._what_is_there())
        documents._destroy(act)
        now = fields.Datetime.now()
        act.write({"state": CARRIED_OUT, "date_done": now, "done_by_id": self.env.uid})


class BpmFlowDocument(models.Model):
    _inherit = "bpm.flow.document"

    def action_put_into_act(self):
        """A new act of destruction with these documents.

        :raises AccessError: for all but registrars
        """
        self.check_access("write")
        acts = self.env["bpm.flow.document.destruction"]
        acts._check_may()
        self._check_not_destroyed()
        if len(self.company_id) != 1:
            raise UserError(self.env._("Choose documents of one company."))
        act = acts.create(
            {
                "company_id": self.company_id.id,
                "line_ids": [(0, 0, {"document_id": document.id}) for document in self],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": act._name,
            "res_id": act.id,
            "views": [(False, "form")],
        }

    def _what_is_there(self):
        """What an act says of what it destroyed."""
        self.ensure_one()
        copies = self.copy_ids.filtered(lambda copy: copy.state not in GONE_STATES)
        versions = self.file_ids.version_ids
        return {
            "copies_gone": "\n".join(f"{copy.code} ({copy.where})" for copy in copies),
            "files_gone": "\n".join(
                f"{version.name}, {version.number} (SHA-1 {version.checksum})"
                for version in versions.sorted(lambda v: (v.file_id.id, v.number))
            ),
        }

    def _destroy(self, act):
        """Marked first: what is marked may lose its files; nothing else may."""
        contents = self._all_contents()
        self.write(
            {
                "date_destroyed": fields.Datetime.now(),
                "destroyed_by_id": self.env.uid,
                "destruction_id": act.id,
            }
        )
        self.flush_recordset()
        copies = self.copy_ids.filtered(lambda copy: copy.state not in GONE_STATES)
        if copies:
            copies._move(DESTROYED, {}, act.display_name)
        files = self.file_ids
        files.write({"locked_by_id": False, "date_locked": False})
        files.unlink()
        contents.exists().unlink()
        words = self.env._("Destroyed by the act %s.", act.name)
        for document in self:
            document._message_log(body=Markup("<p>%s</p>") % words)

    def _all_contents(self):
        """The files of the documents wherever they hang: in versions, in the chatter,
        on tasks of their cases. Parts of the register add theirs."""
        tasks = self.bpm_instance_ids.task_ids
        owners = (self, self.file_ids.version_ids, tasks)
        found = self.file_ids.version_ids.attachment_id | tasks.attachment_ids
        found |= self.message_ids.attachment_ids
        for rows in owners:
            domain = [("res_model", "=", rows._name), ("res_id", "in", rows.ids)]
            found |= self.env["ir.attachment"].search(
                [*domain, "|", ("res_field", "=", False), ("res_field", "!=", False)]
            )
        return found
