"""A case is handed back to an earlier step."""

from drawing import draw
from engine import MoveRefused, Returned, StaleEvent
from engine.redoing import Way
from scenario import Story

CONTRACT = """
    (start) -> [Write] -> [Price] -> [Approve: yes, no] -yes-> [Sign] -> (end)
    [Approve] -no-> [Write]
    (@late|Price) -> [Hurry] -> [Price]
"""
BOTH = """
    (start) -> [Write] -> <+fork> -> [Lawyer] -> <+join> -> [Sign] -> (end)
    <+fork> -> [Figures] -> [Accountant] -> <+join>
    <+fork> -> <+join>
"""
INSIDE = """
    (start) -> [Write] -> |Checks| -> [Sign] -> (end)
    Checks: (in) -> [Read] -> <+fork> -> [Lawyer] -> <+join> -> (out)
    Checks: <+fork> -> [Chief] -> <+join>
"""


class ReturnStory(Story):
    def refused(self, code, case, name, to):
        before = case.marking
        with self.assertRaises(MoveRefused) as caught:
            case.hand_back(name, to)
        self.assertEqual(caught.exception.code, code)
        self.assertIs(case.marking, before)


class TestWhereTo(ReturnStory):
    def test_steps_that_were_done_and_lead_here(self):
        case = self.play(CONTRACT)
        self.assertEqual(case.earlier("Write"), ())
        case.complete("Write").complete("Price")
        self.assertEqual(sorted(case.earlier("Approve")), ["Price", "Write"])
        case.complete("Approve", "yes")
        self.assertEqual(sorted(case.earlier("Sign")), ["Approve", "Price", "Write"])

    def test_not_what_was_never_done(self):
        case = self.play(CONTRACT).complete("Write").complete("Price")
        self.refused("not_earlier", case, "Approve", "Hurry")
        self.refused("not_earlier", case, "Approve", "Sign")
        self.refused("not_earlier", case, "Approve", "Approve")
        self.refused("not_earlier", case, "Approve", "start")
        self.refused("not_earlier", case, "Approve", "nowhere")

    def test_by_the_way_of_a_time_limit(self):
        case = self.play(CONTRACT).complete("Write").due("late")
        self.assertEqual(case.earlier("Hurry"), ("Write",))
        case.complete("Hurry").complete("Price")
        self.assertIn("Hurry", case.earlier("Approve"))

    def test_not_a_step_of_another_branch(self):
        case = self.play(BOTH).complete("Write").complete("Figures")
        self.assertEqual(case.earlier("Lawyer"), ("Write",))
        self.assertEqual(sorted(case.earlier("Accountant")), ["Figures", "Write"])

    def test_not_beside_it_though_a_way_leads_round(self):
        case = self.play(
            """
            (start) -> <x> -> <+fork> -> [A] -> <+join> -> [Look: yes, no] -yes-> (end)
            <+fork> -> [B] -> <+join>
            [Look] -no-> <x>
            """
        )
        case.complete("A")
        self.assertEqual(case.earlier("B"), ())
        case.complete("B")
        self.assertEqual(case.earlier("Look"), ("A", "B"))

    def test_work_that_led_here_by_the_way_round_of_a_choice(self):
        case = self.play(
            """
            (start) -> <ready> -?yes-> [Approve] -> (end)
            <ready> -else-> [Work] -> <ready>
            """,
            yes=False,
        )
        case.let(yes=True).complete("Work")
        self.assertEqual((case.open, case.earlier("Approve")), (["Approve"], ("Work",)))

    def test_not_where_somebody_is_at_work(self):
        case = self.play(
            """
            (start) -> <+fork> -> <x> -> [A] -> [B] -?again-> <x>
            [B] -else-> (end)
            <+fork> -> <x>
            """,
            again=False,
        )
        case.complete("A")
        self.assertEqual((case.open, case.earlier("B")), (["A", "B"], ()))

    def test_steps_in_any_order_have_none_before_them(self):
        case = self.play(
            """
            (start) -> [Write] -> |~P| -> (end)
            P: [A] -> [B]
            P: [C]
            """
        )
        case.complete("Write").begin("P", "C").complete("C").begin("P", "A")
        self.assertEqual(case.earlier("A"), ("Write",))
        case.complete("A")
        self.assertEqual(sorted(case.earlier("B")), ["A", "Write"])


