from .tour_common import TourCase


class TestFormulaTours(TourCase):
    """An owner who is no programmer uses formulas, messages and repetitions."""

    def test_formulas(self):
        chairs = self.opportunity("Fifty chairs", expected_revenue=1500)
        sofa = self.opportunity("One sofa", expected_revenue=300)
        flows = self.env["bpm.flow"].with_user(self.owner)
        flow = flows.create({"name": "Much or little"})
        self.tour("owner_formulas", self.owner)
        much, little = self.start(flow, chairs + sofa)
        self.assertEqual((little.state, little.result), ("done", "goal"))
        self.assertEqual(much.step_names, "Paid")
        self.env["bpm.flow.instance"].send_message("Paid", instance_ids=much.ids)
        self.assertEqual(len(much.open_task_ids), 2)
        chairs.priority = "3"
        self.assertEqual(much.state, "done")
        self.assertFalse(much.open_task_ids)
