from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.field_labels import field_labels
from .const import APPROVED, DONE, IN_FORCE, REJECTED, SIGNED, TERMINATED

# What the number speaks of: it never changes once there is one.
REGISTERED = ("type_id", "company_id")
# What both sides agree on: authors change it until the document is approved; what was
# left empty then may still be filled in until it is signed.
TERMS = (
    *("name", "date", "their_number", "their_date", "partner_id", "contact_id"),
    *("signatory_id", "amount", "currency_id", "date_from", "date_to", "parent_id"),
    *("properties", "date_signed"),
)
FIXED_STATES = (SIGNED, IN_FORCE, DONE, TERMINATED, REJECTED)


class BpmFlowDocument(models.Model):
    """What may still be changed, and by whom."""

    _inherit = "bpm.flow.document"

    is_fixed = fields.Boolean(compute="_compute_is_fixed")
    fixed_words = fields.Char(compute="_compute_is_fixed")

    @api.depends("state", "number")
    @api.depends_context("uid", "lang")
    def _compute_is_fixed(self):
        keeps = self._keeps_the_register()
        states = dict(self._fields["state"]._description_selection(self.env))
        for document in self:
            late = document.state in (APPROVED, *FIXED_STATES) and document.number
            document.is_fixed = late and document.state != APPROVED and not keeps
            document.fixed_words = late and document._words_for(
                keeps, states[document.state]
            )

    def _words_for(self, keeps, state):
        if keeps:
            return self.env._(
                "“%s”: what you correct here stands in the history, for all to see.",
                state,
            )
        if self.state == APPROVED:
            return self.env._(
                "“%s”: what is empty can be filled in. To change what was approved, "
                "take it back to draft, and it is approved anew.",
                state,
            )
        return self.env._(
            "“%s”: what was agreed is no longer changed. Responsible, lead, control "
            "dates, related documents, notes and readers are. A registrar corrects "
            "mistakes.",
            state,
        )

    @api.model
    def _keeps_the_register(self):
        return self.env.su or self.env.user.has_group("crm_bpm_flow.group_registrar")

    def write(self, vals):
        self._check_fixed(vals)
        return super().write(vals)

    def _check_fixed(self, vals):
        """:raises UserError: when a change comes too late"""
        if self.env.su:
            return
        registered = self.filtered("number")
        if registered and self._changed(REGISTERED, vals, registered):
            raise UserError(
                self.env._(
                    "“%s” is registered: its type and company stay. Reject it and "
                    "register another document.",
                    registered[0].display_name,
                )
            )
        late = self.filtered("fixed_words")
        names = (
            late and not late._keeps_the_register() and self._changed(TERMS, vals, late)
        )
        if names:
            raise AccessError(
                self.env._(
                    "%(words)s Not changed: %(fields)s.",
                    words=late[0].fixed_words,
                    fields=field_labels(self, names),
                )
            )

    @api.model
    def _changed(self, names, vals, documents):
        """The fields of ``names`` to which ``vals`` would give another value."""
        given = [name for name in names if name in vals]
        return [
            name
            for name in given
            if any(document._is_changed(name, vals[name]) for document in documents)
        ]

    def _is_changed(self, name, value):
        self.ensure_one()
        if name == "properties":
            return self._are_properties_changed(value)
        field = self._fields[name]
        new = self.new({name: value})
        now, then = (
            field.convert_to_write(record[name], record) or False
            for record in (self, new)
        )
        may_fill = self.state == APPROVED and not now
        return now != then and not may_fill

    def _are_properties_changed(self, value):
        now = self.properties._values or {}
        if isinstance(value, list):
            value = {part["name"]: part.get("value") for part in value}
        value = dict(value or {})
        changed = [
            key
            for key in {*now, *value}
            if (now.get(key) or False) != (value.get(key) or False)
        ]
        may_fill = self.state == APPROVED
        return any(now.get(key) or not may_fill for key in changed)
