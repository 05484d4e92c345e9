import unittest

from drawing import draw, parts
from engine import Flow, Graph, Node, check
from engine.checks import CHECKS

GOOD = """
    (start) -> [Call: yes, no] -> <x>
    <x> -yes-> |Offer| -> <+s> -> [A] -> <+j> -> (won)
    <+s> -> [B] -> <+j>
    <x> -no-> (@wait) -> [Call]
    (@late|Call) -> (lost)
    Offer: (in) -> {Print} -> (out)
"""


class CheckCase(unittest.TestCase):
    def found(self, graph, code=None):
        """{(severity, code, element)}, of one code or of all."""
        graph = draw(graph) if isinstance(graph, str) else graph
        return {f[:3] for f in check(graph) if code in (None, f.code)}

    def args(self, graph, code):
        return [f.args for f in check(draw(graph)) if f.code == code]


class TestCheck(CheckCase):
    def test_a_good_process_has_no_findings(self):
        self.assertEqual(check(draw(GOOD)), [])

    def test_each_check_is_tested(self):
        names = {check.__name__ for check in CHECKS}
        tested = {name.removeprefix("Test") for name in globals()}
        camel = {"".join(map(str.capitalize, name.split("_"))) for name in names}
        self.assertEqual(camel - tested, set())

    def test_an_empty_process(self):
        expected = {("error", "no_start", None), ("error", "no_end", None)}
        self.assertEqual(self.found(Graph([], [])), expected)


class TestNoStart(CheckCase):
    def test_the_process_needs_one(self):
        found = self.found("[A] -> (end)", "no_start")
        self.assertEqual(found, {("error", "no_start", None)})

    def test_any_kind_of_start_will_do(self):
        nodes = [Node("s", "startEvent", event="message"), Node("e", "endEvent")]
        graph = Graph(nodes, [Flow("f", "s", "e")])
        self.assertEqual(self.found(graph, "no_start"), set())

    def test_a_sub_process_may_do_without(self):
        text = "(start) -> |P| -> (end)\nP: [A] -> (out)"
        self.assertEqual(self.found(text, "no_start"), set())

    def test_an_empty_one_or_a_circle_may_not(self):
        for inside in ("", "P: [A] -> [B] -> [A]"):
            found = self.found("(start) -> |P| -> (end)\n" + inside, "no_start")
            self.assertEqual(found, {("error", "no_start", "P")})


class TestNoEnd(CheckCase):
    def test_nothing_ever_ends(self):
        found = self.found("(start) -> [A] -> [B] -> [A]", "no_end")
        self.assertEqual(found, {("error", "no_end", None)})

    def test_a_step_without_a_way_out_ends_it_unsaid(self):
        found = self.found("(start) -> [A]", "no_end")
        self.assertEqual(found, {("warning", "no_end", None)})
        text = "(start) -> |P| -> (end)\nP: (in) -> [A]"
        self.assertEqual(self.found(text, "no_end"), set())

    def test_a_sub_process_that_never_ends(self):
        text = "(start) -> |P| -> (end)\nP: (in) -> [A] -> [A]"
        self.assertEqual(self.found(text, "no_end"), {("error", "no_end", "P")})


class TestSeveralStarts(CheckCase):
    def test_only_the_first_is_used(self):
        text = "(one) -> [A] -> (end)\n(two) -> [A]"
        found = self.found(text, "several_starts")
        self.assertEqual(found, {("warning", "several_starts", "two")})
        self.assertEqual(
            self.args(text, "several_starts"), [{"starts": ["one", "two"]}]
        )

    def test_never_in_a_sub_process(self):
        text = "(start) -> |P| -> (end)\nP: (one) -> (out)\nP: (two) -> (out)"
        found = self.found(text, "several_starts")
        self.assertEqual(found, {("error", "several_starts", "two")})


class TestUnsupported(CheckCase):
    def test_is_told_once(self):
        found = self.found("(start) -> <?odd> -> (end)")
        self.assertEqual(found, {("error", "unsupported", "odd")})
        found = self.found("(start) -> <?odd>\n(start) -> (end)")
        self.assertEqual(found, {("error", "unsupported", "odd")})


class TestLooseBoundary(CheckCase):
    def test_must_sit_on_an_activity_beside_it(self):
        nodes, flows = parts("(start) -> (@w) -> |P| -> (end)\nP: (in) -> [A] -> (out)")
        for host in (None, "w", "A"):
            border = Node("t", "boundaryEvent", event="timer", attached_to=host)
            graph = Graph([*nodes, border], [*flows, Flow("f", "t", "end")])
            with self.subTest(host=host):
                found = self.found(graph, "loose_boundary")
                self.assertEqual(found, {("error", "loose_boundary", "t")})


class TestCrossing(CheckCase):
    def test_no_flow_over_the_border(self):
        text = "(start) -> |P| -> (end)\nP: (in) -> [A] -> (out)\n(start) -> [A]"
        found = self.found(text, "crossing")
        self.assertEqual(found, {("error", "crossing", "start>A")})


