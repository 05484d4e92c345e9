"""Places for what has none: nothing overlaps, ways turn at right angles."""

import unittest
from itertools import combinations, pairwise
from time import process_time

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
    tidied,
)
from .common import NAMES, by_id, document, load
from .maker import Maker
from .people import People
from .rules import Faults, crossings

SEEDS = 60
FEW = 0.01  # of all ways may run through an element


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


# In thirty files of thirty steps; 129 where neighbours only change places.
MOST_CROSSINGS = 100


class TestLayout(unittest.TestCase):
    def check(self, definitions):
        faults = Faults(definitions)
        self.assertEqual(faults.all(), [])
        return faults

    def test_files_laid_out_anew(self):
        for name in NAMES:
            with self.subTest(name=name):
                self.assertEqual(self.check(tidied(load(name))).through, [])

    def test_random_ones(self):
        """Anything leads anywhere: drawings of knots are allowed some faults."""
        through, lines = 0, 0
        for seed in range(SEEDS):
            with self.subTest(seed=seed):
                faults = self.check(completed(Maker(seed).definitions()))
                through, lines = through + len(faults.through), lines + faults.lines
        self.assertLessEqual(through, lines * FEW)

    def test_as_people_draw(self):
        through, lines = 0, 0
        for seed in range(SEEDS):
            with self.subTest(seed=seed):
                faults = self.check(completed(People(seed).file(5 + seed % 25)))
                through, lines = through + len(faults.through), lines + faults.lines
        self.assertLessEqual(through, lines * FEW)

    def test_few_crossings_as_people_draw(self):
        drawn = (completed(People(seed).file(30)) for seed in range(30))
        self.assertLessEqual(sum(map(crossings, drawn)), MOST_CROSSINGS)

    def test_large_ones_in_time(self):
        found = People(7).file(300, pools=0)
        begin = process_time()
        done = completed(found)
        self.assertLess(process_time() - begin, 2)
        self.assertGreaterEqual(len(done.processes[0].elements), 300)
        self.assertLess(crossings(done), len(done.processes[0].flows))

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
        self.assertGreater(again["remind"].bounds[1], 240)
        self.assertEqual(self.check(done).through, [])
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
