"""XPDL packages and templates of Bitrix24 come in by the same dialog and page."""

import base64
import zlib
from pathlib import Path

from odoo.exceptions import UserError
from odoo.fields import Command

from .bpmn.bitrix_words import EVERYTHING, MACHINE, NODES, php
from .common import FlowCase

FILES = Path(__file__).parent / "bpmn" / "files"


class TestImportKinds(FlowCase):
    def _import(self, name, raw):
        file = self.env["ir.attachment"].with_user(self.owner)
        file = file.create({"name": name, "datas": base64.b64encode(raw)})
        wizard = self.env["bpm.flow.import.wizard"].with_user(self.owner)
        wizard = wizard.create({"file_ids": [Command.set(file.ids)]})
        return self.env["bpm.flow.import"].browse(wizard.action_apply()["res_id"])

    def _lines(self, page, verdict):
        lines = page.line_ids.filtered(lambda line: line.verdict == verdict)
        return {(line.element, line.code) for line in lines}

    def _is_whole(self, page):
        """There is a line with words about each step."""
        told = set(page.line_ids.mapped("element"))
        for flow in page.flow_ids:
            self.assertLessEqual(set(flow.draft_id.node_ids.mapped("bpmn_id")), told)
        for line in page.line_ids:
            self.assertNotEqual(line.message, line.code)

    def test_xpdl(self):
        group = self.env["res.groups"].create({"name": "Buyers"})
        page = self._import("buy.xpdl", (FILES / "studio_purchase.xpdl").read_bytes())
        purchase, payment = page.flow_ids.sorted("name", reverse=True)
        self.assertEqual((purchase.name, payment.name), ("Purchase", "Payment"))
        self.assertEqual(self.step(purchase, "approve").group_ids, group)
        self.assertEqual(self.step(purchase, "pay")._callee(), payment)
        self.assertIn(("sign", "who"), self._lines(page, "decide"))
        self.assertIn(("t16", "dropped_flow"), self._lines(page, "mended"))
        self._is_whole(page)
        self.assertIn("BPMNShape", purchase.draft_id.export_bpmn())

    def test_a_newer_template_of_bitrix(self):
        page = self._import("graph.bpt", zlib.compress(php(NODES)))
        flow = page.flow_ids
        self.assertEqual(self.step(flow, "ask").approval_rule, "one")
        loop = self.step(flow, "each").outgoing_ids.filtered(
            lambda way: not way.is_default
        )
        self.assertIn((loop.bpmn_id, "condition"), self._lines(page, "decide"))
        self.assertEqual(self._lines(page, "mended"), {("lone", "unreached")})
        self._is_whole(page)

    def test_a_template_of_bitrix(self):
        page = self._import("buy.bpt", zlib.compress(php(EVERYTHING)))
        flow = page.flow_ids
        step = self.step(flow, "approve")
        self.assertEqual(step.outcome_ids.mapped("code"), ["approved", "rejected"])
        self.assertEqual(step.outcome_ids.mapped("name"), ["Да", "Reject"])
        self.assertEqual((step.is_approval, step.approval_rule), (True, "all"))
        self.assertEqual((step.deadline_amount, step.deadline_unit), (2, "days"))
        decide = self._lines(page, "decide")
        for question in (
            ("approve", "who"),
            ("set", "action"),
            ("mail", "action"),
            ("call", "callee"),
        ):
            self.assertIn(question, decide)
        ways = {
            (way.source_id.bpmn_id, way.target_id.bpmn_id): way.bpmn_id
            for way in flow.draft_id.transition_ids
        }
        self.assertIn((ways["choose", "while"], "condition"), decide)
        self.assertNotIn((ways["choose", "mail"], "condition"), decide)
        self.assertEqual(self._lines(page, "mended"), {("log", "switched_off")})
        self._is_whole(page)

    def test_a_machine_of_states(self):
        page = self._import("states.bpt", php(MACHINE))
        flow = page.flow_ids
        first = self.step(flow, "first")
        self.assertEqual(first.outcome_ids.mapped("name"), ["Accept"])
        first.with_user(self.owner).user_ids = self.worker
        for node in flow.draft_id.node_ids.filtered(lambda n: n.kind == "userTask"):
            node.with_user(self.owner).user_ids = self.worker
        flow.draft_id.with_user(self.owner).action_publish()
        case = self.start(flow)
        self.assertEqual(self.here(case), ["first"])
        self.finish(case, case.open_task_ids.node_id.outcome_ids.code)
        self.assertEqual(case.state, "done")

    def test_nothing_comes_in_of_what_cannot_be_read(self):
        count = self.env["bpm.flow"].search_count([])
        for name, raw, words in (
            ("bomb.bpt", zlib.compress(b"a:" + b"0" * 50_000_000, 1), "too large"),
            ("object.bpt", b'a:1:{i:0;O:8:"stdClass":0:{}}', "cannot be read"),
            (
                "many.xpdl",
                b"<Package>" + b"<Activity/>" * 50_000 + b"</Package>",
                "too many elements",
            ),
        ):
            with self.subTest(name), self.refused(UserError, name, words):
                self._import(name, raw)
        self.assertEqual(self.env["bpm.flow"].search_count([]), count)
