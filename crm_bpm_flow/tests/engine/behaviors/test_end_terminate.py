from engine import Flow, Graph, Marking, Node, Started, TaskDone, advance
from scenario import Story


class TestTerminateEnd(Story):
    def test_ends_the_case_with_all_that_runs(self):
        case = self.play(
            """
            (start) -> <+split> -> [A] -> (!stop)
            <+split> -> [B] -> (end)
            <+split> -> (@wait) -> (end)
            <+split> -> {Mail} -> (end)
            <+split> -> [[Other]] -> (end)
            (@late~B) -> (end)
            """
        )
        case.complete("A")
        self.assertEqual(case.ended, ("stop", "terminate"))
        self.assertEqual((case.open, case.timers, case.actions, case.calls), ([],) * 4)
        kinds = {type(effect).__name__ for effect in case.effects}
        withdrawn = {"CancelCall", "CloseTask", "DropAction", "DropTimer"}
        self.assertEqual(kinds, {"Passed", *withdrawn, "Ended"})
        self.assertEqual(len(case.told("DropTimer")), 2)

    def test_what_it_withdraws_in_the_same_step_was_never_opened(self):
        case = self.play(
            """
            (start) -> <+split> -> [A] -> (end)
            <+split> -> <x> -> (!stop)
            (@late|A) -> (end)
            """
        )
        kinds = {type(effect).__name__ for effect in case.effects}
        self.assertEqual(kinds, {"Passed", "Ended"})
        self.assertEqual(case.ended, ("stop", "terminate"))

    def test_tokens_on_their_way_go_with_it(self):
        case = self.play(
            """
            (start) -> <+split> -> (!stop)
            <+split> -> <x> -> <y> -> [A] -> (end)
            """
        )
        self.assertEqual(case.ended, ("stop", "terminate"))

    def test_inside_a_sub_process_only_that_ends(self):
        case = self.play(
            """
            (start) -> <+split> -> |P| -> [After] -> (end)
            <+split> -> [Beside] -> (end)
            P: (in) -> <+inner> -> [A] -> (!stop)
            P: <+inner> -> [B] -> (out)
            P: <+inner> -> |Q| -> (out)
            Q: (deep) -> [C] -> (deeper)
            """
        )
        self.assertEqual(case.open, ["A", "B", "Beside", "C"])
        case.complete("A")
        self.assertEqual(case.open, ["After", "Beside"])
        self.assertEqual(case.marking.scopes, {})

    def test_inside_a_sub_process_the_whole_case_where_that_is_said(self):
        nodes = [
            Node("s", "startEvent"),
            Node("p", "subProcess"),
            Node("A", "userTask", parent="p"),
            Node("x", "endEvent", parent="p", event="terminate", ends_all=True),
            Node("B", "userTask"),
        ]
        ways = [("s", "p"), ("s", "B"), ("A", "x")]
        graph = Graph(nodes, [Flow(f"{a}-{b}", a, b) for a, b in ways])
        step = advance(graph, Marking(), Started(), None)
        token = next(t.id for t in step.marking.tokens.values() if t.node == "A")
        step = advance(graph, step.marking, TaskDone(token), None)
        self.assertEqual((step.marking.tokens, step.marking.scopes), ({}, {}))
        self.assertEqual(step.marking.walked["x"], 1)
        self.assertNotIn("p", step.marking.walked)
        ends = [e for e in step.effects if type(e).__name__ == "Ended"]
        self.assertEqual([(e.node, e.how) for e in ends], [("x", "terminate")])
