from odoo.exceptions import MissingError
from odoo.fields import Command

from .common import FlowCase, task


class TestRecall(FlowCase):
    """Definitions are read once in a server's life; what is changed is seen at once."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(call=task(self.worker))
        self.start_rule = self.rule(self.process)
        self._save_lead()

    def _save_lead(self):
        """A new lead, in a transaction that has read nothing yet."""
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["crm.lead"].create({"name": "Lead", "type": "lead"})

    def _case(self):
        return self.cases_of(self.process, self._save_lead())

    def _queries_about(self, table):
        return [q for q in self._queries_of(self._save_lead) if f'FROM "{table}"' in q]

    def _queries_of(self, act):
        seen, execute = [], type(self.env.cr).execute

        def recorded(cr, query, *args, **kwargs):
            seen.append(str(getattr(query, "code", query)))
            return execute(cr, query, *args, **kwargs)

        self.patch(type(self.env.cr), "execute", recorded)
        act()
        return seen

    def test_a_start_does_not_read_the_definition_again(self):
        for table in ("bpm_flow", "bpm_flow_version", "bpm_flow_node"):
            self.assertFalse(self._queries_about(table), table)

    def test_a_list_of_own_tasks_names_step_and_process_without_reading_them(self):
        self._own_list()
        queries = self._queries_of(self._own_list)
        for table in ("bpm_flow", "bpm_flow_node"):
            self.assertFalse([q for q in queries if f'FROM "{table}"' in q], table)

    def test_names_that_nobody_read_yet_are_read_together(self):
        for name in ("Second", "Third"):
            flow = self.flow(name=name, call=task(self.worker))
            self.start(flow, self._save_lead())
        self.env.registry.clear_cache()
        queries = self._queries_of(self._own_list)
        for table in ("bpm_flow", "bpm_flow_node"):
            about = [q for q in queries if f'FROM "{table}"' in q]
            self.assertEqual(len(about), 1, table)

    def test_a_renamed_process_is_listed_by_its_new_name(self):
        self._own_list()
        self.process.name = "Renamed"
        self.assertIn("Renamed", [flow for _task, flow in self._own_list()])

    def test_a_row_that_is_gone_is_said_to_be_gone(self):
        gone = self.process.browse(self.process.id + 1000)
        with self.assertRaisesRegex(MissingError, "does not exist"):
            gone._recall()

    def _own_list(self):
        """[(step, process)], in a transaction that has read nothing yet."""
        self.env.flush_all()
        self.env.invalidate_all()
        tasks = self.env["bpm.flow.task"].with_user(self.worker)
        shown = {"name": {}, "flow_id": {"fields": {"display_name": {}}}}
        rows = tasks.web_search_read([("is_mine", "=", True)], shown)["records"]
        return [(row["name"], row["flow_id"]["display_name"]) for row in rows]

    def test_a_changed_guard_counts_at_once(self):
        lead = self._save_lead()
        self.process.restart_guard = "none"
        self.assertTrue(self.start(self.process, lead))

    def test_a_new_version_is_taken_at_once(self):
        self.process.with_user(self.owner).action_new_draft()
        draft = self.process.draft_id
        draft.node_ids.filtered(lambda n: n.bpmn_id == "call").name = "Write"
        draft.with_user(self.owner).action_publish()
        self.assertEqual(self._case().open_task_ids.name, "Write")

    def test_a_renamed_rule_is_told_by_its_name(self):
        self.start_rule.name = "Fresh lead"
        row = self._case().log_ids.filtered(lambda r: r.kind == "started")
        self.assertEqual(row.data["rule"], "Fresh lead")

    def test_an_archived_process_starts_nothing(self):
        self.process.active = False
        self.assertFalse(self._case())

    def test_the_record_reads_of_it_in_the_company_s_new_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env.company.partner_id.lang = "ru_RU"
        lead = self._save_lead()
        self.assertIn("запущен", lead.message_ids.mapped("body")[0].lower())

    def test_a_worker_who_is_added_to_the_draft_gets_no_running_step(self):
        self.process.with_user(self.owner).action_new_draft()
        call = self.process.draft_id.node_ids.filtered(lambda n: n.bpmn_id == "call")
        call.user_ids = [Command.set(self.mate.ids)]
        self.assertEqual(self._case().open_task_ids.user_ids, self.worker)
