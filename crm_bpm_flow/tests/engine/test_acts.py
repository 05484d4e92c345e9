"""What people do to a case: cancel, retry, skip, move."""

from engine import (
    ConditionError,
    Flow,
    Graph,
    MoveRefused,
    Node,
    Skipped,
    StaleEvent,
    TokenMoved,
    Unsupported,
    ways_of,
)
from scenario import Story


class ActsStory(Story):
    def refused(self, code, act, *args):
        """The act raises ``code`` and changes nothing."""
        case = act.__self__
        before = case.marking
        with self.assertRaises(MoveRefused) as caught:
            act(*args)
        self.assertEqual(caught.exception.code, code)
        self.assertIs(case.marking, before)
        return caught.exception


class TestCancel(ActsStory):
    def test_withdraws_everything(self):
        case = self.play(
            """
            (start) -> <+split> -> |P| -> <+join> -> (end)
            <+split> -> [[Other]] -> (end)
            <+split> -> <x> -?a-> (end)
            <+split> -> <+join>
            P: (in) -> [A] -> (out)
            (@late|P) -> (end)
            """,
            a=False,
        )
        case.cancel()
        self.assertEqual(case.ended, (None, "cancelled"))
        self.assertEqual((case.open, case.timers, case.calls), ([], [], []))
        self.assertEqual(case.marking.scopes, {})

    def test_only_while_it_runs(self):
        with self.assertRaises(StaleEvent):
            self.play("(start) -> [A]").complete("A").cancel()

    def test_a_case_that_failed_before_its_start_never_starts(self):
        case = self.case("(start) -> [A]")
        case.cancel()
        self.assertEqual(case.ended, (None, "cancelled"))
        with self.assertRaises(StaleEvent):
            case.start()


class TestRetry(ActsStory):
    LEAVE = "(start) -> %s -?a-> (end)"

    def test_work_that_was_done_is_not_done_twice(self):
        verbs = {
            "[Do]": "complete",
            "{Do}": "ran",
            "[[Do]]": "returned",
            "(@Do)": "due",
        }
        for shape, verb in verbs.items():
            with self.subTest(shape=shape):
                case = self.play(self.LEAVE % shape, a=ConditionError("gone"))
                getattr(case, verb)("Do")
                self.assertEqual(case.failed, {"Do": "condition"})
                case.retry("Do")
                self.assertEqual(case.failed, {"Do": "condition"})
                case.let(a=True).retry("Do")
                self.assertEqual((case.ended, case.walked["Do"]), (("end", "end"), 1))

    def test_outcome_is_not_lost_by_the_failure(self):
        case = self.play("(start) -> [Do: yes, no] -?a-> <x>\n<x> -yes-> (good)", a=0)
        case.complete("Do", "yes").let(a=1).retry("Do")
        self.assertEqual(case.ended, ("good", "end"))

    def test_a_waiting_step_begins_anew(self):
        case = self.play("(start) -> [Do] -> (end)\n(@late|Do) -> (end)")
        first = case.token("Do").id
        case.retry("Do")
        self.assertNotEqual(case.token("Do").id, first)
        self.assertEqual((case.open, case.timers), (["Do"], ["late"]))

    def test_a_sub_process_begins_anew(self):
        case = self.play("(start) -> |P| -> (end)\nP: (in) -> [A] -> [B] -> (out)")
        case.complete("A").retry("P")
        self.assertEqual((case.open, len(case.marking.scopes)), (["A"], 1))

    def test_nothing_to_retry_at_a_join(self):
        case = self.play(
            """
            (start) -> <+split> -> <+join> -> (end)
            <+split> -> [A] -> <+join>
            """
        )
        self.refused("not_failed", case.retry, "join")

    def test_an_unknown_element_is_an_incident(self):
        case = self.play("(start) -> <?odd> -> [A] -> (end)")
        self.assertEqual(case.failed, {"odd": "unsupported"})
        self.assertEqual(
            case.told("Incident")[0].message_args["kind"], "mysteryGateway"
        )
        self.assertEqual(case.retry("odd").failed, {"odd": "unsupported"})
        self.assertEqual(case.skip("odd").open, ["A"])


