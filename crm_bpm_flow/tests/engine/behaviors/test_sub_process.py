from scenario import Story

ONE = """
    (start) -> |P| -> [After] -> (end)
    P: (in) -> [A] -> (out)
"""


class TestSubProcess(Story):
    def test_goes_on_when_nobody_is_left_inside(self):
        case = self.play(ONE)
        self.assertEqual(case.open, ["A"])
        self.assertEqual(case.token("P").scope, 0)
        case.complete("A")
        self.assertEqual(case.open, ["After"])
        self.assertEqual(case.marking.scopes, {})
        self.assertEqual(case.walked, {"start": 1, "in": 1, "A": 1, "out": 1, "P": 1})

    def test_waits_for_all_tokens(self):
        case = self.play(
            """
            (start) -> |P| -> (end)
            P: (in) -> [A] -> (out)
            P: (in) -> [B] -> (off)
            """
        )
        case.complete("A")
        self.assertIsNone(case.ended)
        self.assertEqual(case.complete("B").ended, ("end", "end"))

    def test_nested(self):
        case = self.play(
            """
            (start) -> |P| -> (end)
            P: (in) -> |Q| -> [B] -> (out)
            Q: (deep) -> |R| -> (deeper)
            R: (bottom) -> [A] -> (top)
            """
        )
        self.assertEqual(len(case.marking.scopes), 3)
        case.complete("A")
        self.assertEqual((case.open, len(case.marking.scopes)), (["B"], 1))
        self.assertEqual(case.complete("B").ended, ("end", "end"))

    def test_ends_of_nested_ones_fall_through(self):
        case = self.play(
            """
            (start) -> |P|
            P: (in) -> |Q|
            Q: (deep) -> [A]
            """
        )
        self.assertEqual(case.complete("A").ended, ("P", "end"))
        self.assertEqual(case.marking.scopes, {})

    def test_without_a_start_event_all_that_nothing_leads_to(self):
        case = self.play("(start) -> |P| -> (end)\nP: [A] -> [C]\nP: [B] -> [C]")
        self.assertEqual(case.open, ["A", "B"])

    def test_empty_it_passes(self):
        self.assertEqual(self.play("(start) -> |P| -> (end)").ended, ("end", "end"))

    def test_passes_at_once_when_nothing_inside_waits(self):
        case = self.play("(start) -> |P| -> (end)\nP: (in) -> <x> -> (out)")
        self.assertEqual(case.ended, ("end", "end"))

    def test_twice_at_a_time(self):
        case = self.play(
            """
            (start) -> <+twice> -> |P| -> [After] -> (end)
            <+twice> -> |P|
            P: (in) -> [A] -> [B] -> (out)
            """
        )
        case.complete("A").complete("B")
        self.assertEqual(case.open, ["A", "After"])

    def test_in_a_loop(self):
        case = self.play(
            """
            (start) -> |P| -> <x> -again-> |P|
            <x> -else-> (end)
            P: (in) -> [A: again, ok] -> (out)
            """
        )
        case.complete("A", "again").complete("A", "again").complete("A", "ok")
        self.assertEqual((case.walked["P"], case.ended), (3, ("end", "end")))

    def test_knows_the_outcome_that_came_in(self):
        case = self.play(
            """
            (start) -> [Ask: yes, no] -> |P| -> (end)
            P: (in) -> <x> -yes-> [A] -> (out)
            P: <x> -else-> [B] -> (out)
            """
        )
        self.assertEqual(case.complete("Ask", "yes").open, ["A"])

    def test_hands_out_the_outcome_of_what_ended_last(self):
        story = """
            (start) -> |P| -> <x> -yes-> (good)
            <x> -else-> (bad)
            P: (in) -> [A: yes, no] -> (out)
        """
        self.assertEqual(self.play(story).complete("A", "yes").ended, ("good", "end"))
        self.assertEqual(self.play(story).complete("A", "no").ended, ("bad", "end"))

    def test_an_incident_inside_keeps_it_open(self):
        case = self.play("(start) -> |P| -> (end)\nP: (in) -> <x> -?a-> (out)", a=False)
        self.assertEqual(case.failed, {"x": "no_flow"})
        self.assertEqual(case.let(a=True).retry("x").ended, ("end", "end"))

    def test_its_own_ways_out_may_fail_after_it_is_done(self):
        case = self.play("(start) -> |P| -?a-> (end)\nP: (in) -> [A] -> (out)", a=False)
        case.complete("A")
        self.assertEqual(case.failed, {"P": "no_flow"})
        case.let(a=True).retry("P")
        self.assertEqual((case.ended, case.walked["A"]), (("end", "end"), 1))
