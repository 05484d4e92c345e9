import json

from odoo.tests import tagged
from odoo.tools import SQL

from .common import FlowCase, task


@tagged("bpm_queries")
class TestIndexes(FlowCase):
    """Which index answers: plans of the database when it may not read whole tables."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._fill_tasks(3000)
        cls.env.cr.execute("SET LOCAL enable_seqscan = off")
        cls.env.cr.execute("SET LOCAL enable_sort = off")

    @classmethod
    def _fill_tasks(cls, count):
        """Of a few rows every index is as cheap: so many that it matters which."""
        flow = cls.flow(cls, call=task(cls.mate))
        one = flow.start(cls.lead).task_ids
        cls.env.flush_all()
        columns = {field.name for field in one._fields.values() if field.column_type}
        columns = {name for name in columns if one._fields[name].store} - {"id"}
        copied = SQL(", ").join(map(SQL.identifier, sorted(columns - {"user_id"})))
        cls.env.cr.execute(
            SQL(
                "INSERT INTO bpm_flow_task (user_id, %s)"
                " SELECT (%s::int[])[1 + n %% 4], %s"
                " FROM bpm_flow_task, generate_series(1, %s) n WHERE id = %s",
                copied,
                (cls.owner | cls.worker | cls.mate | cls.admin).ids,
                copied,
                count,
                one.id,
            )
        )
        cls.env.cr.execute("ANALYZE bpm_flow_task")
        cls._end_transaction()

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
        for table, index in (
            ("bpm_flow_instance", "bpm_flow_instance_record_idx"),
            ("bpm_flow_task", "bpm_flow_task__res_id_index"),
        ):
            plan = self._plan(
                f"SELECT 1 FROM {table} "  # noqa: S608
                "WHERE res_model = 'crm.lead' AND res_id = 1"
            )
            self.assertIn(index, plan)

    def test_whose_turn_it_is(self):
        plan = self._plan(
            "SELECT id FROM bpm_flow_task WHERE user_id = 1 AND node_id = 1 "
            "ORDER BY id DESC LIMIT 1"
        )
        self.assertIn("bpm_flow_task_turn_idx", plan)

    def test_own_tasks_are_found_by_whose_they_are(self):
        mine = self.env["bpm.flow.task"].with_user(self.worker)
        plan = self._plan(self._told(mine._search([("is_mine", "=", True)])))
        self.assertIn("bpm_flow_task_mine_idx", plan)

    def _told(self, query):
        return self.env.cr.mogrify(query.select()).decode()


@tagged("bpm_queries")
class TestQueriesPlans(FlowCase):
    """What is asked of which table to learn who may see a row."""

    def _sql_of(self, model, domain):
        sql = self.env[model].with_user(self.worker)._search(domain).select()
        return sql.code

    def test_a_list_of_cases_asks_each_table_once(self):
        """The rules of tasks and processes are not asked again for each case."""
        code = self._sql_of("bpm.flow.instance", [("state", "=", "running")])
        # Once for the cases, once for the documents that one sees for one's task.
        self.assertEqual(code.count('FROM "bpm_flow_task"'), 2, code)
        self.assertNotIn("res_users ", code)
        self.assertEqual(code.count('FROM "crm_lead"'), 1, code)

    def test_what_is_open_to_everybody_is_decided_without_looking_further(self):
        """Whom a document names is asked only where not everybody may see it."""
        documents = self.env["bpm.flow.document"].with_user(self.worker)
        code = documents._search([]).select("count(*)").code
        first = code.index('"visibility" IN')
        for table in ("executor_rel", "document_res_users_rel", "bpm_flow_task"):
            self.assertGreater(code.index(table), first)
        self.assertGreater(code.rindex('"visibility"'), first)

    def test_own_tasks_need_no_look_at_the_records(self):
        me, other = self.worker.id, self.mate.id
        done = ("state", "=", "done")
        own = [
            [("is_mine", "=", True)],
            [("is_mine", "in", [True])],
            [("user_ids", "in", [me]), ("user_id", "=", False)],
            [done, ("done_by_id", "=", me)],
            ["|", ("user_id", "=", me), "&", done, ("user_ids", "=", me)],
        ]
        others = [
            [],
            [("is_mine", "=", False)],
            [("is_mine", "in", [True, False])],
            ["|", ("is_mine", "=", True), done],
            ["!", "&", ("is_mine", "=", True), done],
            [("user_id", "!=", me)],
            [("user_id", "in", [me, other])],
            [("user_id", "in", [])],
            [("user_id", "=", False)],
            [("user_ids", "not in", [me])],
            [("user_ids.partner_id.user_id", "in", [me])],
            [("user_id", "in", [me, False])],
            [("done_by_id", "=", other)],
            [("asked_by_id", "=", me)],
        ]
        for domain in own:
            code = self._sql_of("bpm.flow.task", domain)
            self.assertNotIn("crm_lead", code, domain)
        for domain in others:
            tasks = self.env["bpm.flow.task"].with_user(self.worker)
            query = tasks._search(domain)
            self.assertTrue(
                query.is_empty() or "crm_lead" in query.select().code, domain
            )

    def test_few_rows_are_looked_up_many_are_listed(self):
        """A page of a list is not to read a whole table to learn who may see it."""
        for model, column in (
            ("bpm.flow.task", "id"),
            ("bpm.flow.task", "instance_id"),
            ("bpm.flow.instance", "id"),
            ("bpm.flow.instance", "res_id"),
        ):
            few = self._sql_of(model, [(column, "in", [1, 2])])
            self.assertIn('EXISTS (SELECT FROM "crm_lead"', few)
            for domain in ([(column, "in", list(range(1, 1000)))], [(column, ">", 1)]):
                many = self._sql_of(model, domain)
                self.assertNotIn('EXISTS (SELECT FROM "crm_lead"', many)
                self.assertIn('FROM "crm_lead"', many)

    def test_few_and_many_show_the_same(self):
        cases = self.start(self.flow(call=task(self.mate)), self.leads(3))
        cases |= self.start(self.flow("Own", call=task(self.stranger)))
        lead = self.env["crm.lead"].browse(cases[1].res_id)
        lead.company_id = self.second_company
        for user in (self.stranger, self.clerk, self.worker, self.owner, self.admin):
            for rows in (cases, cases.task_ids):
                rows = rows.with_user(user)
                many = rows.search([("id", ">", 0)]) & rows
                self.assertEqual(rows.search([("id", "in", rows.ids)]), many, user.name)

    def test_one_sees_what_one_saw(self):
        flow = self.flow(call=task(self.stranger))
        case = self.start(flow)
        for user, sees in ((self.stranger, True), (self.clerk, False)):
            cases = self.env["bpm.flow.instance"].with_user(user).search([])
            tasks = self.env["bpm.flow.task"].with_user(user).search([])
            self.assertEqual((case in cases, case.task_ids in tasks), (sees, sees))
        mine = self.env["bpm.flow.task"].with_user(self.stranger)
        self.assertEqual(mine.search([("is_mine", "=", True)]), case.task_ids)
