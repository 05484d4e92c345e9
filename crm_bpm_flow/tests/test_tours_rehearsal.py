from .process_words import auto, task, write
from .tour_common import TourCase


class TestRehearsalTours(TourCase):
    """What an owner looks at before he switches a process on."""

    def _open(self, flow):
        return f"/odoo/bpm-processes/{flow.id}"

    def test_a_draft_is_rehearsed(self):
        self.leads(2)
        flow = self.flow("Rehearsed", call=task(self.worker, within="2 hours"))
        self.finish(self.start(flow))
        flow.with_user(self.owner).action_new_draft()
        self.step(flow, "call").user_ids = self.worker | self.stranger
        self.tour("owner_rehearses", self.owner, path=self._open(flow))
        self.assertEqual(len(self.cases_of(flow)), 1)

    def test_a_ring_is_seen_before_it_turns(self):
        flow = self.flow("Turns", publish=False, mark=auto(write("description", "x")))
        self.rule(flow, "on_write", domain="[('type', '=', 'lead')]")
        self.tour("owner_switches_on", self.owner, path=self._open(flow))
        self.assertEqual((flow.version_id.number, flow.storm_limit), (1, 30))
