from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .bpm_flow_document_set import LEAD
from .documents_missing import DocumentsMissing

MOST_BEGUN = 3  # documents named beside one that is missing


class BpmFlowDocumentNeeds(models.AbstractModel):
    """What must be there of a lead or partner, and what of it is missing."""

    _name = "bpm.flow.document.needs"
    _description = "Records With Documents That Must Be There"

    bpm_documents_ready = fields.Boolean(
        string="All documents are there",
        compute="_compute_bpm_documents_ready",
        search="_search_bpm_documents_ready",
        help="Of what must be there for this record nothing is missing.",
    )
    bpm_documents_missing = fields.Char(
        string="Missing documents",
        compute="_compute_bpm_documents_ready",
        search="_search_bpm_documents_missing",
    )

    @api.depends_context("lang")
    def _compute_bpm_documents_ready(self):
        missing = self._missing_documents()
        for record in self:
            lines = missing.get(record._origin.id, ())
            names = dict.fromkeys(line.type_id.name for line in lines)
            record.bpm_documents_ready = not lines
            record.bpm_documents_missing = ", ".join(names) or False

    def _missing_documents(self, sets=None):
        """Lines of sets whose document is not there: {id: [line, ...]}.

        The queries grow with the sets, not with the records.
        """
        missing = {}
        records = self._origin.sudo().with_context(active_test=False)
        if not records.ids:
            return missing
        these = Domain("id", "in", records.ids)
        for row in self.env["bpm.flow.document.set"]._for(self._name):
            if sets is not None and row not in sets:
                continue
            meant = records.search(these & row._meant())
            for line in row.line_ids if meant else ():
                there = records.search(Domain("id", "in", meant.ids) & line._there())
                for record in meant - there:
                    missing.setdefault(record.id, []).append(line)
        return missing

    @api.model
    def _search_bpm_documents_ready(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = Domain.FALSE
        for row in self.env["bpm.flow.document.set"]._for(self._name):
            for line in row.line_ids:
                found |= row._meant() & ~line._there()
        # That something is missing is told whoever may see the documents.
        ids = Domain("id", "in", self.sudo()._search(found))
        if set(value) == {True}:
            return ~ids
        return ids if set(value) == {False} else Domain.TRUE

    @api.model
    def _search_bpm_documents_missing(self, operator, value):
        if operator == "in" and set(value) == {False}:
            return self._search_bpm_documents_ready("in", [True])
        if operator != "ilike" or not value:
            return NotImplemented
        found = Domain.FALSE
        for row in self.env["bpm.flow.document.set"]._for(self._name):
            for line in row.line_ids:
                if (
                    value.lower()
                    in (line.type_id.with_env(self.env).name or "").lower()
                ):
                    found |= row._meant() & ~line._there()
        return Domain("id", "in", self.sudo()._search(found))

    # ------------------------------------------------------------------
    # What is shown
    # ------------------------------------------------------------------
    def bpm_document_needs(self):
        """What must be there for one record.

        :return: rows ``{line_id, set, type, enough, is_there, is_gate, begun}``; begun:
            documents that do not count yet, as rows of ``bpm_relations``
        """
        self.ensure_one()
        self.check_access("read")
        missing = self._missing_documents().get(self.id, [])
        rows = []
        for row in self.env["bpm.flow.document.set"]._for(self._name):
            if not self.sudo().filtered_domain(row._meant()):
                continue
            for line in row.line_ids.with_context(lang=self.env.lang):
                states = dict(line._fields["enough"]._description_selection(self.env))
                rows.append(
                    {
                        "line_id": line.id,
                        "set": line.set_id.name,
                        "type": line.type_id.name,
                        "enough": states[line.enough],
                        "is_there": line not in missing,
                        "is_gate": row.is_gate,
                        "begun": self._begun(line) if line in missing else [],
                    }
                )
        return rows

    def _begun(self, line):
        """Documents that may become what is missing, as the reader may see them."""
        documents = self.env["bpm.flow.document"]
        if not documents.has_access("read"):
            return []
        found = documents.search(line._begun_for(self), limit=MOST_BEGUN)
        return [document._relation_row() for document in found]

    def action_bpm_make_document(self, line_id):
        """A new document of the kind that is missing, with all that is known filled in.

        :param int line_id: a ``bpm.flow.document.set.line``
        """
        self.ensure_one()
        self.check_access("read")
        line = self.env["bpm.flow.document.set.line"].browse(line_id).exists()
        if not line:
            raise UserError(self.env._("This is asked for no more."))
        return {
            "type": "ir.actions.act_window",
            "name": line.type_id.name,
            "res_model": "bpm.flow.document",
            "views": [(False, "form")],
            "context": {
                "default_type_id": line.type_id.id,
                **self._document_defaults(),
            },
        }

    def _document_defaults(self):
        company = self.company_id or self.env.company
        if self._name == LEAD:
            return {
                "default_lead_id": self.id,
                "default_partner_id": self.partner_id.commercial_partner_id.id,
                "default_name": self.name,
                "default_company_id": company.id,
                "default_amount": self.expected_revenue,
            }
        return {
            "default_partner_id": self.commercial_partner_id.id,
            "default_company_id": company.id,
        }


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "bpm.flow.document.needs"]

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._check_document_gates(are_new=True)
        return leads

    def write(self, vals):
        result = super().write(vals)
        if "stage_id" in vals:
            self._check_document_gates()
        return result

    def _check_document_gates(self, are_new=False):
        """:raises DocumentsMissing: naming, for each lead, what its stage asks for"""
        set_ids, gate_ids = self.env["bpm.flow.document.set"]._gates()
        held = self.filtered(lambda lead: lead.stage_id.id in gate_ids)
        if not held:
            return
        sets = self.env["bpm.flow.document.set"].sudo().browse(set_ids)
        missing = held._missing_documents(sets)
        lines, short = [], self.browse()
        for lead in held:
            names = [
                line.with_context(lang=self.env.lang)._asked_for()
                for line in missing.get(lead.id, ())
                if lead.stage_id in line.set_id.gate_stage_ids
            ]
            if names:
                short |= lead
                lines.append(
                    self.env._(
                        "“%(lead)s” cannot come to “%(stage)s” yet. Missing documents: "
                        "%(names)s. They are made on its page “Documents”.",
                        lead=lead.name,
                        stage=lead.stage_id.name,
                        names=", ".join(dict.fromkeys(names)),
                    )
                )
        if lines:
            raise DocumentsMissing(
                "\n".join(lines), self.browse() if are_new else short
            )


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "bpm.flow.document.needs"]
