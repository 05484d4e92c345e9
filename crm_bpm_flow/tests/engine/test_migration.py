from drawing import draw
from engine import MoveRefused, migrated, obstacles
from scenario import Story

OLD = """
    (start) -> [Call] -> <+both>
    <+both> -> [One] -> <+meet>
    <+both> -> [Two] -> <+meet>
    <+meet> -> (end)
    (@day|Call) -> [Hurry] -> (hurried)
"""


class TestMigration(Story):
    """A running case goes over to another version of its process."""

    def go(self, case, drawing):
        """The case goes on in the version that is drawn."""
        new = draw(drawing)
        step = migrated(case.graph, new, case.marking)
        case.world.apply(step.effects)
        case.world.check(new, step.marking)
        case.graph, case.marking, case.effects = new, step.marking, step.effects
        return case

    def refused(self, case, drawing, *codes):
        new = draw(drawing)
        found = obstacles(case.graph, new, case.marking)
        self.assertEqual([(o.code, o.node) for o in found], list(codes))
        with self.assertRaises(MoveRefused):
            migrated(case.graph, new, case.marking)

    def test_a_step_behind_is_there_at_once(self):
        case = self.go(self.play(OLD), OLD.replace("[One] ->", "[One] -> [Extra] ->"))
        self.assertEqual((case.open, case.timers), (["Call"], ["day"]))
        case.complete("Call").complete("One")
        self.assertEqual(case.open, ["Extra", "Two"])
        case.complete("Two").complete("Extra")
        self.assertEqual(case.ended, ("end", "end"))
        self.assertEqual(case.walked["meet"], 1)

    def test_nothing_changes_where_nothing_is_different(self):
        case = self.play(OLD)
        before = case.marking
        self.go(case, OLD)
        self.assertEqual((case.marking, case.effects), (before, ()))

    def test_a_step_that_is_gone(self):
        self.refused(self.play(OLD), "(start) -> [Ring] -> (end)", ("gone", "Call"))

    def test_a_step_that_is_something_else(self):
        drawing = OLD.replace("[Call]", "{Call}")
        self.refused(self.play(OLD), drawing, ("other_kind", "Call"))

    def test_a_step_in_another_sub_process(self):
        drawing = """
            (start) -> |part| -> (end)
            part: (begin) -> [Call] -> (close)
        """
        self.refused(self.play(OLD), drawing, ("other_place", "Call"))

    def test_a_branch_that_waits_at_a_join(self):
        case = self.play(OLD).complete("Call").complete("One")
        self.go(case, OLD.replace("[Two] ->", "[Two] -> [Check] ->"))
        case.complete("Two")
        self.assertEqual((case.open, case.ended), (["Check"], None))
        case.complete("Check")
        self.assertEqual(case.ended, ("end", "end"))

    def test_a_branch_that_came_has_come_whatever_lies_before_the_join_now(self):
        longer = OLD.replace("[One] -> <+meet>", "[One] -> [Extra] -> <+meet>")
        case = self.go(self.play(OLD).complete("Call").complete("One"), longer)
        self.assertEqual(case.open, ["Two"])
        case.complete("Two")
        self.assertEqual(case.ended, ("end", "end"))
        case = self.play(longer).complete("Call").complete("One").complete("Extra")
        self.go(case, OLD).complete("Two")
        self.assertEqual(case.ended, ("end", "end"))

    def test_a_branch_whose_way_into_the_join_is_gone(self):
        case = self.play(OLD).complete("Call").complete("One")
        drawing = OLD.replace("[One] -> <+meet>", "[One] -> (done)")
        self.refused(case, drawing, ("way_gone", "meet"))

    def test_a_join_with_a_branch_that_never_began(self):
        more = OLD + "\n<+both> -> [Three] -> <+meet>"
        self.refused(self.play(OLD).complete("Call"), more, ("no_branch", "meet"))
        case = self.play(OLD).complete("Call").complete("One")
        self.refused(case, more, ("no_branch", "meet"))
        case = self.go(self.play(OLD), more).complete("Call")
        self.assertEqual(case.open, ["One", "Three", "Two"])

    def test_a_new_join_where_its_branches_are_begun(self):
        old = """
            (start) -> [Call] -> <+both>
            <+both> -> [One] -> (first)
            <+both> -> [Two] -> (second)
        """
        case = self.go(self.play(old).complete("Call"), OLD).complete("One")
        self.assertEqual(case.ended, None)
        case.complete("Two")
        self.assertEqual(case.ended, ("end", "end"))
        case = self.play(old).complete("Call").complete("One")
        self.refused(case, OLD, ("no_branch", "meet"))

    def test_limits_come_and_go_with_the_version(self):
        case = self.go(self.play(OLD), OLD.replace("@day|", "@week|"))
        self.assertEqual(case.timers, ["week"])
        case.due("week")
        self.assertEqual(case.open, ["Hurry"])
        case = self.play(OLD)
        self.go(case, "(start) -> [Call] -> (end)")
        self.assertEqual((case.open, case.timers), (["Call"], []))

    def test_what_has_fired_does_not_fire_again(self):
        old = OLD.replace("(@day|Call)", "(@day~Call)")
        case = self.go(self.play(old).due("day"), old)
        self.assertEqual((case.open, case.timers), (["Call", "Hurry"], []))

    def test_in_a_sub_process(self):
        drawing = """
            (start) -> |part| -> (end)
            part: (begin) -> [Call] -> %s (close)
        """
        case = self.play(drawing % "")
        self.go(case, drawing % "[Check] ->").complete("Call")
        self.assertEqual(case.open, ["Check"])
        case.complete("Check")
        self.assertEqual(case.ended, ("end", "end"))

    def test_event_sub_processes_come_and_go(self):
        old = """
            (start) -> [Call] -> (end)
            |!stop|
            stop: (?message:Halt) -> [Talk] -> (talked)
        """
        new = old.replace("Halt", "Stop_it")
        case = self.go(self.play(old), new)
        self.assertEqual(sorted(n for _t, n in case.world.waits), ["Stop_it"])
        plain = self.go(case, "(start) -> [Call] -> (end)")
        self.assertEqual(plain.world.waits, set())
        plain.complete("Call")
        self.assertEqual(plain.ended, ("end", "end"))

    def test_whoever_waits_for_the_first_of_several(self):
        old = """
            (start) -> <^first>
            <^first> -> (?message:Yes) -> (good)
            <^first> -> (@day) -> (late)
        """
        case = self.go(self.play(old), old.replace("@day", "@week"))
        self.assertEqual(case.timers, ["week"])
        case.due("week")
        self.assertEqual(case.ended, ("late", "end"))

    def test_a_failed_branch_goes_over_and_is_tried_again(self):
        old = "(start) -> [Call] -> <ok?>\n<ok?> -?rich-> (end)"
        case = self.play(old, rich=False).complete("Call")
        self.assertEqual(case.failed, {"ok?": "no_flow"})
        self.go(case, old + "\n<ok?> -else-> [Check] -> (end)").retry("ok?")
        self.assertEqual(case.open, ["Check"])
