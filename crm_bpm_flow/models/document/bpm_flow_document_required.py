from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .const import SIGNED, STATES

# What a document always has, or what the register itself writes.
NOT_ASKED = (
    *("type_id", "number", "state", "company_id", "active", "visibility"),
    *("date_registered", "registered_by_id", "date_signed", "date_over"),
)


class BpmFlowDocumentRequired(models.Model):
    """What must be filled in before documents of a type come to a state."""

    _name = "bpm.flow.document.required"
    _description = "Required Fields of a Document State"
    _rec_name = "state"
    _order = "type_id, state, id"

    type_id = fields.Many2one(
        "bpm.flow.document.type", required=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(STATES, required=True, default=SIGNED, copy=True)
    field_ids = fields.Many2many(
        "ir.model.fields",
        string="Fields",
        domain=lambda self: [("id", "in", self._askable_fields().ids)],
    )
    own_field_ids = fields.Many2many(
        "bpm.flow.document.own.field",
        "bpm_flow_document_required_own_rel",
        string="Own fields",
        domain="[('type_id', '=', type_id)]",
        copy=False,
    )
    needs_file = fields.Boolean(string="A file")

    _state_uniq = models.UniqueIndex(
        "(type_id, state)", "This state already has its list of required fields."
    )

    @api.constrains("own_field_ids", "type_id")
    def _check_own_fields(self):
        for row in self:
            if row.own_field_ids.type_id - row.type_id:
                raise ValidationError(
                    self.env._("A type asks for its own fields, not for another's.")
                )

    @api.model
    def _askable_fields(self):
        return (
            self.env["ir.model.fields"]
            .sudo()
            .search(
                [
                    ("model", "=", "bpm.flow.document"),
                    ("store", "=", True),
                    ("readonly", "=", False),
                    ("related", "=", False),
                    ("name", "not in", NOT_ASKED),
                    ("name", "not like", "message_%"),
                    ("name", "not like", "activity_%"),
                    ("name", "not like", "bpm_%"),
                ]
            )
        )

    def _missing(self, document):
        """Labels of what this list asks for and the document lacks."""
        self.ensure_one()
        missing = [
            field.field_description
            for field in self.sudo().field_ids
            if not document[field.name]
        ]
        own = dict(document.properties or {}) if self.own_field_ids else {}
        missing += [row.name for row in self.own_field_ids if not own.get(row.key)]
        if self.needs_file and not document.sudo().file_ids:
            missing.append(self.env._("a file"))
        return missing
