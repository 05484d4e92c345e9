from engine import MoveRefused, StaleEvent, Started
from scenario import Story


class TestNoneStart(Story):
    def test_passes_at_once(self):
        case = self.play("(start) -> (end)")
        self.assertEqual(case.ended, ("end", "end"))
        self.assertEqual(case.world.passed, ["start", "end"])

    def test_all_its_ways_are_taken(self):
        case = self.play("(start) -> [A] -> (end)\n(start) -> [B] -> (end)")
        self.assertEqual(case.open, ["A", "B"])

    def test_the_first_of_several_unless_named(self):
        story = "(web) -> [A] -> (end)\n(mail) -> [B] -> (end)"
        self.assertEqual(self.play(story).open, ["A"])
        self.assertEqual(self.case(story).start("mail").open, ["B"])

    def test_without_any_all_that_nothing_leads_to(self):
        case = self.play("[A] -> <+x> -> [C] -> (end)\n[B] -> <+x>\n(@late|A) -> [C]")
        self.assertEqual(case.open, ["A", "B"])

    def test_starts_only_once(self):
        case = self.play("(start) -> [A] -> (end)")
        with self.assertRaises(StaleEvent):
            case.send(Started())
        case.complete("A")
        with self.assertRaises(StaleEvent):
            case.send(Started())

    def test_nowhere_to_start(self):
        for node in ("nobody", "Sign", "late"):
            case = self.case("(in) -> |P| -> (end)\nP: [Sign]\n(@late|P) -> (end)")
            with self.assertRaises(MoveRefused) as caught:
                case.start(node)
            self.assertEqual(caught.exception.code, "bad_target")
        with self.assertRaises(MoveRefused):
            self.play("[A] -> [A]")
