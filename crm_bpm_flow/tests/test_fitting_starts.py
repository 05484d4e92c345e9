from odoo.tools import mute_logger

from .common import FlowCase, task
from .process_words import Step


def fits(**values):
    """A start by a condition."""
    return Step("startEvent", {"event": "conditional", **values})


class TestFittingStarts(FlowCase):
    """A conditional start: the condition must become true, having been false (BPMN
    2.0.2, table 10.84)."""

    def _flow(self, **values):
        return self.flow("Big", start=fits(**values), call=task(self.worker))

    def test_when_the_record_comes_to_fit(self):
        flow = self._flow(condition="expected_revenue > 1000")
        self.lead.expected_revenue = 500
        self.assertFalse(self.cases_of(flow))
        self.lead.with_user(self.worker).write({"expected_revenue": 5000})
        case = self.cases_of(flow)
        self.assertEqual(case.res_id, self.lead.id)
        self.assertEqual(case.user_id, self.worker)
        self.assertEqual(self.here(case), ["call"])
        told = case.log_ids.filtered(lambda row: row.kind == "caught")
        self.assertEqual(told.data["name"], "expected_revenue > 1000")
        self.assertFalse(self.env["bpm.flow.log"].verify(case.ids))

    def test_what_follows_from_what_is_saved(self):
        won = self._flow(condition_domain=repr([("won_status", "=", "won")]))
        waits = {"event": "conditional", "condition": "won_status = 'lost'"}
        waiting = self.start(
            self.flow(
                "Waits",
                lost=Step("intermediateCatchEvent", waits),
                call=task(self.worker),
            )
        )
        other = self.leads(1)
        other.action_set_won()
        self.assertEqual(self.cases_of(won, other).state, "running")
        self.assertFalse(self.cases_of(won, self.lead))
        self.assertFalse(self.here(waiting))
        self.lead.action_set_lost()
        self.assertEqual(self.here(waiting), ["call"])

    def test_again_only_after_it_was_false(self):
        flow = self._flow(condition="expected_revenue > 1000")
        flow.restart_guard = "none"
        for amount, count in ((2000, 1), (3000, 1), (10, 1), (1500, 2)):
            self.lead.expected_revenue = amount
            self.assertEqual(len(self.cases_of(flow)), count, amount)

    def test_a_record_that_is_entered_fitting(self):
        flow = self._flow(condition_domain=repr([("priority", "=", "3")]))
        leads = self.env["crm.lead"].create(
            [{"name": "A", "priority": "3"}, {"name": "B"}]
        )
        self.assertEqual(self.cases_of(flow).mapped("res_id"), leads[:1].ids)

    def test_what_fits_already_starts_nothing(self):
        self.lead.expected_revenue = 5000
        flow = self._flow(condition="expected_revenue > 1000")
        self.lead.expected_revenue = 6000
        self.assertFalse(self.cases_of(flow))

    def test_one_running_case_at_most(self):
        flow = self._flow(condition="expected_revenue > 1000")
        for amount in (2000, 10, 3000):
            self.lead.expected_revenue = amount
        self.assertEqual(len(self.cases_of(flow)), 1)

    def test_what_cannot_be_decided_stops_no_save(self):
        flow = self._flow(condition="expected_revenue > unknown_amount")
        self.lead.expected_revenue = 5000
        self.assertFalse(self.cases_of(flow))

    def test_a_fault_stops_no_save(self):
        flow = self._flow(condition="expected_revenue > 1000")
        flow.version_id.sudo()._retire()
        self.lead.expected_revenue = 5000
        self.assertFalse(self.cases_of(flow))

    @mute_logger("odoo.addons.crm_bpm_flow.models.bpm_flow_fitting_starts")
    def test_archived_it_starts_nothing(self):
        flow = self._flow(condition="expected_revenue > 1000")
        flow.action_archive()
        self.lead.expected_revenue = 5000
        self.assertFalse(self.cases_of(flow))

    def test_queries_do_not_grow_with_the_records(self):
        self._flow(condition="expected_revenue > 1000")
        few, many = self.leads(2), self.leads(12)
        counts = []
        for amount, leads in enumerate((few, few, many)):
            leads.invalidate_recordset()
            before = self.cr.sql_log_count
            leads.write({"expected_revenue": amount + 1})
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
