import json

from odoo.tests import tagged

from .common import FlowCase, task


@tagged("bpm_queries")
class TestQueriesPlans(FlowCase):
    """Which index answers: plans of the database when it may not read whole tables."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.cr.execute("SET LOCAL enable_seqscan = off")
        cls.env.cr.execute("SET LOCAL enable_sort = off")

    def _plan(self, query):
        self.env.cr.execute("EXPLAIN (FORMAT JSON) " + query)
        return json.dumps(self.env.cr.fetchone()[0])

    def test_all_tasks_come_in_order(self):
        plan = self._plan("SELECT id FROM bpm_flow_task ORDER BY date_deadline, id")
        self.assertIn("bpm_flow_task_order_idx", plan)

    def test_foreign_keys_of_the_definition(self):
        columns = {
            ("bpm_flow_log", "node_id"),
            ("bpm_flow_log", "user_id"),
            ("bpm_flow_task", "outcome_id"),
            ("bpm_flow_task", "done_by_id"),
            ("bpm_flow_task_check", "checklist_id"),
            ("bpm_flow_instance", "start_id"),
        }
        for table, column in columns:
            plan = self._plan(f"SELECT 1 FROM {table} WHERE {column} = 1")  # noqa: S608
            self.assertIn(f"{table}__{column}_index", plan)

    def test_records_cases_and_tasks(self):
        # Of a few rows the database may as well take the one that Odoo wants for the
        # list of a record's cases: whether ours serves is seen without it.
        self.env.cr.execute("DROP INDEX bpm_flow_instance__res_id_index")
        for table in ("bpm_flow_instance", "bpm_flow_task"):
            plan = self._plan(
                f"SELECT 1 FROM {table} "  # noqa: S608
                "WHERE res_model = 'crm.lead' AND res_id = 1"
            )
            self.assertIn(f"{table}_record_idx", plan)

    def test_whose_turn_it_is(self):
        plan = self._plan(
            "SELECT id FROM bpm_flow_task WHERE user_id = 1 AND node_id = 1 "
            "ORDER BY id DESC LIMIT 1"
        )
        self.assertIn("bpm_flow_task_turn_idx", plan)

    # ------------------------------------------------------------------
    # Who may see it
    # ------------------------------------------------------------------
    def _sql_of(self, model, domain):
        sql = self.env[model].with_user(self.worker)._search(domain).select()
        return sql.code

    def test_a_list_of_cases_asks_each_table_once(self):
        """The rules of tasks and processes are not asked again for each case."""
        code = self._sql_of("bpm.flow.instance", [("state", "=", "running")])
        self.assertEqual(code.count("FROM bpm_flow_task "), 1, code)
        self.assertNotIn("res_users ", code)
        self.assertEqual(code.count('FROM "crm_lead"'), 1, code)

    def test_own_tasks_need_no_look_at_the_records(self):
        search = "bpm.flow.task"
        self.assertNotIn("crm_lead", self._sql_of(search, [("is_mine", "=", True)]))
        self.assertIn("crm_lead", self._sql_of(search, [("is_mine", "=", False)]))
        either = ["|", ("is_mine", "=", True), ("state", "=", "done")]
        self.assertIn("crm_lead", self._sql_of(search, either))

    def test_one_sees_what_one_saw(self):
        flow = self.flow(call=task(self.stranger))
        case = self.start(flow)
        for user, sees in ((self.stranger, True), (self.clerk, False)):
            cases = self.env["bpm.flow.instance"].with_user(user).search([])
            tasks = self.env["bpm.flow.task"].with_user(user).search([])
            self.assertEqual((case in cases, case.task_ids in tasks), (sees, sees))
        mine = self.env["bpm.flow.task"].with_user(self.stranger)
        self.assertEqual(mine.search([("is_mine", "=", True)]), case.task_ids)
