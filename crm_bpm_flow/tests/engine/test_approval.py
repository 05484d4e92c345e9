import unittest
from itertools import product

from engine import Rule, needed, verdict
from engine.approval import AGREED, APPROVED, REJECTED, REMARKS, RETURNED, RULES

YES, NO = APPROVED, REJECTED


class TestNeeded(unittest.TestCase):
    def test_how_many_have_to_agree(self):
        for rule, counts in (
            (Rule("one"), {1: 1, 2: 1, 9: 1}),
            (Rule("all"), {1: 1, 2: 2, 9: 9}),
            (Rule("majority"), {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}),
            (Rule("count", 2), {1: 1, 2: 2, 5: 2}),
            (Rule("share", 50), {1: 1, 2: 1, 3: 2, 4: 2, 5: 3}),
            (Rule("share", 67), {1: 1, 3: 3, 4: 3, 100: 67}),
            (Rule("share", 100), {4: 4}),
        ):
            for total, wanted in counts.items():
                with self.subTest(rule=rule, total=total):
                    self.assertEqual(needed(rule, total), wanted)

    def test_never_none_and_never_more_than_there_are(self):
        for rule in (Rule("count", 0), Rule("count", 9), Rule("share", 0)):
            for total in range(5):
                self.assertLessEqual(1, needed(rule, total))
                self.assertLessEqual(needed(rule, total), max(total, 1))


class TestVerdict(unittest.TestCase):
    def verdicts(self, rule, votes, total):
        """What is known after each vote of ``total`` approvers."""
        return [
            verdict(rule, votes[:count], total - count)
            for count in range(1, len(votes) + 1)
        ]

    def test_each_rule_as_early_as_it_is_known(self):
        for rule, votes, total, told in (
            (Rule("one"), [NO, YES], 3, [None, APPROVED]),
            (Rule("one"), [NO, NO, NO], 3, [None, None, REJECTED]),
            (Rule("all"), [YES, YES, YES], 3, [None, None, APPROVED]),
            (Rule("all"), [YES, NO], 3, [None, REJECTED]),
            (Rule("majority"), [YES, YES], 3, [None, APPROVED]),
            (Rule("majority"), [NO, YES, NO], 3, [None, None, REJECTED]),
            (Rule("majority"), [NO, NO], 4, [None, REJECTED]),
            (Rule("count", 2), [YES, NO, NO, YES], 4, [None, None, None, APPROVED]),
            (Rule("count", 2), [NO, NO], 3, [None, REJECTED]),
            (Rule("share", 50), [NO, YES, YES], 4, [None, None, APPROVED]),
        ):
            with self.subTest(rule=rule, votes=votes):
                self.assertEqual(self.verdicts(rule, votes, total), told)

    def test_a_strict_one_ends_with_the_first_rejection(self):
        for kind in RULES:
            rule = Rule(kind, 1, is_strict=True)
            self.assertEqual(verdict(rule, [NO], 5), REJECTED)

    def test_any_remark_makes_it_approved_with_remarks(self):
        self.assertEqual(verdict(Rule("all"), [YES, REMARKS, YES], 0), REMARKS)
        self.assertEqual(verdict(Rule("one"), [REMARKS], 4), REMARKS)

    def test_returned_ends_it_whatever_the_others_said(self):
        for kind in RULES:
            self.assertEqual(verdict(Rule(kind, 1), [NO, RETURNED], 3), RETURNED)

    def test_it_is_always_decided_at_the_end_and_never_changes_its_mind(self):
        rules = [Rule(kind, number) for kind in RULES for number in (1, 2, 60)]
        for rule in rules:
            for votes in product((YES, NO), repeat=4):
                told = [v for v in self.verdicts(rule, votes, 4) if v]
                with self.subTest(rule=rule, votes=votes):
                    self.assertTrue(told)
                    self.assertEqual(len(set(told)), 1)
                    agreed = sum(vote in AGREED for vote in votes)
                    enough = agreed >= needed(rule, 4)
                    self.assertEqual(told[0] == APPROVED, enough)
