from scenario import Story

SOME = """
    (start) -> <%some> -?a-> [A] -> <%join> -> [After] -> (end)
    <%some> -?b-> [B] -> <%join>
    <%some> -else-> [C] -> <%join>
"""


class TestInclusiveSplit(Story):
    def test_all_that_hold(self):
        self.assertEqual(self.play(SOME, a=True, b=True).open, ["A", "B"])
        self.assertEqual(self.play(SOME, a=False, b=True).open, ["B"])

    def test_the_default_when_none_holds(self):
        self.assertEqual(self.play(SOME, a=False, b=False).open, ["C"])

    def test_a_way_without_a_condition_holds(self):
        story = "(start) -> <%x> -> [A]\n<%x> -?b-> [B]\n<%x> -else-> [C]"
        self.assertEqual(self.play(story, b=False).open, ["A"])
        self.assertEqual(self.play(story, b=True).open, ["A", "B"])

    def test_none_and_no_default_is_an_incident(self):
        story = "(start) -> <%x> -?a-> [A]\n<%x> -?b-> [B]"
        case = self.play(story, a=False, b=False)
        self.assertEqual(case.failed, {"x": "no_flow"})
        self.assertEqual(case.let(a=True).retry("x").open, ["A"])


class TestInclusiveJoin(Story):
    def test_waits_for_those_that_were_sent(self):
        case = self.play(SOME, a=True, b=True).complete("A")
        self.assertEqual(case.open, ["B"])
        self.assertEqual(case.complete("B").open, ["After"])
        self.assertEqual(case.walked["join"], 1)
        self.assertEqual(self.play(SOME, a=True, b=False).complete("A").open, ["After"])

    def test_after_a_token_was_diverted(self):
        case = self.play(
            """
            (start) -> <%some> -?a-> [A] -> <%join> -> [After] -> (end)
            <%some> -?b-> [B: on, off] -> <x> -on-> <%join>
            <x> -off-> [Away] -> (gone)
            """,
            a=True,
            b=True,
        )
        case.complete("A")
        self.assertEqual(case.open, ["B"])
        self.assertEqual(case.complete("B", "off").open, ["After", "Away"])

    def test_after_a_boundary_event_diverted_it(self):
        case = self.play(
            """
            (start) -> <%some> -?a-> [A] -> <%join> -> [After] -> (end)
            <%some> -?b-> |P| -> <%join>
            P: (in) -> [B] -> (>error:bad)
            (?error:caught|P) -> [Mend: back, off] -> <x> -back-> <%join>
            <x> -off-> (gone)
            """,
            a=True,
            b=True,
        )
        case.complete("A").complete("B")
        self.assertEqual(case.open, ["Mend"])
        self.assertEqual(case.complete("Mend", "off").open, ["After"])
        case = self.play(case.graph, a=True, b=True)
        case.complete("A").complete("B").complete("Mend", "back")
        self.assertEqual((case.open, case.walked["join"]), (["After"], 1))

    def test_while_a_token_goes_round_in_its_branch(self):
        case = self.play(
            """
            (start) -> <%some> -?a-> [A] -> <%join> -> [After] -> (end)
            <%some> -?b-> <m> -> [B: again, on] -> <x> -again-> <m>
            <x> -on-> <%join>
            """,
            a=True,
            b=True,
        )
        case.complete("A").complete("B", "again").complete("B", "again")
        self.assertEqual(case.open, ["B"])
        self.assertEqual(case.complete("B", "on").open, ["After"])

    def test_in_a_loop_each_round_by_itself(self):
        case = self.play(
            """
            (start) -> <m> -> <%some> -?a-> [A] -> <%join> -> [Ok: no, yes] -> <x>
            <%some> -?b-> [B] -> <%join>
            <x> -no-> <m>
            <x> -yes-> (end)
            """,
            a=True,
            b=True,
        )
        case.complete("B").complete("A").complete("Ok", "no")
        case.let(b=False).complete("Ok" if case.open == ["Ok"] else "A")
        self.assertEqual(case.open, ["B"])
        case.complete("B").complete("Ok", "no")
        self.assertEqual(case.open, ["A"])
        self.assertEqual(case.complete("A").complete("Ok", "yes").ended, ("end", "end"))

    def test_a_skipped_branch_is_not_waited_for(self):
        case = self.play(SOME, a=True, b=True).complete("A").move("B", "After")
        self.assertEqual(case.open, ["After", "After"])

    def test_a_failed_token_is_waited_for(self):
        case = self.play(
            """
            (start) -> <%some> -?a-> [A] -> <%join> -> [After] -> (end)
            <%some> -?b-> [B] -> <x> -?ok-> <%join>
            """,
            a=True,
            b=True,
            ok=False,
        )
        case.complete("A").complete("B")
        self.assertEqual((case.open, case.failed), ([], {"x": "no_flow"}))
        self.assertEqual(case.let(ok=True).retry("x").open, ["After"])

    def test_more_on_one_flow_is_another_round(self):
        case = self.play(
            """
            (start) -> <+twice> -> [A] -> <%join> -> [After] -> (end)
            <+twice> -> [A]
            <+twice> -> [B] -> <%join>
            """
        )
        case.complete("A").complete("A")
        self.assertEqual(case.open, ["B"])
        self.assertEqual(case.complete("B").open, ["After", "After"])

    def test_runs_of_a_sub_process_never_mix(self):
        case = self.play(
            """
            (start) -> <+twice> -> |P| -> [After] -> (end)
            <+twice> -> |P|
            P: (in) -> <+s> -> [A] -> <%join> -> (out)
            P: <+s> -> [B] -> <%join>
            """
        )
        case.complete("A", nth=0).complete("B", nth=1)
        self.assertEqual(case.open, ["A", "B"])

    def test_waits_for_what_is_inside_a_sub_process(self):
        case = self.play(
            """
            (start) -> <+s> -> [A] -> <%join> -> [After] -> (end)
            <+s> -> |P| -> <%join>
            P: (in) -> [B] -> (out)
            """
        )
        self.assertEqual(case.complete("A").open, ["B"])
        self.assertEqual(case.complete("B").open, ["After"])

    def test_skipped_it_opens_now(self):
        case = self.play(SOME, a=True, b=True).complete("A").skip("join")
        self.assertEqual(case.open, ["After", "B"])
        self.assertEqual(case.complete("B").open, ["After", "After"])

    def test_nested_in_a_loop_nobody_who_would_have_to_go_round_is_waited_for(self):
        for outer in "+%":
            case = self.play(
                f"""
                (start) -> <m> -> <{outer}s> -> [A] -> <{outer}j> -> [Ok: n, y] -> <x>
                <{outer}s> -> <%t> -> [B] -> <%k> -> [D] -> <{outer}j>
                <%t> -> [C] -> <%k>
                <x> -n-> <m>
                <x> -y-> (end)
                """
            )
            for outcome in "nny":
                case.complete("B")
                self.assertEqual(case.open, ["A", "C"])
                case.complete("C")
                self.assertEqual(case.open, ["A", "D"])
                case.complete("A")
                self.assertEqual(case.open, ["D"])
                case.complete("D").complete("Ok", outcome)
            self.assertEqual(case.ended, ("end", "end"))

    def test_whoever_has_the_choice_is_waited_for(self):
        case = self.play(
            """
            (start) -> <%s> -> <m> -> [A] -> <%j> -> [After] -> (end)
            <%s> -> [B: again, on] -> <x> -again-> <m>
            <x> -on-> <%j>
            """
        )
        self.assertEqual(case.complete("A").open, ["B"])
        self.assertEqual(case.complete("B", "on").open, ["After"])
        case = self.play(case.graph).complete("A").complete("B", "again")
        self.assertEqual(case.open, ["A", "After"])

    def test_two_that_wait_for_each_other(self):
        case = self.play(
            """
            (start) -> <+s> -> [A] -> <%one> -> [C: back, on] -> <x> -back-> <%two>
            <+s> -> [B] -> <%two> -> [D: back, on] -> <y> -back-> <%one>
            <x> -on-> (end)
            <y> -on-> (end)
            """
        )
        case.complete("A").complete("B")
        self.assertEqual((case.open, case.failed), (["C"], {}))
        case.complete("C", "on")
        self.assertEqual(case.open, ["D"])
