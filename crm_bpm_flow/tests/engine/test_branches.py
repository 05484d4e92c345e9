from engine import (
    ARRIVED,
    BranchCancelled,
    MoveRefused,
    StaleEvent,
    TaskDone,
    joins_behind,
)
from scenario import Case, Story


class BranchStory(Story):
    FORK = """
        (start) -> <+split> -> [A] -> <%sjoin> -> [After] -> (end)
        <+split> -> [B] -> <%sjoin>
        <+split> -> [C] -> (off)
        (@late|A) -> (gone)
    """
    PLAIN = """
        (start) -> <+split> -> [A] -> (a)
        <+split> -> [B] -> (b)
        (@late|A) -> (gone)
    """
    INSIDE = """
        (start) -> |P| -> [After] -> (end)
        P: (in) -> <+split> -> [A] -> (a)
        P: <+split> -> |Q| -> (b)
        Q: (deep) -> [B] -> (c)
        (@late|P) -> (gone)
    """
    MANY = "(start) -> [Ask] -> [After] -> (end)"

    def refused(self, code, act, *args, **rest):
        with self.assertRaises(MoveRefused) as caught:
            act(*args, **rest)
        self.assertEqual(caught.exception.code, code)
        return caught.exception

    def many(self, loop, number=3, **more):
        nodes = {"Ask": {"loop": loop, "number": number, **more}}
        return self.play(self.MANY, nodes)


class TestEndBranch(BranchStory):
    def test_of_two_the_other_goes_on(self):
        case = self.play(self.PLAIN).end_branch("A")
        self.assertEqual((case.open, case.timers), (["B"], []))
        self.assertEqual(len(case.told("CloseTask")), 1)
        self.assertNotIn("A", case.walked)
        self.assertEqual(case.complete("B").ended, ("b", "end"))

    def test_the_only_one_is_the_whole_case(self):
        self.refused("last_branch", self.play("(start) -> [A]").end_branch, "A")
        case = self.play(self.PLAIN).complete("A")
        error = self.refused("last_branch", case.end_branch, "B")
        self.assertEqual(error.element, "B")

    def test_nothing_changes_when_it_is_refused(self):
        case = self.play(self.FORK % ("+", "+"))
        before = case.marking.to_json()
        self.refused("join_waits", case.end_branch, "A")
        self.assertEqual(case.marking.to_json(), before)

    def test_a_join_would_wait_for_ever(self):
        case = self.play(self.FORK % ("+", "+"))
        error = self.refused("join_waits", case.end_branch, "A")
        self.assertEqual(error.element, "join")
        case.complete("B")
        self.refused("join_waits", case.end_branch, "A")
        self.assertEqual(case.end_branch("C").open, ["A"], "nobody waits for that")

    def test_what_already_waits_at_the_join_is_missed_there_too(self):
        case = self.play(self.FORK % ("+", "+")).complete("A")
        self.assertEqual(case.token("join").state, ARRIVED)
        self.refused("join_waits", case.end_branch, "join")

    def test_anyway_the_join_is_an_incident_when_the_other_comes(self):
        case = self.play(self.FORK % ("+", "+")).end_branch("A", anyway=True)
        self.assertEqual(case.complete("B").failed, {"join": "stuck"})
        self.assertEqual(case.skip("join").open, ["After", "C"])

    def test_no_join_waits_when_nobody_else_comes_to_it(self):
        case = self.play(self.FORK % ("+", "+"))
        case.end_branch("A", anyway=True).end_branch("B")
        self.assertEqual(case.open, ["C"])

    def test_a_way_round_still_comes_to_the_join(self):
        case = self.play(
            """
            (start) -> <+split> -> <m> -> [A] -> <+join> -> (end)
            <+split> -> [B: on, back] -on-> <+join>
            [B] -back-> <m>
            """
        )
        self.assertEqual(case.end_branch("A").open, ["B"])

    def test_an_inclusive_join_waits_no_longer(self):
        case = self.play(self.FORK % ("%", "%")).complete("B")
        self.assertEqual(case.open, ["A", "C"])
        self.assertEqual(case.end_branch("A").open, ["After", "C"])

    def test_a_join_of_some_has_enough_or_not(self):
        for needed, refused in ((1, False), (2, True), (None, True)):
            nodes = {"join": {"condition": needed}}
            case = self.play(self.FORK % ("*", "*"), nodes)
            if refused:
                self.refused("join_waits", case.end_branch, "A")
            else:
                case.end_branch("A")
                self.assertEqual(case.complete("B").open, ["After", "C"])

    def test_a_failed_one(self):
        case = self.play(
            """
            (start) -> <+split> -> <x> -?a-> (end)
            <+split> -> [B] -> (b)
            """,
            a=False,
        )
        self.assertEqual(case.failed, {"x": "no_flow"})
        case.end_branch("x")
        self.assertEqual((case.failed, case.open), ({}, ["B"]))
        self.assertEqual(len(case.told("DropIncident")), 1)

    def test_what_failed_inside_goes_with_what_is_around_it(self):
        case = self.play(
            """
            (start) -> |P| -> (end)
            P: (in) -> <x> -?a-> (out)
            (@late|P) -> [After] -> (gone)
            """,
            a=False,
        )
        case.due("late")
        self.assertEqual((case.failed, case.open), ({}, ["After"]))
        self.assertEqual(len(case.told("DropIncident")), 1)

    def test_one_that_is_gone(self):
        case = self.play(self.PLAIN)
        token = case.token("A").id
        case.send(TaskDone(token), ("tasks", token, "A"))
        with self.assertRaises(StaleEvent):
            case.send(BranchCancelled(token))

    def test_what_only_listens_is_no_branch(self):
        case = self.play(
            """
            (start) -> [A] -> (end)
            |!E|
            E: (?~signal:news) -> [B] -> (out)
            """
        )
        self.refused("not_a_step", case.end_branch, "E")


