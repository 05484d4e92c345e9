from odoo.exceptions import AccessError

from .common import FlowCase, task
from .drawn_case import DrawnCase
from .process_words import auto, code, write

HOOK = {"name": "Ask the register", "state": "webhook", "webhook_url": "https://x.test"}
SELLER = "sales_team.group_sale_salesman_all_leads"


class TestCopy(DrawnCase):
    """A copy of somebody else's process takes over no more than one could draw."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(
            "Lent",
            publish=False,
            mark=auto(write("name", "x"), {**code("record.name"), "name": "Compute"}),
            ask=auto(HOOK),
            call=task(self.worker),
        )
        self.rival = self._person("rival", f"{SELLER},crm_bpm_flow.group_owner")

    def _actions(self, flow):
        return sorted(flow.draft_id.sudo().node_ids.action_ids.mapped("state"))

    def _left_out(self, flow):
        findings = flow.draft_id.check()
        return [f["message"] for f in findings if f["code"] == "left_out"]

    def test_code_and_web_calls_stay_behind(self):
        copy = self.process.with_user(self.rival).copy()
        self.assertEqual(copy.user_id, self.rival)
        self.assertEqual(self._actions(copy), ["object_write"])
        self.assertEqual(
            self._actions(self.process), ["code", "object_write", "webhook"]
        )

    def test_the_checker_and_the_chatter_say_so(self):
        copy = self.process.with_user(self.rival).copy()
        mark, ask = self._left_out(copy)
        self.assertIn("“Mark”: “Compute” did not come along", mark)
        self.assertIn("“Ask”: “Ask the register” did not come along", ask)
        body = copy.message_ids[0].body
        self.assertIn("Left out of the copy", body)
        self.assertIn("Ask the register", body)

    def test_it_is_forgotten_when_the_step_gets_something_else(self):
        copy = self.process.with_user(self.rival).copy()
        self.actions.with_user(self.rival).create(
            {
                "name": "Mine",
                "bpm_node_id": self.step(copy, "ask").id,
                **write("name", "y"),
            }
        )
        (mark,) = self._left_out(copy)
        self.assertIn("Mark", mark)

    def test_one_s_own_process_and_an_administrator_s_copy_keep_all(self):
        own = self.process.with_user(self.owner).copy()
        kept = self.process.with_user(self.admin).copy()
        for copy in (own, kept):
            self.assertEqual(len(self._actions(copy)), 3)
            self.assertEqual(self._left_out(copy), [])

    def test_nobody_copies_in_another_s_name(self):
        values = {"user_id": self.owner.id}
        with self.refused(AccessError):
            self.process.with_user(self.rival).copy(values)


class TestActivityStep(FlowCase):
    """What Odoo's own copying leaves out of a planned activity comes along."""

    def test_a_new_draft_plans_the_same_activity(self):
        kind = self.env.ref("mail.mail_activity_data_todo")
        plan = {
            "state": "next_activity",
            "activity_type_id": kind.id,
            "activity_summary": "Send the catalogue",
            "activity_user_id": self.worker.id,
        }
        flow = self.flow(plan=auto(plan))
        flow.with_user(self.owner).action_new_draft()
        twin = flow.draft_id.node_ids.action_ids
        self.assertEqual(
            (twin.activity_type_id, twin.activity_summary, twin.activity_user_id),
            (kind, "Send the catalogue", self.worker),
        )
