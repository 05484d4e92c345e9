from odoo import fields, models
from odoo.fields import Domain

from ..document.const import APPROVAL, APPROVED, DONE, DRAFT, IN_FORCE, SIGNED
from .bpm_flow_document_set import LEAD

REGISTERED = "registered"
ENOUGH = [
    (REGISTERED, "registered"),
    (APPROVED, "approved"),
    (SIGNED, "signed"),
    (IN_FORCE, "in force"),
]
STATES_OF = {
    APPROVED: (APPROVED, SIGNED, IN_FORCE, DONE),
    SIGNED: (SIGNED, IN_FORCE, DONE),
    IN_FORCE: (IN_FORCE,),
}
WHOSE = [("partner", "of the partner"), ("lead", "of this lead")]


class BpmFlowDocumentSetLine(models.Model):
    """One document that must be there, and what makes it count."""

    _name = "bpm.flow.document.set.line"
    _description = "Document That Must Be There"
    _rec_name = "type_id"
    _order = "set_id, sequence, id"

    set_id = fields.Many2one(
        "bpm.flow.document.set", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    type_id = fields.Many2one(
        "bpm.flow.document.type", required=True, index=True, ondelete="cascade"
    )
    enough = fields.Selection(
        ENOUGH, string="Counts when", required=True, default=SIGNED
    )
    is_valid = fields.Boolean(
        string="Valid today",
        default=True,
        help="Not before the first and not after the last day of its validity.",
    )
    whose = fields.Selection(WHOSE, required=True, default="partner")

    def _asked_for(self):
        """What is asked for, in words: "Contract (signed)"."""
        self.ensure_one()
        states = dict(self._fields["enough"]._description_selection(self.env))
        return f"{self.type_id.name} ({states[self.enough]})"

    def _missing_words(self):
        names = dict.fromkeys(self.mapped("type_id.name"))
        return self.env._("Missing: %s", ", ".join(names))

    def _counting(self):
        """Which documents count for this line, whoever's they are."""
        self.ensure_one()
        domain = Domain("type_id", "=", self.type_id.id)
        if self.enough == REGISTERED:
            domain &= Domain("number", "!=", False)
            domain &= Domain("state", "not in", ("rejected", "terminated"))
        else:
            domain &= Domain("state", "in", STATES_OF[self.enough])
        if self.is_valid:
            today = fields.Date.context_today(self)
            domain &= Domain("date_from", "=", False) | Domain("date_from", "<=", today)
            domain &= self._not_ended()
        return domain

    def _not_ended(self):
        today = fields.Date.context_today(self)
        return Domain("date_to", "=", False) | Domain("date_to", ">=", today)

    def _begun_for(self, record):
        """Documents of one lead or partner that may come to count."""
        self.ensure_one()
        states = (DRAFT, APPROVAL, APPROVED, SIGNED)
        domain = Domain("type_id", "=", self.type_id.id) & Domain("state", "in", states)
        if self.is_valid:
            domain &= self._not_ended()
        if self.set_id.res_model == LEAD and self.whose == "lead":
            return domain & Domain("lead_id", "=", record.id)
        firm = record.partner_id if self.set_id.res_model == LEAD else record
        firm = firm.sudo().commercial_partner_id
        its_own = Domain("commercial_partner_id", "=", firm.id or 0)
        if self.set_id.res_model == LEAD:
            its_own |= Domain("lead_id", "=", record.id)
        return domain & its_own

    def _there(self):
        """For which leads or partners this document is there.

        That a document exists counts for all, also where its reader may not see it.
        """
        self.ensure_one()
        documents = self.env["bpm.flow.document"].sudo()
        if self.set_id.res_model == LEAD and self.whose == "lead":
            found = documents._search(self._counting() & Domain("lead_id", "!=", False))
            return Domain("id", "in", found.subselect("lead_id"))
        counting = self._counting() & Domain("commercial_partner_id", "!=", False)
        firms = documents._search(counting).subselect("commercial_partner_id")
        path = "partner_id." if self.set_id.res_model == LEAD else ""
        return Domain(f"{path}commercial_partner_id", "in", firms)
