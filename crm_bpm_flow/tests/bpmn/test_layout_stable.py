"""One step more moves little else; what somebody placed stays where it is."""

import random
import unittest
from copy import deepcopy

from ...bpmn import Definitions, Element, Flow, Process, Shape, completed, tidied
from .common import by_id
from .people import People
from .rules import Faults

SEEDS = 40


def with_a_step(process, seed):
    """A copy with one step more, in some flow."""
    process = deepcopy(process)
    flow = random.Random(seed).choice(process.flows)
    lane = by_id(process)[flow.source].lane
    step = Element(id="new", kind="userTask", parent=flow.parent, lane=lane)
    process.elements.append(step)
    process.flows.append(
        Flow(id="on", source="new", target=flow.target, parent=flow.parent)
    )
    flow.target, flow.edge = "new", None
    return process


class TestStable(unittest.TestCase):
    def grown(self, definitions, seed):
        found = deepcopy(definitions)
        found.processes = [with_a_step(found.processes[0], seed)]
        return found

    def test_laid_out_alike(self):
        """Most elements keep their height beside the others."""
        moved = 0
        for seed in range(SEEDS):
            definitions = People(seed).file(8 + seed % 20, pools=0)
            before = by_id(completed(definitions).processes[0])
            after = by_id(completed(self.grown(definitions, seed)).processes[0])
            shifts = sorted(after[k].bounds[1] - e.bounds[1] for k, e in before.items())
            usual = shifts[len(shifts) // 2]
            moved += sum(abs(shift - usual) > 5 for shift in shifts) / len(shifts)
        self.assertLess(moved / SEEDS, 0.2)

    def test_nothing_that_has_a_place_moves(self):
        for seed in range(SEEDS):
            with self.subTest(seed=seed):
                drawn = completed(People(seed).file(8 + seed % 12, pools=seed % 2))
                grown = completed(self.grown(drawn, seed))
                before, after = by_id(drawn.processes[0]), by_id(grown.processes[0])
                for key, element in before.items():
                    self.assertEqual(element.bounds, after[key].bounds)
                faults = Faults(grown)
                self.assertEqual((faults.missing, faults.crooked), ([], []))
                is_new = [pair for pair in faults.overlaps if "new" in pair]
                self.assertEqual(is_new, [])

    def test_what_is_new_lies_on_no_way(self):
        under = [self.through("new", seed) for seed in range(SEEDS)]
        self.assertEqual(sum(under), 0)

    def through(self, step, seed):
        """How many ways run through a step that was added to a drawing."""
        drawn = completed(People(seed).file(8 + seed % 12, pools=seed % 2))
        faults = Faults(completed(self.grown(drawn, seed)))
        return sum(hit == step for _way, hit in faults.through)

    def test_behind_the_border_of_a_step_without_a_place(self):
        drawn = Element(id="a", kind="task", shape=Shape(bounds=(0, 0, 100, 80)))
        host = Element(id="h", kind="task")
        border = Element(id="b", kind="boundaryEvent", attached_to="h")
        elements = [drawn, host, border, Element(id="t", kind="task")]
        flows = [Flow(id="f", source="b", target="t")]
        flows.append(Flow(id="back", source="t", target="h"))
        process = Process(id="p", elements=elements, flows=flows)
        found = completed(Definitions(processes=[process]))
        self.assertEqual(Faults(found).missing, [])

    def test_tidying_twice_is_tidying_once(self):
        for seed in range(SEEDS // 4):
            once = tidied(People(seed).file(10))
            self.assertEqual(tidied(once), once)

    def test_tidying_keeps_colours_and_what_is_closed(self):
        drawn = completed(People(3).file(12, pools=0))
        elements = drawn.processes[0].elements
        inside = {element.parent for element in elements}
        for element in elements:
            element.shape.attributes = {"{urn:x}color": "red"}
            if element.id in inside:
                element.shape.is_expanded = False
        done = tidied(drawn)
        self.assertEqual(Faults(done).all(), [])
        for element in done.processes[0].elements:
            self.assertEqual(element.shape.attributes, {"{urn:x}color": "red"})
            if element.id in inside:
                self.assertIs(element.is_expanded, False)
            elif element.parent:
                self.assertEqual(element.shape.plane, element.parent)
