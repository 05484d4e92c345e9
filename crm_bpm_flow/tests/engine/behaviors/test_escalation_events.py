from engine import Escalate, Flow, Graph, Marking, Node, Sent, Started, advance
from scenario import Story

INSIDE = """
    (start) -> |P| -> [After] -> (end)
    P: (in) -> [A] -> (>escalation:tell=S1) -> [B] -> (out)
    %s
"""


class TestEscalationEvents(Story):
    def test_beside_the_work(self):
        case = self.play(INSIDE % "(?escalation:heard=S1~P) -> [Boss] -> (end)")
        case.complete("A")
        self.assertEqual(case.open, ["B", "Boss"])
        self.assertEqual((case.walked["tell"], case.walked["heard"]), (1, 1))
        case.complete("B").complete("After")
        self.assertEqual(case.complete("Boss").ended, ("end", "end"))

    def test_instead_of_the_work(self):
        case = self.play(INSIDE % "(?escalation:heard|P) -> [Boss] -> (end)")
        self.assertEqual(case.complete("A").open, ["Boss"])
        self.assertEqual(case.marking.scopes, {})

    def test_by_an_event_sub_process(self):
        sub = """
            (?escalation:heard|P) -> [Boss] -> (end)
            P: |!E|
            E: (?%sescalation:here=S1) -> [Help] -> (done)
        """
        case = self.play(INSIDE % (sub % "~")).complete("A")
        self.assertEqual(case.open, ["B", "Help"])
        case.complete("B").complete("Help")
        self.assertEqual(case.open, ["After"])
        case = self.play(INSIDE % (sub % "")).complete("A")
        self.assertEqual(case.open, ["Help"])
        self.assertEqual(case.complete("Help").open, ["After"])

    def test_uncaught_it_goes_on_and_is_told(self):
        case = self.play(INSIDE % "(?escalation:heard=S2~P) -> [Boss] -> (end)")
        case.complete("A")
        self.assertEqual((case.open, case.failed), (["B"], {}))
        self.assertEqual(case.world.escalated, [("tell", "S1")])

    def test_at_an_end(self):
        story = """
            (start) -> |P| -> [After] -> (end)
            P: (in) -> [A] -> (>escalation:tell=S1)
            P: (in) -> [B] -> (out)
            (?escalation:heard=S1%sP) -> [Boss] -> (end)
        """
        case = self.play(story % "~").complete("A")
        self.assertEqual(case.open, ["B", "Boss"])
        self.assertEqual(case.complete("B").open, ["After", "Boss"])
        self.assertEqual(self.play(story % "|").complete("A").open, ["Boss"])

    def test_from_a_called_case_to_its_caller(self):
        story = (
            "(start) -> [[Call]] -> (end)\n(?escalation:heard%sCall) -> [Boss] -> (end)"
        )
        case = self.play(story % "~").escalate("Call", "S1").escalate("Call")
        self.assertEqual((case.open, case.calls), (["Boss", "Boss"], ["Call"]))
        case = self.play(story % "|").escalate("Call", "S1")
        self.assertEqual((case.open, case.calls), (["Boss"], []))

    def test_the_calling_case_hears_it_before_anything_ends(self):
        told = Node("tell", "endEvent", event="escalation", code="S1")
        on_way = Node("tell", "intermediateThrowEvent", event="escalation", code="S1")
        for node in (told, on_way):
            nodes = [Node("s", "startEvent"), node, Node("A", "userTask")]
            flows = [Flow("f1", "s", "tell")]
            if node is on_way:
                flows.append(Flow("f2", "tell", "A"))
            graph = Graph(nodes, flows)
            step = advance(graph, Marking(), Started(called=True), None)
            token = next(iter(step.marking.tokens.values()))
            self.assertEqual(token.node, "tell")
            self.assertIn(Escalate(token.id, "tell", "S1", True), step.effects)
            step = advance(graph, step.marking, Sent(token.id), None)
            self.assertEqual(step.marking.walked["tell"], 1)
            self.assertEqual(bool(step.marking.tokens), node is on_way)
