import time
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests.common import ChromeBrowser, _registry_test_lock

from odoo.addons.bus.models.bus import dispatch
from odoo.addons.bus.websocket import WebsocketConnectionHandler

from .process_words import end, task
from .tour_common import TourCase

PATIENCE = 60  # seconds, for a machine that is busy with something else


class TestWatchTour(TourCase):
    """Two people, each with a browser of his own. The second one is only looked at."""

    def authenticate(self, *args, **kwargs):
        """Whoever is logged in already may be asking the server right now."""
        with _registry_test_lock:
            return super().authenticate(*args, **kwargs)

    @contextmanager
    def second_browser(self, user, path):
        """A browser that stays open on that page, told what happens by Odoo's bus."""
        self._end_transaction()
        allowed = patch.object(
            WebsocketConnectionHandler, "websocket_allowed", return_value=True
        )
        browser = ChromeBrowser(self)
        self.authenticate(user.login, user.login, browser=browser)
        self.session = None  # the next log-in leaves this one be
        with allowed, self.allow_requests(all_requests=True):
            try:
                browser.navigate_to(self.base_url() + path)
                yield browser
            finally:
                browser.stop()
                self._wait_remaining_requests()

    def sees(self, browser, selector, what):
        code = f"Boolean(document.querySelector({selector!r}))"
        self.assertTrue(browser._wait_ready(code, PATIENCE), what)

    def listens(self, browser, flow):
        """Until the server knows that this page wants to be told."""
        limit = time.monotonic() + PATIENCE
        while not any(flow._name in str(n) for n in list(dispatch._channels_to_ws)):
            self.assertLess(time.monotonic(), limit, "nobody listens")
            browser._wait_ready()

    def test_a_case_moves_under_the_eyes_of_another(self):
        flow = self.flow(
            "Watched",
            call=task(self.worker, {"Reached": "offer", "No answer": "goal"}),
            offer=task(self.mate, then="goal"),
            goal=end("goal"),
        )
        case = self.start(flow, self.opportunity())
        here = ".o_bpm_map .djs-element.o_bpm_here[data-element-id={}]"
        page = f"/odoo/bpm.flow.instance/{case.id}"
        with self.second_browser(self.owner, page) as other:
            self.sees(other, here.format("call"), "The owner looks at the case's map")
            self.listens(other, flow)
            with _registry_test_lock:
                self.tour("worker_hands_on", self.worker)
                self.assertEqual(case.open_task_ids.node_id.bpmn_id, "offer")
            self.sees(other, here.format("offer"), "It moved, and he did nothing")
