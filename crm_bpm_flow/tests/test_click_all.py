from odoo import fields
from odoo.tests import tagged

from .process_words import auto, call, code, end, task, wait
from .tour_common import TourCase

ROBOT = (
    "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
    ".startClickEverywhere('crm_bpm_flow.menu_root');"
)


@tagged("click_all", "-standard")
class TestClickEverywhere(TourCase):
    """Core's robot opens every menu, view and filter of ours, with life in them."""

    allow_end_on_form = True

    def setUp(self):
        super().setUp()
        library = self.env["bpm.flow.library"].with_user(self.owner).search([])
        for ready in library:
            ready.action_install()
        calls = self.call_back()
        priced = self.flow("Priced", price=auto(code("raise UserError('No price')")))
        leads = (
            self.opportunity(f"Chairs {number}", self.owner) for number in range(7)
        )
        late, taken, paused, stopped, gone, failed, parent = leads
        self.start(calls, late).open_task_ids.date_deadline = fields.Datetime.now()
        self.start(calls, taken).open_task_ids.with_user(self.worker).action_claim()
        self.finish(self.start(calls, paused), "No answer", by=self.worker)
        self.start(calls, stopped).with_user(self.owner).action_suspend()
        self.start(calls, gone).with_user(self.owner).action_cancel("Not needed")
        self.start(priced, failed)
        self.start(self.flow("Asks another", ask=call(calls)), parent)
        done = self.start(self.flow("Short"), self.opportunity("Doors"))
        self.finish(done, comment="Quickly")

    def call_back(self):
        outcomes = {"Reached": "goal", "No answer": "pause"}
        people = self.worker + self.owner + self.admin
        return self.flow(
            "Call",
            call=task(people, outcomes, within="30 minutes", pick="claim"),
            pause=wait("2 hours", then="call"),
            goal=end("goal"),
        )

    def click_everywhere(self, user):
        self._end_transaction()
        self.browser_js(
            "/odoo",
            ROBOT,
            "odoo.isReady === true",
            login=user.login,
            timeout=900,
            success_signal="clickbot test succeeded",
        )

    def test_as_administrator(self):
        self.click_everywhere(self.admin)

    def test_as_process_owner(self):
        self.click_everywhere(self.owner)

    def test_as_worker(self):
        self.click_everywhere(self.worker)
