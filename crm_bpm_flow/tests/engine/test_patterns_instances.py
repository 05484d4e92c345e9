"""Workflow control-flow patterns: several instances.

By number 12 to 15, 26, 27 and 34 to 36.

One small diagram and one test each, which shows the rule (van der Aalst, Russell).
"""

from engine import InstanceAdded, StaleEvent
from scenario import Story

STORY = """
    (start) -> [Ask] -> [After] -> (end)
    (?message:stop|Ask) -> [Stopped] -> (end)
"""


def ask(number, enough=None, **values):
    """Instances of one step, side by side; ``enough`` is their completion condition."""
    values.update(loop="parallel", number=number, loop_condition=enough)
    return {"Ask": values}


def two(names):
    return names["nrOfCompletedInstances"] >= 2


class TestInstances(Story):
    def test_12_without_synchronization(self):
        """Each goes on by itself; nobody waits for the others."""
        case = self.play(
            "(start) -> [Order] -> [Ask] -> [After] -> (end)",
            {"Order": {"completion_quantity": 3}},
        )
        case.complete("Order").complete("Ask")
        self.assertEqual(case.open, ["After", "Ask", "Ask"])

    def test_13_known_when_drawn(self):
        case = self.play(STORY, ask(3))
        case.complete("Ask").complete("Ask")
        self.assertEqual((case.open, case.asked), (["Ask"], []))
        self.assertEqual(case.complete("Ask").open, ["After"])

    def test_14_known_when_it_begins(self):
        case = self.play(STORY, ask("contacts"), contacts=2).let(contacts=5)
        self.assertEqual((case.open, case.asked), (["Ask", "Ask"], ["contacts"]))
        self.assertEqual(case.complete("Ask").complete("Ask").open, ["After"])

    def test_15_not_known_beforehand(self):
        """Another reviewer is added while the review runs."""
        case = self.play(STORY, ask(1)).add("Ask").complete("Ask").add("Ask")
        self.assertEqual(case.open, ["Ask", "Ask"])
        case.complete("Ask").complete("Ask")
        self.assertEqual((case.open, case.walked["Ask"]), (["After"], 3))

    def test_26_cancel_all(self):
        case = self.play(STORY, ask(3)).complete("Ask").catch("stop")
        self.assertEqual((case.open, len(case.told("CloseTask"))), (["Stopped"], 2))

    def test_27_complete_all(self):
        """What is open is withdrawn, and the case goes on its usual way."""
        case = self.play(STORY, ask(3)).complete("Ask").skip("Ask")
        self.assertEqual((case.open, len(case.told("CloseTask"))), (["After"], 2))
        case = self.play(STORY, ask(3, "ok"), ok=True).complete("Ask")
        self.assertEqual(case.open, ["After"])

    def test_34_static_partial_join(self):
        """On after two of three; the third is still waited for, and goes nowhere."""
        case = self.play(STORY, ask(3, "two", cancel_rest=False), two=two)
        case.complete("Ask").complete("Ask")
        self.assertEqual(case.open, ["After", "Ask"])
        case.complete("After")
        self.assertIsNone(case.ended)
        case.complete("Ask")
        self.assertEqual((case.ended[1], case.walked["After"]), ("end", 1))

    def test_35_cancelling_partial_join(self):
        case = self.play(STORY, ask(3, "two"), two=two).complete("Ask").complete("Ask")
        self.assertEqual((case.open, len(case.told("CloseTask"))), (["After"], 1))

    def test_36_dynamic_partial_join(self):
        """Added while it runs; the condition decides after each, on what is so then."""
        nodes = ask(2, "half", cancel_rest=False)
        case = self.play(
            STORY,
            nodes,
            half=lambda names: (
                names["nrOfCompletedInstances"] * 2 > names["nrOfInstances"]
            ),
        )
        case.add("Ask").complete("Ask")
        self.assertEqual(case.open, ["Ask", "Ask"])
        case.complete("Ask")
        self.assertEqual(case.open, ["After", "Ask"])
        case.add("Ask").complete("Ask").complete("Ask")
        self.assertEqual(case.open, ["After"])

    def test_after_its_end_nothing_is_added(self):
        case = self.play(STORY, ask(1))
        token = case.token("Ask").id
        case.complete("Ask")
        with self.assertRaises(StaleEvent):
            case.send(InstanceAdded(token))
