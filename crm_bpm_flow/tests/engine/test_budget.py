from scenario import Case, Story

SPIN = "(start) -> [A] -> <x> -?again-> <y> -> <x>\n<x> -else-> (end)"


class TestBudget(Story):
    def test_a_loop_without_wait_is_an_incident(self):
        case = self.play(SPIN, again=True).complete("A")
        self.assertEqual(set(case.failed.values()), {"loop"})
        (incident,) = case.told("Incident")
        self.assertEqual(incident.message_args, {"budget": 1000})
        self.assertEqual(case.walked["x"] + case.walked["y"], 1000)

    def test_retried_it_gets_another_chance(self):
        case = self.play(SPIN, again=True).complete("A")
        (node,) = case.failed
        case.let(again=False).retry(node)
        self.assertEqual(case.ended, ("end", "end"))

    def test_exactly_as_many_as_allowed(self):
        chain = "(start) -> " + " -> ".join(f"<x{n}>" for n in range(8)) + " -> (end)"
        case = self.case(chain)
        case.budget = 10
        self.assertEqual(case.start().ended, ("end", "end"))
        case = self.case(chain)
        case.budget = 9
        self.assertEqual(case.start().failed, {"end": "loop"})
        self.assertEqual(case.retry("end").ended, ("end", "end"))

    def test_an_end_that_was_not_reached_in_time_may_be_skipped(self):
        for end in ("(end)", "(!end)"):
            case = self.case(f"(start) -> [A] -> {end} -> [B]")
            case.start().budget = 0
            self.assertEqual(case.complete("A").failed, {"end": "loop"})
            self.assertEqual(case.skip("end").ended, ("end", "end"))

    def test_each_branch_that_spins_stops_and_nothing_is_lost(self):
        case = self.play(
            """
            (start) -> <m> -> <+fork> -> <m>
            <+fork> -> [A] -> (end)
            """
        )
        self.assertEqual(set(case.failed.values()), {"loop"})
        self.assertGreater(len(case.open), 100)
        self.assertEqual(case.cancel().ended, (None, "cancelled"))

    def test_a_loop_with_a_wait_goes_on_for_ever(self):
        case = Case(self.case(SPIN.replace("<y>", "[Y]")).graph, again=True, budget=10)
        case.start().complete("A")
        for _round in range(50):
            case.complete("Y")
        self.assertEqual((case.open, case.failed), (["Y"], {}))
