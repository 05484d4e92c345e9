from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .document_story import DocumentStory


@tagged("post_install", "-at_install")
class TestStoryIncomingLetter(DocumentStory):
    library_code = "incoming_letter"
    type_code = "letter_in"

    @classmethod
    def fill_roles(cls):
        cls.give_role("resolution", cls.lena)
        cls.give_role("answer", cls.kate)
        cls.give_role("control", cls.petr)

    def resolve(self, document, case, *executors):
        document.with_user(self.lena).write(
            {
                "executor_ids": [(6, 0, [user.id for user in executors])],
                "date_answer": "2026-03-10",
            }
        )
        self.finish(case, "resolution", self.lena, "execute", "Find the order")

    def test_several_executors_until_the_answer(self):
        document, case = self.register(their_number="17")
        self.assertEqual(document.state, "in_force")
        with self.assertRaisesRegex(ValidationError, "(?s)Answer due.*Executors"):
            self.finish(case, "resolution", self.lena, "execute", "Find the order")
        self.resolve(document, case, self.sam, self.ivan)
        self.assertEqual(case.open_task_ids.user_ids, self.sam | self.ivan)
        self.finish(case, "execute", self.sam, comment="Found")
        self.finish(case, "execute", self.ivan, comment="Written")
        self.finish(case, "control", self.petr, "done")
        self.finish(case, "answer", self.kate, "sent")
        self.assertEqual((document.state, case.result), ("done", "goal"))
        self.expect_sound_journal(case)

    def test_only_noted(self):
        document, case = self.register()
        self.finish(case, "resolution", self.lena, "noted")
        self.assertEqual((document.state, case.result), ("done", "goal"))

    def test_not_done_yet(self):
        document, case = self.register()
        self.resolve(document, case, self.sam)
        self.finish(case, "execute", self.sam, comment="Found")
        self.finish(case, "control", self.petr, "again", "Not the whole of it")
        self.assertEqual(self.open_steps(case), ["execute"])

    def test_two_days_before_it_is_due_somebody_asks(self):
        document, case = self.register()
        self.resolve(document, case, self.sam)
        self.go_to("2026-03-08 23:58")
        self.assertEqual(self.open_steps(case), ["execute"])
        self.go_to("2026-03-09 00:00")
        self.assertEqual(sorted(self.open_steps(case)), ["execute", "watch"])
        self.go_to("2026-03-11 01:00")
        self.expect_told(self.petr, "Do what the letter asks for", "is late")
        self.finish(case, "execute", self.sam, comment="Found")
        self.finish(case, "control", self.petr, "done")
        self.finish(case, "answer", self.kate, "none")
        self.assertEqual((document.state, case.state), ("done", "done"))
