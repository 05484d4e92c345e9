from datetime import timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .connected_case import ConnectedCase
from .process_words import approval, build, end, task, wait


@tagged("post_install", "-at_install")
class TestTwoAtOnce(ConnectedCase):
    """Two real connections at the same moment, with committed rows of their own."""

    def _make_world(self, env):
        seller = env.ref("sales_team.group_sale_salesman_all_leads")
        users = env["res.users"].create(
            [
                {
                    "name": name,
                    "login": f"bpm_two_{name}",
                    "group_ids": [(6, 0, seller.ids)],
                    "notification_type": "inbox",
                    "tz": "UTC",
                }
                for name in ("Ann", "Ben")
            ]
        )
        self.ann, self.ben = users.ids
        flow = env["bpm.flow"].create({"name": "Two at once"})
        build(
            flow.draft_id,
            {
                "call": task(users, ["Reached", "No answer"]),
                "after": task(users),
                "pause": wait("1 minutes"),
            },
        )
        flow.draft_id.action_publish()
        lead = env["crm.lead"].create({"name": "Wanted by two"})
        case = flow.start(lead)
        self.flow_id, self.lead_id, self.case_id = flow.id, lead.id, case.id
        self.task_id = case.open_task_ids.id

    def _unmake_world(self):
        with self._connection() as env:
            env.cr.execute(
                "DELETE FROM bpm_flow_visa WHERE instance_id IN "
                "(SELECT id FROM bpm_flow_instance WHERE flow_id = %s)",
                [self.flow_id],
            )
            for table in ("job", "log"):
                env.cr.execute(
                    f"DELETE FROM bpm_flow_{table} WHERE flow_id = %s",  # noqa: S608
                    [self.flow_id],
                )
            env["mail.activity"].with_context(active_test=False).search(
                [("res_model", "=", "crm.lead"), ("res_id", "=", self.lead_id)]
            ).unlink()
            for table in ("task", "instance"):
                env.cr.execute(
                    f"DELETE FROM bpm_flow_{table} WHERE flow_id = %s",  # noqa: S608
                    [self.flow_id],
                )
            env.invalidate_all()
            env["crm.lead"].browse(self.lead_id).unlink()
            env["bpm.flow"].browse(self.flow_id).unlink()
            users = env["res.users"].browse([self.ann, self.ben])
            partners = users.partner_id
            users.unlink()
            partners.unlink()
            cron = env.ref("crm_bpm_flow.ir_cron_run_due")
            env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]).unlink()

    def _task(self, env):
        return env["bpm.flow.task"].browse(self.task_id)

    # ------------------------------------------------------------------
    # Two people
    # ------------------------------------------------------------------
    def test_of_two_who_finish_a_task_one_wins_and_the_other_reads_who(self):
        answer = self._meanwhile(
            lambda env: self._task(env).complete("reached"),
            lambda env: self._task(env).complete("no answer"),
        )
        self.assertIsInstance(answer, UserError)
        self.assertIn("“Call” was already finished by Ann", str(answer))
        with self._connection() as env:
            case = env["bpm.flow.instance"].browse(self.case_id)
            self.assertEqual(self._task(env).outcome, "reached")
            self.assertEqual(case.walked(), {"start": 1, "call": 1})
            self.assertEqual(len(case.open_task_ids), 1, "nothing happens twice")
            self.assertEqual(env["bpm.flow.log"].verify(case.ids), [])

    def test_two_approvers_at_once_close_the_step_once(self):
        with self._connection() as env:
            people = env["res.users"].browse([self.ann, self.ben])
            flow = env["bpm.flow"].browse(self.flow_id)
            flow.action_new_draft()
            steps = {
                "agree": approval(people, {"rejected": "lost"}),
                "sign": task(people, then="won"),
                "won": end("goal"),
                "lost": end("failure"),
            }
            build(flow.draft_id, steps)
            flow.draft_id.action_publish()
            env["bpm.flow.instance"].browse(self.case_id).action_cancel("Another one")
            case = flow.start([self.lead_id])
            tasks = {t.user_id.id: t.id for t in case.open_task_ids}
            case_id = case.id

        def agree(user_id):
            return lambda env: (
                env["bpm.flow.task"].browse(tasks[user_id]).complete("approved")
            )

        self.assertIs(self._meanwhile(agree(self.ann), agree(self.ben)), True)
        with self._connection() as env:
            case = env["bpm.flow.instance"].browse(case_id)
            self.assertEqual(case.walked()["agree"], 1)
            self.assertEqual(len(case.open_task_ids), 1, "it is signed once")
            self.assertEqual(len(case.visa_ids), 2)
            self.assertEqual(case.visa_ids.filtered("result").result, "approved")
            self.assertEqual(env["bpm.flow.log"].verify(case.ids), [])

    def test_of_two_who_take_a_task_one_has_it(self):
        answer = self._meanwhile(
            lambda env: self._task(env).action_claim(),
            lambda env: self._task(env).action_claim(),
        )
        self.assertIn("“Call” is taken by Ann", str(answer))
        with self._connection() as env:
            self.assertEqual(self._task(env).user_id.id, self.ann)
            self.assertEqual(self._task(env).activity_ids.user_id.id, self.ann)

    def test_cancelling_and_finishing_at_once(self):
        def cancel(env):
            env["bpm.flow.instance"].sudo().browse(self.case_id).action_cancel("Enough")

        answer = self._meanwhile(
            cancel, lambda env: self._task(env).complete("reached")
        )
        self.assertIn("not needed any more", str(answer))

    def test_two_who_write_a_reason_of_delay_both_stand_in_the_journal(self):
        def because(text):
            return lambda env: self._task(env).write({"delay_reason": text})

        self.assertIs(self._meanwhile(because("Ill"), because("Away")), True)
        with self._connection() as env:
            rows = env["bpm.flow.log"].search([("instance_id", "=", self.case_id)])
            said = [r.data["text"] for r in rows if r.kind == "delay_reason"]
            self.assertEqual(sorted(said), ["Away", "Ill"])
            self.assertEqual(env["bpm.flow.log"].verify([self.case_id]), [])

    # ------------------------------------------------------------------
    # Another version
    # ------------------------------------------------------------------
    def _next_version(self, steps=("call", "after")):
        with self._connection() as env:
            flow = env["bpm.flow"].browse(self.flow_id)
            flow.action_new_draft()
            people = env["res.users"].browse([self.ann, self.ben])
            build(
                flow.draft_id,
                {key: task(people, ["Reached", "No answer"]) for key in steps},
            )
            flow.draft_id.action_publish()
            self.version_id = flow.version_id.id

    def _migrate(self, env):
        cases = env["bpm.flow.instance"].sudo().browse(self.case_id)
        return cases.migrate(self.version_id)

    def test_a_task_is_finished_while_its_case_goes_over(self):
        self._next_version()
        answer = self._meanwhile(
            self._migrate, lambda env: self._task(env).complete("reached")
        )
        self.assertNotIsInstance(answer, UserError)
        with self._connection() as env:
            case = env["bpm.flow.instance"].browse(self.case_id)
            self.assertEqual(case.version_id.id, self.version_id)
            self.assertEqual(case.open_task_ids.node_id.bpmn_id, "after")
            self.assertEqual(case.open_task_ids.node_id.version_id, case.version_id)
            self.assertEqual(case.walked(), {"start": 1, "call": 1})
            self.assertEqual(env["bpm.flow.log"].verify(case.ids), [])

    def test_a_case_goes_over_while_its_task_is_finished(self):
        self._next_version(["call"])
        answer = self._meanwhile(
            lambda env: self._task(env).complete("reached"), self._migrate
        )
        self.assertIn("“After”, which is not there any more", str(answer))
        with self._connection() as env:
            case = env["bpm.flow.instance"].browse(self.case_id)
            self.assertEqual(case.version_id.number, 1)
            self.assertEqual(case.open_task_ids.node_id.bpmn_id, "after")

    def test_many_go_over_but_the_one_that_somebody_holds_waits(self):
        self._next_version()
        with (
            patch("odoo.addons.crm_bpm_flow.models.bpm_flow_migration_run.AT_ONCE", 0),
            self._connection() as env,
        ):
            case = env["bpm.flow.instance"].browse(self.case_id)
            run = case.migrate_in_background(self.version_id)
            run_id = run.id
        with self._connection() as env:
            env["bpm.flow.instance"].browse(self.case_id)._lock()
            with self._connection() as other:
                run = other["bpm.flow.migration"].browse(run_id)
                run._cron_migrate()
                self.assertEqual((run.state, run.progress), ("running", 0))
        with self._connection() as env:
            run = env["bpm.flow.migration"].browse(run_id)
            run._cron_migrate()
            self.assertEqual((run.state, run.gone_count), ("done", 1))
            crons = env.ref("crm_bpm_flow.ir_cron_migrate")
            env["ir.cron.trigger"].search([("cron_id", "in", crons.ids)]).unlink()

    # ------------------------------------------------------------------
    # The scheduler
    # ------------------------------------------------------------------
    def _wait_begins(self):
        with self._connection() as env:
            case = env["bpm.flow.instance"].browse(self.case_id)
            case.open_task_ids.complete("reached")
            case.open_task_ids.complete()
            case.job_ids.date_due = fields.Datetime.now() - timedelta(minutes=5)

    def _run_due(self, env):
        env["bpm.flow.job"].with_user(SUPERUSER_ID)._cron_run_due()

    def test_the_scheduler_passes_over_a_case_that_somebody_holds(self):
        self._wait_begins()
        with self._connection() as env:
            env["bpm.flow.instance"].browse(self.case_id)._lock()
            with self._connection() as other:
                self._run_due(other)
                case = other["bpm.flow.instance"].browse(self.case_id)
                self.assertEqual((case.state, len(case.job_ids)), ("running", 1))
        with self._connection() as env:
            self._run_due(env)
            case = env["bpm.flow.instance"].browse(self.case_id)
            self.assertEqual((case.state, len(case.job_ids)), ("done", 0))

    def test_a_scheduler_that_is_killed_loses_nothing(self):
        self._wait_begins()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self._run_due(env)
            env.flush_all()
            cr.rollback()
        with self._connection() as env:
            case = env["bpm.flow.instance"].browse(self.case_id)
            self.assertEqual((case.state, len(case.job_ids)), ("running", 1))
            self._run_due(env)
            self.assertEqual((case.state, case.walked()["pause"]), ("done", 1))

    def test_two_schedulers_fire_a_timer_once(self):
        self._wait_begins()
        with self._connection() as one, self._connection() as two:
            self._run_due(one)
            one.flush_all()
            self._run_due(two)
            two.flush_all()
        with self._connection() as env:
            case = env["bpm.flow.instance"].browse(self.case_id)
            self.assertEqual((case.state, case.walked()["pause"]), ("done", 1))
            self.assertEqual(env["bpm.flow.log"].verify(case.ids), [])
