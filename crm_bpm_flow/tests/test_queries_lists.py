from odoo.tests import tagged

from .common import FlowCase, end, task
from .process_words import call, choice


@tagged("bpm_queries")
class TestQueriesLists(FlowCase):
    """As many queries for many rows as for few: lists, forms, starts, finishing."""

    def _queries(self, method, *args):
        """How many it takes, with nothing remembered but the definitions."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        method(*args)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _assert_level(self, few, many, slack=2):
        self.assertLessEqual(many, few + slack, f"{few} for few, {many} for many")

    def _level_starts(self, flow, few, many):
        """Starts of few and of many records take as many queries."""
        self.start(flow, few[:1])  # what is remembered of the process
        self._assert_level(
            self._queries(flow.start, few[1:]), self._queries(flow.start, many)
        )

    # ------------------------------------------------------------------
    # Starts
    # ------------------------------------------------------------------
    def test_deadlines_in_working_time(self):
        flow = self.flow(
            call=task(self.worker, within="3 hours", deadline_calendar="company")
        )
        self._level_starts(flow, self.leads(3), self.leads(40))

    def test_conditions_on_relations(self):
        flow = self.flow(
            look=choice(
                ([("partner_id.name", "=", "Shop 1")], "call"), otherwise="end"
            ),
            call=task(self.worker),
            end=end("goal"),
        )
        few, many = self.leads(3), self.leads(40)
        partners = self.env["res.partner"].create(
            [{"name": f"Shop {number}"} for number in range(43)]
        )
        for lead, partner in zip(few | many, partners, strict=True):
            lead.partner_id = partner
        self._level_starts(flow, few, many)
        case = self.cases_of(flow, many[0])
        chosen = case.log_ids.filtered(lambda row: row.kind == "chosen")
        self.assertEqual(chosen.data["asked"][0]["values"], {"partner_id": "Shop 3"})

    def test_calls_of_what_formulas_name(self):
        inner = self.flow("Inner", ask=task(self.worker))
        code = f"${{if(referred = 'x', 'other', '{inner.code}')}}"
        nobody = self.env["bpm.flow"]
        outer = self.flow("Outer", part=call(nobody, called_code=code))
        many = self.leads(40)
        self._level_starts(outer, self.leads(3), many)
        self.assertEqual(self.cases_of(outer, many[0]).child_ids.flow_id, inner)

    def test_people_named_on_records_and_their_dates(self):
        flow = self.flow(
            call=task(
                user_field="user_id",
                within="-2 days",
                deadline_from="field",
                deadline_field="date_deadline",
            )
        )
        few, many = self.leads(3), self.leads(40)
        (few | many).write({"user_id": self.worker.id, "date_deadline": "2026-03-20"})
        self._level_starts(flow, few, many)

    def test_whose_turn_it_is(self):
        flow = self.flow(call=task(self.worker | self.mate | self.owner, pick="turn"))
        self._level_starts(flow, self.leads(3), self.leads(40))

    # ------------------------------------------------------------------
    # Finishing
    # ------------------------------------------------------------------
    def test_finishing_many(self):
        flow = self.flow(
            call=task(self.worker, within="2 hours"),
            again=task(user_field="user_id", within="1 days"),
        )
        step = flow.version_id.node_ids.filtered(lambda node: node.bpmn_id == "call")
        self.assertTrue(step)
        leads = self.leads(44)
        leads.user_id = self.mate
        cases = self.start(flow, leads)
        tasks = cases.task_ids.with_user(self.worker)
        tasks[:1].complete()
        self._assert_level(
            self._queries(tasks[1:4].complete), self._queries(tasks[4:].complete), 4
        )

    # ------------------------------------------------------------------
    # Lists and forms
    # ------------------------------------------------------------------
    def _forty_tasks(self):
        field = self.env["ir.model.fields"]._get("crm.lead", "phone")
        flow = self.flow(
            call=task(
                self.worker,
                within="2 hours",
                required_field_ids=[(6, 0, field.ids)],
            )
        )
        return self.start(flow, self.leads(40)).task_ids.with_user(self.worker)

    def _level_reads(self, records, names):
        records = records.browse(records.ids)  # as a list has them: by their ids
        records.read(names)
        few, many = (
            self._queries(lambda part=part: part.read(names))
            for part in (records[:2], records)
        )
        self._assert_level(few, many)

    def test_forms_of_tasks(self):
        self._level_reads(self._forty_tasks(), ["needs_form", "outcome_buttons"])

    def test_activities(self):
        tasks = self._forty_tasks()
        self.assertTrue(all(tasks.mapped("needs_form")))
        activities = tasks.activity_ids
        self.assertTrue(all(activities.mapped("bpm_needs_form")))
        self._level_reads(activities, ["bpm_is_others", "bpm_outcomes"])

    def test_the_strip_of_a_record_with_many_cases(self):
        lead = self.leads(1)
        strip = self.env["bpm.flow.instance"].with_user(self.worker).strip_data
        costs = []
        for count in (2, 8):
            flows = [
                self.flow(f"Flow {count}.{n}", call=task(self.worker, ["Reached"]))
                for n in range(count - len(costs) * 2)
            ]
            for flow in flows:
                self.start(flow, lead)
            self.assertEqual(len(strip("crm.lead", lead.id)["cases"]), count)
            costs.append(self._queries(strip, "crm.lead", lead.id))
        # Each process has a definition of its own, which is remembered.
        self._assert_level(*costs)

    def test_list_of_cases(self):
        cases = self._forty_tasks().instance_id
        self.assertEqual(set(cases.mapped("step_names")), {"Call"})
        self.assertEqual(
            set(cases.mapped("date_deadline")), {self.at("2026-03-02 11:00")}
        )
        self._level_reads(cases, ["step_names", "date_deadline", "incident_count"])
