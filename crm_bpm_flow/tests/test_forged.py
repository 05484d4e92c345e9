from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from .approval_words import approver
from .common import end, task
from .drawn_case import DrawnCase
from .process_words import approval, auto, code, write


class TestForged(DrawnCase):
    """Rows that only the engine or an administrator makes are not forged."""

    def test_no_version_is_forged(self):
        versions = self.env["bpm.flow.version"].with_user(self.owner)
        values = {
            "flow_id": self.process.id,
            "number": 9,
            "state": "published",
            "published_by_id": self.admin.id,
        }
        other = self.flow("Other").version_id
        flow = self.process.with_user(self.owner)
        for act in (
            lambda: versions.create(values),
            lambda: flow.write({"version_ids": [Command.create(values)]}),
            lambda: flow.write({"version_id": other.id}),
            lambda: flow.create({"name": "x", "version_id": other.id}),
            lambda: flow.draft_id.write({"published_by_id": self.admin.id}),
            lambda: flow.draft_id.copy({"state": "published"}),
        ):
            with self.refused(UserError):
                act()

    def test_no_automation_rule_is_taken_over(self):
        foreign = self.env["base.automation"].create(
            {
                "name": "Foreign",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "trigger": "on_create",
            }
        )
        start = self.rule(self.process).with_user(self.owner)
        with self.refused(AccessError):
            start.automation_id = foreign
        with self.refused(AccessError):
            start.create(
                {
                    "flow_id": self.process.id,
                    "name": "x",
                    "automation_id": foreign.id,
                }
            )
        for act in (
            lambda: foreign.with_user(self.owner).write({"name": "Mine"}),
            lambda: foreign.with_user(self.owner).read(["name"]),
            lambda: foreign.with_user(self.owner).create({"name": "x"}),
        ):
            with self.refused(AccessError):
                act()

    def test_other_people_s_server_actions_are_out_of_reach(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Foreign",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                **code("record.write({'name': 'Changed'})"),
            }
        )
        for act in (
            lambda: action.with_user(self.owner).write({"name": "Mine"}),
            lambda: action.with_user(self.owner).unlink(),
            lambda: action.with_user(self.owner).read(["name"]),
            lambda: action.with_user(self.owner).write({"bpm_node_id": self.mark.id}),
        ):
            with self.refused(AccessError):
                act()

    @mute_logger("odoo.addons.base.models.ir_actions")
    def test_an_action_of_a_step_is_run_by_its_process_only(self):
        action = self._draw(**write("name", "Changed"))
        foreign = self.env["res.partner"].search([], limit=1)
        for model, record_id in (("crm.lead", self.lead.id), ("x", foreign.id)):
            forged = {
                "active_model": model,
                "active_id": record_id,
                "active_ids": [record_id],
                "bpm_cases": [1],
                "bpm_outcomes": {},
                "bpm_batch": [],
            }
            for user in (self.owner, self.worker, self.stranger):
                with self.refused(AccessError):
                    action.with_user(user).with_context(**forged).run()
        self.assertEqual(self.lead.name, "Fifty chairs")

    @mute_logger("odoo.addons.base.models.ir_actions")
    def test_a_start_action_starts_only_on_what_one_may_work_on(self):
        flow = self.flow("Target", restart_guard="none")
        action = self.env["ir.actions.server"].create(
            {
                "name": "Start it",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "state": "bpm_start",
                "bpm_flow_id": flow.id,
            }
        )
        for model in ("crm.lead", "res.partner"):
            context = {
                "active_model": model,
                "active_id": self.lead.id,
                "active_ids": self.lead.ids,
            }
            with self.env.cr.savepoint():
                try:
                    action.with_user(self.stranger).with_context(**context).run()
                except AccessError:
                    continue
        self.assertFalse(self.cases_of(flow))
        context["active_model"] = "crm.lead"
        action.with_user(self.worker).with_context(**context).run()
        self.assertEqual(self.cases_of(flow).user_id, self.worker)

    def test_one_does_not_write_a_case_or_its_rows(self):
        case = self.start(self.flow("Other", call=task(self.worker, within="1 hours")))
        rows = (
            (case, {"state": "done"}),
            (case, {"variables": {"a": 1}}),
            (case.open_task_ids, {"user_ids": [Command.clear()]}),
            (case.open_task_ids, {"date_deadline": False}),
            (case.log_ids, {"data": {}}),
            (self._failing().incident_ids, {"date_due": False, "retry_id": False}),
            (self.env["bpm.flow.fault"].search([]), {"is_open": False}),
            (self._retry(case), {"total": 7}),
            (self._held(case), {"is_released": True}),
            (case, {"chain": False}),
        )
        for user in (self.worker, self.owner, self.admin):
            for record, values in rows:
                with self.refused(UserError):
                    record.with_user(user).write(values)
                with self.refused(UserError):
                    record[:1].with_user(user).unlink()
                with self.refused(UserError):
                    record.with_user(user).create(values)

    def test_no_decision_and_no_approver_is_forged(self):
        flow = self.flow(
            approve=approval(
                self.env["res.users"],
                {"rejected": "end"},
                approvers=[approver(self.worker), approver(self.mate)],
            ),
            end=end("goal"),
        )
        case = self.start(flow)
        case.open_task_ids.filtered(lambda t: self.worker in t.user_ids).with_user(
            self.worker
        ).complete("approved")
        visa, line = case.visa_ids, self.step(flow, "approve").approver_ids[0]
        forged = {
            **visa._kept_vals(case.open_task_ids.token, 1),
            "user_id": self.mate.id,
            "seat": case.open_task_ids.seat,
        }
        for user in (self.worker, self.owner, self.admin):
            decisions, lines = visa.with_user(user), line.with_user(user)
            for act in (
                lambda rows=decisions: rows.create(forged),
                lambda rows=decisions: rows.write({"act": "rejected"}),
                lambda rows=decisions: rows.unlink(),
                lambda rows=lines: rows.write({"user_ids": [Command.clear()]}),
                lambda rows=lines: rows.create({"node_id": line.node_id.id}),
                lambda rows=lines: rows.unlink(),
            ):
                with self.refused(UserError):
                    act()
        self.assertEqual(case.open_task_ids.user_ids, self.mate)

    def _failing(self):
        flow = self.flow("Fails", mark=auto(code("raise UserError('No paper left')")))
        case = self.start(flow, self.leads(1))
        self.run_due()
        return case

    def _held(self, case):
        values = {"flow_id": case.flow_id.id, "res_model": "crm.lead"}
        return self.env["bpm.flow.held"].create(values)

    def _retry(self, case):
        values = {"flow_id": case.flow_id.id, "user_id": self.owner.id, "total": 1}
        return self.env["bpm.flow.retry"].create(values)

    def test_nobody_says_that_the_owner_knows_of_a_fault_already(self):
        fails = auto(code("raise UserError('No paper left')"))
        case = self.start(self.flow("Fails", call=task(self.worker), mark=fails))
        place = [case.id, self.step(case.flow_id, "mark").id]
        forged = {"bpm_retry": [place, 5], "bpm_actor": self.admin.id}
        tasks = case.open_task_ids.with_user(self.worker)
        tasks.with_context(**forged).complete()
        incident = case.incident_ids
        self.assertEqual((incident.attempt, incident.is_owner_told), (1, False))
