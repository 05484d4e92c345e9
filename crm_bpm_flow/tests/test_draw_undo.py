from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command

from .process_words import write
from .table_words import plain
from .test_draw import DrawCase


class TestDrawUndo(DrawCase):
    """What was deleted on the map and saved comes back whole when that is undone."""

    def setUp(self):
        super().setUp()
        self.call = self.step(self.process, "call")
        self.call.write(
            {
                "reminder_ids": [Command.create({"amount": 10})],
                "checklist_ids": [Command.create({"name": "Greeted"})],
            }
        )
        self.env["ir.actions.server"].create(
            {
                "name": "Called",
                "bpm_node_id": self.call.id,
                **write("name", "Called"),
            }
        )
        self.offer_way = self.way("call", "offer")
        self.offer_way.domain = "[('expected_revenue', '>', 5)]"
        self.save()

    def erase_and_save(self, *names):
        """The browser's map without these; gives what undoes that."""
        before = self.xml
        self.open_map()
        for name in names:
            self.erase(name)
        data = self.save()
        self.known = [*data["steps"], *data["ways"]]
        self.xml = before

    def test_settings_come_back(self):
        names = [way.bpmn_id for way in self.call.incoming_ids | self.call.outgoing_ids]
        self.open_map()
        self.erase_and_save("call", *names)
        self.assertNotIn(self.call, self.draft.node_ids)
        self.assertNotIn("call", self.draft.draw_rows()["steps"])
        self.assertNotIn(self.offer_way, self.draft.transition_ids)
        data = self.save()
        self.assertFalse(data["is_stale"])
        self.assertEqual(data["steps"]["call"], self.call.id)
        self.assertEqual(self.call.reminder_ids.amount, 10)
        self.assertEqual(self.call.checklist_ids.name, "Greeted")
        self.assertEqual(len(self.call.sudo().action_ids), 1)
        self.assertEqual(self.call.instruction, "<p>Be kind.</p>")
        self.assertIn(self.offer_way, self.draft.transition_ids)
        self.assertEqual(self.offer_way.domain, "[('expected_revenue', '>', 5)]")
        self.assertEqual(self.offer_way.outcome_id.name, "Reached")

    def test_what_was_cut_is_pasted_with_its_settings(self):
        self.open_map()
        self.erase_and_save("call")
        self.open_map()
        self.draw("userTask", "pasted", name="Call")
        self.save(copies={"pasted": "call"})
        pasted = self.step(self.process, "pasted")
        self.assertEqual(pasted.reminder_ids.amount, 10)
        self.assertEqual(pasted.name, "Call")

    def test_a_table_comes_back(self):
        rule = self.draft.node_ids.create(
            {
                "version_id": self.draft.id,
                "bpmn_id": "rule",
                "name": "Rule",
                "kind": "businessRuleTask",
            }
        )
        decision = self.env["bpm.flow.decision"].create(
            {
                "version_id": self.draft.id,
                "name": "Rule",
                "table": plain("amount -> discount", ">= 10 -> 5"),
            }
        )
        rule.decision_id = decision
        self.open_map()
        self.erase_and_save("rule")
        self.assertTrue(decision.exists())
        self.save()
        self.assertEqual(rule.decision_id, decision)

    def test_nothing_but_the_map_sees_what_was_erased(self):
        xml = self.draft.export_bpmn()
        self.open_map()
        names = [way.bpmn_id for way in self.call.incoming_ids | self.call.outgoing_ids]
        self.erase_and_save("call", *names)
        self.assertFalse(self.draft.node_ids & self.call)
        self.assertEqual(len(self.draft.editor_data()["steps"]), 4)
        flows = self.env["bpm.flow"].with_user(self.owner)
        self.assertEqual(flows.import_bpmn(xml, model="crm.lead"), self.process)
        self.assertIn("call", self.draft.node_ids.mapped("bpmn_id"))

    def test_publishing_throws_it_away(self):
        self.open_map()
        self.erase_and_save("lost", self.way("call", "lost").bpmn_id)
        lost = self.draft.with_context(active_test=False).node_ids.filtered(
            lambda n: n.bpmn_id == "lost"
        )
        self.assertTrue(lost)
        self.step(self.process, "call").outcome_ids.filtered(
            lambda o: o.name == "No answer"
        ).unlink()
        self.draft.action_publish()
        self.assertFalse(lost.exists())

    def test_after_a_day_it_is_gone(self):
        self.open_map()
        self.erase_and_save("call")
        self.env["bpm.flow.version"]._gc_erased()
        self.assertTrue(self.call.exists())
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpm_flow_node SET write_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=2), self.call.id],
        )
        self.env["bpm.flow.version"]._gc_erased()
        self.assertFalse(self.call.exists())

    def test_nobody_hides_a_step_by_himself(self):
        with self.refused(AccessError):
            self.call.with_user(self.owner).active = False
        with self.refused(AccessError):
            self.offer_way.with_user(self.owner).write({"active": False})
