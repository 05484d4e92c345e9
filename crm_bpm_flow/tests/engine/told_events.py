"""What a message and a signal have in common: waited for, sent, heard again."""

from engine import Caught, StaleEvent


class ToldEvents:
    """Stories of one kind of event that is told; goes before ``Story`` in the bases.

    Drawings say ``told`` for the kind.
    """

    told = None

    def case(self, drawing, nodes=None, **truths):
        drawing = drawing.replace("told:", f"{self.told}:")
        return super().case(drawing, nodes, **truths)

    def test_waits_for_one(self):
        case = self.play("(start) -> (?told:answer) -> [A] -> (end)")
        self.assertEqual(case.waits, ["answer"])
        self.assertEqual(case.told("WaitFor")[0].kind, self.told)
        token = case.token("answer").id
        case.catch("answer")
        self.assertEqual((case.waits, case.open), ([], ["A"]))
        with self.assertRaises(StaleEvent):
            case.send(Caught(token, "answer"))

    def test_sends_one_and_goes_on(self):
        case = self.play("(start) -> (>told:tell) -> [A] -> (>told:bye)")
        self.assertEqual((case.open, case.world.thrown), (["A"], ["tell"]))
        case.complete("A")
        self.assertEqual(case.world.thrown, ["tell", "bye"])
        self.assertEqual(case.ended, ("bye", "end"))
        self.assertEqual(case.told("Throw")[0].kind, self.told)

    def test_begins_a_case(self):
        story = "(start) -> [A] -> (end)\n(?told:call) -> [B] -> (end)"
        case = self.case(story).start("call")
        self.assertEqual((case.open, case.waits, case.walked["call"]), (["B"], [], 1))
        self.assertEqual(self.play("(?told:call) -> [B] -> (end)").open, ["B"])

    def test_on_a_border_interrupting(self):
        case = self.play("(start) -> [A] -> (end)\n(?told:off|A) -> [B] -> (end)")
        self.assertEqual(case.waits, ["off"])
        case.catch("off")
        self.assertEqual((case.open, case.waits), (["B"], []))
        self.assertNotIn("A", case.walked)

    def test_on_a_border_again_and_again(self):
        case = self.play("(start) -> [A] -> (end)\n(?told:ask~A) -> [B] -> (end)")
        case.catch("ask").catch("ask")
        self.assertEqual((case.open, case.waits), (["A", "B", "B"], ["ask"]))
        case.complete("A")
        self.assertEqual((case.open, case.waits), (["B", "B"], []))
        self.assertEqual(case.complete("B").complete("B").ended, ("end", "end"))

    def test_is_dropped_with_its_activity(self):
        case = self.play("(start) -> [A] -> (end)\n(?told:off|A) -> [B] -> (end)")
        case.complete("A")
        self.assertEqual((case.waits, case.ended), ([], ("end", "end")))
        self.assertEqual(len(case.told("DropWait")), 1)

    def test_begins_an_event_sub_process(self):
        story = """
            (start) -> |P| -> [After] -> (end)
            P: (in) -> [A] -> (out)
            P: |!E|
            E: (?%stold:news) -> [B] -> (done)
        """
        case = self.play(story % "")
        self.assertEqual(case.waits, ["news"])
        case.catch("news")
        self.assertEqual((case.open, case.waits), (["B"], []))
        self.assertEqual(case.complete("B").open, ["After"])
        case = self.play(story % "~").catch("news").catch("news")
        self.assertEqual((case.open, case.waits), (["A", "B", "B"], ["news"]))
        case.complete("B").complete("A").complete("B")
        self.assertEqual((case.open, case.waits), (["After"], []))
