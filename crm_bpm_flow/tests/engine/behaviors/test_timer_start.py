from scenario import Story

REMIND = """
    (start) -> [A] -> (end)
    |!E|
    E: (?~timer:weekly) -> [Remind] -> (told)
"""
STOP = REMIND.replace("~", "")


class TestTimerStart(Story):
    def test_begins_a_process(self):
        story = "(start) -> [A] -> (end)\n(?timer:monday) -> [B] -> (end)"
        self.assertEqual(self.case(story).start("monday").open, ["B"])
        self.assertEqual(self.play(story).open, ["A"])

    def test_the_only_start_is_meant_without_a_name(self):
        case = self.play("(?timer:monday) -> [B] -> (end)")
        self.assertEqual((case.open, case.timers), (["B"], []))

    def test_runs_while_its_scope_runs(self):
        case = self.play(STOP)
        self.assertEqual(case.timers, ["weekly"])
        case.complete("A")
        self.assertEqual((case.timers, case.ended), ([], ("end", "end")))

    def test_interrupting_it_takes_the_place_of_all(self):
        case = self.play(STOP).due("weekly")
        self.assertEqual((case.open, case.timers), (["Remind"], []))
        self.assertEqual(case.complete("Remind").ended, ("E", "end"))
        self.assertEqual(
            case.walked, {"start": 1, "weekly": 1, "Remind": 1, "told": 1, "E": 1}
        )

    def test_beside_it_as_often_as_the_cycle_comes(self):
        case = self.play(REMIND).due("weekly", more=True).due("weekly", more=True)
        self.assertEqual(
            (case.open, case.timers), (["A", "Remind", "Remind"], ["weekly"])
        )
        case.due("weekly")
        self.assertEqual((len(case.open), case.timers), (4, []))
        case.complete("A").complete("Remind").complete("Remind")
        self.assertIsNone(case.ended)
        self.assertEqual(case.complete("Remind").ended, ("E", "end"))
