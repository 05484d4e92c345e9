from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .story_common import MONDAY, TUESDAY, WEDNESDAY, StoryCase

REACHED_AT_ONCE = {"arrived": 1, "valid": 1, "contact": 1}
LOST = {"active": False, "probability": 0.0, "won_status": "lost"}


@tagged("post_install", "-at_install")
class TestStoryIncomingRequest(StoryCase):
    library_code = "incoming_request"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_user").implied_ids |= cls.env.ref("crm.group_use_lead")

    @classmethod
    def fill_roles(cls):
        role = cls.flow.draft_id.node_ids.filtered("role_id").role_id
        role.filtered(lambda r: r.name == "Seller").team_ids = cls.team

    def make_lead(self, **values):
        """A request that came in: with a phone, for nobody, to the team."""
        return self.env["crm.lead"].create(
            {
                "name": "Ten oak doors",
                "type": "lead",
                "phone": "+1 202 555 0122",
                "email_from": "buyer@example.com",
                "team_id": self.team.id,
                "user_id": False,
                **values,
            }
        )

    def make_case(self, **values):
        """The same, saved, and the case that it started."""
        lead = self.make_lead(**values)
        return lead, self.cases_of(lead).ensure_one()

    def expect_lost(self, lead, reason):
        self.assertEqual({name: lead[name] for name in LOST}, LOST)
        self.assertEqual(lead.lost_reason_id.name, reason)
        self.assertTrue(lead.date_closed)

    # ------------------------------------------------------------------
    # Reached
    # ------------------------------------------------------------------
    def test_salesperson_reaches_client_at_once(self):
        lead, case = self.make_case(user_id=self.ivan.id)
        self.expect_open(case, contact=(self.ivan, f"{MONDAY} 09:10"))
        self.assertEqual(lead.activity_ids.user_id, self.ivan)
        self.go_to(f"{MONDAY} 09:04")
        self.finish(case, "contact", self.ivan, "interested")
        stage = self.env.ref("crm.stage_lead2")
        self.assertEqual((lead.type, lead.stage_id), ("opportunity", stage))
        self.expect_open(case, next_step=(self.ivan, f"{TUESDAY} 09:04"))
        with self.assertRaisesRegex(ValidationError, "write a comment"):
            self.finish(case, "next_step", self.ivan)
        self.go_to(f"{MONDAY} 16:30")
        self.finish(case, "next_step", self.ivan, comment="Visit on Friday")
        walked = {**REACHED_AT_ONCE, "qualified": 1, "next_step": 1}
        self.expect_end(case, "goal", "goal", **walked)
        self.expect_journal(
            case,
            "started",
            "chosen valid",
            "opened contact",
            "finished contact",
            "chosen contact",
            "action qualified",
            "opened next_step",
            "finished next_step",
            "ended goal",
        )
        self.assertTrue(lead.active)

    def test_team_gets_what_nobody_is_named_for(self):
        _lead, case = self.make_case()
        self.expect_open(case, contact=(self.ivan | self.petr, f"{MONDAY} 09:10"))
        task = self.task(case, "contact")
        task.with_user(self.petr).action_claim()
        with self.assertRaisesRegex(UserError, "taken by Petr"):
            task.with_user(self.ivan).action_claim()
        self.finish(case, "contact", self.petr, "interested")
        self.assertEqual(task.done_by_id, self.petr)

    def test_not_interested(self):
        lead, case = self.make_case(user_id=self.ivan.id)
        self.finish(case, "contact", self.ivan, "not_interested")
        self.expect_end(
            case, "end_interest", "failure", **REACHED_AT_ONCE, lost_interest=1
        )
        self.expect_lost(lead, "Not interested")

    # ------------------------------------------------------------------
    # Not reached
    # ------------------------------------------------------------------
    def test_no_answer_three_times(self):
        lead, case = self.make_case(user_id=self.ivan.id)
        self.go_to(f"{MONDAY} 09:06")
        self.finish(case, "contact", self.ivan, "no_answer")
        self.expect_wait(case, "wait_hours", f"{MONDAY} 11:06")
        self.go_to(f"{MONDAY} 11:05")
        self.expect_wait(case, "wait_hours", f"{MONDAY} 11:06")
        self.go_to(f"{MONDAY} 11:06")
        self.expect_open(case, second=(self.ivan, f"{MONDAY} 11:36"))
        self.go_to(f"{MONDAY} 11:20")
        self.finish(case, "second", self.ivan, "no_answer")
        self.expect_wait(case, "wait_day", f"{TUESDAY} 11:20")
        self.go_to(f"{TUESDAY} 11:20")
        # Forty minutes before lunch, three hours and twenty minutes after it.
        self.expect_open(case, third=(self.ivan, f"{TUESDAY} 16:20"))
        self.go_to(f"{TUESDAY} 15:00")
        self.finish(case, "third", self.ivan, "no_answer")
        self.expect_end(
            case,
            "end_reach",
            "failure",
            **REACHED_AT_ONCE,
            wait_hours=1,
            second=1,
            wait_day=1,
            third=1,
            lost_reach=1,
        )
        self.expect_lost(lead, "Could not be reached")

    def test_reached_by_the_second_call(self):
        lead, case = self.make_case(user_id=self.ivan.id)
        self.finish(case, "contact", self.ivan, "no_answer")
        self.go_to(f"{MONDAY} 11:00")
        self.finish(case, "second", self.ivan, "interested")
        self.assertEqual(lead.type, "opportunity")
        self.expect_open(case, next_step=(self.ivan, f"{TUESDAY} 11:00"))

    def test_not_interested_at_the_second_call(self):
        lead, case = self.make_case(user_id=self.ivan.id)
        self.finish(case, "contact", self.ivan, "no_answer")
        self.go_to(f"{MONDAY} 11:00")
        self.finish(case, "second", self.ivan, "not_interested")
        self.assertEqual(case.result, "failure")
        self.expect_lost(lead, "Not interested")

    def test_reached_by_the_last_call(self):
        lead, case = self.make_case(user_id=self.ivan.id)
        self.finish(case, "contact", self.ivan, "no_answer")
        self.go_to(f"{MONDAY} 11:00")
        self.finish(case, "second", self.ivan, "no_answer")
        self.go_to(f"{TUESDAY} 11:00")
        self.finish(case, "third", self.ivan, "interested")
        self.finish(case, "next_step", self.ivan, comment="An offer")
        self.assertEqual(case.result, "goal")
        self.assertTrue(lead.active)

    def test_friday_evening_goes_on_monday(self):
        self.clock.move_to("2026-03-06 14:00:00")
        _lead, case = self.make_case(user_id=self.ivan.id)
        self.finish(case, "contact", self.ivan, "no_answer")
        self.go_to("2026-03-06 16:00:00")
        self.finish(case, "second", self.ivan, "no_answer")
        self.expect_wait(case, "wait_day", "2026-03-09 16:00")

    # ------------------------------------------------------------------
    # Nobody calls
    # ------------------------------------------------------------------
    def test_nobody_calls(self):
        lead, case = self.make_case(user_id=self.ivan.id)
        self.go_to(f"{MONDAY} 09:05")
        self.expect_told(self.ivan, "Contact the client", "is due soon", "oak doors")
        self.go_to(f"{MONDAY} 09:10")
        self.expect_told(self.lena, "Contact the client", "is late")
        self.assertEqual(lead.active, True)
        self.go_to(f"{MONDAY} 10:59")
        self.expect_open(case, contact=(self.ivan, f"{MONDAY} 09:10"))
        self.go_to(f"{MONDAY} 11:00")
        self.expect_open(case, second=(self.ivan, f"{MONDAY} 11:30"))
        self.go_to(f"{MONDAY} 11:30")
        self.expect_told(self.lena, "Call again", "is late")
        self.go_to(f"{TUESDAY} 11:00")
        self.expect_open(case, third=(self.ivan, f"{TUESDAY} 16:00"))
        self.go_to(f"{TUESDAY} 16:00")
        self.expect_told(self.lena, "Last call", "is late")
        self.expect_open(case, third=(self.ivan, f"{TUESDAY} 16:00"))
        self.go_to(f"{WEDNESDAY} 16:00")
        self.expect_open(case, third=(self.lena, f"{TUESDAY} 16:00"))
        self.assertTrue(self.task(case, "third").is_late)
        self.task(case, "third").with_user(self.lena).delay_reason = "All were ill"
        self.finish(case, "third", self.lena, "not_interested")
        self.expect_end(
            case,
            "end_interest",
            "failure",
            arrived=1,
            valid=1,
            contact_missed=1,
            second_missed=1,
            third=1,
            lost_interest=1,
        )
        self.expect_lost(lead, "Not interested")
        self.expect_journal(
            case,
            "started",
            "chosen valid",
            "opened contact",
            "reminded contact",
            "escalated contact",
            "time contact_missed",
            "withdrawn contact",
            "opened second",
            "escalated second",
            "time second_missed",
            "withdrawn second",
            "opened third",
            "escalated third",
            "escalated third",
            "reassigned third",
            "delay_reason third",
            "finished third",
            "chosen third",
            "action lost_interest",
            "ended end_interest",
        )

    # ------------------------------------------------------------------
    # Data that is not fit
    # ------------------------------------------------------------------
    def test_phone_is_asked_for(self):
        lead, case = self.make_case(user_id=self.ivan.id, phone=False)
        self.expect_open(case, check=(self.ivan, f"{MONDAY} 09:05"))
        with self.assertRaisesRegex(ValidationError, "fill in “Phone”"):
            self.finish(case, "check", self.ivan, "fine")
        lead.phone = "+1 202 555 0122"
        self.go_to(f"{MONDAY} 09:03")
        self.finish(case, "check", self.ivan, "fine")
        self.expect_open(case, contact=(self.ivan, f"{MONDAY} 09:13"))
        self.finish(case, "contact", self.ivan, "not_interested")
        self.expect_end(
            case,
            "end_interest",
            "failure",
            **REACHED_AT_ONCE,
            check=1,
            lost_interest=1,
        )

    def test_phone_in_no_valid_form(self):
        _lead, case = self.make_case(user_id=self.ivan.id, phone="ask me")
        self.expect_open(case, check=(self.ivan, f"{MONDAY} 09:05"))

    def test_spam_needs_no_phone(self):
        lead, case = self.make_case(user_id=self.ivan.id, phone=False)
        self.finish(case, "check", self.ivan, "spam")
        walked = {"arrived": 1, "valid": 1, "check": 1, "lost_spam": 1}
        self.expect_end(case, "end_spam", False, **walked)
        self.expect_lost(lead, "Spam")

    def test_sender_on_the_blacklist(self):
        self.env["mail.blacklist"]._add("buyer@example.com")
        lead, case = self.make_case()
        self.assertFalse(case.task_ids)
        self.expect_end(case, "end_spam", False, arrived=1, valid=1, lost_spam=1)
        self.expect_lost(lead, "Spam")

    def test_spam_found_on_the_phone(self):
        lead, case = self.make_case(user_id=self.ivan.id)
        self.finish(case, "contact", self.ivan, "spam")
        self.expect_end(case, "end_spam", False, **REACHED_AT_ONCE, lost_spam=1)
        self.expect_lost(lead, "Spam")

    # ------------------------------------------------------------------
    # Starts
    # ------------------------------------------------------------------
    def test_claims_are_no_requests(self):
        claim = self.env["crm.tag"].search([("name", "=", "Claim")])
        self.assertFalse(self.cases_of(self.make_lead(tag_ids=[(6, 0, claim.ids)])))

    def test_opportunities_start_only_where_leads_are_not_used(self):
        rule = self.flow.start_ids.filtered(lambda s: "opportunity" in s.domain)
        self.assertTrue(rule.active)
        again = self.install(self.library_code)
        self.assertEqual(again.code, "incoming_request_2")
        other = again.with_context(active_test=False).start_ids
        self.assertEqual(other.mapped("active"), [True, False])
        lead = self.make_lead(type="opportunity", user_id=self.ivan.id)
        self.assertEqual(self.cases_of(lead).open_task_ids.user_ids, self.ivan)

    def test_second_start_is_refused(self):
        lead, case = self.make_case(user_id=self.ivan.id)
        self.finish(case, "contact", self.ivan, "not_interested")
        with self.assertRaisesRegex(UserError, "already has a case"):
            self.flow.start(lead)
