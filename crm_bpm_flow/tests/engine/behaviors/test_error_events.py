from engine import (
    Code,
    Flow,
    Graph,
    JobDone,
    Marking,
    Node,
    StaleEvent,
    Started,
    TaskDone,
    advance,
)
from engine.proof import prove
from scenario import Story

INSIDE = """
    (start) -> |P| -> [After] -> (end)
    P: (in) -> <+s> -> [A] -> (>error:bad=E1)
    P: <+s> -> [B] -> (out)
    %s
"""


class TestErrorEvents(Story):
    def test_leaves_its_sub_process_by_the_border(self):
        case = self.play(INSIDE % "(?error:caught=E1|P) -> [Mend] -> (end)")
        case.complete("A")
        self.assertEqual((case.open, case.marking.scopes), (["Mend"], {}))
        self.assertEqual((case.walked["bad"], case.walked["caught"]), (1, 1))
        self.assertNotIn("P", case.walked)

    def test_the_very_code_before_all(self):
        borders = """
            (?error:any|P) -> [Any] -> (end)
            (?error:other=E2|P) -> [Other] -> (end)
            %s
        """
        case = self.play(INSIDE % (borders % ""))
        self.assertEqual(case.complete("A").open, ["Any"])
        case = self.play(INSIDE % (borders % "(?error:mine=E1|P) -> [Mine] -> (end)"))
        self.assertEqual(case.complete("A").open, ["Mine"])

    def test_the_event_sub_process_before_the_border(self):
        case = self.play(
            INSIDE
            % """
            (?error:caught=E1|P) -> [Mend] -> (end)
            P: |!E|
            E: (?error:here) -> [Inside] -> (done)
            """
        )
        case.complete("A")
        self.assertEqual(case.open, ["Inside"])
        self.assertEqual(case.complete("Inside").open, ["After"])

    def test_inner_before_outer_and_out_of_nested_ones(self):
        case = self.play(
            """
            (start) -> |P| -> (end)
            P: (in) -> |Q| -> (out)
            Q: (deep) -> [A: one, two] -one-> (>error:e1=E1)
            Q: [A] -two-> (>error:e2=E2)
            P: (?error:inner=E1|Q) -> [Inner] -> (out)
            (?error:outer|P) -> [Outer] -> (end)
            """
        )
        self.assertEqual(case.complete("A", "one").open, ["Inner"])
        case = self.play(case.graph)
        self.assertEqual(case.complete("A", "two").open, ["Outer"])

    def test_an_error_in_an_event_sub_process_goes_further_out(self):
        case = self.play(
            """
            (start) -> |P| -> (end)
            P: (in) -> [A] -> (>error:bad)
            P: |!E|
            E: (?error:here) -> [Inside] -> (>error:worse=E2)
            (?error:caught|P) -> [Outer] -> (end)
            """
        )
        case.complete("A").complete("Inside")
        self.assertEqual((case.open, case.marking.scopes), (["Outer"], {}))

    def test_nobody_catches_it(self):
        case = self.play(INSIDE % "(?error:caught=E2|P) -> [Mend] -> (end)")
        case.complete("A")
        self.assertEqual((case.failed, case.open), ({"bad": "uncaught_error"}, ["B"]))
        self.assertEqual(case.told("Incident")[0].message_args, {"code": "E1"})
        self.assertNotIn("bad", case.walked)
        self.assertEqual(case.retry("bad").failed, {"bad": "uncaught_error"})
        self.assertEqual(case.skip("bad").complete("B").open, ["After"])

    def test_at_the_top_an_event_sub_process_catches(self):
        case = self.play(
            """
            (start) -> [A] -> (>error:bad=E1)
            (start) -> [B] -> (end)
            |!E|
            E: (?error:here=E1) -> [Mend] -> (done)
            """
        )
        self.assertEqual(case.complete("A").open, ["Mend"])
        self.assertEqual(case.complete("Mend").ended, ("E", "end"))


