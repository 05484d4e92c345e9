"""Places for what has none: nothing overlaps, ways turn at right angles."""

import unittest
from itertools import combinations, pairwise

from ...bpmn import (
    Collaboration,
    Definitions,
    Element,
    Flow,
    Lane,
    Participant,
    Process,
    Shape,
    completed,
    read,
)
from .common import NAMES, by_id, document, load
from .maker import Maker

SEEDS = 60


def overlap(one, other):
    """Whether two boxes share more than a border."""
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def inside(one, other):
    """Whether the first box lies in the second."""
    return (
        other[0] <= one[0]
        and other[1] <= one[1]
        and one[0] + one[2] <= other[0] + other[2]
        and one[1] + one[3] <= other[1] + other[3]
    )


def crosses(points, box):
    """Whether a way runs through a box."""
    for (x, y), (to_x, to_y) in pairwise(points):
        way = (min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y))
        grown = (way[0] - 0.5, way[1] - 0.5, way[2] + 1, way[3] + 1)
        inner = (box[0] + 1, box[1] + 1, box[2] - 2, box[3] - 2)
        if overlap(grown, inner):
            return True
    return False


class Drawn(unittest.TestCase):
    def check(self, definitions):
        for process in definitions.processes:
            elements = by_id(process)
            for element in process.elements:
                self.assertIsNotNone(element.shape, element.id)
            self.check_boxes(process, elements)
            self.check_ways(process, elements)

    def check_boxes(self, process, elements):
        free = [e for e in process.elements if e.attached_to is None]
        for one, other in combinations(free, 2):
            around = {one.parent, other.parent} & {one.id, other.id}
            if not around and one.shape.plane == other.shape.plane:
                nested = self.is_in(one, other, elements)
                nested = nested or self.is_in(other, one, elements)
                hit = overlap(one.bounds, other.bounds) and not nested
                self.assertFalse(hit, (one.id, other.id))
        for element in process.elements:
            parent = elements.get(element.parent)
            if parent and parent.shape.plane == element.shape.plane:
                self.assertTrue(inside(element.bounds, parent.bounds), element.id)

    def is_in(self, element, container, elements):
        while element.parent:
            element = elements[element.parent]
            if element is container:
                return True
        return False

    def check_ways(self, process, elements):
        for flow in process.flows:
            self.assertIsNotNone(flow.edge, flow.id)
            points = flow.waypoints
            for one, other in pairwise(points):
                self.assertTrue(one[0] == other[0] or one[1] == other[1], flow.id)
            ends = {flow.source, flow.target, elements[flow.source].attached_to}
            for element in process.elements:
                is_near = element.parent == flow.parent and element.id not in ends
                if is_near and element.attached_to is None:
                    hit = crosses(points, element.bounds)
                    self.assertFalse(hit, (flow.id, element.id))


