from odoo.tests import tagged

from .approval_words import approver
from .test_visa_outside import OutsideCase
from .tour_common import TourCase

# Asked again and again while pages come and go, as the answer leaves the page.
ANSWERED = """
(() => {
    const form = document.querySelector("form");
    if (form && !form.dataset.sent) {
        form.dataset.sent = "once";
        form.querySelector("textarea[name=words]").value = "Brown ones, please";
        form.querySelector("button[value=remarks]").click();
    }
    const thanks = document.querySelector("[role=status]")?.innerText || "";
    return !form && thanks.includes("Brown ones, please");
})()
"""


@tagged("-at_install", "post_install")
class TestVisaTours(TourCase, OutsideCase):
    """Approvers at work: inside, and outside in a browser without a login."""

    def setUp(self):
        super().setUp()
        self.contract = self.paper(
            name="Fifty chairs for the shop",
            partner_id=self.shop.id,
            contact_id=self.paula.id,
        )
        lines = (
            approver(self.ann, files=True),
            approver(self.ben, files=True),
            approver(files=True, outside="record"),
        )
        self.case = self.outside(self.contract, *lines)

    def test_an_approver_inside(self):
        self.contract.user_id = self.ann
        self.decide(self.case, self.ben, "remarks", comment="Brown ones")
        self.tour("approver_visa", self.ann)
        self.assertEqual(self.case.visa_ids.mapped("user_id.name"), ["Ben", "Ann"])

    def test_an_approver_outside(self):
        self._end_transaction()
        self.env["bpm.flow.job"]._cron_run_due()
        mail = self.mails()[-1]
        path = self.path_in(mail)
        self._end_transaction()
        self.browser_js(path, "console.log('test successful')", ANSWERED)
        self.env.invalidate_all()
        [visa] = self.case.visa_ids
        self.assertEqual((visa.act, visa.partner_id), ("remarks", self.paula))
        self.assertEqual(visa.comment, "Brown ones, please")
