from check_case import CheckCase
from drawing import draw, parts
from engine import Flow, Graph, Node, check

GOOD = """
    (start) -> [Call: yes, no] -> <x>
    <x> -yes-> |Offer| -> <+s> -> [A] -> <+j> -> (won)
    <+s> -> [B] -> <+j>
    <x> -no-> (@wait) -> [Call]
    (@late|Call) -> (lost)
    Offer: (in) -> {Print} -> (out)
"""


class TestCheck(CheckCase):
    def test_a_good_process_has_no_findings(self):
        self.assertEqual(check(draw(GOOD)), [])

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
