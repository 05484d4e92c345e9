from engine import Skipped
from scenario import Story

BOTH = """
    (start) -> <+split> -> [A] -> <+join> -> [After] -> (end)
    <+split> -> [B] -> <+join>
"""


class TestParallelGateway(Story):
    def test_splits_and_joins(self):
        case = self.play(BOTH)
        self.assertEqual(case.open, ["A", "B"])
        case.complete("B")
        self.assertEqual(case.open, ["A"])
        self.assertEqual(case.token("join").state, "arrived")
        case.complete("A")
        self.assertEqual(case.open, ["After"])
        self.assertEqual((case.walked["split"], case.walked["join"]), (1, 1))

    def test_conditions_on_its_ways_are_not_asked(self):
        case = self.play("(start) -> <+x> -?a-> [A] -> (end)\n<+x> -else-> [B]")
        self.assertEqual((case.open, case.asked), (["A", "B"], []))

    def test_joins_and_splits_in_one(self):
        case = self.play(
            """
            (start) -> <+split> -> [A] -> <+both> -> [C] -> (end)
            <+split> -> [B] -> <+both> -> [D] -> (end)
            """
        )
        case.complete("A").complete("B")
        self.assertEqual(case.open, ["C", "D"])

    def test_counts_each_flow_by_itself(self):
        case = self.play(
            """
            (start) -> <+split> -> [A] -> <+join> -> [After] -> (end)
            <+split> -> [A]
            <+split> -> [B] -> <+join>
            """
        )
        case.complete("A").complete("A")
        self.assertEqual(case.open, ["B"])
        self.assertEqual(len(case.marking.at("join")), 2)
        case.complete("B")
        self.assertEqual(case.open, ["After"])

    def test_what_is_too_many_waits_for_the_next_round(self):
        case = self.play(
            """
            (start) -> <+split> -> [A: more, done] -> <x> -more-> <+again> -> [A]
            <+again> -> <m> -> <+join> -> [After] -> (end)
            <x> -done-> <m>
            <+split> -> [B] -> <y> -> <+join>
            <+split> -> [B]
            """
        )
        case.complete("A", "more").complete("A", "done")
        self.assertEqual(len(case.marking.at("join")), 2)
        case.complete("B")
        self.assertEqual(case.open, ["After", "B"])
        case.complete("B")
        self.assertEqual(case.open, ["After", "After"])
        case.complete("After").complete("After")
        self.assertEqual(case.ended, ("end", "end"))

    def test_two_flows_from_one_node(self):
        case = self.play("(start) -> <+s> -> <+j> -> [A] -> (end)\n<+s> -> <+j>")
        self.assertEqual(case.open, ["A"])

    def test_in_a_loop(self):
        case = self.play(
            """
            (start) -> <m> -> <+split> -> [A] -> <+join> -> [Ok: yes, no] -> <x>
            <+split> -> [B] -> <+join>
            <x> -no-> <m>
            <x> -yes-> (end)
            """
        )
        for outcome in ("no", "no", "yes"):
            case.complete("B").complete("A").complete("Ok", outcome)
        self.assertEqual(case.ended, ("end", "end"))
        self.assertEqual(case.walked["join"], 3)

    def test_runs_of_a_sub_process_never_mix(self):
        case = self.play(
            """
            (start) -> <+twice> -> |P| -> [After] -> (end)
            <+twice> -> |P|
            P: (in) -> <+split> -> [A] -> <+join> -> (out)
            P: <+split> -> [B] -> <+join>
            """
        )
        case.complete("A", nth=0).complete("B", nth=1)
        self.assertEqual(case.open, ["A", "B"])
        self.assertEqual(len(case.marking.at("join")), 2)
        case.complete("A")
        self.assertEqual(case.open, ["After", "B"])

    def test_outcome_survives_when_all_agree(self):
        story = """
            (start) -> <+split> -> [A: y, n] -> <+join> -> <x> -y-> (yes)
            <+split> -> [B: y, n] -> <+join>
            <x> -else-> (no)
        """
        case = self.play(story).complete("A", "y").complete("B", "y")
        self.assertEqual(case.ended, ("yes", "end"))
        case = self.play(story).complete("A", "n").complete("B", "y")
        self.assertEqual(case.ended, ("no", "end"))

    def test_outcome_found_in_one_branch_is_that_of_the_join(self):
        story = """
            (start) -> [Ask: y, n] -> <+split> -> [A: y, n] -> <+join> -> <x> -y-> (yes)
            <+split> -> [B] -> <+join>
            <+split> -> |P| -> <+join>
            P: (in) -> <+inner> -> [C] -> <+outer> -> (out)
            P: <+inner> -> [D] -> <+outer>
            <x> -n-> (no)
        """
        for names in ("ABCD", "DCBA", "CABD"):
            case = self.play(story).complete("Ask", "y")
            for name in names:
                case.complete(name, "n" if name == "A" else None)
            self.assertEqual(case.ended, ("no", "end"))

    def test_outcome_from_before_the_split_is_kept(self):
        case = self.play(
            """
            (start) -> [Ask: y, n] -> <+s> -> [A] -> <+j> -> [C] -> <+s2> -> <x>
            <+s> -> [B] -> <+j>
            <x> -y-> (yes)
            """
        )
        case.complete("Ask", "y").complete("A").complete("B")
        self.assertEqual(case.token("C").splits, 0)
        self.assertEqual(case.complete("C").ended, ("yes", "end"))

    def test_of_several_on_one_flow_the_oldest_goes_first(self):
        case = self.play(
            """
            (start) -> <+split> -> [A: y, n] -> <m> -> <+join> -> <x> -y-> (yes)
            <+split> -> [C: y, n] -> <m>
            <+split> -> [B] -> <+join>
            <x> -n-> [No] -> (end)
            """
        )
        case.complete("C", "n").complete("A", "y")
        waiting = [token.outcome for token in case.marking.at("join")]
        self.assertEqual(waiting, ["n", "y"])
        case.complete("B")
        self.assertEqual(case.open, ["No"])
        self.assertEqual([t.outcome for t in case.marking.at("join")], ["y"])


