from .tour_common import TourCase


class TestDecisionTour(TourCase):
    """An owner lets a table decide, and sees what it says before anybody is hurt."""

    def test_decision(self):
        gent = self.env["res.partner"].create({"name": "Anna", "city": "Gent"})
        chairs = self.opportunity(
            "Fifty chairs", expected_revenue=1500, partner_id=gent.id
        )
        sofa = self.opportunity("One sofa", expected_revenue=300)
        flows = self.env["bpm.flow"].with_user(self.owner)
        flow = flows.create({"name": "Which discount"})
        self.tour("owner_decision", self.owner)
        much, little = self.start(flow, chairs + sofa)
        self.assertEqual(much.variables, {"discount": 15})
        self.assertEqual(much.step_names, "Ask the director")
        self.assertEqual((little.state, little.result), ("done", "goal"))
        self.assertEqual(little.variables, {"discount": 0})
