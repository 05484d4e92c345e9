from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .story_common import MONDAY, StoryCase

# Thirty days after Monday, 2 March, 09:00; then three working days.
RATED_FROM, RATED_BY = "2026-04-01 09:00", "2026-04-06 09:00"
AGAIN_FROM = "2026-05-01 09:00"


@tagged("post_install", "-at_install")
class TestStoryMonitoring(StoryCase):
    library_code = "contractor_monitoring"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        category = cls.env["res.partner.category"]
        cls.listed = category.search([("name", "=", "Listed contractor")])

    @classmethod
    def fill_roles(cls):
        cls.give_role("rate", cls.sam)
        cls.give_role("talk", cls.lena)

    def setUp(self):
        super().setUp()
        self.partner = self.env["res.partner"].create(
            {
                "name": "Oak & Sons",
                "is_company": True,
                "user_id": self.ivan.id,
                "category_id": [(6, 0, self.listed.ids)],
            }
        )
        self.case = self.flow.start(self.partner)

    def rate(self, moment, sam, ivan):
        """Both rate, at this moment."""
        self.go_to(moment)
        self.finish(self.case, "rate", self.sam, sam, comment="Seen on the site")
        self.assertTrue(self.task(self.case, "rate"))
        self.finish(self.case, "rate", self.ivan, ivan, comment="Heard from clients")

    # ------------------------------------------------------------------
    # Rating
    # ------------------------------------------------------------------
    def test_two_people_rate_at_once(self):
        self.expect_wait(self.case, "month", RATED_FROM)
        self.go_to("2026-04-01 08:59")
        self.expect_wait(self.case, "month", RATED_FROM)
        self.go_to(RATED_FROM)
        tasks = self.case.open_task_ids
        self.assertEqual(tasks.node_id.bpmn_id, "rate")
        people = tasks.sorted("id").mapped("user_ids.name")
        self.assertEqual(sorted(people), ["Ivan", "Sam"])
        self.assertEqual({str(task.date_deadline)[:16] for task in tasks}, {RATED_BY})
        self.finish(self.case, "rate", self.sam, "good")
        # The other's rating is still missing: nothing moves.
        self.assertEqual(self.task(self.case, "rate").user_ids, self.ivan)
        self.finish(self.case, "rate", self.ivan, "good")
        self.expect_wait(self.case, "month", AGAIN_FROM)
        self.assertEqual(self.case.walked()["rate"], 1)
        self.expect_sound_journal(self.case)

    def test_acceptable_goes_round_too(self):
        self.rate(RATED_FROM, "good", "acceptable")
        self.expect_wait(self.case, "month", AGAIN_FROM)
        self.rate(AGAIN_FROM, "acceptable", "acceptable")
        self.expect_wait(self.case, "month", "2026-05-31 09:00")
        self.assertEqual(
            self.case.walked(), {"begun": 1, "month": 2, "still_listed": 2, "rate": 2}
        )

    def test_bad_needs_a_word_why(self):
        self.go_to(RATED_FROM)
        with self.assertRaisesRegex(ValidationError, "write a comment"):
            self.finish(self.case, "rate", self.sam, "bad")

    def test_raters_are_late(self):
        self.go_to(RATED_FROM)
        self.go_to("2026-04-05 09:00")
        self.expect_told(self.sam, "Rate the work", "is due soon")
        self.go_to("2026-04-07 09:00")
        # Ivan is named on the contractor: he hears that ratings are missing.
        self.expect_told(self.ivan, "Rate the work", "is late")

    # ------------------------------------------------------------------
    # The talk
    # ------------------------------------------------------------------
    def test_the_worst_rating_counts(self):
        self.rate(RATED_FROM, "bad", "good")
        self.expect_open(self.case, talk=(self.ivan, "2026-04-03 09:00"))
        with self.assertRaisesRegex(ValidationError, "write a comment"):
            self.finish(self.case, "talk", self.ivan, "promised")
        self.finish(self.case, "talk", self.ivan, "promised", comment="New foreman")
        self.expect_wait(self.case, "month", AGAIN_FROM)

    def test_nobody_is_named_on_the_contractor(self):
        self.partner.user_id = False
        self.go_to(RATED_FROM)
        self.expect_open(self.case, rate=(self.sam, RATED_BY))
        self.finish(self.case, "rate", self.sam, "bad", comment="Three days late")
        self.expect_open(self.case, talk=(self.lena, "2026-04-03 09:00"))

    def test_talk_is_late(self):
        self.rate(RATED_FROM, "bad", "bad")
        self.go_to("2026-04-03 09:00")
        self.expect_told(self.ivan, "Talk to the contractor", "is late")

    def test_stop_watching(self):
        self.rate(RATED_FROM, "acceptable", "bad")
        self.finish(self.case, "talk", self.ivan, "stop", comment="Third time")
        self.expect_end(
            self.case,
            "parted",
            "failure",
            begun=1,
            month=1,
            still_listed=1,
            rate=1,
            talk=1,
            unlist=1,
        )
        self.assertFalse(self.partner.category_id)
        self.expect_journal(
            self.case,
            "started",
            "waiting month",
            "time month",
            "chosen still_listed",
            "opened rate",
            "opened rate",
            "finished rate",
            "finished rate",
            "chosen rate",
            "opened talk",
            "finished talk",
            "chosen talk",
            "action unlist",
            "ended parted",
        )

    # ------------------------------------------------------------------
    # The end
    # ------------------------------------------------------------------
    def test_archived_contractor_is_watched_no_more(self):
        self.rate(RATED_FROM, "good", "good")
        self.partner.active = False
        self.go_to(AGAIN_FROM)
        self.expect_end(
            self.case, "over", False, begun=1, month=2, still_listed=2, rate=1
        )

    def test_summer_time_keeps_the_minute(self):
        """Thirty days by the clock: the month in which clocks change is no other."""
        self.env.company.resource_calendar_id.tz = "Europe/Berlin"
        self.go_to(f"{MONDAY} 09:30")
        other = self.partner.copy({"name": "Elm & Daughters"})
        case = self.flow.start(other)
        self.expect_wait(case, "month", "2026-04-01 09:30")