class TestWrongWay(CheckCase):
    def test_out_of_an_end_or_into_a_start(self):
        nodes = [
            Node("s", "startEvent"),
            Node("A", "userTask"),
            Node("t", "boundaryEvent", event="timer", attached_to="A"),
            Node("e", "endEvent"),
        ]
        ways = ("s", "A"), ("A", "s"), ("A", "e"), ("e", "A"), ("A", "t"), ("t", "e")
        graph = Graph(nodes, [Flow(f"{a}>{b}", a, b) for a, b in ways])
        found = {element for _s, _c, element in self.found(graph, "wrong_way")}
        self.assertEqual(found, {"A>s", "e>A", "A>t"})


class TestUnreachable(CheckCase):
    def test_no_way_leads_there(self):
        found = self.found(GOOD + "[Lonely] -> [Mate] -> (won)", "unreachable")
        elements = {element for _severity, _code, element in found}
        self.assertEqual(elements, {"Lonely", "Mate"})

    def test_what_is_inside_is_not_told_again(self):
        text = "(start) -> (end)\n|P| -> (end)\nP: (in) -> [A] -> (out)"
        self.assertEqual(self.found(text), {("error", "unreachable", "P")})

    def test_inside_a_reachable_one_it_is(self):
        text = "(start) -> |P| -> (end)\nP: (in) -> (out)\nP: [A] -> (out)"
        self.assertEqual(self.found(text), {("error", "unreachable", "A")})


class TestDeadEnd(CheckCase):
    def test_a_task_ends_there_unsaid(self):
        for shape in ("[A]", "{A}", "[[A]]"):
            text = f"(start) -> {shape}\n(start) -> (end)"
            self.assertEqual(self.found(text), {("warning", "dead_end", "A")})

    def test_others_are_unfinished(self):
        for shape in ("<A>", "<+A>", "(@A)"):
            text = f"(start) -> {shape}\n(start) -> (end)"
            self.assertEqual(self.found(text), {("error", "dead_end", "A")})
        nodes = [Node("s", "startEvent"), Node("e", "endEvent")]
        found = self.found(Graph(nodes, []), "dead_end")
        self.assertEqual(found, {("error", "dead_end", "s")})


class TestBoundaryWithoutFlow(CheckCase):
    def test_leads_nowhere(self):
        found = self.found("(start) -> [A] -> (end)\n(@late|A)")
        self.assertEqual(found, {("error", "boundary_without_flow", "late")})


class TestNoDefault(CheckCase):
    WARNING = ("warning", "no_default", "x")

    def test_a_choice_of_conditions(self):
        text = "(start) -> <x> -?a-> (end)\n<x> -?b-> (end)"
        self.assertEqual(self.found(text), {self.WARNING})
        self.assertEqual(self.found(text + "\n<x> -else-> (end)"), set())
        self.assertEqual(self.found(text + "\n<x> -> (end)"), set())

    def test_outcomes_that_cover_all_that_arrives(self):
        covering = """
            (start) -> [A: yes, no] -> {Mail} -> [Note] -> (@wait) -> <m> -> <x>
            <x> -yes-> (won)
            <x> -no-> (lost)
        """
        self.assertEqual(self.found(covering), set())
        missing = covering.replace("yes, no", "yes, no, later")
        self.assertEqual(self.found(missing), {self.WARNING})

    def test_an_outcome_that_went_another_way_does_not_arrive(self):
        text = """
            (start) -> [A: yes, no, later] -later-> (end)
            [A] -else-> <x>
            <x> -yes-> (won)
            <x> -no-> (lost)
        """
        self.assertEqual(self.found(text), set())
        text = """
            (start) -> [A: yes, no] -yes-> <x>
            [A] -no-> (end)
            <x> -yes-> (won)
        """
        self.assertEqual(self.found(text), set())

    def test_round_a_loop(self):
        text = """
            (start) -> [A: yes, no] -> <x> -yes-> (end)
            <x> -no-> [Note] -> <x>
        """
        self.assertEqual(self.found(text), set())

        text = """
            (start) -> [A: yes, no] -> <m> -> <x> -yes-> (end)
            <x> -no-> <y> -?a-> <m>
            <y> -else-> <z> -> <m>
            <y> -?b-> (end)
        """
        self.assertEqual(self.found(text, "no_default"), set())

    def test_from_a_start_no_outcome_arrives(self):
        text = "(start) -> <x> -yes-> (won)\n<x> -no-> (lost)"
        self.assertEqual(self.found(text), {self.WARNING})

    def test_what_a_join_or_a_sub_process_hands_on_is_not_certain(self):
        text = """
            (start) -> [A: yes, no] -> |P| -> <x> -yes-> (won)
            <x> -no-> (lost)
            P: (in) -> (out)
        """
        self.assertEqual(self.found(text), {self.WARNING})
        text = """
            (start) -> <+s> -> [A: yes, no] -> <+j> -> <x> -yes-> (won)
            <+s> -> [B: yes, no] -> <+j>
            <x> -no-> (lost)
        """
        self.assertEqual(self.found(text), {self.WARNING})

    def test_a_task_whose_ways_all_have_conditions(self):
        text = "(start) -> [x] -?a-> (end)\n[x] -?b-> (end)"
        self.assertEqual(self.found(text), {self.WARNING})
        self.assertEqual(self.found("(start) -> [x] -yes-> (end)"), {self.WARNING})

    def test_an_outcome_whose_way_asks_for_more(self):
        nodes = [
            Node("s", "startEvent"),
            Node("x", "userTask", outcomes=("yes", "no")),
            Node("e", "endEvent"),
        ]
        flows = [
            Flow("f1", "s", "x"),
            Flow("f2", "x", "e", outcome="yes", condition="rich"),
            Flow("f3", "x", "e", outcome="no"),
        ]
        self.assertEqual(self.found(Graph(nodes, flows)), {self.WARNING})

    def test_a_parallel_gateway_asks_nothing(self):
        self.assertEqual(self.found("(start) -> <+x> -?a-> (end)"), set())


