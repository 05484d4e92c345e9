import json
import unittest
from dataclasses import FrozenInstanceError

from drawing import draw, parts
from engine import Flow, Graph, GraphError, Node

LEAD = """
    (start) -> [Call: yes, no] -> <x>
    <x> -yes-> |Offer| -> {Mail} -> (@wait) -> [Ask] -> (won)
    <x> -?soft-> [[Other]] -> (lost)
    <x> -else-> [Call]
    (@late|Call) -> [Hurry] -> (lost)
    Offer: (in) -> [Write] -> {Print} -> (out)
"""


class TestGraph(unittest.TestCase):
    def test_knows_its_ways(self):
        graph = draw(LEAD)
        node = graph.nodes["x"]
        self.assertEqual([flow.id for flow in node.incoming], ["Call>x"])
        ways = ["x>Offer", "x>Other", "x>Call"]
        self.assertEqual([flow.id for flow in node.outgoing], ways)
        self.assertIs(node.default_flow, graph.flows["x>Call"])

    def test_is_immutable(self):
        graph = draw(LEAD)
        with self.assertRaises(FrozenInstanceError):
            graph.nodes["x"].name = "other"
        with self.assertRaises(FrozenInstanceError):
            graph.flows["x>Call"].target = "won"

    def test_keeps_its_own_copies_of_the_nodes(self):
        nodes, flows = parts("(start) -> [A] -> (end)")
        graph = Graph(nodes, flows)
        self.assertEqual(nodes[1].outgoing, ())
        self.assertEqual(len(graph.nodes["A"].outgoing), 1)
        self.assertEqual(len(Graph(nodes, flows[:1]).nodes["A"].outgoing), 0)

    def test_from_plain_rows_and_back(self):
        rows = draw(LEAD).to_rows()
        self.assertEqual(Graph.from_rows(json.loads(json.dumps(rows))).to_rows(), rows)
        self.assertIn({"id": "start", "kind": "startEvent"}, rows["nodes"])
        self.assertIn({"id": "x>Call", "source": "x", "target": "Call"}, rows["flows"])

    def test_rows_that_are_no_graph(self):
        node, flow = Node("A", "userTask"), Flow("f", "A", "A")
        wrong = [
            ([node, node], []),
            ([node], [flow, flow]),
            ([node], [Flow("f", "A", "gone")]),
            ([node], [Flow("f", None, "A")]),
            ([Node("A", "userTask", parent="gone")], []),
            ([Node("A", "boundaryEvent", attached_to="gone")], []),
            ([Node("A", "subProcess", parent="A")], []),
            (
                [
                    Node("A", "subProcess", parent="B"),
                    Node("B", "subProcess", parent="A"),
                ],
                [],
            ),
        ]
        for nodes, flows in wrong:
            with self.subTest(nodes=nodes), self.assertRaises(GraphError):
                Graph(nodes, flows)

    def test_a_default_that_is_gone_is_none(self):
        graph = Graph([Node("A", "userTask", default="gone")], [])
        self.assertIsNone(graph.nodes["A"].default_flow)

    def test_scopes(self):
        graph = draw(LEAD)
        inside = [node.id for node in graph.children("Offer")]
        self.assertEqual(inside, ["in", "Write", "Print", "out"])
        self.assertEqual([node.id for node in graph.starts()], ["start"])
        self.assertEqual([node.id for node in graph.starts("Offer")], ["in"])
        self.assertEqual(graph.path("Write"), ("Offer",))
        self.assertEqual(graph.path("Call"), ())
        self.assertEqual([node.id for node in graph.boundaries("Call")], ["late"])

    def test_next_tasks(self):
        graph = draw(LEAD)
        for node_id, following in {
            "start": ("Call",),
            "Call": ("Other", "Call", "Write"),
            "x": ("Other", "Call", "Write"),
            "Offer": ("wait",),
            "Write": ("wait",),
            "wait": ("Ask",),
            "Ask": (),
            "late": ("Hurry",),
            "won": (),
        }.items():
            with self.subTest(node=node_id):
                self.assertEqual(graph.next_tasks(node_id), following)

    def test_next_tasks_of_a_loop_without_end(self):
        graph = draw("(start) -> <x> -> <y> -> <x>\n<y> -> [A]")
        self.assertEqual(graph.next_tasks("start"), ("A",))

    def test_next_tasks_look_through_nested_and_empty_sub_processes(self):
        graph = draw(
            """
            (start) -> [A] -> |P| -> |Empty| -> [C]
            P: (in) -> |Q| -> (out)
            Q: (deep) -> <x> -> [B] -> (deeper)
            Q: <x> -> (deeper)
            """
        )
        self.assertEqual(graph.next_tasks("A"), ("B", "C"))
        self.assertEqual(graph.next_tasks("B"), ("C",))

    def test_reachable(self):
        graph = draw(LEAD + "\n[Lonely] -> [Mate] -> [Mate]\n(@t|Lonely) -> [Late]")
        lonely = {"Lonely", "Mate", "t", "Late"}
        self.assertEqual(graph.reachable(), set(graph.nodes) - lonely)

    def test_reachable_from_every_start(self):
        graph = draw("(start) -> [A]\n(other) -> [B]\n|P|\nP: (in) -> [C]")
        self.assertEqual(graph.reachable(), {"start", "A", "other", "B"})

    def test_upstream_stops_at_the_join(self):
        graph = draw(
            """
            (start) -> <+s> -> [A] -> <+j> -> [C] -> <x> -again-> [B]
            <+s> -> [B] -> <+j>
            (@t|B) -> [D] -> <+j>
            <x> -else-> (end)
            """
        )
        self.assertEqual(graph.upstream("B>j"), {"B", "s", "start", "x", "C"})
        self.assertEqual(graph.upstream("D>j"), {"D", "t", *graph.upstream("B>j")})
        self.assertEqual(graph.upstream("A>j"), {"A", "s", "start"})
