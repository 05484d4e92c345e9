"""How elements of files become nodes of the engine."""

import unittest

from ...bpmn import Formal, Loop, condition_of, graph_of, instances_of, number_of, read
from ...engine import Graph, check, known_kinds
from .common import NAMES, document, load


def graph(name):
    return Graph(*graph_of(load(name).processes[0]))


def kinds_in(name):
    """Kinds of elements in a file."""
    return {(node.kind, node.event) for node in graph(name).nodes.values()}


class TestToEngine(unittest.TestCase):
    def test_every_file_becomes_a_graph(self):
        for name in NAMES:
            with self.subTest(name=name):
                self.assertTrue(graph(name).nodes)

    def test_what_the_engine_knows(self):
        for name in NAMES:
            unknown = kinds_in(name) - set(known_kinds())
            with self.subTest(name=name):
                self.assertEqual(unknown, set())

    def test_clean_files_have_no_errors(self):
        for name in ("camunda7_offer", "camunda8_onboarding", "flowable_delivery"):
            found = [f for f in check(graph(name)) if f.severity == "error"]
            with self.subTest(name=name):
                self.assertEqual(found, [])

    def test_fields(self):
        nodes = graph("undo_travel").nodes
        self.assertEqual(nodes["undo_flight"].handler, "cancel_flight")
        self.assertTrue(nodes["cancel_flight"].for_compensation)
        self.assertEqual((nodes["pack"].ordering, nodes["pack"].condition), ORDER)
        self.assertIs(nodes["pack"].cancel_rest, False)
        self.assertEqual(nodes["some"].condition, 1)
        self.assertEqual((nodes["ask"].loop, nodes["ask"].number), ("parallel", 3))
        quantities = (nodes["rule"].start_quantity, nodes["rule"].completion_quantity)
        self.assertEqual(quantities, (2, 2))
        self.assertEqual(nodes["first"].ordering, "parallel")
        self.assertTrue(nodes["first"].instantiate and nodes["hear"].instantiate)
        self.assertEqual(nodes["several"].event, "multiple")
        nodes = graph("camunda8_onboarding").nodes
        self.assertEqual(nodes["changes"].kind, "eventSubProcess")
        self.assertIs(nodes["changed"].interrupting, False)
        self.assertEqual(nodes["invite"].number, "count(contacts)")
        self.assertEqual(nodes["invite"].loop_condition, "=nrOfCompletedInstances >= 2")
        nodes = graph("flowable_delivery").nodes
        self.assertEqual((nodes["caught"].code, nodes["none"].code), ("NO_STOCK",) * 2)
        self.assertEqual(
            (nodes["excuse"].loop, nodes["excuse"].maximum), ("standard", 3)
        )
        self.assertEqual(graph("signavio_claim").nodes["sid-lc"].link, "pay")

    def test_conditions(self):
        for formal, expected in (
            (None, None),
            (Formal(""), None),
            (Formal("a > 1"), "a > 1"),
            (Formal("a > 1", "http://www.omg.org/spec/FEEL/20140401"), "=a > 1"),
            (Formal("=a > 1", "feel"), "=a > 1"),
            (Formal("${a}", "juel"), "${a}"),
            (Formal("a === 1 && b", "javascript"), "${a === 1 && b}"),
            (Formal("return a > 1;", "http://www.java.com/java"), "${a > 1}"),
            (Formal("${a}", "groovy"), "${a}"),
        ):
            self.assertEqual(condition_of(formal), expected)

    def test_numbers(self):
        for text, expected in (
            ("3", 3),
            ("${3}", 3),
            ("1${n}", "number('1' + text(n))"),
            ("=3", 3),
            ("a", "a"),
            ("3.5", "3.5"),
            ("true", "true"),
            ("?", "?"),
        ):
            self.assertEqual(number_of(Formal(text)), expected)
        self.assertIsNone(number_of(None))
        for collection, expected in (
            ("", None),
            ("lines", "count(lines)"),
            ("${order.lines}", "count(order.lines)"),
            ("=lines", "count(lines)"),
            ("${bean.lines()}", "${bean.lines()}"),
        ):
            loop = Loop(kind="parallel", collection=collection)
            self.assertEqual(instances_of(loop), expected)

    def test_errors_without_a_code_are_told_apart_by_their_entry(self):
        inside = """
            <endEvent id="e"><errorEventDefinition errorRef="x"/></endEvent>
            <endEvent id="f"><errorEventDefinition/></endEvent>"""
        xml = document(inside).replace(
            "<process", '<error id="x" name="X"/><process', 1
        )
        nodes, _flows = graph_of(read(xml).processes[0])
        self.assertEqual([node.code for node in nodes], ["x", None])

    def test_associations_either_way_round(self):
        inside = """
            <task id="a"/><boundaryEvent id="b" attachedToRef="a">
            <compensateEventDefinition/></boundaryEvent><task id="h"/>
            <association id="x" sourceRef="h" targetRef="b"/>"""
        nodes, _flows = graph_of(read(document(inside)).processes[0])
        self.assertEqual(nodes[1].handler, "h")


ORDER = ("sequential", "packed")
