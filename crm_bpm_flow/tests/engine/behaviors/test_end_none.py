from scenario import Story


class TestNoneEnd(Story):
    def test_the_case_ends_with_its_last_token(self):
        case = self.play(
            """
            (start) -> <+split> -> [A] -> (good)
            <+split> -> [B] -> (bad)
            """
        )
        case.complete("A")
        self.assertIsNone(case.ended)
        case.complete("B")
        self.assertEqual(case.ended, ("bad", "end"))
        self.assertEqual(case.walked["good"], 1)

    def test_ways_out_of_it_are_none(self):
        case = self.play("(start) -> (end) -> [After]")
        self.assertEqual(case.ended, ("end", "end"))
