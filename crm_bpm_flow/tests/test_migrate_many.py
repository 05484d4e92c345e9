from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, RecordCapturer

from ..models import bpm_flow_migration_run as run_module
from .common import FlowCase, task


class ManyCase(FlowCase):
    def setUp(self):
        super().setUp()
        self.process = self.flow(call=task(self.worker), offer=task(self.mate))

    def _cases(self, count, at_offer=0):
        cases = self.start(self.process, self.leads(count))
        for case in cases[:at_offer]:
            self.finish(case)
        return cases

    def _next(self, **steps):
        self.edit(self.process, **(steps or {"call": task(self.worker)}))
        return self.process.version_id

    def _cron(self):
        self._end_transaction()
        self.env["bpm.flow.migration"]._cron_migrate()
        self._end_transaction()


class TestMigrateMany(ManyCase):
    """Hundreds of cases go over in the background, batch by batch."""

    def _few(self, batch=2, at_once=0):
        self.startPatcher(patch.object(run_module, "BATCH", batch))
        self.startPatcher(patch.object(run_module, "AT_ONCE", at_once))

    def test_a_few_go_at_once(self):
        cases = self._cases(3, at_offer=1)
        version = self._next()
        run = cases.with_user(self.owner).migrate_in_background(version.id)
        self.assertEqual(run.state, "done")
        self.assertEqual((run.total_count, run.gone_count, run.stayed_count), (3, 2, 1))
        self.assertEqual(run.stayed_ids.instance_id, cases[0])
        self.assertIn("“Offer”, which is not there", run.stayed_ids.reason)
        self.assertEqual(cases.mapped("version_id.number"), [1, 2])
        self.assertIn("to version 2: 2.", self.process.message_ids[:1].body)

    def test_many_wait_for_the_scheduler(self):
        self._few()
        cases = self._cases(5, at_offer=1)
        version = self._next()
        run = cases.with_user(self.owner).migrate_in_background(version.id)
        self.assertEqual((run.state, run.progress), ("waiting", 0))
        self.assertEqual(cases.version_id.number, 1)
        self._cron()
        self.assertEqual((run.state, run.progress), ("done", 100))
        self.assertEqual((run.gone_count, run.stayed_count), (4, 1))
        rows = cases.log_ids.filtered(lambda row: row.kind == "migrated")
        self.assertEqual(len(rows), 4)
        self.assertEqual(rows.user_id, self.owner, "as if he did it himself")
        self.assertEqual(self.env["bpm.flow.log"].verify(cases.ids), [])

    def test_it_is_stopped_between_two_batches_and_goes_on(self):
        self._few()
        cases = self._cases(4)
        version = self._next()
        run = cases.with_user(self.owner).migrate_in_background(version.id)
        self.env["bpm.flow.migration"].sudo()._run_next(set())
        self.assertEqual((run.state, run.gone_count), ("running", 2))
        self.assertEqual(run.progress, 50)
        run.action_stop()
        self._cron()
        self.assertEqual((run.state, run.gone_count), ("stopped", 2))
        self.assertEqual(cases.mapped("version_id.number"), [2, 1])
        run.action_go_on()
        self._cron()
        self.assertEqual((run.state, run.gone_count), ("done", 4))

    def test_whoever_moved_meanwhile_is_asked_as_he_is_then(self):
        self._few()
        cases = self._cases(2)
        version = self._next()
        run = cases.with_user(self.owner).migrate_in_background(version.id)
        self.finish(cases[0])
        self.finish(cases[1])
        self.finish(cases[1])
        self._cron()
        reasons = run.stayed_ids.sorted("id").mapped("reason")
        self.assertIn("“Offer”", reasons[0])
        self.assertEqual(reasons[1], "The case has ended.")

    def test_the_scheduler_is_asked_to_come(self):
        self._few()
        cases = self._cases(1)
        version = self._next()
        cron = self.env.ref("crm_bpm_flow.ir_cron_migrate")
        triggers = self.env["ir.cron.trigger"].sudo()
        with RecordCapturer(triggers, [("cron_id", "=", cron.id)]) as asked:
            cases.with_user(self.owner).migrate_in_background(version.id)
        self.assertTrue(asked.records)

    def test_who_may(self):
        cases = self._cases(1)
        version = self._next()
        for user in (self.worker, self.stranger, self.foreigner):
            with self.refused(AccessError):
                cases.with_user(user).migrate_in_background(version.id)
        run = cases.with_user(self.owner).migrate_in_background(version.id)
        other = self._person("other_owner", "crm_bpm_flow.group_owner")
        for user in (other, self.worker, self.foreigner):
            mine = run.with_user(user)
            for act in (mine.action_stop, mine.action_go_on, mine.action_view_cases):
                with self.refused(AccessError):
                    act()
        with self.refused(AccessError):
            run.with_user(self.owner).create({"flow_id": self.process.id})
        with self.refused(AccessError):
            run.with_user(self.owner).state = "waiting"
        self.assertTrue(run.with_user(self.admin).has_access("read"))

    def test_as_many_queries_for_fifty_as_for_ten(self):
        counts = []
        for number in (1, 10, 50):
            cases = self._cases(number)
            version = self._next(call=task(self.worker), offer=task(self.mate))
            self._end_transaction()
            before = self.env.cr.sql_log_count
            cases.with_user(self.owner).migrate(version.id)
            self._end_transaction()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1] + 5, counts)