class TestStuckJoin(Story):
    TRAP = """
        (start) -> [Ask: a, b] -> <x> -a-> [A] -> <+join> -> [After] -> (end)
        <x> -b-> [B] -> <+join>
    """

    def test_a_missing_token_that_cannot_come_is_an_incident(self):
        case = self.play(self.TRAP).complete("Ask", "a").complete("A")
        self.assertEqual(case.failed, {"join": "stuck"})
        (incident,) = case.told("Incident")
        self.assertEqual(incident.message_args, {"missing": ["B>join"]})

    def test_skipped_it_opens_with_those_that_are_here(self):
        case = self.play(self.TRAP).complete("Ask", "a").complete("A").skip("join")
        self.assertEqual((case.open, case.failed), (["After"], {}))

    def test_skipped_the_others_of_its_flow_stay(self):
        case = self.play(
            """
            (start) -> <+split> -> [A] -> <+join> -> [After] -> (end)
            <+split> -> [A]
            <+split> -> [B] -> <+join>
            """
        )
        case.complete("A").complete("A")
        second = case.token("join", nth=1).id
        case.send(Skipped(second))
        self.assertEqual(case.open, ["After", "B"])
        self.assertEqual(len(case.marking.at("join")), 1)
        self.assertEqual(case.complete("B").open, ["After", "After"])

    def test_retried_it_waits_and_fails_again(self):
        case = self.play(self.TRAP).complete("Ask", "a").complete("A").retry("join")
        self.assertEqual(case.failed, {"join": "stuck"})

    def test_waits_while_a_token_is_on_its_way(self):
        case = self.play(
            """
            (start) -> <+split> -> [A] -> <+join> -> (end)
            <+split> -> |P| -> <x> -?ok-> <+join>
            <x> -else-> [Other] -> (other)
            P: (in) -> [B] -> (out)
            """,
            ok=False,
        )
        case.complete("A")
        self.assertEqual(case.failed, {})
        case.complete("B")
        self.assertEqual((case.open, case.failed), (["Other"], {"join": "stuck"}))
        case.complete("Other")
        self.assertIsNone(case.ended)
        self.assertEqual(case.skip("join").ended, ("end", "end"))

    def test_a_failed_token_may_still_come(self):
        case = self.play(
            """
            (start) -> <+split> -> [A] -> <+join> -> (end)
            <+split> -> <x> -?ok-> <+join>
            """,
            ok=False,
        )
        case.complete("A")
        self.assertEqual(case.failed, {"x": "no_flow"})
        self.assertEqual(case.let(ok=True).retry("x").ended, ("end", "end"))

    def test_a_boundary_event_may_still_bring_it(self):
        case = self.play(
            """
            (start) -> <+split> -> [A] -> <+join> -> (end)
            <+split> -> [B] -> (other)
            (@late|B) -> <+join>
            """
        )
        case.complete("A")
        self.assertEqual(case.failed, {})
        self.assertEqual(case.due("late").ended, ("end", "end"))

    def test_the_token_that_was_missing_is_moved_here(self):
        case = self.play(
            """
            (start) -> <+all> -> [Spare] -> (end)
            <+all> -> [Ask: a, b] -> <x> -a-> [A] -> <+join> -> [After] -> (end)
            <x> -b-> [B] -> <+join>
            """
        )
        case.complete("Ask", "a").complete("A")
        self.assertEqual(case.failed, {"join": "stuck"})
        case.move("Spare", "join")
        self.assertEqual((case.open, case.failed), (["After"], {}))

    def test_joins_that_wait_for_each_other(self):
        case = self.play(
            """
            (start) -> <+split> -> [A] -> <+one> -> [C] -> <+two> -> (end)
            <+split> -> [B] -> <+two> -> <+one>
            """
        )
        case.complete("A").complete("B")
        self.assertEqual(case.failed, {"one": "stuck"})
        self.assertEqual(case.skip("one").open, ["C"])
