import unittest

from crm_bpm_flow.bpmn import Element, Event, Flow, Process
from crm_bpm_flow.bpmn.expand import expanded


def several(kind, *events, **values):
    return Element(id="x", kind=kind, events=[Event(kind=e) for e in events], **values)


def ways(process):
    return sorted((flow.source, flow.target) for flow in process.flows)


class TestExpand(unittest.TestCase):
    """Several events in one element become several elements (10.5.5)."""

    def _expanded(self, element, *others, before="a", after="b"):
        flows = [Flow(id="in", source=before, target="x")]
        if after:
            flows.append(Flow(id="out", source="x", target=after))
        return expanded(Process(elements=[element, *others], flows=flows))

    def _kinds(self, process):
        return [(e.id, e.kind, e.event) for e in process.elements]

    def test_one_event_is_left_alone(self):
        process = Process(elements=[several("startEvent", "timer")])
        self.assertIs(expanded(process), process)

    def test_whatever_comes_first(self):
        catch = "intermediateCatchEvent"
        found = self._expanded(several(catch, "message", "timer"))
        self.assertEqual(
            self._kinds(found),
            [
                ("x_any", "eventBasedGateway", None),
                ("x", catch, "message"),
                ("x_2", catch, "timer"),
            ],
        )
        self.assertEqual(
            ways(found),
            [
                ("a", "x_any"),
                ("x", "b"),
                ("x_2", "b"),
                ("x_any", "x"),
                ("x_any", "x_2"),
            ],
        )

    def test_behind_an_event_gateway_there_is_no_second_one(self):
        gateway = Element(id="a", kind="eventBasedGateway")
        catch = several("intermediateCatchEvent", "message", "timer")
        found = self._expanded(catch, gateway)
        self.assertEqual([e.id for e in found.elements], ["x", "x_2", "a"])
        expected = [("a", "x"), ("a", "x_2"), ("x", "b"), ("x_2", "b")]
        self.assertEqual(ways(found), expected)

    def test_all_of_them(self):
        catch = several(
            "intermediateCatchEvent", "message", "signal", parallel_multiple=True
        )
        found = self._expanded(catch)
        self.assertEqual([e.id for e in found.elements], ["x_all", "x", "x_2", "x_met"])
        self.assertEqual({e.kind for e in found.elements[::3]}, {"parallelGateway"})
        self.assertEqual(
            ways(found),
            [
                ("a", "x_all"),
                ("x", "x_met"),
                ("x_2", "x_met"),
                ("x_all", "x"),
                ("x_all", "x_2"),
                ("x_met", "b"),
            ],
        )

    def test_throws_follow_each_other(self):
        found = self._expanded(
            several("endEvent", "signal", "message", "terminate"), after=None
        )
        throw = "intermediateThrowEvent"
        self.assertEqual(
            self._kinds(found),
            [
                ("x_1", throw, "signal"),
                ("x_2", throw, "message"),
                ("x", "endEvent", "terminate"),
            ],
        )
        self.assertEqual(ways(found), [("a", "x_1"), ("x_1", "x_2"), ("x_2", "x")])

    def test_borders_are_as_many(self):
        border = several("boundaryEvent", "timer", "error", attached_to="a")
        found = self._expanded(border, before="")
        self.assertEqual([e.attached_to for e in found.elements], ["a", "a"])
        self.assertIn(("x_2", "b"), ways(found))

    def test_a_start_that_needs_all_is_not_guessed(self):
        start = several("startEvent", "timer", "signal", parallel_multiple=True)
        process = Process(elements=[start])
        self.assertEqual(expanded(process), process)
