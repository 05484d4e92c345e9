"""Processes that call each other in a ring."""

import unittest

from ...bpmn import Element, Process
from ...bpmn.rings import call_rings


def process(key, *callees):
    calls = [
        Element(id=f"{key}_{callee}", kind="callActivity", called_element=callee)
        for callee in callees
    ]
    return Process(id=key, name=key.upper(), elements=calls)


class TestRings(unittest.TestCase):
    def test_only_what_leads_back(self):
        rows = [
            process("a", "b", "d", "outside"),
            process("b", "c"),
            process("c", "a"),
            process("d", "d"),
        ]
        self.assertEqual(
            call_rings(rows),
            [
                ("a", "a_b", ["A", "B", "C", "A"]),
                ("b", "b_c", ["B", "C", "A", "B"]),
                ("c", "c_a", ["C", "A", "B", "C"]),
            ],
        )
        self.assertEqual(call_rings(rows[1:]), [])
