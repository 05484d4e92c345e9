from odoo.tests import tagged

from .document_story import DocumentStory


@tagged("post_install", "-at_install")
class TestStoryMonthlyClosing(DocumentStory):
    """Monday, 2 March 2026: the next first of a month is a Wednesday."""

    library_code = "monthly_closing"
    type_code = "contract"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        acts = cls.env["bpm.flow"].search([("library_id.code", "=", "act_return")])
        cls.acts = acts[-1:].with_user(cls.olga)
        cls.acts.draft_id.action_publish()
        state = {"type_id": cls.kind.id, "partner_id": cls.partner.id}
        values = {**state, "user_id": cls.ivan.id, "amount": 500}
        contracts = cls.env["bpm.flow.document"].with_user(cls.olga)
        cls.chairs, cls.over = contracts.create(
            [
                {**values, "name": "Chairs", "number": "1", "state": "in_force"},
                {**values, "name": "Tables", "number": "2", "state": "terminated"},
            ]
        )

    @classmethod
    def fill_roles(cls):
        cls.give_role("invoice", cls.kate)

    def month(self, moment="2026-04-01 06:00"):
        """The clock comes to the first of a month."""
        self.clock.move_to(moment)
        self.env["bpm.flow.schedule"]._cron_start_due()
        self.go_to(moment)
        return self.cases_of(self.chairs)

    def test_each_contract_in_force_gets_its_act(self):
        case = self.month().ensure_one()
        self.assertFalse(self.cases_of(self.over))
        act = self.chairs.child_ids
        self.assertEqual(act.type_id.code, "act")
        self.assertEqual((act.partner_id, act.amount), (self.partner, 500))
        self.assertTrue(act.number)
        self.assertIn(act.number, act.file_ids.name)
        self.assertEqual(case.variables["act"], act.id)
        self.expect_open(case, invoice=(self.kate, "2026-04-06 08:00"))
        self.assertTrue(self.cases_of(act, self.acts), "it goes out and comes back")

    def close_invoice(self, case):
        task = self.task(case, "invoice").with_user(self.kate)
        task.check_ids.write({"is_done": True})
        task.complete()

    def test_what_is_not_back_is_asked_for(self):
        case = self.month()
        self.close_invoice(case)
        self.go_to("2026-04-11 06:01")
        self.assertEqual(self.open_steps(case), ["remind"])
        self.finish(case, "remind", self.kate)
        self.assertEqual(case.result, "goal")
        self.expect_sound_journal(case)

    def test_all_are_back(self):
        case = self.month()
        self.close_invoice(case)
        back = self.cases_of(self.chairs.child_ids, self.acts)
        self.finish(back, "send", back.open_task_ids.user_ids)
        self.finish(back, "back", back.open_task_ids.user_ids, "signed")
        self.go_to("2026-04-11 06:01")
        self.assertEqual((case.state, case.result), ("done", "goal"))

    def test_every_month_one(self):
        case = self.month()
        self.close_invoice(case)
        self.go_to("2026-04-12 06:00")
        self.finish(case, "remind", self.kate)
        self.month("2026-05-01 06:00")
        self.assertEqual(len(self.chairs.child_ids), 2)
