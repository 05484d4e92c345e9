"""All relations of a partner or lead in one view."""

from odoo import fields, models
from odoo.fields import Domain

from ..document.const import APPROVAL, APPROVED, BINDING_STATES, DONE, DRAFT

SHOWN = 20  # rows of each kind; the rest is behind the count
MOST_CARRIED = 1000  # newest documents and leads whose cases are looked for
IN_FORCE_NOW = tuple(state for state in BINDING_STATES if state != DONE)
GROUPS = {
    "signed": IN_FORCE_NOW,
    "approval": (APPROVAL, APPROVED),
    "draft": (DRAFT,),
    "over": (DONE, "terminated", "rejected"),
}


class BpmFlowDocumentNeeds(models.AbstractModel):
    _inherit = "bpm.flow.document.needs"

    def bpm_relations(self):
        """Leads, cases and documents of one record, as its reader may see them.

        :return: ``{needs, documents, leads, cases}``; documents are groups ``{key,
            name, count, rows, domain}``, leads and cases ``{count, rows, domain}``
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "needs": self.bpm_document_needs(),
            "documents": self._related_documents(),
            "leads": self._related_leads(),
            "cases": self._related_cases(),
        }

    def _document_link(self):
        if self._name == "crm.lead":
            return Domain("lead_id", "=", self.id)
        return Domain("commercial_partner_id", "=", self.commercial_partner_id.id)

    def _related_documents(self):
        documents = self.env["bpm.flow.document"]
        if not documents.has_access("read"):
            return []
        names = {
            "signed": self.env._("Signed and in force"),
            "approval": self.env._("In approval"),
            "draft": self.env._("Drafts"),
            "over": self.env._("Over"),
        }
        groups = []
        for key, states in GROUPS.items():
            domain = self._document_link() & Domain("state", "in", states)
            found = self._rows_of(documents, domain, "_relation_row")
            if found["count"]:
                groups.append({"key": key, "name": names[key], **found})
        return groups

    def _related_leads(self):
        leads = self.env["crm.lead"]
        if self._name == "crm.lead" or not leads.has_access("read"):
            return {"count": 0, "rows": []}
        firm = self.commercial_partner_id
        domain = Domain("partner_id", "child_of", firm.id)
        return self._rows_of(leads, domain, "_relation_row")

    def _related_cases(self):
        cases = self.env["bpm.flow.instance"]
        if not cases.has_access("read"):
            return {"count": 0, "rows": []}
        own = [self.id]
        if self._name == "res.partner":
            family = self.with_context(active_test=False)
            firm = self.commercial_partner_id
            own = family.search([("commercial_partner_id", "=", firm.id)]).ids
        # Ids, no subqueries: the database then goes by the records, not by all cases.
        of_records = {self._name: own}
        documents = self.env["bpm.flow.document"]
        of_records[documents._name] = documents.search(
            self._document_link(), limit=MOST_CARRIED
        ).ids
        if self._name == "res.partner":
            leads = self.env["crm.lead"].with_context(active_test=False)
            if leads.has_access("read"):
                of_records[leads._name] = leads.search(
                    [("partner_id", "in", own)], limit=MOST_CARRIED
                ).ids
        domain = Domain.OR(
            Domain("res_model", "=", model) & Domain("res_id", "in", ids)
            for model, ids in of_records.items()
            if ids
        )
        return self._rows_of(cases, domain, "_relation_row")

    def _rows_of(self, records, domain, row):
        found = records.search(domain, limit=SHOWN + 1)
        count = len(found)
        if count > SHOWN:
            count = records.search_count(domain)
        return {
            "count": count,
            "rows": [getattr(record, row)() for record in found[:SHOWN]],
        }

    def action_bpm_relation(self, kind):
        """The list behind a group of ``bpm_relations``.

        :param str kind: the group's key, or "leads"
        """
        self.ensure_one()
        self.check_access("read")
        if kind == "leads":
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "crm.crm_lead_opportunities"
            )
            firm = self.commercial_partner_id
            return {**action, "domain": [("partner_id", "child_of", firm.id)]}
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_document_action"
        )
        domain = self._document_link()
        if kind in GROUPS:
            domain &= Domain("state", "in", GROUPS[kind])
        return {**action, "domain": list(domain), "context": self._document_defaults()}


class BpmFlowDocument(models.Model):
    _inherit = "bpm.flow.document"

    def _relation_row(self):
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        today = fields.Date.context_today(self)
        return {
            "id": self.id,
            "model": self._name,
            "name": self.name,
            "kind": f"{self.type_id.name} {self.number or ''}".strip(),
            "date": fields.Date.to_string(self.date),
            "until": self.date_to and fields.Date.to_string(self.date_to),
            "is_late": bool(self.date_to and self.date_to < today),
            "state": self.state,
            "state_words": states[self.state],
        }


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _relation_row(self):
        self.ensure_one()
        return {
            "id": self.id,
            "model": self._name,
            "name": self.name,
            "kind": self.partner_id.name or "",
            "date": fields.Date.to_string(self.create_date),
            "state_words": self.stage_id.name or "",
        }


class BpmFlowInstance(models.Model):
    _inherit = "bpm.flow.instance"

    def _relation_row(self):
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "model": self._name,
            "name": self.record_name or "",
            "kind": self.flow_id.sudo().name,
            "date": fields.Date.to_string(self.date_start),
            "state_words": states[self.state],
        }