class TestEndBranchInside(BranchStory):
    def test_the_sub_process_goes_on_with_the_others(self):
        case = self.play(self.INSIDE).end_branch("A")
        self.assertEqual((case.open, case.timers), (["B"], ["late"]))
        self.assertEqual(case.complete("B").open, ["After"])

    def test_the_last_one_inside_is_the_sub_process_s_end(self):
        case = self.play(self.INSIDE).complete("A").end_branch("B")
        self.assertEqual((case.open, case.timers), (["After"], []))
        self.assertEqual(case.marking.scopes, {})

    def test_a_sub_process_with_all_that_is_in_it(self):
        case = self.play(self.INSIDE).end_branch("Q")
        self.assertEqual(case.open, ["A"])
        self.refused("last_branch", case.end_branch, "P")

    def test_an_instance_of_several_at_once(self):
        case = self.many("parallel")
        self.assertEqual(case.end_branch("Ask", nth=1).open, ["Ask", "Ask"])
        case.complete("Ask").complete("Ask")
        self.assertEqual((case.open, case.walked["Ask"]), (["After"], 2))

    def test_the_last_instance(self):
        case = self.many("parallel", 2).complete("Ask").end_branch("Ask")
        self.assertEqual(case.open, ["After"])

    def test_in_turn_the_next_begins(self):
        case = self.many("sequential").end_branch("Ask")
        self.assertEqual((case.open, case.walked.get("Ask")), (["Ask"], None))
        case.complete("Ask").end_branch("Ask")
        self.assertEqual(case.open, ["After"])

    def test_the_whole_of_a_repeated_step(self):
        case = self.many("parallel")
        self.assertEqual(len(case.open), 3)
        whole = case.token("Ask").id
        with self.assertRaises(MoveRefused):
            case.send(BranchCancelled(whole))
        story = "(start) -> <+s> -> [Ask] -> (a)\n<+s> -> [B] -> (b)"
        case = self.play(story, {"Ask": {"loop": "parallel", "number": 2}})
        self.assertEqual(case.send(BranchCancelled(case.token("Ask").id)).open, ["B"])

    def test_those_that_are_left_of_a_step_that_went_on(self):
        case = self.many("parallel", loop_condition="enough", cancel_rest=False)
        case.let(enough=True).complete("Ask")
        self.assertEqual(case.open, ["After", "Ask", "Ask"])
        case.complete("After")
        case.send(BranchCancelled(case.token("Ask").id))
        self.assertEqual(case.ended[1], "end")

    def test_a_sub_process_for_each(self):
        case = self.play(self.INSIDE, {"P": {"loop": "parallel", "number": 2}})
        self.assertEqual(case.open, ["A", "A", "B", "B"])
        case.end_branch("A").end_branch("B")
        self.assertEqual(case.open, ["A", "B"], "one instance is over")
        case.complete("A").complete("B")
        self.assertEqual(case.open, ["After"])

    def test_steps_in_any_order(self):
        case = self.play("(start) -> |~P| -> [After] -> (end)\nP: [A]\nP: [B]")
        case.begin("P", "A").begin("P", "B").end_branch("A")
        self.assertEqual(case.open, ["B"])
        self.assertEqual(case.complete("B").open, ["After"])

    def test_a_turn_is_given_back(self):
        story = "(start) -> <+s> -> [A] -> (a)\n<+s> -> [B] -> (b)"
        case = self.play(story, {"A": {"section": "one"}}).acquired("A")
        case.send(BranchCancelled(case.token("A").id))
        self.assertEqual((case.open, case.sections), (["B"], []))
        self.assertEqual(len(case.told("Release")), 1)