class TestSkip(ActsStory):
    def test_leaves_unfinished(self):
        case = self.play("(start) -> [Do] -> [After] -> (end)\n(@late|Do) -> (end)")
        case.skip("Do")
        self.assertEqual((case.open, case.timers), (["After"], []))
        self.assertEqual(len(case.told("CloseTask")), 1)
        self.assertNotIn("Do", case.walked)

    def test_a_sub_process_with_all_inside(self):
        case = self.play("(start) -> |P| -> [After]\nP: (in) -> [A] -> (out)")
        self.assertEqual(case.skip("P").open, ["After"])

    def test_the_plain_ways_and_the_default(self):
        case = self.play(
            """
            (start) -> [Do: yes] -> [A] -> (end)
            [Do] -yes-> [B] -> (end)
            [Do] -else-> [C] -> (end)
            """
        )
        self.assertEqual(case.skip("Do").open, ["A", "C"])

    def test_of_a_choice_the_default_before_a_plain_way(self):
        story = "(start) -> <x> -?a-> [A]\n<x> -> [B]\n<x> -%s-> [C]"
        case = self.play(story % "else", a=ConditionError("gone"))
        self.assertEqual(case.skip("x").open, ["C"])
        case = self.play(story % "?c", a=ConditionError("gone"))
        self.assertEqual(case.skip("x").open, ["B"])

    def test_the_only_way_even_with_a_condition(self):
        case = self.play("(start) -> <x> -?a-> [A]", a=False)
        self.assertEqual(case.skip("x").open, ["A"])

    def test_which_way_must_be_said_when_it_is_not_clear(self):
        case = self.play("(start) -> [Do: a, b] -a-> [A]\n[Do] -b-> [B]")
        error = self.refused("choose_flow", case.skip, "Do")
        self.assertEqual(error.values, {"choices": ["Do>A", "Do>B"]})
        self.refused("bad_flow", case.skip, "Do", "start>Do")
        self.assertEqual(case.skip("Do", "Do>B").open, ["B"])

    def test_the_last_step_ends_the_case(self):
        self.assertEqual(self.play("(start) -> [Do]").skip("Do").ended, ("Do", "end"))

    def test_not_a_token_that_is_gone(self):
        case = self.play("(start) -> [Do] -> [After]")
        token = case.token("Do").id
        case.complete("Do")
        with self.assertRaises(StaleEvent):
            case.send(Skipped(token))

    def test_an_action_that_fails_for_good(self):
        case = self.play("(start) -> {Mail} -> [After]").skip("Mail")
        self.assertEqual((case.actions, case.open), ([], ["After"]))


class TestWaysOf(ActsStory):
    GRAPH = """
        (start) -> <x> -?a-> [A] -> (end)
        <x> -else-> [B: y, n] -y-> (end)
        [B] -n-> <+p> -?a-> [C] -> (end)
        <+p> -> [D] -> (end)
        [D] -> [A]
        <^e> -> (@one) -> (end)
        <^e> -> (@two) -> (end)
    """

    def test_where_there_is_something_to_choose(self):
        graph = self.case(self.GRAPH).graph
        offered = {name: ways_of(graph, name) for name in graph.nodes}
        self.assertEqual(
            {name: ways for name, ways in offered.items() if ways},
            {
                "x": ("x>A", "x>B"),
                "B": ("B>end", "B>p"),
                "e": ("e>one", "e>two"),
            },
        )


