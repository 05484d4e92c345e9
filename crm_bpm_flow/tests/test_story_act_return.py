from odoo.tests import tagged

from .document_story import DocumentStory


@tagged("post_install", "-at_install")
class TestStoryActReturn(DocumentStory):
    library_code = "act_return"
    type_code = "act"

    @classmethod
    def fill_roles(cls):
        roles = cls.flow.draft_id.role_ids
        roles.filtered(lambda r: r.name == "Accountant").user_ids = cls.kate

    def test_sent_and_back(self):
        document, case = self.register()
        self.finish(case, "send", self.ivan)
        self.expect_open(case, back=(self.ivan, "2026-03-12 09:00"))
        self.finish(case, "back", self.ivan, "signed")
        self.assertEqual((document.state, case.result), ("done", "goal"))
        self.assertEqual(str(document.date_signed), "2026-03-02")
        self.expect_sound_journal(case)

    def test_the_scanned_paper_closes_the_task(self):
        document, case = self.register()
        self.finish(case, "send", self.ivan)
        copies = document.sudo().add_copies()
        copies.send("post", date_due="2026-03-10")
        self.assertEqual(document.paper_state, "out")
        copies.come_back(signed=True)
        self.assertEqual((document.state, case.result), ("done", "goal"))

    def test_the_accountant_hears_of_a_late_one(self):
        _document, case = self.register()
        self.finish(case, "send", self.ivan)
        self.go_to("2026-03-12 10:01")
        self.expect_told(self.kate, "Get the signed act back", "is late")

    def test_the_client_does_not_sign(self):
        document, case = self.register()
        self.finish(case, "send", self.ivan)
        self.finish(case, "back", self.ivan, "refused", "Two hours too many")
        self.finish(case, "clear", self.ivan, "again")
        self.finish(case, "send", self.ivan)
        self.finish(case, "back", self.ivan, "refused", "Still too many")
        self.finish(case, "clear", self.ivan, "give_up", "Written off")
        self.assertEqual((document.state, case.result), ("rejected", "failure"))