class TestGoingBack(ReturnStory):
    def test_the_case_goes_on_from_the_earlier_step(self):
        case = self.play(CONTRACT).complete("Write").complete("Price")
        case.hand_back("Approve", "Write")
        self.assertEqual((case.open, len(case.told("CloseTask"))), (["Write"], 1))
        self.assertNotIn("Approve", case.walked)
        case.complete("Write").complete("Price").complete("Approve", "yes")
        self.assertEqual(case.complete("Sign").ended, ("end", "end"))
        self.assertEqual(case.walked["Write"], 2)

    def test_what_it_listened_for_is_dropped(self):
        case = self.play(
            "(start) -> [A] -> [B] -> (end)\n(@late|B) -> (l)\n(@tell~B) -> (t)"
        )
        case.complete("A")
        self.assertEqual(case.timers, ["late", "tell"])
        case.hand_back("B", "A")
        self.assertEqual((case.open, case.timers), (["A"], []))

    def test_branches_on_the_way_are_withdrawn_and_come_again(self):
        case = self.play(BOTH).complete("Write").complete("Figures")
        case.hand_back("Lawyer", "Write")
        self.assertEqual((case.open, case.marking.at("join")), (["Write"], []))
        case.complete("Write")
        self.assertEqual(case.open, ["Figures", "Lawyer"])
        case.complete("Lawyer").complete("Figures").complete("Accountant")
        self.assertEqual(case.complete("Sign").ended, ("end", "end"))
        self.assertEqual((case.walked["Sign"], case.walked["join"]), (1, 1))

    def test_branches_that_wait_at_the_join_are_withdrawn_too(self):
        case = self.play(BOTH).complete("Write").complete("Figures")
        case.complete("Accountant")
        self.assertEqual(len(case.marking.at("join")), 2)
        case.hand_back("Lawyer", "Write")
        self.assertEqual((case.open, case.marking.at("join")), (["Write"], []))

    def test_within_a_branch_the_others_go_on(self):
        case = self.play(BOTH).complete("Write").complete("Figures")
        case.hand_back("Accountant", "Figures")
        self.assertEqual(case.open, ["Figures", "Lawyer"])
        case.complete("Lawyer").complete("Figures").complete("Accountant")
        self.assertEqual(case.complete("Sign").ended, ("end", "end"))

    def test_from_behind_a_join_into_one_branch_the_others_stay_done(self):
        case = self.play(BOTH).complete("Write").complete("Figures")
        case.complete("Accountant").complete("Lawyer").hand_back("Sign", "Lawyer")
        self.assertEqual((case.open, len(case.marking.at("join"))), (["Lawyer"], 2))
        case.complete("Lawyer").complete("Sign")
        self.assertEqual((case.ended, case.walked["join"]), (("end", "end"), 2))

    def test_not_into_a_branch_of_which_only_some_were_needed(self):
        case = self.play(
            """
            (start) -> [Write] -> <+fork> -> [A] -> <*some> -> [Sign] -> (end)
            <+fork> -> [B] -> <*some>
            """,
            {"some": {"condition": 1, "late": "cancel"}},
        )
        case.complete("Write").complete("A")
        self.assertEqual((case.open, case.earlier("Sign")), (["Sign"], ("Write",)))

    def test_from_beside_a_step_that_stays_open(self):
        case = self.play(
            """
            (start) -> [Write] -> [Approve] -> [Sign] -> (end)
            (@late~Approve) -> [Chief] -> (seen)
            """
        )
        case.complete("Write").due("late")
        self.assertEqual(case.open, ["Approve", "Chief"])
        self.assertEqual(case.hand_back("Chief", "Write").open, ["Write"])

    def test_ways_of_a_choice_that_were_not_taken_are_nobody_s_work(self):
        case = self.play(
            """
            (start) -> <+fork> -> [A] -> <x> -?b-> [B] -> <+join> -> (end)
            <x> -else-> <y>
            <+fork> -> <y> -> [C] -> <+join>
            """,
            b=True,
        )
        case.complete("A").hand_back("B", "A")
        self.assertEqual(case.open, ["A", "C"])

    def test_a_rejection_that_leads_back_beside_it_hides_nothing(self):
        """Ways back into the middle do not make the branches look like what follows."""
        case = self.play(
            """
            (start) -> [Write] -> <x> -> <+fork> -> [Lawyer: yes, no] -yes-> <+join>
            <+join> -> (end)
            [Lawyer] -no-> [Mend] -> <x>
            <+fork> -> [Chief] -> <+join>
            """
        )
        case.complete("Write").hand_back("Lawyer", "Write")
        self.assertEqual(case.open, ["Write"])


