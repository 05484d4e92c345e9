from odoo.tests import tagged

from .common import FlowCase, end, task
from .process_words import Step


@tagged("bpm_queries")
class TestQueriesLimits(FlowCase):
    """How many queries may come on top of what Odoo itself needs."""

    def _count(self, act):
        self._end_transaction()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        self.env.cr.precommit.run()
        return self.env.cr.sql_log_count - before

    def _added(self, model, count, user):
        """By a rule that gives ``user`` a task for each of so many new records."""

        def create():
            names = [{"name": f"New {number}"} for number in range(count)]
            self.env[model].with_user(self.owner).create(names)

        self._count(create)  # fills what Odoo remembers
        plain = self._count(create)
        flow = self.flow(res_model=model, call=task(user))
        self.rule(flow)
        self._count(create)
        added = self._count(create) - plain
        self.assertEqual(len(self.cases_of(flow).open_task_ids), 2 * count)
        return added

    # ------------------------------------------------------------------
    # Starts
    # ------------------------------------------------------------------
    def test_one_lead_for_somebody_else(self):
        self.assertLessEqual(self._added("crm.lead", 1, self.worker), 18)

    def test_one_lead_for_its_creator(self):
        self.assertLessEqual(self._added("crm.lead", 1, self.owner), 15)

    def test_one_contact_for_its_creator(self):
        self.assertLessEqual(self._added("res.partner", 1, self.owner), 15)

    def test_a_hundred_leads_for_somebody_else(self):
        self.assertLessEqual(self._added("crm.lead", 100, self.worker), 21)

    def test_a_hundred_contacts_for_their_creator(self):
        self.assertLessEqual(self._added("res.partner", 100, self.owner), 18)

    def test_a_thousand_contacts_for_somebody_else(self):
        self.assertLessEqual(self._added("res.partner", 1000, self.worker), 76)

    # ------------------------------------------------------------------
    # Finishing
    # ------------------------------------------------------------------
    def test_a_task_after_which_the_next_one_opens(self):
        flow = self.flow(call=task(self.worker), offer=task(self.mate), over=end())
        first, second = self.start(flow, self.leads(2))
        self.finish(first)
        tasks = second.open_task_ids.with_user(self.worker)
        self.assertLessEqual(self._count(lambda: tasks.complete()), 30)
        self.assertEqual(self.here(second), ["offer"])

    # ------------------------------------------------------------------
    # Saves
    # ------------------------------------------------------------------
    def _save(self, lead, **values):
        return self._count(lambda: lead.write(values))

    def test_saves_of_what_a_case_waits_for(self):
        first, lead, other = self.leads(3)
        self._save(first, name="A", priority="1")
        plain = self._save(lead, name="A"), self._save(lead, priority="1")
        urgent = {"event": "conditional", "condition": "priority == '3'"}
        flow = self.flow(urgent=Step("intermediateCatchEvent", urgent), over=end())
        self.start(flow, first)
        self._save(first, priority="2")
        case = self.start(flow, lead)
        self.assertEqual(self._save(lead, name="B"), plain[0])
        self.assertLessEqual(self._save(lead, priority="2"), plain[1] + 1)
        self.assertLessEqual(self._save(other, priority="2"), plain[1] + 1)
        self.assertEqual(case.state, "running")
        lead.priority = "3"
        self.assertEqual(case.state, "done")

    def test_saves_of_what_several_cases_wait_for(self):
        leads = self.leads(5)
        domain = {
            "event": "conditional",
            "condition_domain": "[('priority', '=', '3')]",
        }
        sum_ = {"event": "conditional", "condition": "n > 1 and priority == '2'"}
        rich = self.flow("Rich", r=Step("intermediateCatchEvent", domain), over=end())
        many = self.flow("Many", m=Step("intermediateCatchEvent", sum_), over=end())
        first, second = self.start(rich, leads), self.start(many, leads, n=2)
        self._end_transaction()
        leads[1:3].priority = "2"
        self.assertEqual(set(first.mapped("state")), {"running"})
        self.assertEqual(second.filtered(lambda c: c.state == "done"), second[1:3])
        leads[2:4].priority = "3"
        self.assertEqual(first.filtered(lambda c: c.state == "done"), first[2:4])