class TestBeside(BranchStory):
    STORY = "(start) -> [A] -> [B] -> (end)\n(@late|A) -> (gone)"

    def test_a_past_step_begins_beside(self):
        case = self.play(self.STORY).complete("A").beside("A")
        self.assertEqual((case.open, case.timers), (["A", "B"], ["late"]))
        case.complete("B").complete("A").complete("B")
        self.assertEqual((case.walked["A"], case.walked["B"]), (2, 2))
        self.assertEqual(case.ended, ("end", "end"))

    def test_in_the_sub_process_that_is_open(self):
        case = self.play(self.INSIDE).complete("A").beside("A")
        self.assertEqual((case.open, len(case.marking.scopes)), (["A", "B"], 2))
        case.complete("B").complete("A")
        self.assertEqual(case.open, ["After"])

    def test_in_a_new_run_of_one_that_is_over(self):
        case = self.play(self.INSIDE).complete("A").complete("B").beside("B")
        self.assertEqual((case.open, case.timers), (["After", "B"], ["late"]))
        self.assertEqual(case.complete("B").open, ["After", "After"])

    def test_in_the_newest_of_several(self):
        case = self.play(self.INSIDE, {"P": {"loop": "parallel", "number": 2}})
        newest = max(t.scope for t in case.marking.at("A"))
        self.assertEqual(case.beside("A").token("A", 2).scope, newest)

    def test_a_repeated_step_with_all_its_instances(self):
        case = self.many("parallel", 2).complete("Ask").complete("Ask").beside("Ask")
        self.assertEqual(case.open, ["After", "Ask", "Ask"])

    def test_what_is_no_step(self):
        case = self.play(self.STORY)
        for name in ("late", "end", "start", "nobody"):
            self.refused("bad_target", case.beside, name)

    def test_a_case_that_is_over(self):
        case = self.play(self.STORY).complete("A").complete("B")
        with self.assertRaises(StaleEvent):
            case.beside("A")
        with self.assertRaises(StaleEvent):
            Case(case.graph).beside("A")

    def test_joins_behind_it(self):
        graph = self.case(self.FORK % ("+", "+")).graph
        found = {name: joins_behind(graph, name) for name in ("A", "C", "After")}
        self.assertEqual(found, {"A": ("join",), "C": (), "After": ()})
        graph = self.case(self.FORK % ("%", "%")).graph
        self.assertEqual(joins_behind(graph, "A"), ())