class TestErrorOfAStep(Story):
    HOSTS = "[Do]", "{Do}", "[[Do]]"

    def test_is_caught_on_its_border(self):
        for host in self.HOSTS:
            case = self.play(
                f"""
                (start) -> {host} -> (end)
                (?error:caught=E1|Do) -> [Mend] -> (end)
                (@late|Do) -> (end)
                """
            )
            case.throw("Do", "E1")
            self.assertEqual((case.open, case.timers), (["Mend"], []))
            self.assertEqual((case.actions, case.calls), ([], []))
            self.assertNotIn("Do", case.walked)

    def test_uncaught_it_stays_with_an_incident(self):
        case = self.play("(start) -> {Do} -> (end)\n(@late|Do) -> (end)")
        case.throw("Do", "E1")
        self.assertEqual(case.failed, {"Do": "uncaught_error"})
        self.assertEqual((case.timers, case.actions), ([], []))
        case.retry("Do")
        self.assertEqual((case.timers, case.actions), (["late"], ["Do"]))
        case.throw("Do")
        self.assertEqual(case.skip("Do").ended, ("end", "end"))

    def test_only_of_a_step_at_work(self):
        case = self.play("(start) -> {Do} -> (end)").throw("Do")
        token = case.token("Do").id
        with self.assertRaises(StaleEvent):
            case.throw("Do")
        with self.assertRaises(StaleEvent):
            case.send(JobDone(token))
        with self.assertRaises(StaleEvent):
            self.play("(start) -> (@wait) -> (end)").throw("wait")


class TestErrorOfACall(Story):
    def test_a_called_case_ends_by_it(self):
        case = self.case("(start) -> [A] -> (>error:bad=E1)\n(start) -> [B] -> (end)")
        case.start(called=True).complete("A")
        self.assertEqual(case.ended, ("bad", "error", "E1"))
        self.assertEqual((case.open, case.marking.tokens), ([], {}))

    def test_and_its_caller_throws_it(self):
        story = (
            "(start) -> [[Call]] -> (end)\n(?error:caught%s|Call) -> [Mend] -> (end)"
        )
        case = self.play(story % "=E1").returned("Call", error="E1")
        self.assertEqual((case.open, case.walked["caught"]), (["Mend"], 1))
        self.assertEqual(
            self.play(story % "").returned("Call", error="").open, ["Mend"]
        )
        case = self.play(story % "=E1").returned("Call", error="E2")
        self.assertEqual(case.failed, {"Call": "uncaught_error"})
        self.assertEqual(case.retry("Call").calls, ["Call"])


class TestCodesByFormula(Story):
    """Codes that are worked out when the error is thrown."""

    def _graph(self, caught):
        nodes = [
            Node("s", "startEvent"),
            Node("p", "subProcess"),
            Node("A", "userTask", parent="p"),
            Node(
                "x", "endEvent", parent="p", event="error", code="why", asks_code=True
            ),
            Node("After", "userTask"),
            Node("Else", "userTask"),
            *(
                Node(code, "boundaryEvent", attached_to="p", event="error", **values)
                for code, values in caught.items()
            ),
        ]
        ways = [("s", "p"), ("A", "x"), ("p", "After"), *((b, "Else") for b in caught)]
        return Graph(nodes, [Flow(f"{a}-{b}", a, b) for a, b in ways])

    def _thrown(self, caught, answer):
        graph, asked = self._graph(caught), []

        def evaluate(question, _token):
            asked.append(question)
            return answer(question)

        step = advance(graph, Marking(), Started(), evaluate)
        token = next(t.id for t in step.marking.tokens.values() if t.node == "A")
        step = advance(graph, step.marking, TaskDone(token), evaluate)
        return step.marking.walked, asked

    def test_what_the_formula_says_is_caught(self):
        caught = {"b1": {"code": "late"}, "b2": {"code": "lost"}}
        walked, asked = self._thrown(caught, lambda _question: "lost")
        self.assertEqual((walked.get("b1"), walked["b2"]), (None, 1))
        self.assertEqual(asked, [Code("x", "why", False, ("late", "lost", "why"))])

    def test_who_catches_may_have_a_formula_too(self):
        caught = {"b1": {"code": "mine", "asks_code": True}, "b2": {}}
        answers = {"why": "7", "mine": "7"}
        walked, asked = self._thrown(caught, lambda q: answers[q.condition])
        self.assertEqual(walked["b1"], 1)
        self.assertEqual([question.catches for question in asked], [False, True])
        walked, _asked = self._thrown(caught, lambda q: q.condition)
        self.assertEqual((walked.get("b1"), walked["b2"]), (None, 1))

    def test_the_proof_tries_each_code_that_there_is(self):
        caught = {"b1": {"code": "late"}, "b2": {"code": "lost"}, "b3": {}}
        found = prove(self._graph(caught)).faults
        self.assertEqual([(f.code, f.element) for f in found], [("dead", "After")])
