from odoo.modules.migration import load_script
from odoo.modules.module import get_module_path
from odoo.tools.sql import rename_column

from .common import CRON, FlowCase
from .process_words import auto, write


class TestUpgrade(FlowCase):
    """What a database that had an older version becomes."""

    def _migrate(self, version, when="post"):
        folder = f"{get_module_path('crm_bpm_flow')}/migrations/{version}"
        script = load_script(f"{folder}/{when}-migration.py", f"{when}-migration")
        script.migrate(self.env.cr, "19.0.1.0.0")

    def _pace(self):
        cron = self.env.ref(CRON)
        return cron.interval_number, cron.interval_type

    def test_the_scheduler_of_a_new_database(self):
        self.assertEqual(self._pace(), (1, "minutes"))

    def test_the_scheduler_of_an_old_database(self):
        for before, after in (
            ((1, "hours"), (1, "minutes")),
            ((2, "minutes"), (2, "minutes")),
        ):
            number, unit = before
            self.env.ref(CRON).write({"interval_number": number, "interval_type": unit})
            self._migrate("19.0.1.1.0")
            self.assertEqual(self._pace(), after)

    def test_published_steps_of_an_old_database_promise_what_they_do(self):
        flow = self.flow(mark=auto(write("name", "x", name="Mark it")), end=auto())
        flow.action_new_draft()
        draft = flow.draft_id
        self.env.flush_all()
        self.env.cr.execute("UPDATE bpm_flow_node SET promised_actions = NULL")
        self._migrate("19.0.1.2.0")
        self.env.invalidate_all()
        promised = {
            node.bpmn_id: list((node.promised_actions or {}).values())
            for node in flow.version_id.node_ids
        }
        self.assertEqual((promised["mark"], promised["end"]), (["Mark it"], []))
        self.assertFalse(any(draft.node_ids.mapped("promised_actions")))

    def test_names_of_records_are_kept(self):
        case = self.start(self.flow())
        held = self.env["bpm.flow.held"].sudo()
        held._keep(case.flow_id, self.lead.ids, self.rule(case.flow_id), self.worker)
        self.env.flush_all()
        tables = ("bpm_flow_instance", "bpm_flow_task", "bpm_flow_held")
        for table in tables:
            rename_column(self.env.cr, table, "record_title", "record_name")
        self._migrate("19.0.1.3.0", "pre")
        self._migrate("19.0.1.3.0", "pre")  # nothing more to do
        self.env.invalidate_all()
        for rows in (case, case.task_ids, held.search([], order="id desc", limit=1)):
            self.assertEqual(rows.record_name, "Fifty chairs")

    def test_questions_of_an_old_database_go_with_their_task(self):
        case = self.start(self.flow())
        mine = case.open_task_ids.with_user(self.worker)
        mine.action_ask(self.mate.id, "Usual?")
        self.env.flush_all()
        self.env.cr.execute("UPDATE bpm_flow_task SET has_questions = NULL")
        self._migrate("19.0.1.4.0")
        self.env.invalidate_all()
        self.assertEqual(case.task_ids.filtered("has_questions"), mine.sudo())
        mine.complete()
        self.assertEqual(mine.sudo().question_ids.state, "cancelled")

    def test_the_rule_of_secrecy_is_said_in_another_order(self):
        rule = self.env.ref("crm_bpm_flow.bpm_flow_document_secrecy_rule").sudo()
        shipped = rule.domain_force
        lines = shipped.splitlines()
        parts = {line.strip().rstrip(",]"): line for line in lines[2:]}
        names = {
            name.split("'")[1]: line for name, line in parts.items() if "(" in name
        }
        groups = next(line for line in lines if "reader_group_ids" in line)
        order = ["user_id", "create_uid", "signatory_id", "executor_ids", "reader_ids"]
        before = "\n".join(
            [
                lines[0],
                "            '|', '|', '|', '|', '|', '|', '|', '|',",
                lines[2],
                names["type_id.reader_ids"],
                groups,
                *(names[name] for name in order),
                lines[-1],
            ]
        )
        own = "[('visibility', '=', 'company')]"
        for old, new in ((before, shipped), (shipped, shipped), (own, own)):
            rule.domain_force = old
            self.env.flush_all()
            self._migrate("19.0.1.5.0")
            rule.invalidate_recordset()
            self.assertEqual(rule.domain_force, new)
        self.assertNotEqual(before, shipped)

    def test_ready_types_have_what_came_later(self):
        ref = self.env.ref
        contract = ref("crm_bpm_flow.document_type_contract")
        changed = ref("crm_bpm_flow.document_type_act")
        order = ref("crm_bpm_flow.document_type_order")
        (contract | changed | order).write(
            {"copy_count": 0, "retention": 0, "is_permanent": False}
        )
        power = ref("crm_bpm_flow.document_type_power")
        power.retention = 10
        changed.with_user(self.admin).name = "Our act"
        self._end_transaction()
        self._migrate("19.0.1.3.0")
        for kind, copies, years, for_ever in (
            (contract, 2, 5, False),
            (changed, 0, 0, False),
            (order, 1, 0, True),
            (power, 1, 10, False),
        ):
            found = kind.copy_count, kind.retention, kind.is_permanent
            self.assertEqual(found, (copies, years, for_ever), kind.name)
        self.assertEqual(changed.name, "Our act")
