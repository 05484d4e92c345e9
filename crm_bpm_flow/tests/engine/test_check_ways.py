"""Checks of choices, loops and joins."""

import test_checks
from check_case import CheckCase
from engine import Flow, Graph, Node
from engine.checks import CHECKS


class TestAllChecks(CheckCase):
    def test_each_is_tested(self):
        names = {check.__name__ for check in CHECKS}
        tested = {*vars(test_checks), *globals()}
        camel = {"Test" + n.title().replace("_", "") for n in names}
        self.assertEqual(camel - tested, set())


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

    def test_a_way_back_into_a_split(self):
        text = """
            (start) -> <+s> -> [A] -> <+j> -> [Decide: again, good]
            <+s> -> [B] -> <+j>
            [Decide] -again-> <+s>
            [Decide] -good-> (end)
        """
        self.assertEqual(self.found(text), {("error", "join_never", "s")})
        merged = text.replace("(start) -> <+s>", "(start) -> <m> -> <+s>")
        merged = merged.replace("-again-> <+s>", "-again-> <m>")
        self.assertEqual(self.found(merged), set())

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
