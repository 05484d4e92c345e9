from odoo import api, fields, models

from ..models.document.paper.const import HANDED, LOST, PUT, SENT, SENT_BY

ACTS = [
    (HANDED, "Hand over"),
    (PUT, "Put into a place"),
    (SENT, "Send to the partner"),
    ("back", "Came back"),
    (LOST, "Lost"),
]


class BpmFlowDocumentCopyWizard(models.TransientModel):
    """Ask what has to be known of what happens to copies."""

    _name = "bpm.flow.document.copy.wizard"
    _description = "Move Paper Copies"

    copy_ids = fields.Many2many(
        "bpm.flow.document.copy", required=True, string="Copies"
    )
    seen = fields.Integer()
    act = fields.Selection(ACTS, required=True, default=HANDED)
    user_id = fields.Many2one(
        "res.users", string="To whom", domain=[("share", "=", False)]
    )
    place_id = fields.Many2one("bpm.flow.document.place", string="Into")
    comes_back = fields.Boolean(default=True, string="It is to come back")
    date_due = fields.Date(
        string="To return by", compute="_compute_date_due", store=True, readonly=False
    )
    how = fields.Selection(SENT_BY, default="post")
    tracking = fields.Char(string="Tracking number")
    is_signed = fields.Boolean(string="Signed by the partner", default=True)
    note = fields.Char()

    @api.model
    def default_get(self, fields):
        """Of the copies that are chosen; of one, where it is now is remembered."""
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "bpm.flow.document.copy":
            ids = self.env.context.get("active_ids") or []
            copies = self.env["bpm.flow.document.copy"].browse(ids)
            copies.check_access("read")
            values["copy_ids"] = [(6, 0, copies.ids)]
            if len(copies) == 1:
                values["seen"] = copies._last_move().id
        return values

    @api.depends("copy_ids")
    def _compute_date_due(self):
        for wizard in self:
            wizard.date_due = wizard.copy_ids._proposed_due()

    def action_apply(self):
        """Do it, with the rights of whoever asks."""
        self.ensure_one()
        getattr(self, f"_apply_{self.act}")({"note": self.note, "seen": self.seen})
        return {"type": "ir.actions.act_window_close"}

    def _apply_handed(self, known):
        self.copy_ids.hand_over(self.user_id.id, self.date_due, **known)

    def _apply_put(self, known):
        self.copy_ids.put(self.place_id.id, **known)

    def _apply_sent(self, known):
        due = self.date_due if self.comes_back else None
        self.copy_ids.send(self.how, self.tracking, due, **known)

    def _apply_back(self, known):
        self.copy_ids.come_back(self.is_signed, self.place_id.id, **known)

    def _apply_lost(self, known):
        self.copy_ids.lose(**known)
