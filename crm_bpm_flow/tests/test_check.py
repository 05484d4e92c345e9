from odoo.fields import Command

from .check_case import CheckCase
from .common import end, task
from .process_words import Step, auto, choice, limit, wait


class TestCheck(CheckCase):
    """What the checker says of a draft, and at which step."""

    def test_a_clean_process(self):
        self.assertEqual(self._found(call=task(self.worker)), set())

    def test_no_start_and_no_end(self):
        flow = self.flow(publish=False, call=task(self.worker))
        flow.draft_id.node_ids.filtered(lambda n: n.kind != "userTask").unlink()
        codes = {code for code, _element in self._found(flow)}
        self.assertLessEqual({"no_start", "no_end"}, codes)

    def test_more_than_one_start(self):
        codes = {
            code
            for code, _element in self._found(
                call=task(self.worker, then="end"),
                other=Step("startEvent", {}, "end"),
                end=end(),
            )
        }
        self.assertIn("several_starts", codes)

    def test_a_step_nobody_comes_to(self):
        self._assert_found(
            "unreachable",
            "lost",
            call=task(self.worker, then="end"),
            lost=task(self.worker, then="end"),
            end=end(),
        )

    def test_a_step_without_a_way_out(self):
        flow = self.flow(publish=False, call=task(self.worker))
        self.step(flow, "call").outgoing_ids.unlink()
        self._assert_found("dead_end", "call", flow, "warning")

    def test_an_outcome_that_leads_nowhere(self):
        flow = self.flow(publish=False, call=task(self.worker, ["Reached", "Busy"]))
        self.step(flow, "call").outgoing_ids[1].unlink()
        self._assert_found("outcome_without_flow", "call", flow)

    def test_a_choice_whose_conditions_may_all_fail(self):
        self._assert_found(
            "no_default",
            "look",
            severity="warning",
            look=choice(([("priority", "=", "3")], "end")),
            end=end(),
        )

    def test_nobody_is_responsible(self):
        self._assert_found("nobody", "call", call=task())

    def test_somebody_through_a_role_is_somebody(self):
        flow = self.flow(publish=False, call=task())
        role = self.env["bpm.flow.role"].create(
            {
                "version_id": flow.draft_id.id,
                "name": "R",
                "user_ids": [Command.set(self.worker.ids)],
            }
        )
        self.step(flow, "call").role_id = role
        self.assertEqual(self._found(flow), set())
        role.user_ids = [Command.clear()]
        self._assert_found("nobody", "call", flow)

    def test_a_field_that_does_not_exist(self):
        self._assert_found("no_field", "call", call=task(user_field="x_boss_id"))
        self._assert_found(
            "no_field", "call", call=task(user_field="partner_id.x_boss")
        )
        self._assert_found(
            "no_field",
            "look_end_1",
            look=choice(([("x_size", ">", 1)], "end"), otherwise="end"),
            end=end(),
        )
        self._assert_found(
            "no_field",
            "look_end_1",
            look=choice(([("partner_id.x_size", ">", 1)], "end"), otherwise="end"),
            end=end(),
        )
        self._assert_found(
            "no_field",
            "call",
            call=task(self.worker, deadline_from="field", deadline_field="x_date"),
        )

    def test_a_wait_without_a_time(self):
        self._assert_found("no_time", "pause", pause=wait())
        self._assert_found(
            "no_time",
            "late",
            call=task(self.worker),
            late=limit("call", then="end"),
            end=end(),
        )

    def test_a_time_limit_that_leads_nowhere(self):
        flow = self.flow(
            publish=False,
            call=task(self.worker, then="end"),
            late=limit("call", "1 hours", "end"),
            end=end(),
        )
        self.step(flow, "late").outgoing_ids.unlink()
        self._assert_found("boundary_without_flow", "late", flow)

    def test_a_time_limit_that_belongs_to_no_step(self):
        flow = self.flow(
            publish=False,
            call=task(self.worker, then="end"),
            late=limit("call", "1 hours", "end"),
            end=end(),
        )
        self.step(flow, "late").attached_to_id = False
        codes = {code for code, element in self._found(flow) if element == "late"}
        self.assertTrue(codes)

    def test_deadlines(self):
        self._assert_found(
            "no_date",
            "call",
            call=task(self.worker, within="1 days", deadline_from="field"),
        )
        self._assert_found("negative", "call", call=task(self.worker, within="-1 days"))
        self._assert_found(
            "no_calendar",
            "call",
            call=task(self.worker, within="1 days", deadline_calendar="named"),
        )
        flow = self.flow(publish=False, call=task(self.worker))
        self.step(flow, "call").reminder_ids = [Command.create({})]
        self._assert_found("no_deadline", "call", flow)

    def test_a_reminder_to_a_role_that_is_nobody(self):
        flow = self.flow(publish=False, call=task(self.worker, within="1 days"))
        version = flow.draft_id
        role = self.env["bpm.flow.role"].create(
            {"version_id": version.id, "name": "Boss"}
        )
        values = {"moment": "after", "action": "reassign", "role_id": role.id}
        self.step(flow, "call").reminder_ids = [Command.create(values)]
        self._assert_found("reminder_nobody", "call", flow)
        role.is_owner = True
        codes = [finding["code"] for finding in version.check()]
        self.assertNotIn("reminder_nobody", codes)

    def test_a_target_that_is_not_installed(self):
        flow = self.flow(publish=False, call=task(self.worker))
        self.env.cr.execute(
            "UPDATE bpm_flow SET res_model = 'x.gone' WHERE id = %s", [flow.id]
        )
        self.env.invalidate_all()
        self._assert_found("no_model", False, flow)

    def test_errors_come_first(self):
        flow = self.flow(publish=False, mark=auto(), call=task())
        severities = [f["severity"] for f in flow.draft_id.check()]
        self.assertEqual(severities, ["error", "warning"])

    def test_the_button_says_it_too(self):
        flow = self.flow(publish=False, call=task())
        params = flow.draft_id.action_check()["params"]
        self.assertEqual(params["type"], "warning")
        self.assertIn("nobody is responsible", params["message"])
        good = self.flow(publish=False).draft_id.action_check()["params"]
        self.assertEqual(good["type"], "success")
