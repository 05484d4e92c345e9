from odoo.tests import tagged

from .document_story import DocumentStory


@tagged("post_install", "-at_install")
class TestStoryPurchaseRequest(DocumentStory):
    library_code = "purchase_request"
    type_code = "purchase"

    @classmethod
    def fill_roles(cls):
        cls.give_approver("manager", cls.lena)
        cls.give_approver("finance", cls.kate)
        cls.give_role("order", cls.sam)

    def test_a_small_one_is_bought(self):
        document, case = self.register(amount=300)
        self.decide(case, self.lena)
        self.assertEqual(document.state, "approved")
        self.finish(case, "order", self.sam)
        self.finish(case, "receive", self.ivan, "part", "Two are missing")
        self.finish(case, "order", self.sam)
        self.finish(case, "receive", self.ivan, "all")
        self.assertEqual((document.state, case.result), ("done", "goal"))
        self.expect_sound_journal(case)

    def test_much_money_comes_to_finance(self):
        document, case = self.register(amount=50000)
        self.decide(case, self.lena)
        self.assertEqual(self.asked(case), ["Kate"])
        self.decide(case, self.kate, "rejected", "Not this year")
        self.finish(case, "rework", self.ivan, "give_up")
        self.assertEqual((document.state, case.result), ("rejected", "failure"))

    def test_cheaper_and_asked_again(self):
        document, case = self.register(amount=50000)
        self.decide(case, self.lena)
        self.decide(case, self.kate, "rejected", "Too much")
        document.with_user(self.ivan).amount = 40000
        self.finish(case, "rework", self.ivan, "again")
        self.assertEqual(self.asked(case), ["Lena"], "what she agreed to has changed")
        self.decide(case, self.lena)
        self.assertEqual(document.state, "approved")