class TestOutcomeWithoutFlow(CheckCase):
    TEXT = "(start) -> [A: yes, no, later] -yes-> (won)\n[A] -later-> (won)"

    def test_each_that_leads_nowhere(self):
        self.assertEqual(
            self.found(self.TEXT), {("error", "outcome_without_flow", "A")}
        )
        self.assertEqual(
            self.args(self.TEXT, "outcome_without_flow"), [{"outcome": "no"}]
        )

    def test_a_default_or_a_plain_way_is_for_the_rest(self):
        self.assertEqual(self.found(self.TEXT + "\n[A] -else-> (won)"), set())
        self.assertEqual(self.found(self.TEXT + "\n[A] -> (won)"), set())


class TestAutoLoop(CheckCase):
    def loops(self, text):
        return self.found(text, "auto_loop")

    def test_of_gateways_never_stops(self):
        text = "(start) -> <x> -?a-> <y> -> <x>\n<x> -else-> (end)"
        self.assertEqual(self.loops(text), {("error", "auto_loop", "x")})
        self.assertEqual(self.args(text, "auto_loop"), [{"steps": ["x", "y"]}])

    def test_of_automatic_steps_may_be_meant(self):
        text = "(start) -> {A} -> <x> -?a-> {A}\n<x> -else-> (end)"
        self.assertEqual(self.loops(text), {("warning", "auto_loop", "A")})

    def test_any_wait_on_it_is_fine(self):
        for step in ("[A]", "[[A]]", "(@A)"):
            text = f"(start) -> <x> -?a-> {step} -> <x>\n<x> -else-> (end)"
            self.assertEqual(self.loops(text), set())

    def test_a_way_past_the_wait_is_not(self):
        text = "(start) -> <x> -?a-> [A] -> <x>\n<x> -?b-> <y> -> <x>\n<x> -else-> (e)"
        self.assertEqual(self.loops(text), {("error", "auto_loop", "x")})

    def test_a_join_waits_for_its_other_branch(self):
        text = """
            (start) -> <m> -> <+s> -> [A] -> <+j> -> <x> -?a-> <m>
            <+s> -> {B} -> <+j>
            <x> -else-> (end)
        """
        self.assertEqual(self.loops(text), set())
        automatic = text.replace("[A]", "{A}")
        self.assertEqual(self.loops(automatic), {("warning", "auto_loop", "m")})

    def test_seen_through_sub_processes(self):
        text = (
            "(start) -> |P| -> <x> -?a-> |P|\n<x> -else-> (end)\nP: (in) -> %s -> (o)"
        )
        self.assertEqual(self.loops(text % "[A]"), set())
        self.assertEqual(self.loops(text % "{A}"), {("warning", "auto_loop", "P")})

    def test_two_loops_are_two_findings(self):
        text = """
            (start) -> <x> -?a-> <x>
            <x> -else-> [A] -> <y> -?b-> <y>
            <y> -else-> (end)
        """
        expected = {("error", "auto_loop", "x"), ("error", "auto_loop", "y")}
        self.assertEqual(self.loops(text), expected)


class TestJoinNever(CheckCase):
    def test_a_flow_nobody_can_come_by(self):
        text = "(start) -> [A] -> <+j> -> (end)\n[Lonely] -> <+j>"
        found = self.found(text, "join_never")
        self.assertEqual(found, {("error", "join_never", "j")})
        self.assertEqual(self.args(text, "join_never"), [{"flow": "Lonely>j"}])

    def test_fed_by_a_choice(self):
        text = """
            (start) -> <x> -?a-> <+j> -> (end)
            <x> -else-> [A] -> <+j>
        """
        found = self.found(text, "join_never")
        self.assertEqual(found, {("warning", "join_never", "j")})

    def test_fed_by_a_merge_is_fine(self):
        text = "(start) -> <+s> -> <m> -> <+j> -> (end)\n<+s> -> [A] -> <+j>"
        self.assertEqual(self.found(text), set())