class TestSubProcesses(ReturnStory):
    def test_within_a_sub_process(self):
        case = self.play(INSIDE).complete("Write").complete("Read")
        self.assertEqual(sorted(case.earlier("Lawyer")), ["Read", "Write"])
        case.hand_back("Lawyer", "Read")
        self.assertEqual((case.open, len(case.marking.scopes)), (["Read"], 1))
        case.complete("Read").complete("Lawyer").complete("Chief").complete("Sign")
        self.assertEqual(case.ended, ("end", "end"))

    def test_out_of_a_sub_process_with_all_that_is_open_in_it(self):
        case = self.play(INSIDE).complete("Write").complete("Read")
        case.hand_back("Lawyer", "Write")
        self.assertEqual((case.open, case.marking.scopes), (["Write"], {}))
        self.assertEqual(len(case.told("CloseTask")), 2)

    def test_into_a_sub_process_that_is_over(self):
        case = self.play(INSIDE).complete("Write").complete("Read")
        case.complete("Lawyer").complete("Chief")
        self.assertIn("Lawyer", case.earlier("Sign"))
        case.hand_back("Sign", "Read")
        self.assertEqual((case.open, len(case.marking.scopes)), (["Read"], 1))
        case.complete("Read").complete("Lawyer").complete("Chief").complete("Sign")
        self.assertEqual(case.ended, ("end", "end"))

    def test_into_a_branch_in_a_sub_process_that_is_over(self):
        case = self.play(INSIDE).complete("Write").complete("Read")
        case.complete("Lawyer").complete("Chief").hand_back("Sign", "Chief")
        self.assertEqual((case.open, len(case.marking.at("join"))), (["Chief"], 1))
        case.complete("Chief").complete("Sign")
        self.assertEqual((case.ended, case.failed), (("end", "end"), {}))

    def test_a_sub_process_in_a_branch_is_withdrawn_with_its_inside(self):
        case = self.play(
            """
            (start) -> [Write] -> <+fork> -> [Lawyer] -> <+join> -> (end)
            <+fork> -> |Money| -> <+join>
            Money: (in) -> [Count] -> (out)
            """
        )
        case.complete("Write").hand_back("Lawyer", "Write")
        self.assertEqual((case.open, case.marking.scopes), (["Write"], {}))

    def test_out_of_one_of_several_runs_takes_all_of_them(self):
        nodes = {"Checks": {"loop": "parallel", "number": 2}}
        case = self.play(INSIDE, nodes).complete("Write").complete("Read")
        case.hand_back("Lawyer", "Write")
        self.assertEqual((case.open, case.marking.scopes), (["Write"], {}))

    def test_within_one_of_several_runs_the_others_go_on(self):
        nodes = {"Checks": {"loop": "parallel", "number": 2}}
        case = self.play(INSIDE, nodes).complete("Write").complete("Read")
        case.hand_back("Lawyer", "Read")
        self.assertEqual(case.open, ["Read", "Read"])
        for _run in range(2):
            case.complete("Read").complete("Lawyer").complete("Chief")
        self.assertEqual(case.complete("Sign").ended, ("end", "end"))

    def test_a_repeated_step_goes_back_as_a_whole(self):
        nodes = {"Approve": {"loop": "parallel", "number": 3}}
        case = self.play("(start) -> [Write] -> [Approve] -> (end)", nodes)
        case.complete("Write").complete("Approve")
        case.hand_back("Approve", "Write")
        self.assertEqual((case.open, case.marking.scopes), (["Write"], {}))
        case.complete("Write")
        self.assertEqual(case.open, ["Approve"] * 3)

    def test_nothing_is_handed_back_where_the_process_has_gone_on(self):
        nodes = {
            "Approve": {
                "loop": "parallel",
                "number": 2,
                "loop_condition": "enough",
                "cancel_rest": False,
            }
        }
        drawing = "(start) -> [Write] -> [Approve] -> [Sign] -> (end)"
        case = self.play(drawing, nodes, enough=True).complete("Write")
        case.complete("Approve")
        self.assertEqual(case.open, ["Approve", "Sign"])
        self.assertEqual(case.earlier("Approve"), ())
        self.refused("not_earlier", case, "Approve", "Write")

    def test_a_started_handler_does_not_go_back_into_the_flow_beside_it(self):
        case = self.play(
            """
            (start) -> [Write] -> [Wait] -> (end)
            |!Sub|
            Sub: (?~message:word) -> [Look] -> [Answer] -> (out)
            """
        )
        case.complete("Write").catch("word").complete("Look")
        self.assertEqual(case.earlier("Answer"), ("Look",))
        case.hand_back("Answer", "Look")
        self.assertEqual(case.open, ["Look", "Wait"])

    def test_a_stale_one(self):
        case = self.play(CONTRACT).complete("Write")
        with self.assertRaises(StaleEvent):
            case.send(Returned(99, "Write"))


class TestWay(Story):
    def test_what_is_gone_through_anew(self):
        way = Way(draw(BOTH), "Write", "Lawyer")
        branches = ["Accountant", "Figures", "Write", "fork"]
        self.assertEqual(sorted(way.branches), branches)
        came = {flow for flow in way.flows if flow.endswith(">join")}
        self.assertEqual(sorted(came), ["Accountant>join", "fork>join"])
        self.assertEqual(way.silent, ())

    def test_no_round_that_comes_back_to_where_it_began(self):
        drawing = """
            (start) -> [Write] -> <x> -> <+fork> -> [A] -> <+join> -> [Look: yes, no]
            <+fork> -> [B] -> <+join>
            [Look] -no-> <x>
            [Look] -yes-> (end)
        """
        way = Way(draw(drawing), "Write", "A")
        self.assertEqual(sorted(way.nodes), ["Write", "fork", "x"])
        self.assertEqual(way.silent, ())
        self.assertIn("B", way.branches)

    def test_branches_by_which_nobody_comes(self):
        way = Way(draw(BOTH), "Figures", "Sign")
        silent = sorted(flow.id for flow in way.silent)
        self.assertEqual(silent, ["Lawyer>join", "fork>join"])
