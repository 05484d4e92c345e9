from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class BpmFlowDocumentPart(models.AbstractModel):
    """Rows of a document: whoever may see it may see them, whoever may change it may
    change them. A document's secrecy is told in one place."""

    _name = "bpm.flow.document.part"
    _description = "Part of a Document"
    _inherit = ["bpm.flow.seen.with"]
    _document_field = "document_id"

    def _visible_domain(self):
        documents = self.env["bpm.flow.document"].with_context(active_test=False)
        return Domain(self._document_field, "in", documents._search([]))

    def write(self, vals):
        result = super().write(vals)
        if self._document_field in vals:
            self.check_access("write")  # of the document that it belongs to now
        return result

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        allowed = self - result[0] if result else self
        asked = "read" if operation == "read" else "write"
        documents = allowed.sudo()[self._document_field].with_env(self.env)
        open_ids = set(documents._filtered_access(asked)._ids)
        forbidden = allowed.filtered(
            lambda part: part.sudo()[self._document_field].id not in open_ids
        )
        if not forbidden:
            return result
        return forbidden, lambda: AccessError(
            self.env._("You may not do this with the document that it belongs to.")
        )
