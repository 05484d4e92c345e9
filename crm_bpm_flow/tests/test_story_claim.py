from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .story_common import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, StoryCase

HANDED_OUT = {
    "registered": 1,
    "round": 1,
    "hand_out": 1,
    "service": 1,
    "quality": 1,
    "manager": 1,
    "together": 1,
}


@tagged("post_install", "-at_install")
class TestStoryClaim(StoryCase):
    library_code = "claim_handling"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tag = cls.env["crm.tag"].search([("name", "=", "Claim")]).ensure_one()
        cls.clerk = cls._make_clerk()

    @classmethod
    def fill_roles(cls):
        cls.give_role("service", cls.sam)
        cls.give_role("quality", cls.kate)

    @classmethod
    def _make_clerk(cls):
        """Somebody who may put leads in with a tag, and nothing else."""
        group = cls.env["res.groups"].create({"name": "Reception"})
        cls.env["ir.model.access"].create(
            [
                {
                    "name": f"reception: {model}",
                    "model_id": cls.env["ir.model"]._get_id(model),
                    "group_id": group.id,
                    "perm_read": True,
                    "perm_create": model == "crm.lead",
                    "perm_write": False,
                    "perm_unlink": False,
                }
                for model in ("crm.lead", "crm.tag")
            ]
        )
        clerk = cls.make_user("clerk")
        clerk.group_ids |= group
        return clerk

    def make_lead(self, **values):
        return (
            self.env["crm.lead"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "The door sticks",
                    "type": "lead",
                    "contact_name": "Vera Client",
                    "email_from": "vera@example.com",
                    "team_id": self.team.id,
                    "user_id": False,
                    **values,
                }
            )
        )

    def make_case(self, **values):
        lead = self.make_lead(tag_ids=[(6, 0, self.tag.ids)], **values)
        return lead, self.cases_of(lead).ensure_one()

    def do_all_three(self, case):
        self.finish(case, "service", self.sam, comment="Wet wood was used")
        quality = self.task(case, "quality")
        quality.with_user(self.kate).check_ids.write({"is_done": True})
        self.finish(case, "quality", self.kate, comment="The store was damp")
        self.finish(case, "manager", self.lena, comment="We change the door")

    # ------------------------------------------------------------------
    # Start
    # ------------------------------------------------------------------
    def test_clerk_saves_and_it_starts(self):
        lead, case = self.make_case()
        self.assertEqual(case.user_id, self.clerk)
        self.assertEqual(case.start_id, self.flow.start_ids)
        self.expect_open(
            case,
            service=(self.sam, f"{WEDNESDAY} 09:00"),
            quality=(self.kate, f"{WEDNESDAY} 09:00"),
            manager=(self.lena, f"{THURSDAY} 09:00"),
        )
        started = case.log_ids.filtered(lambda row: row.kind == "started")
        self.assertIn("gets the tag “Claim”", started.message)
        self.assertIn("Claim", str(started.data["values"]))
        with self.assertRaises(AccessError):
            lead.with_user(self.clerk).name = "Another name"
        with self.assertRaises(AccessError):
            self.task(case, "service").with_user(self.clerk).complete(comment="No")

    def test_other_leads_start_nothing(self):
        other = self.env["crm.tag"].create({"name": "Not a complaint"})
        self.assertFalse(self.cases_of(self.make_lead(tag_ids=[(6, 0, other.ids)])))

    def test_tag_that_comes_later(self):
        lead = self.make_lead()
        self.assertFalse(self.cases_of(lead))
        lead.with_user(self.ivan).tag_ids = [(4, self.tag.id)]
        case = self.cases_of(lead).ensure_one()
        self.assertEqual(case.user_id, self.ivan)
        # Saving it once more is no second claim.
        lead.with_user(self.ivan).write({"tag_ids": [(4, self.tag.id)], "name": "Door"})
        self.assertEqual(self.cases_of(lead), case)

    def test_nobody_leads_the_team(self):
        self.team.user_id = False
        _lead, case = self.make_case()
        self.assertEqual(self.task(case, "manager").user_ids, self.olga)

    # ------------------------------------------------------------------
    # To the answer
    # ------------------------------------------------------------------
    def test_answered(self):
        lead, case = self.make_case()
        self.go_to(f"{MONDAY} 15:00")
        with self.assertRaisesRegex(ValidationError, "(?s)tick off.*tick off.*comment"):
            self.finish(case, "quality", self.kate)
        self.do_all_three(case)
        self.expect_open(case, answer=(self.sam, f"{TUESDAY} 15:00"))
        self.go_to(f"{TUESDAY} 10:00")
        with self.assertRaisesRegex(ValidationError, "write a comment"):
            self.finish(case, "answer", self.sam, "ready")
        self.finish(case, "answer", self.sam, "ready", comment="We bring a new door.")
        # The mail waits for the commit: the worker's own save never sends it.
        job = case.job_ids.filtered(lambda j: j.kind == "action")
        self.assertEqual(job.node_id.bpmn_id, "send")
        self.assertEqual(case.state, "running")
        self.go_to(f"{TUESDAY} 10:00")
        self.expect_end(case, "settled", "goal", **HANDED_OUT, answer=1, send=1)
        self.expect_answer(lead)
        self.expect_journal(
            case,
            "started",
            "opened service",
            "opened quality",
            "opened manager",
            "finished service",
            "finished quality",
            "finished manager",
            "opened answer",
            "finished answer",
            "chosen answer",
            "action send",
            "ended settled",
        )

    def expect_answer(self, lead):
        message = lead.message_ids.filtered(lambda m: m.message_type == "auto_comment")
        self.assertEqual(message.subject, "Your claim: The door sticks")
        self.assertIn("We bring a new door.", message.body)
        self.assertIn("Dear Vera Client", message.body)
        self.assertEqual(message.partner_ids.email, "vera@example.com")
        # With the rights and in the name of who published the process.
        self.assertEqual(message.author_id, self.olga.partner_id)
        mails = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        mine = mails.filtered(lambda m: m.recipient_ids == message.partner_ids)
        self.assertEqual(mine.state, "outgoing")

    def test_address_is_asked_for(self):
        _lead, case = self.make_case(email_from=False)
        self.do_all_three(case)
        with self.assertRaisesRegex(ValidationError, "fill in “Email”"):
            self.finish(case, "answer", self.sam, "ready", comment="A new door")

    def test_all_three_are_asked_again(self):
        lead, case = self.make_case(email_from=False)
        self.do_all_three(case)
        self.go_to(f"{MONDAY} 11:00")
        # Asking again needs no address yet, but a word why.
        with self.assertRaisesRegex(ValidationError, "write a comment"):
            self.finish(case, "answer", self.sam, "again")
        self.finish(case, "answer", self.sam, "again", comment="Which door was it?")
        self.expect_open(
            case,
            service=(self.sam, f"{WEDNESDAY} 11:00"),
            quality=(self.kate, f"{WEDNESDAY} 11:00"),
            manager=(self.lena, f"{THURSDAY} 11:00"),
        )
        self.do_all_three(case)
        lead.sudo().email_from = "vera@example.com"
        self.finish(case, "answer", self.sam, "ready", comment="We bring a new door.")
        self.go_to(f"{MONDAY} 11:00")
        walked = {**dict.fromkeys(HANDED_OUT, 2), "registered": 1, "answer": 2}
        self.expect_end(case, "settled", "goal", **walked, send=1)
        self.expect_answer(lead)

    # ------------------------------------------------------------------
    # Late
    # ------------------------------------------------------------------
    def test_service_is_late(self):
        _lead, case = self.make_case()
        self.go_to(f"{WEDNESDAY} 05:00")
        self.expect_told(self.sam, "Find out what happened", "is due soon")
        self.go_to(f"{WEDNESDAY} 08:59")
        self.assertEqual(len(case.open_task_ids), 3)
        self.go_to(f"{WEDNESDAY} 09:00")
        self.expect_open(
            case,
            service=(self.sam, f"{WEDNESDAY} 09:00"),
            quality=(self.kate, f"{WEDNESDAY} 09:00"),
            manager=(self.lena, f"{THURSDAY} 09:00"),
            hurry=(self.lena, f"{WEDNESDAY} 14:00"),
        )
        self.finish(case, "hurry", self.lena, comment="Sam waits for the carpenter")
        self.assertEqual(case.state, "running")
        self.task(case, "service").with_user(self.sam).delay_reason = "No carpenter"
        self.go_to(f"{WEDNESDAY} 10:00")
        self.do_all_three(case)
        done = case.log_ids.filtered(lambda row: row.kind == "finished")
        service = done.filtered(lambda row: row.element == "service")
        self.assertTrue(service.data["late"])
        self.assertEqual(service.data["delay_reason"], "No carpenter")
        self.finish(case, "answer", self.sam, "ready", comment="A new door")
        self.go_to(f"{WEDNESDAY} 10:01")
        self.expect_end(
            case,
            "settled",
            "goal",
            **HANDED_OUT,
            service_late=1,
            hurry=1,
            hurried=1,
            answer=1,
            send=1,
        )

    def test_answer_makes_the_reminder_needless(self):
        _lead, case = self.make_case()
        self.go_to(f"{WEDNESDAY} 09:00")
        hurry = self.task(case, "hurry")
        self.do_all_three(case)
        self.finish(case, "answer", self.sam, "ready", comment="A new door")
        self.go_to(f"{WEDNESDAY} 09:01")
        self.assertEqual(case.result, "goal")
        self.assertEqual(hurry.state, "cancelled")
        self.assertFalse(hurry.activity_ids)
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_late_answer_comes_to_the_manager(self):
        _lead, case = self.make_case()
        self.do_all_three(case)
        self.go_to(f"{TUESDAY} 12:59")
        self.assertFalse(case.log_ids.filtered(lambda row: row.kind == "escalated"))
        self.go_to(f"{TUESDAY} 13:00")
        self.expect_told(self.lena, "Prepare the answer", "is late")
