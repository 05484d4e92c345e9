from odoo.tests import HttpCase, tagged

from .common import FlowCase
from .web_case import ByWeb


@tagged("bpm_browser")
class TourCase(ByWeb, FlowCase, HttpCase):
    """The same people in a browser, where the clock goes on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.users"].search([]).tour_enabled = False

    def opportunity(self, name="Fifty chairs", user=None, **values):
        """A card of somebody's pipeline."""
        user = user or self.worker
        return self.env["crm.lead"].create(
            {"name": name, "type": "opportunity", "user_id": user.id, **values}
        )

    def installed(self, code):
        """A ready process as its owner gets it from the library."""
        ready = self.env.ref(f"crm_bpm_flow.bpm_flow_library_{code}")
        ready.with_user(self.owner).action_install()
        return ready.flow_ids

    def tour(self, name, user, path="/odoo"):
        """Walk a tour and see in the test's own cache what came of it."""
        self._end_transaction()
        # A machine that is busy with something else takes its time.
        self.start_tour(path, f"bpm_flow_{name}", login=user.login, timeout=180)
        self.env.invalidate_all()
