from engine import StaleEvent, TaskDone, TimerDue
from scenario import Story

ONE = "(start) -> [Call] -> (end)"


class TestUserTask(Story):
    def test_waits_for_a_person(self):
        case = self.play(ONE)
        self.assertEqual(case.open, ["Call"])
        self.assertIsNone(case.ended)
        case.complete("Call")
        self.assertEqual(case.ended, ("end", "end"))
        self.assertEqual(case.walked, {"start": 1, "Call": 1, "end": 1})

    def test_done_only_once(self):
        case = self.play("(start) -> [Call] -> [Write] -> (end)")
        token = case.token("Call").id
        case.complete("Call")
        before = case.marking
        with self.assertRaises(StaleEvent):
            case.send(TaskDone(token))
        self.assertEqual(case.marking, before)

    def test_another_visit_is_another_token(self):
        case = self.play(
            "(start) -> [Call: again, ok] -> <x>\n<x> -again-> [Call]\n<x> -ok-> (end)"
        )
        first = case.token("Call").id
        case.complete("Call", "again")
        self.assertNotEqual(case.token("Call").id, first)
        with self.assertRaises(StaleEvent):
            case.send(TaskDone(first, "ok"))

    def test_awaits_nothing_else(self):
        case = self.play(ONE)
        with self.assertRaises(StaleEvent):
            case.send(TimerDue(case.token("Call").id, "Call"))

    def test_leaves_by_outcome(self):
        story = """
            (start) -> [Call: yes, no] -yes-> [Offer] -> (won)
            [Call] -no-> (lost)
        """
        self.assertEqual(self.play(story).complete("Call", "yes").open, ["Offer"])
        case = self.play(story).complete("Call", "no")
        self.assertEqual(case.ended, ("lost", "end"))
        (chosen,) = case.told("Chose")
        self.assertEqual((chosen.flow, chosen.tried), ("Call>lost", ("Call>Offer",)))

    def test_all_that_hold_and_the_plain_ones_are_taken(self):
        case = self.play(
            """
            (start) -> [Call] -?a-> [A] -> (end)
            [Call] -?b-> [B] -> (end)
            [Call] -?c-> [C] -> (end)
            [Call] -> [D] -> (end)
            [Call] -else-> [E] -> (end)
            """,
            a=True,
            b=False,
            c=True,
        ).complete("Call")
        self.assertEqual(case.open, ["A", "C", "D"])

    def test_default_only_when_no_condition_held(self):
        story = """
            (start) -> [Call] -?a-> [A] -> (end)
            [Call] -else-> [B] -> (end)
        """
        self.assertEqual(self.play(story, a=True).complete("Call").open, ["A"])
        self.assertEqual(self.play(story, a=False).complete("Call").open, ["B"])

    def test_outcome_and_condition_must_both_hold(self):
        from engine import Flow, Graph, Node

        nodes = [
            Node("start", "startEvent"),
            Node("Call", "userTask", outcomes=("yes", "no"), default="f3"),
            Node("A", "userTask"),
            Node("B", "userTask"),
        ]
        flows = [
            Flow("f1", "start", "Call"),
            Flow("f2", "Call", "A", outcome="yes", condition="rich"),
            Flow("f3", "Call", "B"),
        ]
        graph = Graph(nodes, flows)
        self.assertEqual(self.play(graph, rich=1).complete("Call", "yes").open, ["A"])
        self.assertEqual(self.play(graph, rich=0).complete("Call", "yes").open, ["B"])
        case = self.play(graph).complete("Call", "no")
        self.assertEqual((case.open, case.asked), (["B"], []))

    def test_without_a_way_out_it_ends_there(self):
        case = self.play("(start) -> [Call]").complete("Call")
        self.assertEqual(case.ended, ("Call", "end"))

    def test_outcome_is_carried_through_tasks_without_any(self):
        case = self.play(
            """
            (start) -> [Call: yes, no] -> [Note] -> {Mail} -> <x>
            <x> -yes-> [Offer] -> (won)
            <x> -no-> (lost)
            """
        )
        case.complete("Call", "yes").complete("Note").ran("Mail")
        self.assertEqual(case.open, ["Offer"])

    def test_outcome_is_replaced_by_the_next_task_that_has_some(self):
        case = self.play(
            """
            (start) -> [Call: yes, no] -> [Check: good, bad] -> <x>
            <x> -yes-> [A] -> (end)
            <x> -else-> [B] -> (end)
            """
        )
        case.complete("Call", "yes").complete("Check")
        self.assertEqual(case.open, ["B"])

    def test_two_tokens_are_two_tasks(self):
        case = self.play(
            """
            (start) -> <+split> -> [Call] -> (end)
            <+split> -> [Call]
            """
        )
        self.assertEqual(case.open, ["Call", "Call"])
        case.complete("Call").complete("Call")
        self.assertEqual(case.ended, ("end", "end"))
        self.assertEqual(case.walked["Call"], 2)
