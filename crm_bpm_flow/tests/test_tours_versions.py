from .process_words import task
from .tour_common import TourCase


class TestVersionTours(TourCase):
    """What an owner does with several versions of his process."""

    def test_running_cases_go_over(self):
        flow = self.flow("Two versions", call=task(self.worker), offer=task(self.mate))
        cases = self.start(flow, self.leads(3))
        self.finish(cases[2])
        self.edit(flow, call=task(self.worker, within="1 hours"))
        self.tour("owner_migrates", self.owner)
        self.assertEqual(cases.version_id, flow.version_id)
        self.assertEqual(self.here(cases[2]), ["call"])
