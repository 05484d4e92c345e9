from odoo import fields
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDemoLife(TransactionCase):
    """What a demonstration database shows, in one that had no demo data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.real_clock = [fields.Datetime.now]
        cls.env["bpm.flow.library"]._demo_life()
        flows = cls.env["bpm.flow"].search([("user_id.login", "=", "olga.owner")])
        cls.cases = cls.env["bpm.flow.instance"].search([("flow_id", "in", flows.ids)])

    def user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def test_everybody_can_log_in(self):
        for login in ("olga.owner", "ivan.seller", "anna.clerk"):
            user = self.user(login)
            credential = {"login": login, "password": login, "type": "password"}
            user.with_user(user)._check_credentials(credential, {"interactive": True})
        olga = self.user("olga.owner")
        self.assertTrue(olga.has_group("crm_bpm_flow.group_owner"))
        self.assertTrue(olga.has_group("base.group_allow_export"), "journal to Excel")
        self.assertFalse(olga.has_group("base.group_system"))

    def test_five_processes_are_published(self):
        flows = self.cases.flow_id
        self.assertEqual(len(flows), 5)
        self.assertTrue(all(flow.version_id for flow in flows))
        self.assertFalse(flows.draft_id)

    def test_cases_in_every_state(self):
        running = self.cases.filtered(lambda case: case.state == "running")
        self.assertGreaterEqual(len(running), 12)
        results = set(self.cases.mapped("result"))
        self.assertEqual(results, {"goal", "failure", False})
        self.assertGreaterEqual(len(running.open_task_ids.filtered("is_late")), 5)
        waiting = running.filtered(lambda case: not case.open_task_ids)
        self.assertTrue(waiting.job_ids.filtered(lambda job: job.kind == "timer"))
        self.assertFalse(self.cases.incident_ids)

    def test_one_waits_for_each(self):
        for login in ("admin", "olga.owner", "ivan.seller", "anna.clerk"):
            with self.subTest(login):
                mine = self.cases.open_task_ids.with_user(self.user(login))
                self.assertTrue(mine.filtered("is_mine"))

    def test_journals_are_true(self):
        self.assertEqual(self.env["bpm.flow.log"].verify(self.cases.ids), [])
        for case in self.cases:
            dates = case.log_ids.sorted("seq").mapped("date")
            self.assertEqual(dates, sorted(dates))
            self.assertEqual(dates[0], case.date_start)

    def test_the_clock_is_right_again(self):
        self.assertEqual([fields.Datetime.now], self.real_clock)

    def test_nothing_is_sent(self):
        client = [("recipient_ids.email", "=like", "%@example.com")]
        mails = self.env["mail.mail"].search(client)
        self.assertNotIn("outgoing", mails.mapped("state"))

    def test_a_register_with_what_belongs_together_and_what_is_due(self):
        contract = self.env["bpm.flow.document"].search(
            [("name", "=", "Delivery of fifty chairs")]
        )
        self.assertEqual(contract.state, "in_force")
        self.assertEqual(len(contract.tree), 4)
        self.assertTrue(contract.file_ids)
        self.assertTrue(all(contract.properties.values()))
        states = set(contract.search([]).mapped("state"))
        self.assertGreaterEqual(len(states), 6)
        self.assertFalse(
            contract.search([("number", "=", False)])
            - contract.search([("state", "=", "draft")])
        )
        self.assertEqual(len(contract.search([("state", "=", "approval")])), 1)
        lead = self.env["crm.lead"].search([("bpm_document_ids", "!=", False)], limit=1)
        self.assertEqual(lead.bpm_documents_missing, "Contract")

    def test_visas_with_a_remark_a_new_version_and_one_that_is_late(self):
        documents = self.env["bpm.flow.document"]
        carpets = documents.search([("name", "=", "Carpets for two floors")])
        self.assertEqual(carpets.state, "approval")
        self.assertEqual(len(carpets.file_ids.version_ids), 2)
        visas = carpets.bpm_instance_ids.visa_ids
        self.assertEqual(visas.mapped("act"), ["remarks", "approved", "approved"])
        asked = carpets.bpm_instance_ids.open_task_ids
        self.assertEqual(
            set(asked.user_ids.mapped("login")), {"anna.clerk", "admin"}, "one again"
        )
        self.assertTrue(asked.filtered("is_late"))
        seen = [
            label for label, _text in carpets.visa_sheet()[0]["rows"][0]["looked_at"]
        ]
        self.assertEqual(
            seen,
            ["Partner", "Amount", "Currency", "Valid from", "Valid to", "Files"],
            "as the card has them",
        )
        cleaning = documents.search([("name", "=", "Cleaning of the offices")])
        self.assertEqual(cleaning.state, "approved")
        decided = cleaning.bpm_instance_ids.visa_ids.filtered("partner_id")
        self.assertEqual(decided.partner_id, cleaning.partner_id)
        lamps = documents.search([("name", "=", "Lamps for the showroom")])
        self.assertEqual((lamps.state, bool(lamps.number)), ("draft", True))
