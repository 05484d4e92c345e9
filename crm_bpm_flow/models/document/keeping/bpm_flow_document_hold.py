from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

HOLD = frozenset({"legal_hold", "hold_reason"})


class BpmFlowDocument(models.Model):
    """A legal hold: as long as a court or an audit may ask for it, it is kept."""

    _inherit = "bpm.flow.document"

    legal_hold = fields.Boolean(
        string="Legal hold",
        copy=False,
        tracking=True,
        help="Nobody destroys it, whatever its retention time says.",
    )
    hold_reason = fields.Char(string="Held because of", copy=False, tracking=True)

    @api.constrains("legal_hold", "hold_reason")
    def _check_hold(self):
        for document in self:
            if document.legal_hold and not (document.hold_reason or "").strip():
                raise ValidationError(
                    self.env._("Say why “%s” is held.", document.display_name)
                )

    def _check_kept(self, vals, is_new=True):
        """Registrars hold and release; the rest is as elsewhere."""
        result = super()._check_kept(vals, is_new)
        written = {name for name in HOLD & set(vals) if not is_new or vals[name]}
        registrar = self.env.user.has_group("crm_bpm_flow.group_registrar")
        if written and not (self.env.su or registrar):
            raise AccessError(self.env._("Registrars hold and release documents."))
        return result
