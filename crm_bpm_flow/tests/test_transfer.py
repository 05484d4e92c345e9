"""A process moves to another database with all that it needs, in one file."""

from odoo.exceptions import UserError
from odoo.fields import Command

from ..library import PROCESSES
from .bpmn.schema import mistakes
from .process_words import auto, code
from .rich_process import RichCase
from .table_words import plain
from .transfer_case import TransferCase


class TestTransfer(TransferCase, RichCase):
    maxDiff = None

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("de_DE")
        self.calendar = self.env["resource.calendar"].create({"name": "Night shift"})
        self.template = self.env["mail.template"].create(
            {
                "name": "Rich mail",
                "subject": "Your request",
                "body_html": "<p>We are at it.</p>",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
            }
        )
        self.stage = self.env["crm.stage"].create({"name": "Rich stage"})
        self.team = self.env["crm.team"].create({"name": "Rich team"})
        self._fill()

    def _fill(self):
        """Everything that a process can have besides steps and ways."""
        step = self.step
        step(self.process, "pause").write(
            {"deadline_calendar": "named", "calendar_id": self.calendar.id}
        )
        actions = self.env["ir.actions.server"].with_user(self.owner)
        mark = step(self.process, "mark")
        actions.create(
            [
                {
                    "name": "Write to them",
                    "state": "mail_post",
                    "template_id": self.template.id,
                    "bpm_node_id": mark.id,
                },
                {
                    "name": "Move on",
                    "state": "object_write",
                    "update_path": "stage_id",
                    "evaluation_type": "value",
                    "resource_ref": f"crm.stage,{self.stage.id}",
                    "value": str(self.stage.id),
                    "bpm_node_id": mark.id,
                },
            ]
        )
        look = self.draft.transition_ids.filtered(
            lambda way: way.target_id.bpmn_id == "lost"
        )
        look.domain = repr([("stage_id", "in", [self.stage.id])])
        call = step(self.process, "call")
        call.with_context(lang="de_DE").name = "Anrufen"
        call.outcome_ids[0].with_context(lang="de_DE").name = "Erreicht"
        self.rule(
            self.process,
            "on_stage_set",
            value_id=self.stage.id,
            domain="[('priority', '=', '3')]",
        )
        self.process.restart_guard = "ever"
        self._fill_approval()
        self._fill_decision()

    def _fill_approval(self):
        """An approval by a role, by a person of the record, and one with files."""
        role = self.draft.role_ids.filtered(lambda r: r.name == "Callers")
        inside = self.step(self.process, "inside")
        inside.write(
            {
                "is_approval": True,
                "user_ids": [Command.clear()],
                "approval_rule": "count",
                "approval_count": 2,
                "approval_reject": False,
            }
        )
        fields = self.env["ir.model.fields"]
        ground = fields._get("crm.lead", "expected_revenue")
        self.env["bpm.flow.approver"].create(
            [
                {"node_id": inside.id, "sequence": 1, "role_id": role.id},
                {
                    "node_id": inside.id,
                    "sequence": 2,
                    "user_field": "user_id",
                    "use_manager": True,
                    "has_own_ground": True,
                    "with_files": True,
                    "field_ids": [Command.set(ground.ids)],
                },
                {
                    "node_id": inside.id,
                    "sequence": 3,
                    "team_ids": [Command.set(self.team.ids)],
                    "user_ids": [Command.set(self.worker.ids)],
                },
            ]
        )

    def _fill_decision(self):
        rule = self.step(self.process, "mark").copy(
            {"version_id": self.draft.id, "bpmn_id": "rule", "name": "How much off"}
        )
        rule.action_ids.unlink()
        way = self.step(self.process, "mark").outgoing_ids
        self.env["bpm.flow.transition"].create(
            {"source_id": rule.id, "target_id": way.target_id.id}
        )
        way.target_id = rule
        decisions = self.env["bpm.flow.decision"]
        need = decisions.create(
            {
                "version_id": self.draft.id,
                "name": "Kind of client",
                "code": "client_kind",
                "table": plain("expected_revenue -> kind", ">= 10 -> 'Gold'"),
            }
        )
        rule.write(
            {
                "kind": "businessRuleTask",
                "decision_result": "off",
                "decision_id": decisions.create(
                    {
                        "version_id": self.draft.id,
                        "name": "Discount",
                        "hit_policy": "first",
                        "need_ids": [Command.set(need.ids)],
                        "table": plain("kind -> discount", "'Gold' -> 5", "- -> 0"),
                    }
                ).id,
            }
        )

    def test_approvers_and_tables_come_again(self):
        xml = self._export()
        self._leave(self.process)
        page = self._import(xml)
        again = page.flow_ids.draft_id
        self.assertEqual(self._asked(page, "missing", "not_allowed"), [])
        inside = self.step(again.flow_id, "inside")
        self.assertEqual((inside.approval_rule, inside.approval_count), ("count", 2))
        first, second, third = inside.approver_ids
        self.assertEqual(first.role_id.name, "Callers")
        self.assertEqual(first.role_id.version_id, again)
        self.assertEqual((second.user_field, second.use_manager), ("user_id", True))
        self.assertEqual(second.field_ids.name, "expected_revenue")
        self.assertTrue(second.with_files)
        self.assertEqual(third.team_ids, self.team)
        decision = self.step(again.flow_id, "rule").decision_id
        self.assertEqual((decision.name, decision.hit_policy), ("Discount", "first"))
        self.assertEqual(decision.version_id, again)
        self.assertEqual(len(decision.table["rules"]), 2)
        self.assertEqual(decision.need_ids.name, "Kind of client")
        self.assertEqual(decision.need_ids.version_id, again)

    def test_everything_comes_again(self):
        xml = self._export()
        self.assertEqual(mistakes(xml), [])
        self._leave(self.process)
        page = self._import(xml)
        again = page.flow_ids.draft_id
        self.assertEqual(self._asked(page, "missing", "not_allowed"), [])
        self.assertEqual(self._export(again), xml)
        actions = again.sudo().node_ids.action_ids
        fields = actions.update_field_id.mapped("name")
        self.assertEqual(sorted(fields), ["description", "stage_id"])
        names = actions.mapped("name")
        self.assertEqual(sorted(names), ["Move on", "Write to them", "mark"])
        self.assertEqual(self.step(again.flow_id, "pause").calendar_id, self.calendar)
        same = self.step(again.flow_id, "again").same_as_node_id
        self.assertEqual(same, self.step(again.flow_id, "call"))
        self.assertEqual(len(same.reminder_ids), 2)
        self.assertEqual(same.with_context(lang="de_DE").name, "Anrufen")
        self.assertEqual(again.flow_id.restart_guard, "ever")
        start = again.flow_id.start_ids
        self.assertEqual(
            (start.trigger, start.value_id), ("on_stage_set", self.stage.id)
        )

    def test_every_process_of_the_library_comes_again(self):
        for row in self.env["bpm.flow.library"].search([]).with_user(self.admin):
            if row.code not in PROCESSES:
                continue
            with self.subTest(row.code):
                flow = row._install()
                xml = self._export(flow.draft_id, self.admin)
                self._leave(flow.sudo())
                page = self._import(xml, self.admin)
                again = page.flow_ids
                self.assertEqual(self._export(again.draft_id, self.admin), xml)
                asked = page.line_ids.filtered(lambda line: line.verdict == "decide")
                self.assertEqual(asked.mapped("message"), [])

    def test_what_is_not_here_is_asked_about(self):
        xml = self._export()
        self._leave(self.process)
        self.stage.name, self.calendar.name = "Another stage", "Another time"
        self.template.name = "Another mail"
        self.worker.login = "somebody"
        page = self._import(xml)
        flow = page.flow_ids
        missing = {
            (element, args["ref"]["model"], args["ref"]["name"])
            for element, _code, args in self._asked(page, "missing")
        }
        way = self.draft.transition_ids.filtered(
            lambda way: way.target_id.bpmn_id == "lost"
        )
        self.assertEqual(
            missing,
            {
                ("Callers", "res.users", "bpm_worker"),
                ("Who did it", "res.users", "bpm_worker"),
                ("inside", "res.users", "bpm_worker"),
                ("pause", "resource.calendar", "Night shift"),
                ("mark", "crm.stage", "Rich stage"),
                ("Rich", "crm.stage", "Rich stage"),
                (way.bpmn_id, "crm.stage", "Rich stage"),
            }
            - {("Rich", "crm.stage", "Rich stage")}
            | {(flow.code, "crm.stage", "Rich stage")},
        )
        mark = [
            c for e, c, _a in self._asked(page, "missing", "no_action") if e == "mark"
        ]
        self.assertEqual(mark, ["missing"])
        # The template travels: it is made anew where it is missing.
        made = flow.draft_id.sudo().node_ids.action_ids.template_id
        self.assertEqual((made.name, made.subject), ("Rich mail", "Your request"))
        self.assertNotEqual(made, self.template)
        answers = {
            "res.users": self.worker,
            "resource.calendar": self.calendar,
            "crm.stage": self.stage,
        }
        for line in page.line_ids.filtered(lambda line: line.code == "missing"):
            self.assertIn("is not here", line.message)
            self.assertEqual(line.state, "open")
            line.is_everywhere = False
            line.answer_id = answers[line.answer_model].id
            line.action_answer()
            line.invalidate_recordset()
            self.assertEqual(line.state, "settled")
        self.stage.name, self.calendar.name = "Rich stage", "Night shift"
        self.worker.login = "bpm_worker"
        self.template.unlink()
        self.assertEqual(self._export(flow.draft_id), xml)

    def test_what_several_places_name_is_chosen_once(self):
        xml = self._export()
        self._leave(self.process)
        self.worker.login = "somebody"
        self.stage.name = "Another stage"
        page = self._import(xml)
        lines = page.line_ids.filtered(lambda line: line.code == "missing")
        people = lines.filtered(lambda line: line.answer_model == "res.users")
        self.assertEqual(people.mapped("alike_count"), [2, 2, 2])
        people[0].answer_id = self.worker.id
        people[0].action_answer()
        lines.invalidate_recordset()
        self.assertEqual(people.mapped("state"), ["settled"] * 3)
        self.assertEqual(set((lines - people).mapped("state")), {"open"})
        self.assertEqual(people.mapped("alike_count"), [0, 0, 0])

    def test_fields_that_are_not_here_are_asked_about(self):
        xml = self._export()
        self._leave(self.process)
        xml = xml.replace(">phone<", ">x_line<")
        page = self._import(xml)
        (line,) = page.line_ids.filtered(lambda line: line.code == "missing")
        self.assertEqual((line.element, line.answer_model), ("call", "ir.model.fields"))
        self.assertIn("x_line", line.message)
        field = self.env["ir.model.fields"]._get("crm.lead", "city")
        line.answer_id = field.id
        line.action_answer()
        call_again = self.step(page.flow_ids, "call").sudo()
        self.assertEqual(call_again.required_field_ids, field)

    def test_conditions_on_fields_that_are_not_here(self):
        look = self.draft.transition_ids.filtered(
            lambda way: way.target_id.bpmn_id == "lost"
        )
        look.domain = "[('x_rank', '=', '3')]"
        xml = self._export()
        self._leave(self.process)
        page = self._import(xml)
        asked = self._asked(page, "fields_gone")
        self.assertEqual(asked, [(look.bpmn_id, "fields_gone", {"names": "x_rank"})])

    def test_nobody_gains_rights_by_importing(self):
        flow = self.flow(
            "Lent",
            publish=False,
            mark=auto(
                {**code("record.name"), "name": "Compute"},
                {"name": "Ask", "state": "webhook", "webhook_url": "https://x.test"},
            ),
        )
        hidden = self._export(flow.draft_id)
        self.assertNotIn("record.name", hidden)
        self.assertNotIn("x.test", hidden)
        xml = self._export(flow.draft_id, self.admin)
        self.assertIn("x.test", xml)
        self._leave(flow)
        page = self._import(xml)
        again = page.flow_ids
        self.assertFalse(again.draft_id.sudo().node_ids.action_ids)
        told = [args["name"] for _e, _c, args in self._asked(page, "not_allowed")]
        self.assertEqual(sorted(told), ["Ask", "Compute"])
        found = [f["code"] for f in again.draft_id.check()]
        self.assertIn("left_out", found)
        self.assertNotIn("x.test", str(again.draft_id.sudo().node_ids.mapped("source")))
        self._leave(again.sudo())
        by_admin = self._import(xml, self.admin).flow_ids
        actions = by_admin.draft_id.sudo().node_ids.action_ids
        self.assertEqual(sorted(actions.mapped("state")), ["code", "webhook"])

    def test_a_webhook_start_is_for_administrators(self):
        start = self.rule(self.process)
        start.sudo().trigger = "on_webhook"
        xml = self._export()
        self._leave(self.process)
        page = self._import(xml)
        self.assertEqual(page.flow_ids.start_ids.mapped("trigger"), ["on_stage_set"])
        self.assertEqual(len(self._asked(page, "not_allowed")), 1)

    def test_readers_get_no_more_than_the_map_and_settings(self):
        self.draft.with_user(self.owner).action_publish()
        xml = self._export(self.process.version_id, self.mate)
        for secret in ("Your request", "Write to them", "Rich stage", "on_stage_set"):
            self.assertNotIn(secret, xml)

    def test_an_answer_is_needed_and_checked(self):
        xml = self._export()
        self._leave(self.process)
        self.stage.name = "Another stage"
        page = self._import(xml)
        line = page.line_ids.filtered(lambda line: line.code == "missing")[:1]
        with self.refused(UserError, "Choose one first"):
            line.action_answer()
        line.answer_id = 10**9
        with self.refused(UserError, "Choose one first"):
            line.action_answer()
