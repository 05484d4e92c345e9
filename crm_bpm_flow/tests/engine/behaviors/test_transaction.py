from scenario import Story


class TestTransaction(Story):
    STORY = """
        (start) -> |$T| -> [After] -> (end)
        T: (in) -> [Book] -> [Pay: ok, no] -> <x> -ok-> (out)
        T: <x> -no-> (>error:bad)
        (?error:failed|T) -> [Mend] -> (end)
        (?compensation:undo|Book)
    """

    def test_is_a_sub_process(self):
        case = self.play(self.STORY).complete("Book").complete("Pay", "ok")
        self.assertEqual((case.open, case.walked["T"]), (["After"], 1))

    def test_an_error_takes_nothing_back(self):
        case = self.play(self.STORY).complete("Book").complete("Pay", "no")
        self.assertEqual(case.open, ["Mend"])
        self.assertEqual(case.marking.done, {})
