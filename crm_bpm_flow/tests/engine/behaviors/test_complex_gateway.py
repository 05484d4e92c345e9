from engine import ConditionError
from scenario import Story

VISAS = """
    (start) -> <+ask> -> [A] -> <*enough> -> [After] -> (end)
    <+ask> -> [B] -> <*enough>
    <+ask> -> [C] -> <*enough>
"""


def rule(condition=2, late=None):
    return {"enough": {"condition": condition, "late": late}}


class TestComplexGateway(Story):
    def test_k_of_n_and_late_ones_are_swallowed(self):
        case = self.play(VISAS, rule()).complete("B")
        self.assertEqual(case.open, ["A", "C"])
        case.complete("C")
        self.assertEqual(case.open, ["A", "After"])
        case.complete("A")
        self.assertEqual((case.open, case.walked["enough"]), (["After"], 1))
        self.assertEqual(case.complete("After").ended, ("end", "end"))

    def test_the_case_waits_for_late_ones(self):
        case = self.play(VISAS, rule()).complete("B").complete("C").complete("After")
        self.assertIsNone(case.ended)
        self.assertEqual(case.complete("A").ended, ("enough", "end"))

    def test_late_ones_are_let_through(self):
        case = self.play(VISAS, rule(1, "through")).complete("B")
        self.assertEqual(case.open, ["A", "After", "C"])
        case.complete("A").complete("C")
        self.assertEqual(case.open, ["After", "After", "After"])

    def test_late_ones_are_cancelled(self):
        case = self.play(VISAS, rule(1, "cancel")).complete("B")
        self.assertEqual(case.open, ["After"])
        self.assertEqual(case.complete("After").ended, ("end", "end"))

    def test_in_a_loop_only_its_own_round_is_cancelled(self):
        story = """
            (start) -> <m> -> <+s> -> [Beside] -> <+j> -> [Ok: no, yes] -> <x>
            <+s> -> <+ask> -> [A] -> <*enough> -> <+j>
            <+ask> -> [B] -> <*enough>
            <x> -no-> <m>
            <x> -yes-> (end)
        """
        case = self.play(story, rule(1, "cancel")).complete("A")
        self.assertEqual(case.open, ["Beside"])
        case.complete("Beside").complete("Ok", "no")
        self.assertEqual(case.open, ["A", "B", "Beside"])

    def test_a_condition(self):
        case = self.play(VISAS, rule("two"), two=lambda q: len(q.arrived) > 1)
        self.assertEqual(case.complete("A").open, ["B", "C"])
        self.assertEqual(case.complete("B").open, ["After", "C"])

    def test_a_condition_that_cannot_be_decided(self):
        case = self.play(VISAS, rule("two"), two=ConditionError("gone")).complete("A")
        self.assertEqual(case.failed, {"enough": "condition"})
        self.assertEqual(case.told("Incident")[0].message_args["node"], "enough")
        case.let(two=True).retry("enough")
        self.assertEqual(case.open, ["After", "B", "C"])

    def test_without_a_rule_all_are_needed(self):
        case = self.play(VISAS).complete("A").complete("B")
        self.assertEqual(case.open, ["C"])
        self.assertEqual(case.complete("C").open, ["After"])

    def test_in_a_loop_it_resets(self):
        story = """
            (start) -> <m> -> <+ask> -> [A] -> <*enough> -> [Ok: no, yes] -> <x>
            <+ask> -> [B] -> <*enough>
            <x> -no-> <m>
            <x> -yes-> (end)
        """
        case = self.play(story, rule(1)).complete("A").complete("Ok", "no")
        self.assertEqual(case.open, ["A", "B", "B"])
        case.complete("A")
        self.assertEqual(case.open, ["B", "B"])
        case.complete("B")
        self.assertEqual(case.open, ["B", "Ok"])
        case.complete("B").complete("Ok", "yes")
        self.assertEqual((case.ended, case.walked["enough"]), (("end", "end"), 2))

    def test_a_late_one_that_was_diverted_is_not_waited_for(self):
        story = """
            (start) -> <+ask> -> [A] -> <*enough> -> [After] -> (end)
            <+ask> -> [B: on, off] -> <x> -on-> <*enough>
            <x> -off-> (gone)
        """
        case = self.play(story, rule(1)).complete("A").complete("B", "off")
        self.assertEqual(case.marking.at("enough"), [])
        case = self.play(story, rule(2)).complete("A").complete("B", "off")
        self.assertEqual(case.failed, {"enough": "stuck"})
        self.assertEqual(case.skip("enough").open, ["After"])

    def test_skipped_it_opens_with_those_that_are_here(self):
        case = self.play(VISAS, rule(3)).complete("A").skip("enough")
        self.assertEqual(case.open, ["After", "B", "C"])
        case.complete("B").complete("C").complete("After")
        self.assertEqual(case.ended, ("end", "end"))

    def test_splits_by_conditions(self):
        story = "(start) -> <*x> -?a-> [A]\n<*x> -?b-> [B]\n<*x> -else-> [C]"
        self.assertEqual(self.play(story, a=True, b=True).open, ["A", "B"])
        self.assertEqual(self.play(story, a=False, b=False).open, ["C"])
