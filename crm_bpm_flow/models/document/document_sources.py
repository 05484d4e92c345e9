"""Where documents come from and are looked for: leads and partners."""

from odoo import fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    bpm_document_ids = fields.One2many(
        "bpm.flow.document", "lead_id", string="Documents", copy=False
    )
    bpm_document_count = fields.Integer(
        string="Number of documents", compute="_compute_bpm_document_count"
    )

    def _compute_bpm_document_count(self):
        _count(self, "lead_id")

    def action_view_bpm_documents(self):
        """The documents of this lead; where there is none yet, a new one, which begins
        with what the lead says."""
        self.ensure_one()
        company, partner = self.company_id or self.env.company, self.partner_id
        action = _documents_of(
            self,
            [("lead_id", "=", self.id)],
            default_lead_id=self.id,
            default_name=self.name,
            default_partner_id=partner.commercial_partner_id.id,
            default_contact_id=partner.id if partner.parent_id else False,
            default_amount=self.expected_revenue,
            default_company_id=company.id,
            default_currency_id=company.currency_id.id,
        )
        if not self.bpm_document_count:
            action["views"] = [(False, "form")]
        return action


class ResPartner(models.Model):
    _inherit = "res.partner"

    bpm_document_ids = fields.One2many(
        "bpm.flow.document", "partner_id", string="Documents"
    )
    bpm_document_count = fields.Integer(
        string="Number of documents", compute="_compute_bpm_document_count"
    )

    def _compute_bpm_document_count(self):
        _count(self, "partner_id")

    def action_view_bpm_documents(self):
        """The documents of this partner."""
        self.ensure_one()
        return _documents_of(
            self, [("partner_id", "=", self.id)], default_partner_id=self.id
        )


def _count(records, name):
    documents = records.env["bpm.flow.document"]
    counts = dict(
        documents._read_group([(name, "in", records.ids)], [name], ["__count"])
        if documents.has_access("read")
        else ()
    )
    for record in records:
        record.bpm_document_count = counts.get(record._origin, 0)


def _documents_of(record, domain, **defaults):
    record.check_access("read")
    action = record.env["ir.actions.act_window"]._for_xml_id(
        "crm_bpm_flow.bpm_flow_document_action"
    )
    return {**action, "domain": domain, "context": defaults}
