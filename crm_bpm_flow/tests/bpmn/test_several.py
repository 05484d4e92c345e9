import unittest

from crm_bpm_flow.bpmn import Element, Event, Flow, Process, graph_of
from crm_bpm_flow.bpmn.several import parts_of


def several(kind, *events, **values):
    return Element(id="x", kind=kind, events=[Event(kind=e) for e in events], **values)


class TestSeveral(unittest.TestCase):
    """Several events in one element: a whole with its parts (10.5.5)."""

    def test_one_event_has_no_parts(self):
        process = Process(elements=[several("startEvent", "timer")])
        self.assertEqual(parts_of(process), {})

    def test_each_event_is_a_part(self):
        border = several(
            "boundaryEvent", "timer", "error", attached_to="a", name="Late"
        )
        found = parts_of(Process(elements=[border]))["x"]
        self.assertEqual(
            [(p.id, p.event) for p in found], [("x_1", "timer"), ("x_2", "error")]
        )
        self.assertEqual(
            {(p.kind, p.name, p.attached_to) for p in found},
            {("boundaryEvent", "Late", None)},
        )

    def test_ids_that_are_taken(self):
        elements = [
            several("endEvent", "signal", "message"),
            Element(id="x_1", kind="task"),
        ]
        flows = [Flow(id="x_2", source="x_1", target="x")]
        found = parts_of(Process(elements=elements, flows=flows))["x"]
        self.assertEqual([part.id for part in found], ["x_1_", "x_2_"])

    def test_as_nodes(self):
        catch = several(
            "intermediateCatchEvent", "message", "signal", parallel_multiple=True
        )
        nodes, _flows = graph_of(Process(elements=[catch]))
        self.assertEqual(
            [(n.id, n.event, n.part_of, n.needs_all) for n in nodes],
            [
                ("x", "multiple", None, True),
                ("x_1", "message", "x", False),
                ("x_2", "signal", "x", False),
            ],
        )
