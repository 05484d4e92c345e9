from odoo.tests import tagged

from .document_story import DocumentStory
from .story_common import MONDAY


@tagged("post_install", "-at_install")
class TestStoryClaimDocument(DocumentStory):
    library_code = "claim_document"
    type_code = "claim"

    @classmethod
    def fill_roles(cls):
        cls.give_role("service", cls.sam)
        cls.give_role("lawyer", cls.kate)
        cls.give_role("decide", cls.lena)

    def look_into(self, document, case):
        self.finish(case, "service", self.sam, comment="The wood was wet")
        document.with_user(self.kate).date_answer = "2026-03-20"
        self.finish(case, "lawyer", self.kate, comment="We owe a new door")

    def test_it_starts_when_it_is_registered_and_the_partner_is_answered(self):
        document, case = self.register(name="The door sticks", their_number="5")
        self.assertEqual(sorted(self.open_steps(case)), ["lawyer", "service"])
        self.look_into(document, case)
        self.expect_open(case, decide=(self.lena, "2026-03-19 23:59"))
        self.finish(case, "decide", self.lena, "accept", "We bring a new door.")
        self.go_to(f"{MONDAY} 09:00")
        self.assertEqual((document.state, case.result), ("done", "goal"))
        mail = document.message_ids.filtered(lambda m: m.subject == "Your claim 5")
        self.assertIn("We bring a new door.", mail.body)
        self.assertIn("Dear Vera Client", mail.body)
        self.assertEqual(mail.partner_ids, self.partner)
        self.expect_sound_journal(case)

    def test_refused(self):
        document, case = self.register()
        self.look_into(document, case)
        self.finish(case, "decide", self.lena, "refuse", "It was opened by force.")
        self.go_to(f"{MONDAY} 09:00")
        self.assertEqual((document.state, case.result), ("rejected", "failure"))

    def test_the_manager_hears_of_a_late_lawyer(self):
        _document, case = self.register()
        self.finish(case, "service", self.sam, comment="The wood was wet")
        self.go_to("2026-03-04 10:00")
        self.expect_told(self.lena, "Say what we owe", "is late")
