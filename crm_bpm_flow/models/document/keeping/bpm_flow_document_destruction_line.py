from odoo import api, fields, models
from odoo.exceptions import UserError

from .const import AGREED, CANCELLED, PREPARED


class BpmFlowDocumentDestructionLine(models.Model):
    """A document in an act, and what of it was destroyed."""

    _name = "bpm.flow.document.destruction.line"
    _description = "Document to Destroy"
    _inherit = ["bpm.flow.document.part"]
    _rec_name = "document_id"
    _order = "destruction_id desc, id"

    destruction_id = fields.Many2one(
        "bpm.flow.document.destruction",
        string="Act",
        required=True,
        index=True,
        ondelete="cascade",
    )
    state = fields.Selection(
        related="destruction_id.state", store=True, precompute=True
    )
    document_id = fields.Many2one(
        "bpm.flow.document", required=True, index=True, ondelete="restrict"
    )
    type_id = fields.Many2one(related="document_id.type_id")
    date = fields.Date(related="document_id.date")
    partner_id = fields.Many2one(related="document_id.partner_id")
    date_destroy = fields.Date(related="document_id.date_destroy")
    obstacle = fields.Char(string="Against it", compute="_compute_obstacle")
    # What there was of it, in words, once it is destroyed.
    copies_gone = fields.Text(string="Destroyed copies", readonly=True)
    files_gone = fields.Text(string="Destroyed files", readonly=True)

    _once = models.UniqueIndex(
        "(document_id) WHERE state != 'cancelled'",
        "One of these documents is in an act already.",
    )

    @api.depends("document_id", "state")
    def _compute_obstacle(self):
        open_ = self.filtered(lambda line: line.state in (PREPARED, AGREED))
        obstacles = open_.document_id._obstacles()
        for line in self:
            known = obstacles.get(line.document_id.id, ()) if line in open_ else ()
            line.obstacle = "; ".join(known)

    @api.model_create_multi
    def create(self, vals_list):
        self.browse().check_access("create")
        if not self.env.su:
            self._check_own({name for vals in vals_list for name in vals if vals[name]})
        self._check_once({vals.get("document_id") for vals in vals_list})
        lines = super().create(vals_list)
        lines._check_acts()
        return lines

    def _check_once(self, document_ids):
        """The index keeps two acts apart that are made at once; this says which."""
        domain = [
            ("document_id", "in", list(document_ids)),
            ("state", "!=", CANCELLED),
        ]
        if taken := self.search(domain, limit=1):
            raise UserError(
                self.env._(
                    "“%(document)s” is in “%(act)s” already.",
                    document=taken.document_id.display_name,
                    act=taken.sudo().destruction_id.display_name,
                )
            )

    def write(self, vals):
        if not self.env.su:
            self._check_own(set(vals))
        self._check_acts()
        result = super().write(vals)
        self._check_acts()  # of the act that it is in now
        return result

    def _check_acts(self):
        if not self.env.su:
            self.destruction_id.check_access("write")
            self.destruction_id.sudo()._check_draft()

    def _check_own(self, names):
        acts = self.env["bpm.flow.document.destruction"]
        if names & {"copies_gone", "files_gone", "state"}:
            acts._check_kept({"state"})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self.destruction_id.sudo()._check_draft()

    def _told(self):
        """For the printed act: what was destroyed, before that what there is."""
        self.ensure_one()
        if self.document_id.date_destroyed:
            return {"copies_gone": self.copies_gone, "files_gone": self.files_gone}
        return self.document_id._what_is_there()