class TestMove(ActsStory):
    DEEP = """
        (start) -> [A] -> |P| -> [C] -> (end)
        P: (in) -> <+split> -> [D] -> |Q| -> (out)
        P: <+split> -> [E] -> (out)
        Q: (deep) -> [F] -> [G] -> (deeper)
        (@late|P) -> (end)
        (@inner~D) -> (off)
    """

    def test_to_another_step_of_its_scope(self):
        case = self.play("(start) -> [A] -> [B] -> (end)\n(@late|A) -> (end)")
        case.move("A", "B")
        self.assertEqual((case.open, case.timers), (["B"], []))
        self.assertNotIn("A", case.walked)
        self.assertEqual(case.move("B", "A").timers, ["late"])

    def test_to_where_it_stands_begins_anew(self):
        case = self.play("(start) -> [A] -> (end)")
        first = case.token("A").id
        self.assertNotEqual(case.move("A", "A").token("A").id, first)

    def test_a_failed_token(self):
        case = self.play("(start) -> <x> -?a-> (end)\n<x> -?a-> [B] -> (end)", a=False)
        self.assertEqual(case.move("x", "B").open, ["B"])
        self.assertEqual(case.failed, {})

    def test_to_a_join_it_counts_for_the_way_that_nobody_else_comes(self):
        story = """
            (start) -> <%s> -> [A] -> <%sjoin> -> [After] -> (end)
            <%s> -> [B] -> <%sjoin>
        """
        for mark in "+%":
            case = self.play(story % (f"{mark}split", mark, f"{mark}split", mark))
            case.move("B", "join")
            self.assertEqual(case.complete("A").open, ["After"], mark)

    def test_to_an_end(self):
        case = self.play("(start) -> [A] -> (end)")
        self.assertEqual(case.move("A", "end").ended, ("end", "end"))

    def test_nowhere(self):
        case = self.play("(start) -> [A] -> (end)\n(@late|A) -> (end)")
        self.refused("bad_target", case.move, "A", "nobody")
        self.refused("bad_target", case.move, "A", "late")
        with self.assertRaises(StaleEvent):
            case.send(TokenMoved(99, "A"))

    def test_out_of_a_sub_process_leaves_it_behind(self):
        case = self.play(
            "(start) -> |P| -> [B]\nP: (in) -> [A] -> (out)\n(@t|P) -> [B]"
        )
        case.move("A", "B")
        self.assertEqual((case.open, case.timers), (["B"], []))
        self.assertEqual(case.marking.scopes, {})
        self.assertNotIn("P", case.walked)

    def test_not_out_while_others_are_inside(self):
        case = self.play(self.DEEP).complete("A")
        error = self.refused("other_tokens", case.move, "E", "C")
        self.assertEqual((error.element, error.values["others"]), ("P", ["D"]))
        case.complete("E").move("D", "C")
        self.assertEqual((case.open, case.marking.scopes), (["C"], {}))

    def test_out_with_the_others_withdrawn(self):
        case = self.play(self.DEEP).complete("A").move("E", "C", anyway=True)
        self.assertEqual((case.open, case.timers, case.marking.scopes), (["C"], [], {}))
        self.assertNotIn("P", case.walked)
        self.assertTrue(case.complete("C").ended)

    def test_out_of_a_repeated_one_with_the_others_withdrawn(self):
        three = {"A": {"loop": "parallel", "number": 3}}
        case = self.play("(start) -> [A] -> [B] -> (end)", three)
        case.complete("A")
        moved = TokenMoved(case.marking.at("A")[-1].id, "B")
        error = self.refused("other_tokens", case.send, moved)
        self.assertEqual((error.element, error.values["others"]), ("A", ["A"]))
        case.send(moved._replace(anyway=True))
        self.assertEqual((case.open, case.marking.scopes), (["B"], {}))

    def test_out_of_two_at_once(self):
        case = self.play(self.DEEP.replace("(@inner~D) -> (off)", ""))
        case.complete("A").complete("E").complete("D")
        self.assertEqual(case.open, ["F"])
        self.assertEqual(case.move("F", "A").open, ["A"])
        self.assertEqual((case.timers, case.marking.scopes), ([], {}))

    def test_out_of_the_inner_one_only(self):
        case = self.play(self.DEEP.replace("(@inner~D) -> (off)", ""))
        case.complete("A").complete("D").move("F", "D")
        self.assertEqual((case.open, len(case.marking.scopes)), (["D", "E"], 1))

    def test_into_a_sub_process_begins_a_run_of_it(self):
        case = self.play(self.DEEP).move("A", "G")
        self.assertEqual((case.open, case.timers), (["G"], ["late"]))
        self.assertEqual(len(case.marking.scopes), 2)
        case.complete("G")
        self.assertEqual(case.open, ["C"])

    def test_from_one_sub_process_into_another(self):
        case = self.play(
            """
            (start) -> |P| -> |Q| -> (end)
            P: (in) -> [A] -> (out)
            Q: (deep) -> [B] -> [C] -> (deeper)
            """
        )
        case.move("A", "C")
        self.assertEqual((case.open, len(case.marking.scopes)), (["C"], 1))
        self.assertEqual(case.complete("C").ended, ("end", "end"))

    def test_to_the_sub_process_around_it_begins_that_anew(self):
        case = self.play("(start) -> |P| -> (end)\nP: (in) -> [A] -> [B] -> (out)")
        case.complete("A").move("B", "P")
        self.assertEqual((case.open, len(case.marking.scopes)), (["A"], 1))

    def test_not_into_an_element_the_engine_does_not_know(self):
        nodes = [
            Node("start", "startEvent"),
            Node("A", "userTask"),
            Node("odd", "mysteryProcess"),
            Node("B", "userTask", parent="odd"),
        ]
        case = self.play(Graph(nodes, [Flow("f", "start", "A")]))
        with self.assertRaises(Unsupported):
            case.move("A", "B")

    def test_keeps_the_outcome(self):
        case = self.play(
            "(start) -> [A: y, n] -> [B] -> (end)\n<x> -y-> (good)\n<x> -else-> (bad)"
        )
        case.complete("A", "y").move("B", "x")
        self.assertEqual(case.ended, ("good", "end"))
