from .process_words import build, choice, end, task, wait
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

    def test_compare_on_the_map_and_play(self):
        lead = self.opportunity("Fifty chairs of oak", expected_revenue=40)
        steps = {
            "call": task(self.worker, {"Reached": "size", "No answer": "pause"}),
            "pause": wait("1 hours", then="call"),
            "size": choice(
                ([("expected_revenue", ">", 100)], "offer"), otherwise="end"
            ),
            "offer": task(self.mate, then="end"),
            "end": end("goal"),
        }
        flow = self.flow("Two ways", **steps)
        flow.with_user(self.owner).action_new_draft()
        write = {"write": task(self.mate, then="end")}
        way = [("expected_revenue", ">", 100)]
        steps["size"] = choice((way, "end"), otherwise="write")
        del steps["offer"]
        build(flow.draft_id, {**steps, **write})
        self.tour("owner_compares", self.owner)
        self.assertFalse(self.cases_of(flow, lead), "what is played leaves nothing")
        self.assertFalse(flow.draft_id)
