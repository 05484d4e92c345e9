from engine import StaleEvent, TaskDone
from scenario import Story


class TestServiceTask(Story):
    def test_asks_and_goes_on_when_done(self):
        case = self.play("(start) -> {Mail} -> (end)")
        self.assertEqual((case.actions, case.open), (["Mail"], []))
        self.assertEqual(case.ran("Mail").ended, ("end", "end"))

    def test_a_person_cannot_finish_it(self):
        case = self.play("(start) -> {Mail} -> (end)")
        with self.assertRaises(StaleEvent):
            case.send(TaskDone(case.token("Mail").id))

    def test_may_bring_an_outcome(self):
        story = """
            (start) -> {Check} -> <x>
            <x> -ok-> (good)
            <x> -else-> (bad)
        """
        self.assertEqual(self.play(story).ran("Check", "ok").ended, ("good", "end"))
        self.assertEqual(self.play(story).ran("Check").ended, ("bad", "end"))

    def test_dropped_when_the_case_is_cancelled(self):
        case = self.play("(start) -> {Mail} -> (end)").cancel()
        self.assertEqual((case.actions, case.ended), ([], (None, "cancelled")))
