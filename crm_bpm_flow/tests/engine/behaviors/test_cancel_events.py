from scenario import Story

TRIP = """
    (start) -> |$T| -> [After] -> (end)
    T: (in) -> <+s> -> [Hotel] -> <+j> -> [Pay: ok, no] -> <x> -ok-> (out)
    T: <+s> -> [Flight] -> <+j>
    T: (in) -> [Slow] -> (out)
    T: <x> -no-> (>cancel:stop)
    T: (?compensation:c1|Hotel)
    T: (?compensation:c2|Flight)
    T: [FreeHotel]
    T: [FreeFlight]
    %s
"""
NODES = {
    "c1": {"handler": "FreeHotel"},
    "c2": {"handler": "FreeFlight"},
    "FreeHotel": {"for_compensation": True},
    "FreeFlight": {"for_compensation": True},
}
BORDER = "(?cancel:called_off|T) -> [Sorry] -> (end)"


class TestCancelEvents(Story):
    def test_takes_back_what_was_done_and_leaves_by_the_border(self):
        case = self.play(TRIP % BORDER, NODES).complete("Hotel").complete("Flight")
        case.complete("Pay", "no")
        self.assertEqual(case.open, ["FreeFlight"])
        self.assertEqual(case.complete("FreeFlight").open, ["FreeHotel"])
        self.assertEqual(case.complete("FreeHotel").open, ["Sorry"])
        self.assertEqual((case.walked["stop"], case.walked["called_off"]), (1, 1))
        self.assertEqual((case.marking.scopes, case.marking.done), ({}, {}))
        self.assertNotIn("T", case.walked)

    def test_interrupted_or_begun_anew_in_between(self):
        late = BORDER + "\n(@late|T) -> [Late] -> (end)"
        case = self.play(TRIP % late, NODES).complete("Hotel").complete("Flight")
        case.complete("Pay", "no").complete("FreeFlight").retry("stop")
        self.assertEqual(case.open, ["FreeHotel"])
        case.due("late")
        self.assertEqual((case.open, case.marking.done), (["Late"], {}))

    def test_with_nothing_to_take_back(self):
        case = self.play(
            """
            (start) -> |$T| -> [After] -> (end)
            T: (in) -> |P| -> (out)
            P: (deep) -> [A] -> (>cancel:stop)
            (?cancel:called_off|T) -> [Sorry] -> (end)
            """
        )
        self.assertEqual(case.complete("A").open, ["Sorry"])

    def test_without_a_way_on_it_is_an_incident_and_nothing_is_done(self):
        case = self.play(TRIP % "", NODES).complete("Hotel").complete("Flight")
        case.complete("Pay", "no")
        self.assertEqual(case.failed, {"stop": "uncaught_cancel"})
        self.assertEqual((case.open, len(case.marking.done)), (["Slow"], 2))
        self.assertEqual(case.skip("stop").complete("Slow").open, ["After"])

    def test_outside_of_a_transaction(self):
        case = self.play("(start) -> [A] -> (>cancel:stop)").complete("A")
        self.assertEqual(case.failed, {"stop": "uncaught_cancel"})

    def test_of_one_instance_is_that_of_the_whole(self):
        nodes = {**NODES, "T": {"loop": "parallel", "number": 2}}
        case = self.play(TRIP % BORDER, nodes).complete("Hotel").complete("Flight")
        case.complete("Pay", "no").complete("FreeFlight").complete("FreeHotel")
        self.assertEqual((case.open, case.marking.scopes), (["Sorry"], {}))
