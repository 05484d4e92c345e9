import logging

from odoo import models

from .const import LIVE_STATES, OPEN

_logger = logging.getLogger(__name__)


class BpmFlowRecordLife(models.Model):
    """Cases whose record is merged into another one, or comes to another company."""

    _inherit = "bpm.flow.instance"

    def _follow_merge(self, survivor, cases):
        """Cases of merged records, ended ones too, are the survivor's from now on.

        Two that run in the same process both go on. No third one starts beside them.
        """
        cases._lock()
        name = survivor.sudo().display_name
        live = cases.filtered(lambda case: case.state in LIVE_STATES)
        rows = [(case, "note", None, case._merge_note(name)) for case in live]
        for case in cases.filtered("guard_key"):
            case.guard_key = case._free_guard_key(survivor.id)
        place = {"res_id": survivor.id, "record_title": name}
        cases.write(place)
        cases.task_ids.write(place)
        cases.wait_ids.write({"res_id": survivor.id})
        visas = cases.visa_ids
        # The trail cannot be changed; only where it lies.
        visas._fields["res_id"].write(visas, survivor.id)
        self._known_alive(survivor._name).add(survivor.id)
        self.env["bpm.flow.log"]._append(rows)
        self.env["bpm.flow"]._tell_open_records(live)

    def _merge_note(self, name):
        text = self._in_company_lang().env._(
            "“%(old)s” was merged into “%(new)s”: the case goes on there.",
            old=self.record_name,
            new=name,
        )
        return {"text": text}

    def _free_guard_key(self, res_id):
        """The guard of the survivor's record, where no other case holds it."""
        key = self.flow_id._guard_key(res_id)
        self.flush_model(["guard_key"])
        taken = self.search_count([("guard_key", "=", key)], limit=1)
        return False if taken else key

    def _follow_company(self, records):
        """Running cases belong to the company that their record belongs to now, and
        so do their tasks: who does not work there hands his on."""
        cases = records._bpm_live_cases()
        by_id = {record.id: record.sudo().company_id for record in records}
        cases._lock()
        for case in cases:
            old = case.company_id
            company = by_id[case.res_id] or case.parent_id.company_id
            company = company or case.flow_id.company_id
            if company == old:
                continue
            case.company_id = company
            tasks = case.task_ids.filtered(lambda task: task.state == OPEN)
            tasks.company_id = company
            text = case._in_company_lang().env._(
                "The record's company changed from %(old)s to %(new)s.",
                old=old.name or "–",
                new=company.name or "–",
            )
            self.env["bpm.flow.log"]._append([(case, "note", None, {"text": text})])
            for task in tasks:
                people = task.user_ids | task.user_id
                leavers = people - people.filtered(case._may_work)
                if leavers:
                    task._without(leavers)


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def write(self, vals):
        result = super().write(vals)
        if "company_id" in vals and "company_id" in self._fields and self._bpm_cases():
            self._bpm_guarded("_follow_company", self)
        return result

    def _bpm_cases(self):
        """Cases of these records, ended ones too.

        Asked before anything is guarded: a savepoint would have Odoo compute, in
        another environment, what waits for that in each save without a case.
        """
        cases = self.env["bpm.flow.instance"].sudo()
        if self._name not in self.env["bpm.flow"]._flow_models():
            return cases
        domain = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        return cases.search(domain, order="id")

    def _bpm_guarded(self, method, *args):
        """Nothing that a process does stops whoever saves or merges records."""
        runtime, failed = self.env["bpm.flow.runtime"], []
        with runtime._firewall(failed):
            getattr(self.env["bpm.flow.instance"].sudo(), method)(*args)
        if failed:
            _logger.error("Cases of %s stayed behind", self, exc_info=failed[0])


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _merge_dependences(self, opportunities):
        result = super()._merge_dependences(opportunities)
        if cases := opportunities._bpm_cases():
            self._bpm_guarded("_follow_merge", self, cases)
        return result
