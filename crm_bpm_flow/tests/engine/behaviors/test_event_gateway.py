from engine import MoveRefused
from scenario import Story

EITHER = """
    (start) -> <^either> -> (?message:mail) -> [A] -> (end)
    <^either> -> (@wait) -> [B] -> (end)
    <^either> -> [Answer] -> [C] -> (end)
"""
NODES = {"Answer": {"kind": "receiveTask"}}


class TestEventGateway(Story):
    def test_the_first_event_wins(self):
        for verb, name, task in (
            ("catch", "mail", "A"),
            ("due", "wait", "B"),
            ("catch", "Answer", "C"),
        ):
            case = self.play(EITHER, NODES)
            self.assertEqual((case.waits, case.timers), (["Answer", "mail"], ["wait"]))
            getattr(case, verb)(name)
            self.assertEqual((case.open, case.waits, case.timers), ([task], [], []))
            self.assertEqual((case.walked["either"], case.walked[name]), (1, 1))
            self.assertEqual(len(case.marking.tokens), 1)

    def test_whoever_skips_it_says_which(self):
        case = self.play(EITHER, NODES)
        with self.assertRaises(MoveRefused):
            case.skip("either")
        case.skip("either", "either>mail")
        self.assertEqual((case.waits, case.timers), (["mail"], []))

    def test_begun_anew_and_called_off(self):
        case = self.play(EITHER, NODES).retry("either")
        self.assertEqual(case.waits, ["Answer", "mail"])
        self.assertEqual(case.cancel().ended, (None, "cancelled"))

    def test_in_a_loop(self):
        case = self.play(
            """
            (start) -> <m> -> <^either> -> (?message:mail) -> <m>
            <^either> -> (@wait) -> (end)
            """
        )
        case.catch("mail").catch("mail")
        self.assertEqual(case.walked["either"], 2)
        self.assertEqual(case.due("wait").ended, ("end", "end"))


class TestInstantiating(Story):
    STORY = """
        <^first> -> (?message:web) -> [A] -> <%x> -> (end)
        <^first> -> (?message:mail) -> [B] -> <%x>
    """

    def test_any_event_begins_the_case(self):
        nodes = {"first": {"instantiate": True}}
        case = self.case(self.STORY, nodes).start("mail")
        self.assertEqual((case.open, case.waits, case.walked["first"]), (["B"], [], 1))

    def test_of_a_parallel_one_all_are_needed(self):
        nodes = {"first": {"instantiate": True, "ordering": "parallel"}}
        case = self.case(self.STORY, nodes).start("mail")
        self.assertEqual((case.open, case.waits), (["B"], ["web"]))
        case.complete("B")
        self.assertIsNone(case.ended)
        case.catch("web").complete("A")
        self.assertEqual(case.ended, ("end", "end"))

    def test_started_by_hand_it_waits(self):
        nodes = {"first": {"instantiate": True}}
        self.assertEqual(self.play(self.STORY, nodes).waits, ["mail", "web"])
        nodes["first"]["ordering"] = "parallel"
        case = self.play(self.STORY, nodes).catch("mail")
        self.assertEqual((case.open, case.waits), (["B"], ["web"]))
