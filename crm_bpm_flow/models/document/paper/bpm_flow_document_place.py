from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .const import PLACE_KINDS, STORED


class BpmFlowDocumentPlace(models.Model):
    """Where paper lies: an office, a cabinet in it, a folder in that. Kept by
    registrars; whoever sees a document reads where it is."""

    _name = "bpm.flow.document.place"
    _description = "Storage Place"
    _parent_store = True
    _rec_name = "complete_name"
    _rec_names_search = ["complete_name", "code"]
    _order = "complete_name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    kind = fields.Selection(PLACE_KINDS, required=True, default="folder")
    code = fields.Char(
        copy=False, help="Short, for whoever types it where no label can be scanned."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    parent_id = fields.Many2one(
        "bpm.flow.document.place",
        string="Inside",
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("bpm.flow.document.place", "parent_id")
    complete_name = fields.Char(
        string="Place", compute="_compute_complete_name", store=True, recursive=True
    )
    note = fields.Text()
    copy_ids = fields.One2many(
        "bpm.flow.document.copy", "place_id", string="What lies here"
    )
    copy_count = fields.Integer(string="Copies", compute="_compute_copy_count")
    scan_url = fields.Char(string="Address of the label", compute="_compute_scan_url")

    _code_uniq = models.UniqueIndex(
        "(company_id, code) WHERE code IS NOT NULL",
        "Another place already has this code.",
    )

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for place in self:
            parts = (place.parent_id.complete_name, place.name)
            place.complete_name = " / ".join(part for part in parts if part)

    def _compute_copy_count(self):
        """What lies in a place and in all that is inside it, as far as one sees it."""
        copies, places = self.env["bpm.flow.document.copy"], self.sudo()
        inside = places.with_context(active_test=False).search(
            Domain("id", "child_of", self.ids)
        )
        counts = copies._read_group(
            [("place_id", "in", inside.ids), ("state", "=", STORED)],
            ["place_id"],
            ["__count"],
        )
        for place in self:
            path = place.sudo().parent_path or "-"
            place.copy_count = sum(
                count
                for other, count in counts
                if (other.sudo().parent_path or "").startswith(path)
            )

    def _compute_scan_url(self):
        for place in self:
            place.scan_url = f"{place.get_base_url()}/bpm_flow/paper/place/{place.id}"

    @api.constrains("active")
    def _check_empty(self):
        copies = self.env["bpm.flow.document.copy"].sudo()
        closed = self.filtered(lambda place: not place.active)
        domain = [("place_id", "in", closed.ids), ("state", "=", STORED)]
        if closed and (there := copies.search(domain, limit=1)):
            raise ValidationError(
                self.env._(
                    "Something still lies in “%s”. Put it into another place first.",
                    there.place_id.complete_name,
                )
            )

    def action_view_copies(self):
        """What lies here and in all that is inside."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_document_copy_action"
        )
        return {**action, "domain": [("place_id", "child_of", self.id)], "context": {}}
