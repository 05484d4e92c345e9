"""Workflow control-flow patterns: state, time, cancelling.

By number 10, 11, 16 to 25, 39, 40 and 43.

One small diagram and one test each, which shows the rule (van der Aalst, Russell).
"""

from engine import Caught, MoveRefused, StaleEvent
from scenario import Story


class TestIteration(Story):
    def test_10_arbitrary_cycles(self):
        """A loop with two ways in and two ways out."""
        case = self.play(
            """
            (start) -> [Ask: a, b] -> <x> -a-> <m> -> [A] -> <y> -?out-> (left)
            <x> -b-> <n> -> [B] -> <z> -?out-> (right)
            <y> -else-> <n>
            <z> -else-> <m>
            """,
            out=False,
        )
        case.complete("Ask", "b").complete("B").complete("A").complete("B")
        self.assertEqual(case.open, ["A"])
        self.assertEqual(case.let(out=True).complete("A").ended, ("left", "end"))

    def test_21_structured_loop(self):
        nodes = {"Do": {"loop": "standard", "loop_condition": "more"}}
        case = self.play("(start) -> [Do] -> [After] -> (end)", nodes, more=True)
        self.assertEqual(case.complete("Do").open, ["Do"])
        self.assertEqual(case.let(more=False).complete("Do").open, ["After"])
        nodes["Do"]["test_before"] = True
        case = self.play("(start) -> [Do] -> [After] -> (end)", nodes, more=False)
        self.assertEqual(case.open, ["After"])

    def test_22_recursion(self):
        """A process calls itself: each call is a case of its own."""
        story = "(start) -> <x> -?deeper-> [[Self]] -> (end)\n<x> -else-> (end)"
        case = self.play(story, deeper=True)
        inner = self.case(story, deeper=False).start(called=True)
        self.assertEqual(inner.ended, ("end", "end"))
        self.assertEqual(case.returned("Self").ended, ("end", "end"))


class TestTermination(Story):
    STORY = "(start) -> <+s> -> [A] -> (%send)\n<+s> -> [B] -> (other)"

    def test_11_implicit_termination(self):
        case = self.play(self.STORY % "").complete("A")
        self.assertIsNone(case.ended)
        self.assertEqual(case.complete("B").ended, ("other", "end"))

    def test_43_explicit_termination(self):
        case = self.play(self.STORY % "!").complete("A")
        self.assertEqual((case.open, case.ended), ([], ("end", "terminate")))


class TestState(Story):
    def test_16_deferred_choice(self):
        """Nobody decides; what happens first does, and the others are withdrawn."""
        case = self.play(
            """
            (start) -> <^e> -> (?message:answer) -> [Offer] -> (end)
            <^e> -> (@month) -> [Remind] -> (end)
            """
        )
        self.assertEqual((case.waits, case.timers), (["answer"], ["month"]))
        case.catch("answer")
        self.assertEqual((case.open, case.timers), (["Offer"], []))

    def test_17_interleaved_parallel_routing(self):
        """A partial order, never two at once."""
        case = self.play(
            "(start) -> |~P| -> [After] -> (end)\nP: [Credit] -> [Report]\nP: [Legal]",
            {"P": {"ordering": "sequential"}},
        )
        case.begin("P", "Credit")
        with self.assertRaises(MoveRefused):
            case.begin("P", "Legal")
        case.complete("Credit").complete("Report").begin("P", "Legal")
        self.assertEqual(case.complete("Legal").open, ["After"])

    def test_18_milestone(self):
        """A discount only while the quotation is unsigned."""
        story = "(start) -> [Discount] -> [After] -> (end)"
        nodes = {"Discount": {"milestone": "unsigned"}}
        case = self.play(story, nodes, unsigned=True)
        self.assertEqual(case.open, ["Discount"])
        self.assertEqual(case.catch("Discount").open, ["After"])
        self.assertEqual(self.play(story, nodes, unsigned=False).open, ["After"])

    def test_39_critical_section(self):
        """One manager edits the contract at a time, across cases: a queue of one."""
        story = "(start) -> [Edit] -> [After] -> (end)"
        nodes = {"Edit": {"section": "contract"}}
        first, second = self.play(story, nodes), self.play(story, nodes)
        first.acquired("Edit")
        self.assertEqual((first.open, second.open), (["Edit"], []))
        self.assertEqual(len(first.complete("Edit").told("Release")), 1)
        self.assertEqual(second.acquired("Edit").open, ["Edit"])

    def test_40_interleaved_routing(self):
        """Each once, in any order, one at a time."""
        for order in ("ABC", "CAB"):
            case = self.play(
                "(start) -> |~P| -> [After] -> (end)\nP: [A]\nP: [B]\nP: [C]",
                {"P": {"ordering": "sequential"}},
            )
            for name in order:
                self.assertEqual(case.begin("P", name).open, [name])
                case.complete(name)
            self.assertEqual(case.open, ["After"])


class TestTriggers(Story):
    def test_23_transient_trigger(self):
        """Lost when nobody waits: neither before the wait nor for its next round."""
        case = self.play(
            """
            (start) -> [A] -> <m> -> (?signal:go) -> [B: on, again] -> <x>
            <x> -again-> <m>
            <x> -on-> (end)
            """
        )
        token = case.token("A").id
        with self.assertRaises(StaleEvent):
            case.send(Caught(token, "go"))
        case.complete("A")
        (wait,) = case.told("WaitFor")
        self.assertEqual((case.open, wait.node, wait.kind), ([], "go", "signal"))
        self.assertEqual(case.catch("go").open, ["B"])
        with self.assertRaises(StaleEvent):
            case.send(Caught(case.token("B").id, "go"))
        case.complete("B", "again")
        self.assertEqual((case.open, case.waits), ([], ["go"]))

    def test_24_persistent_trigger(self):
        """Kept by whoever delivers until its wait is asked for; then it is used up:
        each round asks anew, by a wait that says that it is one for a message."""
        case = self.play(
            """
            (start) -> [A] -> <m> -> (?message:go) -> [B: on, again] -> <x>
            <x> -again-> <m>
            <x> -on-> (end)
            """
        )
        for step in (("A",), ("B", "again")):
            case.complete(*step)
            (wait,) = case.told("WaitFor")
            self.assertEqual((wait.node, wait.kind), ("go", "message"))
            self.assertEqual((case.catch("go").open, case.waits), (["B"], []))


class TestCancelling(Story):
    def test_19_cancel_task(self):
        case = self.play("(start) -> [Do] -> (end)\n(@late|Do) -> [Other] -> (end)")
        case.due("late")
        self.assertEqual((case.open, len(case.told("CloseTask"))), (["Other"], 1))

    def test_20_cancel_case(self):
        case = self.play("(start) -> <+s> -> [A] -> (end)\n<+s> -> (@t) -> (end)")
        case.cancel()
        self.assertEqual((case.open, case.timers), ([], []))
        self.assertEqual(case.ended, (None, "cancelled"))

    def test_25_cancel_region(self):
        """All of a sub-process goes, and nothing beside it."""
        case = self.play(
            """
            (start) -> <+s> -> |P| -> (end)
            <+s> -> [Beside] -> (end)
            P: (in) -> <+t> -> [A] -> (out)
            P: <+t> -> [[Call]] -> (out)
            (?message:stop|P) -> [Mend] -> (end)
            """
        )
        case.catch("stop")
        self.assertEqual((case.open, case.calls), (["Beside", "Mend"], []))
