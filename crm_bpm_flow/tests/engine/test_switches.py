"""Switches of a step that BPMN has no element for, and its token quantities."""

from engine import ConditionError
from scenario import Story

DO = """
    (start) -> [Do] -> [After] -> (end)
    (@late|Do) -> [Hurry] -> (end)
"""


class TestSection(Story):
    NODES = {"Do": {"section": "contract"}}

    def test_begins_when_it_is_its_turn(self):
        case = self.play(DO, self.NODES)
        self.assertEqual((case.open, case.sections), ([], ["Do"]))
        self.assertEqual(case.acquired("Do").open, ["Do"])
        case.complete("Do")
        self.assertEqual((case.open, case.sections), (["After"], []))
        self.assertEqual(len(case.told("Release")), 1)
        self.assertEqual(case.walked["Do"], 1)

    def test_gives_up_its_place_in_the_queue(self):
        case = self.play(DO, self.NODES).due("late")
        self.assertEqual((case.open, case.sections), (["Hurry"], []))
        case = self.play(DO, self.NODES).skip("Do")
        self.assertEqual((case.open, case.sections), (["After"], []))

    def test_gives_it_back_however_it_ends(self):
        for act in ("due", "skip"):
            case = self.play(DO, self.NODES).acquired("Do")
            getattr(case, act)("late" if act == "due" else "Do")
            self.assertEqual(case.sections, [])

    def test_holds_it_through_a_sub_process(self):
        story = "(start) -> |Do| -> [After]\nDo: (in) -> [A] -> [B] -> (out)"
        case = self.play(story, self.NODES).acquired("Do").complete("A")
        self.assertEqual((case.open, case.sections), (["B"], ["Do"]))
        self.assertEqual(case.complete("B").sections, [])

    def test_repeated_it_is_held_by_the_whole(self):
        nodes = {"Do": {"section": "x", "loop": "parallel", "number": "n"}}
        case = self.play(DO, nodes, n=ConditionError("gone")).acquired("Do")
        self.assertEqual((case.failed, case.sections), ({"Do": "condition"}, []))
        case.let(n=2).retry("Do").acquired("Do").complete("Do")
        self.assertEqual((case.open, case.sections), (["Do"], ["Do"]))


class TestMilestone(Story):
    NODES = {"Do": {"milestone": "unsigned"}}

    def test_is_done_only_while_it_holds(self):
        self.assertEqual(self.play(DO, self.NODES, unsigned=False).open, ["After"])
        case = self.play(DO, self.NODES, unsigned=True)
        self.assertEqual((case.open, case.waits), (["Do"], ["Do"]))
        self.assertEqual(case.told("WaitFor")[0].kind, "milestone")
        case.complete("Do")
        self.assertEqual((case.open, case.waits), (["After"], []))

    def test_past_it_the_step_is_withdrawn(self):
        case = self.play(DO, self.NODES, unsigned=True).catch("Do")
        self.assertEqual((case.open, case.waits, case.timers), (["After"], [], []))
        self.assertNotIn("Do", case.walked)

    def test_when_nobody_can_say_how_it_goes_on(self):
        story = "(start) -> [Do: a, b] -a-> [A]\n[Do] -b-> [B]"
        case = self.play(story, self.NODES, unsigned=True).catch("Do")
        self.assertEqual(case.failed, {"Do": "no_flow"})
        case = self.play(story, self.NODES, unsigned=False)
        self.assertEqual(case.failed, {"Do": "no_flow"})
        self.assertEqual(case.skip("Do", "Do>A").open, ["A"])

    def test_in_a_section(self):
        nodes = {"Do": {"milestone": "unsigned", "section": "contract"}}
        case = self.play(DO, nodes, unsigned=True)
        self.assertEqual((case.sections, case.waits), (["Do"], ["Do"]))
        case.acquired("Do").catch("Do")
        self.assertEqual((case.open, case.sections), (["After"], []))


class TestQuantities(Story):
    def test_so_many_are_needed_for_one_visit(self):
        case = self.play(
            """
            (start) -> [A] -> [Do] -> (end)
            (start) -> [A]
            (start) -> [A]
            (start) -> [B] -> [Do]
            """,
            {"Do": {"start_quantity": 2}},
        )
        case.complete("A")
        self.assertNotIn("Do", case.open)
        case.complete("A")
        self.assertEqual(case.open, ["A", "B", "Do"])
        case.complete("B").complete("A")
        self.assertEqual(case.open, ["Do", "Do"])

    def test_begun_anew_it_needs_no_others(self):
        story = "(start) -> [A] -> [Do] -> (end)\n(start) -> [A]"
        nodes = {"Do": {"start_quantity": 2, "loop": "parallel", "number": "n"}}
        case = self.play(story, nodes, n=ConditionError("gone"))
        case.complete("A").complete("A")
        self.assertEqual(case.failed, {"Do": "condition"})
        self.assertEqual(case.let(n=1).retry("Do").open, ["Do"])
        case.retry("Do")
        self.assertEqual((case.open, case.failed), (["Do"], {}))
        self.assertEqual(case.complete("Do").ended, ("end", "end"))

    def test_too_few_can_come(self):
        case = self.play(
            "(start) -> [A] -> [Do] -> (end)", {"Do": {"start_quantity": 2}}
        )
        case.complete("A")
        self.assertEqual(case.failed, {"Do": "stuck"})
        self.assertEqual(case.skip("Do").ended, ("end", "end"))

    def test_skipped_while_it_waits_it_takes_along_who_is_here(self):
        story = "(start) -> <+s> -> [A] -> [Do] -> (end)\n<+s> -> [A]\n<+s> -> [A]"
        case = self.play(story, {"Do": {"start_quantity": 3}})
        case.complete("A").complete("A").skip("Do")
        self.assertEqual((case.open, case.marking.at("Do")), (["A"], []))

    def test_those_that_come_back_are_waited_for(self):
        case = self.play(
            "(start) -> <+s> -> [Do: on, back] -on-> (end)\n"
            "[Do] -back-> [Do]\n<+s> -> [Do]\n<+s> -> [Do]",
            {"Do": {"start_quantity": 2}},
        )
        self.assertEqual((case.open, case.failed), (["Do"], {}))
        self.assertEqual(case.complete("Do", "back").open, ["Do"])
        self.assertEqual(case.complete("Do", "on").ended, ("end", "end"))

    def test_so_many_leave(self):
        case = self.play(
            "(start) -> [Do] -> [After] -> (end)", {"Do": {"completion_quantity": 3}}
        )
        case.complete("Do")
        self.assertEqual((case.open, case.walked["Do"]), (["After"] * 3, 1))
