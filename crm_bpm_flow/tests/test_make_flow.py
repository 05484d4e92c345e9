"""Automation rules and activity plans of Odoo become drafts of processes."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import FlowCase


class TestMakeFlow(FlowCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stage = cls.env["crm.stage"].create({"name": "Offer sent"})
        cls.lead_model = cls.env["ir.model"]._get("crm.lead")

    def _rule(self, trigger="on_stage_set", actions=(), **values):
        rule = self.env["base.automation"].create(
            {
                "name": "Offers",
                "model_id": self.lead_model.id,
                "trigger": trigger,
                **values,
            }
        )
        common = {"model_id": self.lead_model.id, "usage": "base_automation"}
        common["base_automation_id"] = rule.id
        self.env["ir.actions.server"].create([{**common, **row} for row in actions])
        return rule

    def _make(self, source, user):
        action = source.with_user(user).action_bpm_make_flow()
        return self.env["bpm.flow.import"].browse(action["res_id"]).with_user(user)

    def _codes(self, page):
        return {line.code for line in page.line_ids if line.verdict == "decide"}

    def test_a_rule_becomes_a_process_that_works(self):
        rule = self._rule(
            trg_field_ref=self.stage.id,
            actions=[
                {
                    "name": "Note it",
                    "state": "object_write",
                    "update_path": "city",
                    "value": "Sent",
                    "sequence": 1,
                },
                {
                    "name": "Ask",
                    "state": "next_activity",
                    "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
                    "activity_summary": "Call the client",
                    "activity_user_type": "specific",
                    "activity_user_id": self.worker.id,
                    "activity_date_deadline_range": 2,
                    "activity_date_deadline_range_type": "days",
                    "sequence": 2,
                },
            ],
        )
        page = self._make(rule, self.admin)
        flow = page.flow_ids.sudo()
        kinds = [(node.kind, node.name) for node in flow.draft_id.node_ids]
        self.assertEqual(
            kinds[1:3],
            [("serviceTask", "Note it"), ("userTask", "Call the client")],
        )
        actions = rule.action_server_ids[:1] + self.step(flow, "step_1").action_ids
        self.assertEqual(actions.mapped("update_path"), ["city"] * 2)
        call = self.step(flow, "step_2")
        self.assertEqual(call.user_ids, self.worker)
        self.assertEqual((call.deadline_amount, call.deadline_unit), (2, "days"))
        self.assertEqual(flow.start_ids.value_id, self.stage.id)
        self.assertEqual(self._codes(page), {"rule_stays"})
        self.assertTrue(rule.active)
        self.assertFalse(flow.version_id)
        rule.active = False
        flow.draft_id.with_user(self.admin).action_publish()
        self.lead.stage_id = self.stage
        case = self.cases_of(flow, self.lead)
        self.assertEqual(case.incident_ids.mapped("error"), [])
        self.assertEqual(self.here(case), ["step_2"])
        self.assertEqual(self.lead.city, "Sent")
        self.assertEqual(case.open_task_ids.user_ids, self.worker)

    def test_what_no_start_can_do_is_told(self):
        rule = self._rule("on_unlink")
        page = self._make(rule, self.admin)
        self.assertFalse(page.flow_ids.start_ids)
        self.assertEqual(self._codes(page), {"rule_stays", "no_start"})

    def test_a_rule_of_a_process_is_one_already(self):
        start = self.rule(self.flow())
        with self.refused(UserError, "belongs to a process already"):
            self._make(start.automation_id, self.admin)

    def test_a_plan_becomes_tasks_beside_one_another(self):
        plan = self.env["mail.activity.plan"].create(
            {
                "name": "Welcome",
                "res_model": "crm.lead",
                "template_ids": [
                    Command.create(
                        {
                            "summary": "Call",
                            "responsible_type": "other",
                            "responsible_id": self.worker.id,
                            "delay_count": 1,
                            "delay_unit": "weeks",
                            "delay_from": "after_plan_date",
                            "note": "<p>Be kind</p>",
                        }
                    ),
                    Command.create(
                        {
                            "summary": "Send papers",
                            "responsible_type": "on_demand",
                            "delay_count": 3,
                            "delay_from": "before_plan_date",
                        }
                    ),
                ],
            }
        )
        page = self._make(plan, self.owner)
        flow = page.flow_ids.sudo()
        call, papers = (
            self.step(flow, f"task_{line.id}") for line in plan.template_ids
        )
        self.assertEqual(call.user_ids, self.worker)
        self.assertEqual((call.deadline_amount, call.deadline_unit), (7, "days"))
        self.assertEqual(call.deadline_from, "case")
        self.assertIn("Be kind", call.instruction)
        self.assertTrue(papers.is_owner)
        self.assertEqual(self._codes(page), {"owner", "before_date"})
        flow.draft_id.with_user(self.owner).action_publish()
        case = self.start(flow)
        self.assertEqual(len(case.open_task_ids), 2)

    def test_only_who_may(self):
        rule = self._rule("on_create")
        plan = self.env["mail.activity.plan"].create(
            {"name": "Plan", "res_model": "crm.lead"}
        )
        for source, user in (
            (rule, self.owner),
            (rule, self.worker),
            (plan, self.worker),
        ):
            with self.refused(AccessError):
                self._make(source, user)
        for name in ("base_automation_make_flow", "mail_activity_plan_make_flow"):
            action = self.env.ref(f"crm_bpm_flow.{name}_action")
            self.assertEqual(action.group_ids, self.env.ref("crm_bpm_flow.group_owner"))
