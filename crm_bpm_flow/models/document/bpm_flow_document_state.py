from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.field_labels import field_labels
from .const import (
    APPROVAL,
    APPROVED,
    DONE,
    DRAFT,
    IN_FORCE,
    OVER_STATES,
    REJECTED,
    SIGNED,
    TERMINATED,
)

# What the register writes itself, and what it gives once.
KEPT = frozenset({"state", "date_registered", "registered_by_id", "date_over"})
GIVEN = frozenset({"number"})


class BpmFlowDocument(models.Model):
    """States: what must be filled in to come to one, and what is noted then."""

    _inherit = "bpm.flow.document"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_kept(vals)
        documents = super().create(vals_list)
        documents.filtered(lambda d: d.state != DRAFT)._check_required()
        return documents

    def write(self, vals):
        self._check_kept(vals, is_new=False)
        if "state" in vals:
            today = fields.Date.context_today(self)
            over = today if vals["state"] in OVER_STATES else False
            vals = {"date_over": over, **vals}
            if vals["state"] == SIGNED:
                self.filtered(lambda d: not d.date_signed).date_signed = today
        result = super().write(vals)
        if "state" in vals:
            self._check_required()
        return result

    def _check_kept(self, vals, is_new=True):
        """What the register says is not anybody's to write.

        A registrar may bring the numbers of an existing register with him; given once,
        a number stays.
        """
        if self.env.su:
            return
        kept = self._kept() | GIVEN
        if self.env.user.has_group("crm_bpm_flow.group_registrar"):
            kept = (self._kept() if is_new else kept) - {"state"}
        written = kept & set(vals)
        if is_new:
            written = {name for name in written if vals[name] not in (False, DRAFT)}
        if written:
            labels = field_labels(self, sorted(written))
            raise AccessError(
                self.env._("The register itself writes this: %s.", labels)
            )

    def _kept(self):
        """Names of fields that only the register writes; parts of it add theirs."""
        return KEPT

    def _check_required(self):
        """:raises UserError: naming all that a type asks for in the new state"""
        for document in self:
            lists = document.sudo().type_id.required_ids.filtered(
                lambda row, document=document: row.state == document.state
            )
            missing = [label for row in lists for label in row._missing(document)]
            if missing:
                states = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "“%(document)s” cannot be “%(state)s” yet. Missing: %(what)s.",
                        document=document.display_name,
                        state=states[document.state],
                        what=", ".join(missing),
                    )
                )

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------
    def action_approve(self):
        """Approved without a route: what registrars may say."""
        return self._move_on(APPROVED, (), (DRAFT, APPROVAL))

    def action_sign(self):
        """Signed by both sides."""
        return self._move_on(SIGNED, (APPROVED,), (DRAFT,))

    def action_in_force(self):
        """It binds from now on."""
        return self._move_on(IN_FORCE, (SIGNED,), (DRAFT, APPROVED))

    def action_done(self):
        """All that it says is done."""
        return self._move_on(DONE, (SIGNED, IN_FORCE), (APPROVED,))

    def action_terminate(self):
        """It ends before its time."""
        return self._move_on(TERMINATED, (SIGNED, IN_FORCE))

    def action_reject(self):
        """It comes to nothing."""
        return self._move_on(REJECTED, (DRAFT, APPROVAL, APPROVED))

    def action_draft(self):
        """Worked on again."""
        return self._move_on(DRAFT, (APPROVAL, APPROVED, TERMINATED, REJECTED))

    def _move_on(self, state, states, more=()):
        """Come to a state from one of ``states``; a registrar also from ``more``."""
        self.check_access("write")
        if self.env.user.has_group("crm_bpm_flow.group_registrar"):
            states += more
        for document in self:
            if document.state not in states:
                raise UserError(self._cannot(document, state))
        self.sudo().write({"state": state})
        return True

    def _cannot(self, document, state):
        states = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "“%(document)s” is “%(now)s”: from there it cannot become “%(state)s”.",
            document=document.display_name,
            now=states[document.state],
            state=states[state],
        )
