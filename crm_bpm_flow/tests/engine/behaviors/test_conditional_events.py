from scenario import Story


class TestConditionalEvents(Story):
    def test_waits_until_it_is_told(self):
        case = self.play("(start) -> (?conditional:paid) -> [A] -> (end)")
        self.assertEqual(case.told("WaitFor")[0].kind, "condition")
        self.assertEqual(case.asked, [])
        self.assertEqual(case.catch("paid").open, ["A"])

    def test_on_a_border(self):
        story = "(start) -> [A] -> (end)\n(?conditional:big%sA) -> [B] -> (end)"
        self.assertEqual(self.play(story % "|").catch("big").open, ["B"])
        case = self.play(story % "~").catch("big").catch("big")
        self.assertEqual((case.open, case.waits), (["A", "B", "B"], ["big"]))

    def test_begins_a_case_or_an_event_sub_process(self):
        self.assertEqual(self.play("(?conditional:big) -> [A] -> (end)").open, ["A"])
        case = self.play(
            """
            (start) -> [A] -> (end)
            |!E|
            E: (?conditional:big) -> [B] -> (done)
            """
        )
        self.assertEqual(case.waits, ["big"])
        self.assertEqual(case.catch("big").open, ["B"])
        self.assertEqual(case.complete("B").ended, ("E", "end"))
