"""Lanes for a process that has roles but no lanes."""

import unittest

from ...bpmn import Definitions, Element, Flow, Lane, Process, Shape, read, write
from ...bpmn.lanes_from import lanes_from
from .schema import mistakes

ROLES = {"call": "Seller", "sign": "Boss", "inner": "Nobody"}


class TestLanesFrom(unittest.TestCase):
    def process(self):
        kinds = {
            "start": "startEvent",
            "call": "userTask",
            "check": "exclusiveGateway",
            "sign": "userTask",
            "sub": "subProcess",
            "inner": "userTask",
            "late": "boundaryEvent",
            "end": "endEvent",
            "alone": "task",
        }
        elements = {key: Element(id=key, kind=kind) for key, kind in kinds.items()}
        elements["inner"].parent = "sub"
        elements["late"].attached_to = "sign"
        ways = ("start call", "call check", "check sign", "sign sub", "sub end")
        flows = [
            Flow(id=way.replace(" ", "_"), source=way.split()[0], target=way.split()[1])
            for way in ways
        ]
        return Process(id="p", elements=list(elements.values()), flows=flows)

    def lanes(self, process):
        names = {lane.id: lane.name for lane in process.lanes}
        return {e.id: names.get(e.lane) for e in process.elements}

    def test_what_nobody_does_lies_where_it_comes_from(self):
        process = self.process()
        lanes_from(process, ROLES)
        self.assertEqual([lane.name for lane in process.lanes], ["Seller", "Boss"])
        seller, boss = "Seller", "Boss"
        self.assertEqual(
            self.lanes(process),
            {
                "start": seller,
                "call": seller,
                "check": seller,
                "sign": boss,
                "sub": boss,
                "inner": None,
                "late": boss,
                "end": boss,
                "alone": seller,
            },
        )
        xml = write(Definitions(processes=[process]))
        self.assertEqual(mistakes(xml), [])
        again = read(xml).processes[0]
        self.assertEqual(self.lanes(again), self.lanes(process))
        self.assertTrue(all(lane.shape for lane in again.lanes))

    def test_what_is_drawn_stays_as_it_is(self):
        drawn, laned, nobody = (self.process() for _ in range(3))
        drawn.elements[0].shape = Shape(bounds=(0, 0, 36, 36))
        laned.lanes = [Lane(id="own", lane_set="s")]
        for process in (drawn, laned):
            lanes_from(process, ROLES)
        lanes_from(nobody, {})
        self.assertEqual(drawn.lanes, [])
        self.assertEqual([lane.id for lane in laned.lanes], ["own"])
        self.assertEqual(nobody.lanes, [])
