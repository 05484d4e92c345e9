import unittest

from drawing import draw

TEXT = """
    (in) -> [Call: yes, no] -> <ok?>
    <ok?> -yes-> |Deal| -> (won)
    <ok?> -?rich-> {Mail} -> (!over)
    <ok?> -else-> [[Other]] -> (@wait) -> <+both> -> [Call]
    <+both> -> (lost)
    <+both> -> (lost)
    (@late|Call) -> (lost)
    (@soon~Call) -> (lost)
    Deal: (go) -> [Sign] -> (signed)
"""


class TestDrawing(unittest.TestCase):
    def setUp(self):
        self.graph = draw(TEXT)

    def test_kinds(self):
        kinds = {node.id: (node.kind, node.event) for node in self.graph.nodes.values()}
        self.assertEqual(
            kinds,
            {
                "in": ("startEvent", None),
                "Call": ("userTask", None),
                "ok?": ("exclusiveGateway", None),
                "Deal": ("subProcess", None),
                "won": ("endEvent", None),
                "Mail": ("serviceTask", None),
                "over": ("endEvent", "terminate"),
                "Other": ("callActivity", None),
                "wait": ("intermediateCatchEvent", "timer"),
                "both": ("parallelGateway", None),
                "lost": ("endEvent", None),
                "late": ("boundaryEvent", "timer"),
                "soon": ("boundaryEvent", "timer"),
                "go": ("startEvent", None),
                "Sign": ("userTask", None),
                "signed": ("endEvent", None),
            },
        )

    def test_ways(self):
        flows = self.graph.flows
        self.assertEqual(flows["ok?>Deal"].outcome, "yes")
        self.assertEqual(flows["ok?>Mail"].condition, "rich")
        self.assertEqual(self.graph.nodes["ok?"].default, "ok?>Other")
        self.assertTrue(flows["ok?>Other"].is_plain)
        self.assertIn("both>lost#2", flows)

    def test_places(self):
        nodes = self.graph.nodes
        self.assertEqual(nodes["Call"].outcomes, ("yes", "no"))
        self.assertEqual(nodes["Sign"].parent, "Deal")
        self.assertEqual(nodes["late"].attached_to, "Call")
        self.assertTrue(nodes["late"].interrupting)
        self.assertFalse(nodes["soon"].interrupting)
