from odoo.exceptions import UserError

from .common import FlowCase, task
from .process_words import message, wait


class TestRecordLife(FlowCase):
    """What becomes of cases when their records are deleted, merged or moved."""

    def _whole(self, cases):
        self.assertEqual(self.env["bpm.flow.log"].verify(cases.ids), [])

    def _orphans(self, case):
        live = case.open_task_ids.activity_ids | case.task_ids.activity_ids
        return live, case.job_ids, case.wait_ids, case.open_task_ids

    def test_a_deleted_record_takes_its_case_along(self):
        lead, other = self.leads(2)
        case = self.start(self.flow(call=task(self.worker, within="1 hours")), lead)
        second = self.start(self.flow("Money", money=message("Paid")), lead)
        third = self.start(self.flow("Wait", pause=wait("1 hours")), lead)
        lead.unlink()
        for one in case | second | third:
            self.assertEqual(
                (one.state, one.end_reason[:10]), ("cancelled", "The record")
            )
            self.assertFalse(any(self._orphans(one)), one.flow_id.name)
            last = one.log_ids.sorted("seq")[-1]
            self.assertIn("was cancelled. Reason: The record", last.message)
        self._whole(case | second | third)
        self.assertTrue(other.exists())

    def test_an_archived_record_s_case_goes_on(self):
        case = self.start(self.flow(call=task(self.worker)))
        self.lead.active = False
        self.assertEqual(case.state, "running")
        self.finish(case)
        self.assertEqual(case.state, "done")

    # ------------------------------------------------------------------
    # Merged
    # ------------------------------------------------------------------
    def _merge_leads(self, leads):
        return leads.with_user(self.admin).merge_opportunity()

    def test_cases_of_merged_leads_go_on_with_the_survivor(self):
        flow = self.flow(call=task(self.worker), offer=task(self.mate))
        money = self.flow("Money", money=message("Paid"))
        leads = self.leads(2)
        head = leads._sort_by_confidence_level(reverse=True)[0]
        tail = leads - head
        case, second = self.start(flow, tail), self.start(money, tail)
        self._merge_leads(leads)
        self.assertFalse(tail.exists())
        for one in case | second:
            self.assertEqual((one.state, one.res_id), ("running", head.id))
            self.assertEqual(one.record_name, head.display_name)
            note = one.log_ids.filtered(lambda row: row.kind == "note")
            self.assertIn("was merged into", note.message)
        self.assertEqual(case.open_task_ids.res_id, head.id)
        self.assertEqual(case.open_task_ids.activity_ids.res_id, head.id)
        self.assertEqual(second.wait_ids.res_id, head.id)
        with self.refused(UserError, "already has a case"):
            self.start(flow, head)
        self.finish(case)
        self.assertEqual(self.here(case), ["offer"])
        self._whole(case | second)

    def test_two_cases_of_one_process_both_go_on(self):
        flow = self.flow(call=task(self.worker))
        leads = self.leads(2)
        cases = self.start(flow, leads)
        head = self._merge_leads(leads)
        self.assertEqual(set(cases.mapped("res_id")), {head.id})
        self.assertEqual(cases.mapped("state"), ["running", "running"])
        self.finish(cases[0])
        with self.refused(UserError, "already has a case"):
            self.start(flow, head)
        self.finish(cases[1])
        self.assertEqual(self.start(flow, head).state, "running")
        self._whole(cases)

    def test_merged_partners(self):
        flow = self.flow(res_model="res.partner", call=task(self.worker))
        partners = self.env["res.partner"].create([{"name": "A"}, {"name": "B"}])
        case = self.start(flow, partners[0])
        merging = self.env["base.partner.merge.automatic.wizard"].with_user(self.admin)
        merging.sudo()._merge(partners.ids, partners[1])
        self.assertFalse(partners[0].exists())
        self.assertEqual((case.state, case.res_id), ("running", partners[1].id))
        self.assertEqual(case.open_task_ids.activity_ids.res_id, partners[1].id)
        self.finish(case)
        self.assertEqual(case.state, "done")
        self._whole(case)

    # ------------------------------------------------------------------
    # Another company
    # ------------------------------------------------------------------
    def test_cases_follow_their_record_s_company(self):
        flow = self.flow(company_id=False, call=task(self.worker))
        case = self.start(flow)
        self.lead.write({"company_id": self.second_company.id, "user_id": False})
        self.assertEqual(case.company_id, self.second_company)
        task_ = case.open_task_ids
        self.assertEqual(task_.company_id, self.second_company)
        self.assertNotIn(self.worker, task_.user_ids, "he does not work there")
        self.assertTrue(task_.user_ids)
        self.assertFalse(case.with_user(self.mate).has_access("read"))
        self.assertIn(
            "changed from", case.log_ids.sorted("seq")[-2:].mapped("message")[0]
        )
        self._whole(case)

    def test_what_has_no_case_is_computed_where_it_is_saved(self):
        """A currency of the lead's own company, as Odoo itself has it."""
        self.flow(call=task(self.worker))
        lead = self.lead.with_company(self.second_company)
        lead.company_id = self.second_company
        self.assertEqual(lead.company_currency, self.second_company.currency_id)
        other = self.env.ref("base.CHF")
        self.assertNotEqual(self.env.company.currency_id, other)
        self.second_company.currency_id = other
        lead.update({"company_id": False})
        self.assertEqual(lead.company_currency, other)

    def test_records_without_a_process_cost_nothing(self):
        """Not even a question: no record of their kind can have a case."""
        leads = self.leads(2) + self.lead
        leads.flush_recordset()
        models = self.env["bpm.flow"]._flow_models()
        self.assertNotIn("crm.lead", models)
        with self.assertQueryCount(0):
            self.assertFalse(leads._bpm_cases() + leads._bpm_live_cases())
        case = self.start(self.flow(call=task(self.worker)), self.lead)
        self.assertEqual(leads._bpm_live_cases(), case)
