from engine import ConditionError
from scenario import Story

CHOICE = """
    (start) -> <x> -?a-> [A] -> (end)
    <x> -?b-> [B] -> (end)
    <x> -else-> [C] -> (end)
"""
STRICT = """
    (start) -> [Ask] -> <x> -?a-> [A] -> (end)
    <x> -?b-> [B] -> (end)
"""


class TestExclusiveGateway(Story):
    def test_first_that_holds_in_their_order(self):
        case = self.play(CHOICE, a=True, b=True)
        self.assertEqual((case.open, case.asked), (["A"], ["a"]))

    def test_says_what_it_tried(self):
        case = self.play(CHOICE, a=False, b=True)
        self.assertEqual(case.open, ["B"])
        (chosen,) = case.told("Chose")
        self.assertEqual(chosen[1:], ("x", "x>B", ("x>A",)))

    def test_default_when_none_holds(self):
        case = self.play(CHOICE, a=False, b=False)
        self.assertEqual(case.open, ["C"])
        self.assertEqual(case.told("Chose")[0].tried, ("x>A", "x>B"))

    def test_default_may_stand_first(self):
        case = self.play(
            """
            (start) -> <x> -else-> [C] -> (end)
            <x> -?a-> [A] -> (end)
            """,
            a=True,
        )
        self.assertEqual(case.open, ["A"])

    def test_condition_of_the_default_is_not_asked(self):
        from engine import Flow, Graph, Node

        nodes = [
            Node("start", "startEvent"),
            Node("x", "exclusiveGateway", default="f2"),
            Node("A", "userTask"),
        ]
        flows = [Flow("f1", "start", "x"), Flow("f2", "x", "A", condition="never")]
        case = self.play(Graph(nodes, flows))
        self.assertEqual((case.open, case.asked), (["A"], []))

    def test_a_plain_way_always_holds(self):
        case = self.play("(start) -> <x> -> [A] -> (end)\n<x> -> [B] -> (end)")
        self.assertEqual(case.open, ["A"])

    def test_merges_without_waiting_and_without_words(self):
        case = self.play(
            """
            (start) -> <+split> -> <x> -> [A] -> (end)
            <+split> -> <x>
            """
        )
        self.assertEqual(case.open, ["A", "A"])
        self.assertEqual(case.told("Chose"), [])

    def test_without_a_way_out_the_token_ends(self):
        self.assertEqual(self.play("(start) -> <x>").ended, ("x", "end"))

    def test_no_way_is_an_incident_and_retry_asks_again(self):
        case = self.play(STRICT, a=False, b=False).complete("Ask")
        self.assertEqual((case.open, case.failed), ([], {"x": "no_flow"}))
        (incident,) = case.told("Incident")
        self.assertEqual(incident.message_args, {"tried": ["x>A", "x>B"]})
        case.let(b=True).retry("x")
        self.assertEqual((case.open, case.failed), (["B"], {}))
        self.assertEqual(case.walked["x"], 1)

    def test_failed_condition_is_an_incident(self):
        case = self.play(STRICT, a=ConditionError("the field is gone"), b=True)
        case.complete("Ask")
        self.assertEqual(case.failed, {"x": "condition"})
        (incident,) = case.told("Incident")
        values = {"flow": "x>A", "reason": "the field is gone"}
        self.assertEqual(incident.message_args, values)
        self.assertEqual(case.walked, {"start": 1, "Ask": 1})
        self.assertEqual(case.let(a=False).retry("x").open, ["B"])

    def test_one_failing_branch_does_not_stop_the_others(self):
        case = self.play(
            """
            (start) -> <+split> -> <x> -?a-> (end)
            <+split> -> [B] -> (end)
            """,
            a=False,
        )
        self.assertEqual((case.open, case.failed), (["B"], {"x": "no_flow"}))

    def test_other_errors_are_not_swallowed(self):
        with self.assertRaises(ZeroDivisionError):
            self.play(CHOICE, a=ZeroDivisionError())