class TestLayout(Drawn):
    def test_files_without_a_map(self):
        for name in NAMES:
            definitions = load(name)
            if definitions.diagrams:
                continue
            with self.subTest(name=name):
                self.check(completed(definitions))

    def test_random_ones(self):
        for seed in range(SEEDS):
            with self.subTest(seed=seed):
                self.check(completed(Maker(seed).definitions()))

    def test_from_left_to_right(self):
        done = completed(load("flowable_delivery"))
        elements = by_id(done.processes[0])
        way = ("startEvent1", "split", "pack", "join", "ship", "bill", "end")
        for one, other in pairwise(way):
            self.assertLess(sum(elements[one].bounds[::2]), elements[other].bounds[0])
        middles = {e: elements[e].bounds[1] + elements[e].bounds[3] / 2 for e in way}
        self.assertEqual(len(set(middles.values())), 1)
        caught, ship = elements["caught"].bounds, elements["ship"].bounds
        self.assertEqual(caught[1] + 18, ship[1] + ship[3])

    def test_lanes_are_bands(self):
        process = load("signavio_claim").processes[0]
        done = completed(load("signavio_claim"))
        lanes = {lane.id: lane.shape.bounds for lane in done.processes[0].lanes}
        for element in done.processes[0].elements:
            self.assertTrue(inside(element.bounds, lanes[element.lane]))
            for lane, bounds in lanes.items():
                related = lane in (element.lane, "sid-l1")
                self.assertTrue(related or not overlap(element.bounds, bounds))
        self.assertFalse(overlap(lanes["sid-l2"], lanes["sid-l3"]))
        self.assertTrue(inside(lanes["sid-l3"], lanes["sid-l1"]))
        self.assertFalse(overlap(lanes["sid-l1"], lanes["sid-l4"]))
        pool = done.collaborations[0].participants[0].shape
        for bounds in lanes.values():
            self.assertTrue(inside(bounds, pool.bounds))
        self.assertEqual([lane.id for lane in process.lanes], list(lanes))

    def test_pools_lie_below_each_other(self):
        processes, participants = [], []
        for number in range(3):
            elements = [Element(id=f"{number}_{n}", kind="task") for n in range(3)]
            flow = Flow(id=f"f{number}", source=f"{number}_0", target=f"{number}_1")
            lanes = [Lane(id=f"l{number}", lane_set="s")] if number == 1 else []
            name = f"p{number}"
            processes.append(
                Process(id=name, elements=elements, flows=[flow], lanes=lanes)
            )
            participants.append(Participant(id=f"pool{number}", process=name))
        participants.append(Participant(id="client"))
        whole = Collaboration(id="c", participants=participants)
        done = completed(Definitions(processes=processes, collaborations=[whole]))
        self.check(done)
        pools = [p.shape.bounds for p in done.collaborations[0].participants]
        for one, other in combinations(pools, 2):
            self.assertFalse(overlap(one, other))
        for process, pool in zip(done.processes, pools, strict=False):
            for element in process.elements:
                self.assertTrue(inside(element.bounds, pool))

    def test_places_that_are_there_are_kept(self):
        definitions = load("camunda7_offer")
        process = definitions.processes[0]
        elements = by_id(process)
        elements["remind"].shape = elements["silent"].shape = None
        process.flows[-1].edge = None
        done = completed(definitions)
        for before, after in zip(
            process.elements, done.processes[0].elements, strict=True
        ):
            if before.shape:
                self.assertEqual(before.bounds, after.bounds)
        again = by_id(done.processes[0])
        self.assertEqual(again["silent"].bounds[1] + 18, 240)
        self.assertGreater(again["remind"].bounds[1], 348)
        self.assertGreater(len(done.processes[0].flows[-1].waypoints), 1)

    def test_a_closed_sub_process_has_a_map_of_its_own(self):
        definitions = read(document('<subProcess id="s"><task id="t"/></subProcess>'))
        sub, task = definitions.processes[0].elements
        sub.shape = Shape(bounds=(0, 0, 100, 80))
        done = completed(definitions)
        self.assertEqual([diagram.element for diagram in done.diagrams], ["p", "s"])
        sub, task = done.processes[0].elements
        self.assertEqual((sub.shape.plane, task.shape.plane), ("", "s"))
        self.assertIs(sub.is_expanded, False)

    def test_processes_without_pools_have_a_map_each(self):
        processes = [
            Process(id=f"p{n}", elements=[Element(id=f"t{n}", kind="task")])
            for n in range(2)
        ]
        done = completed(Definitions(processes=processes))
        self.assertEqual([diagram.element for diagram in done.diagrams], ["p0", "p1"])
        self.assertEqual(done.processes[1].elements[0].shape.plane, "p1")

    def test_long_ones_in_time(self):
        elements = [Element(id=f"t{n}", kind="task") for n in range(3000)]
        flows = [
            Flow(id=f"f{n}", source=f"t{n}", target=f"t{n + 1}") for n in range(2999)
        ]
        process = Process(id="p", elements=elements, flows=flows)
        done = completed(Definitions(processes=[process]))
        self.assertIsNotNone(done.processes[0].elements[-1].shape)
