from odoo.tests import tagged

from .document_story import DocumentStory
from .story_common import MONDAY


@tagged("post_install", "-at_install")
class TestStoryContractApproval(DocumentStory):
    library_code = "contract_approval"
    type_code = "contract"

    @classmethod
    def fill_roles(cls):
        cls.give_approver("visas", cls.sam, cls.kate, cls.lena)
        cls.give_approver("director", cls.petr)

    def agree_all(self, case):
        for user in (self.sam, self.kate, self.lena):
            self.decide(case, user)

    def sign(self, case):
        self.partner_decides()
        task = self.task(case, "sign", self.ivan).with_user(self.ivan)
        task.check_ids.write({"is_done": True})
        task.complete()

    def test_registered_agreed_signed_and_in_force(self):
        document, case = self.register(amount=500)
        self.assertEqual(document.state, "approval")
        self.assertEqual(self.asked(case), ["Kate", "Lena", "Sam"])
        self.agree_all(case)
        self.assertEqual(document.state, "approved")
        self.sign(case)
        self.assertEqual(
            (document.state, str(document.date_signed)), ("signed", MONDAY)
        )
        self.finish(case, "paper", self.ivan)
        self.assertEqual(document.state, "in_force")
        self.assertEqual((case.state, case.result), ("done", "goal"))
        self.expect_sound_journal(case)

    def test_a_large_one_comes_to_the_director(self):
        document, case = self.register(amount=100000)
        self.agree_all(case)
        self.assertEqual(self.asked(case), ["Petr"])
        self.decide(case, self.petr, "rejected", "Too much")
        self.assertEqual(self.open_steps(case), ["rework"])
        self.finish(case, "rework", self.ivan, "give_up", "The client left")
        self.assertEqual((document.state, case.result), ("rejected", "failure"))

    def test_the_partner_says_no_and_all_look_again(self):
        document, case = self.register(amount=500)
        self.agree_all(case)
        self.partner_decides("rejected", "Cheaper, please")
        self.assertEqual(self.open_steps(case), ["rework"])
        document.with_user(self.ivan).amount = 450
        self.finish(case, "rework", self.ivan, "again")
        self.assertEqual(document.state, "approval")
        self.agree_all(case)
        self.sign(case)
        self.assertEqual(document.state, "signed")

    def test_changed_and_asked_again(self):
        _document, case = self.register(amount=500)
        self.decide(case, self.sam)
        self.decide(case, self.kate)
        self.decide(case, self.lena, "rejected", "Too long")
        self.finish(case, "rework", self.ivan, "again")
        self.assertEqual(self.asked(case), ["Lena"], "the others agreed to the same")

    def test_a_new_version_of_the_file_is_looked_at_by_all(self):
        document, case = self.register(amount=500)
        file = document.add_file("contract.txt", b"One")
        self.decide(case, self.sam)
        self.decide(case, self.kate)
        self.assertEqual(self.asked(case), ["Lena"])
        file.add_version(b"Two")
        self.assertEqual(self.asked(case), ["Kate", "Lena", "Sam"])
        self.agree_all(case)
        self.assertEqual(document.state, "approved")

    def test_sixty_days_before_its_end_somebody_is_asked(self):
        document, case = self.register(amount=5, date_to="2026-12-31")
        self.agree_all(case)
        self.sign(case)
        self.finish(case, "paper", self.ivan)
        self.expect_wait(case, "soon", "2026-11-01 23:59")
        self.go_to("2026-11-02 00:00")
        self.assertEqual(self.open_steps(case), ["renew"])
        self.finish(case, "renew", self.ivan, "renew")
        document.with_user(self.olga).date_to = "2027-12-31"
        self.finish(case, "prolong", self.olga)
        self.go_to("2027-11-02 00:00")
        self.finish(case, "renew", self.ivan, "end")
        self.go_to("2027-12-31 23:59")
        self.assertEqual((document.state, case.result), ("done", "goal"))

    def test_the_scanned_paper_closes_the_task(self):
        document, case = self.register(amount=5)
        self.agree_all(case)
        self.sign(case)
        copies = document.sudo().add_copies()
        copies.send("courier", date_due="2026-03-12")
        copies.come_back(signed=True)
        self.assertEqual((document.state, case.result), ("in_force", "goal"))

    def test_the_paper_is_late(self):
        _document, case = self.register(amount=5)
        self.agree_all(case)
        self.sign(case)
        self.expect_open(case, paper=(self.ivan, "2026-03-16 09:00"))
        self.go_to("2026-03-17 09:00")
        self.expect_told(self.lena, "Get the signed paper back", "is late")
