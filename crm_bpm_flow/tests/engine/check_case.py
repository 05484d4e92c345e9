import unittest

from drawing import draw
from engine import check


class CheckCase(unittest.TestCase):
    def found(self, graph, code=None):
        """{(severity, code, element)}, of one code or of all."""
        graph = draw(graph) if isinstance(graph, str) else graph
        return {f[:3] for f in check(graph) if code in (None, f.code)}

    def args(self, graph, code):
        return [f.args for f in check(draw(graph)) if f.code == code]
