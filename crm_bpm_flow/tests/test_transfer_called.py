"""Processes that are called come along where that is asked for."""

from odoo.exceptions import UserError

from .bpmn.schema import mistakes
from .common import task
from .process_words import call
from .transfer_case import TransferCase


class TestTransferCalled(TransferCase):
    """Processes that are called come along where that is asked for."""

    def _calling(self):
        inner = self.flow("Inner", code="inner", call=task(self.worker))
        middle = self.flow("Middle", code="middle", go=call(inner))
        return inner, middle, self.flow("Outer", code="outer", go=call(middle))

    def test_they_come_along(self):
        inner, middle, outer = self._calling()
        version = outer.version_id.with_user(self.owner)
        xml = version._file("bpmn_all").decode()
        self.assertEqual(mistakes(xml), [])
        for flow in (inner, middle, outer):
            self._leave(flow)
        page = self._import(xml)
        again = {flow.code: flow for flow in page.flow_ids}
        self.assertEqual(sorted(again), ["inner", "middle", "outer"])
        self.assertEqual(self.step(again["outer"], "go")._callee(), again["middle"])
        self.assertEqual(self._asked(page, "callee"), [])
        again = again["outer"].draft_id.with_user(self.owner)
        self.assertEqual(again._file("bpmn_all").decode(), xml)

    def test_those_that_are_here_stay(self):
        inner, middle, outer = self._calling()
        xml = outer.version_id.with_user(self.owner)._file("bpmn_all").decode()
        self._leave(outer)
        page = self._import(xml)
        self.assertEqual(page.flow_ids.mapped("code"), ["outer"])
        self.assertFalse(middle.draft_id or inner.draft_id)

    def test_a_ring_is_told(self):
        inner, middle, outer = self._calling()
        inner.with_user(self.owner).action_new_draft()
        node = self.step(inner, "call")
        node.write({"kind": "callActivity", "called_flow_id": outer.id})
        xml = outer.version_id.with_user(self.owner)._file("bpmn_all").decode()
        for flow in (inner, middle, outer):
            self._leave(flow)
        page = self._import(xml)
        self.assertEqual(len(page.flow_ids), 3)
        told = {args["names"] for _e, _c, args in self._asked(page, "call_ring")}
        self.assertIn("Outer → Middle → Inner → Outer", told)

    def test_only_without_limit_are_they_left_out(self):
        _inner, _middle, outer = self._calling()
        xml = outer.version_id.with_user(self.owner).export_bpmn()
        self.assertNotIn('name="called"', xml)
        settings = "".join("<bpm:value>x</bpm:value>" for _number in range(51))
        many = xml.replace(
            '<bpm:value type="int" name="format">1</bpm:value>',
            f'<bpm:list name="called">{settings}</bpm:list>',
        )
        self.assertNotEqual(many, xml)
        with self.refused(UserError, "too many processes"):
            self._import(many)