class TestMigrateWizard(ManyCase):
    """The dialog: which step is which, who can go."""

    def _dialog(self, action, user=None):
        wizards = self.env[action["res_model"]].with_user(user or self.owner)
        return Form(wizards.with_context(**action["context"]))

    def test_chosen_cases_with_their_preview(self):
        cases = self._cases(4, at_offer=1)
        self._next()
        action = cases.with_user(self.owner).action_migrate_wizard()
        with self._dialog(action) as dialog:
            self.assertEqual(dialog.version_id, self.process.version_id)
            self.assertEqual(dialog.can_count, 3)
            preview = dialog.preview
        self.assertEqual(preview["can"]["count"], 3)
        self.assertEqual([group["count"] for group in preview["stay"]], [1])
        self.assertIn("“Offer”", preview["stay"][0]["reason"])
        self.assertEqual(preview["stay"][0]["cases"][0]["id"], cases[0].id)
        action = dialog.record.action_apply()
        run = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual((run.gone_count, run.stayed_count), (3, 1))

    def test_a_likely_step_is_proposed_and_corrected(self):
        cases = self._cases(2)
        self._next(ring=task(self.worker), offer=task(self.mate))
        action = self.process.with_user(self.owner).action_migrate_wizard()
        dialog = self._dialog(action)
        self.assertEqual(len(dialog.step_ids), 1)
        with dialog.step_ids.edit(0) as step:
            self.assertEqual(step.node_id.bpmn_id, "call")
            self.assertEqual(step.new_node_id.bpmn_id, "ring")
            self.assertEqual((step.found, step.case_count), ("likely", 2))
            step.new_node_id = self.env["bpm.flow.node"]
        self.assertEqual(dialog.can_count, 0)
        with dialog.step_ids.edit(0) as step:
            step.new_node_id = self.step(self.process, "offer")
        self.assertEqual(dialog.can_count, 2)
        dialog.save().action_apply()
        self.assertEqual(self.here(cases[0]), ["offer"])

    def test_all_running_cases_of_other_versions(self):
        old = self._cases(2)
        self._next(call=task(self.worker), offer=task(self.mate))
        new = self._cases(1)
        self.process.invalidate_recordset()
        self.assertEqual(self.process.behind_count, 2)
        self.assertEqual((old | new).mapped("has_other_version"), [True, True, False])
        action = self.process.with_user(self.owner).action_migrate_wizard()
        dialog = self._dialog(action)
        self.assertFalse(dialog.step_ids._records)
        self.assertEqual(dialog.can_count, 2)
        dialog.save().action_apply()
        self.process.invalidate_recordset()
        self.assertEqual(self.process.behind_count, 0)

    def test_an_older_version_can_be_chosen_too(self):
        first = self.process.version_id
        self._next(call=task(self.worker), offer=task(self.mate))
        case = self._cases(1)
        action = case.with_user(self.owner).action_migrate_wizard()
        dialog = self._dialog(action)
        self.assertEqual(dialog.can_count, 0)
        dialog.version_id = first
        self.assertEqual(dialog.can_count, 1)
        dialog.save().action_apply()
        self.assertEqual(case.version_id, first)

    def test_what_is_refused(self):
        cases = self._cases(1) | self.start(self.flow("Other"))
        with self.refused(UserError, "of one process"):
            self._dialog(cases.with_user(self.owner).action_migrate_wizard())
        for user in (self.worker, self.stranger, self.foreigner):
            with self.refused(AccessError):
                cases.with_user(user).action_migrate_wizard()
            with self.refused(AccessError):
                self.process.with_user(user).action_migrate_wizard()
        other = self._person("other_owner", "crm_bpm_flow.group_owner")
        wizards = self.env["bpm.flow.migrate.wizard"].with_user(other)
        values = {
            "flow_id": self.process.id,
            "version_id": self.process.version_id.id,
            "instance_ids": [(6, 0, cases[0].ids)],
        }
        with self.refused(AccessError):
            wizards.create(values).action_apply()

    def test_publishing_leads_there(self):
        cases = self._cases(1)
        self.process.with_user(self.owner).action_new_draft()
        action = self.process.with_user(self.owner).action_publish_wizard()
        wizards = self.env[action["res_model"]].with_user(self.owner)
        wizard = wizards.with_context(**action["context"]).create({})
        dialog = self._dialog(wizard.action_apply_and_migrate())
        self.assertEqual(dialog.can_count, 1)
        dialog.save().action_apply()
        self.assertEqual(cases.version_id.number, 2)
