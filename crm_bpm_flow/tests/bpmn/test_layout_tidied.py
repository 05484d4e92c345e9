"""A clean-up keeps what its author meant: who stands above whom, what lies in what."""

import random
import unittest

from ...bpmn import (
    Collaboration,
    Definitions,
    Element,
    Flow,
    Kept,
    Lane,
    MessageFlow,
    Participant,
    Process,
    Shape,
    completed,
    read,
    tidied,
    write,
)
from .common import by_id
from .rules import Faults, crossings_of_messages

GROUP = '<bpmn:group xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="{}"/>'
WITH_INPUTS = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="d" targetNamespace="t"
 xmlns:dd="http://www.omg.org/spec/DD/20100524/DI"
 xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><process id="p"><ioSpecification>
 <dataInput id="in" name="Paper"/><dataOutput id="out" name="Answer"/>
 <inputSet><dataInputRefs>in</dataInputRefs></inputSet>
 <outputSet><dataOutputRefs>out</dataOutputRefs></outputSet></ioSpecification>
 <task id="a" name="Read"><ioSpecification><dataInput id="a_in"/>
 <inputSet><dataInputRefs>a_in</dataInputRefs></inputSet><outputSet/></ioSpecification>
 <dataInputAssociation id="way"><sourceRef>in</sourceRef><targetRef>a_in</targetRef>
 </dataInputAssociation></task><task id="b" name="Answer"/>
 <sequenceFlow id="f" sourceRef="a" targetRef="b"/></process>
 <di:BPMNDiagram><di:BPMNPlane bpmnElement="p">
 <di:BPMNShape bpmnElement="in"><dc:Bounds x="900" y="900" width="36" height="50"/>
 </di:BPMNShape>
 <di:BPMNShape bpmnElement="out"><dc:Bounds x="200" y="90" width="36" height="50"/>
 <di:BPMNLabel><dc:Bounds x="1" y="1" width="9" height="9"/></di:BPMNLabel>
 </di:BPMNShape>
 <di:BPMNShape bpmnElement="a"><dc:Bounds x="100" y="500" width="100" height="80"/>
 </di:BPMNShape>
 <di:BPMNShape bpmnElement="b"><dc:Bounds x="300" y="500" width="100" height="80"/>
 </di:BPMNShape>
 <di:BPMNEdge bpmnElement="way"><dd:waypoint x="900" y="925"/>
 <dd:waypoint x="150" y="580"/></di:BPMNEdge>
 </di:BPMNPlane></di:BPMNDiagram></definitions>"""


def task(name, x=0, y=0, **values):
    shape = Shape(bounds=(x, y, 100, 80))
    return Element(id=name, kind="task", shape=shape, **values)


def row_of(prefix, count, **values):
    """(tasks, flows from each to the next)"""
    tasks = [
        Element(id=f"{prefix}{n}", kind="task", name=f"{prefix}{n}", **values)
        for n in range(count)
    ]
    flows = [
        Flow(id=f"{prefix}f{n}", source=f"{prefix}{n}", target=f"{prefix}{n + 1}")
        for n in range(count - 1)
    ]
    return tasks, flows


class TestTidied(unittest.TestCase):
    def check(self, definitions):
        found = tidied(definitions)
        self.assertEqual(Faults(found).all(), [])
        self.assertEqual(tidied(found), found)
        return found

    def with_lanes(self, **places):
        lanes = [
            Lane(id=name, lane_set="s", shape=Shape(bounds=(0, y, 600, 120)))
            for name, y in places.items()
        ]
        elements = [task(f"in_{name}", 50, y, lane=name) for name, y in places.items()]
        return Process(id="p", elements=elements, lanes=lanes)

    def test_lanes_stay_in_their_order(self):
        process = self.with_lanes(low=400, high=0, middle=200)
        found = self.check(Definitions(processes=[process])).processes[0]
        tops = {lane.id: lane.shape.bounds[1] for lane in found.lanes}
        self.assertEqual(sorted(tops, key=tops.get), ["high", "middle", "low"])

    def test_upright_lanes_from_the_left(self):
        process = self.with_lanes(right=1, left=0)
        for lane, x in zip(process.lanes, (300, 0), strict=True):
            lane.shape = Shape(bounds=(x, 0, 300, 900), is_horizontal=False)
        found = self.check(Definitions(processes=[process])).processes[0]
        tops = {lane.id: lane.shape.bounds[1] for lane in found.lanes}
        self.assertEqual(sorted(tops, key=tops.get), ["left", "right"])

    def test_pools_stay_in_their_order(self):
        processes = [Process(id=f"p{n}", elements=[task(f"t{n}")]) for n in range(3)]
        pools = [
            Participant(id=f"pool{n}", process=f"p{n}", shape=Shape(bounds=bounds))
            for n, bounds in enumerate(
                ((0, 600, 400, 150), (0, 0, 400, 150), (0, 300, 400, 150))
            )
        ]
        whole = Collaboration(id="c", participants=pools)
        found = self.check(Definitions(processes=processes, collaborations=[whole]))
        tops = {p.id: p.shape.bounds[1] for p in found.collaborations[0].participants}
        self.assertEqual(sorted(tops, key=tops.get), ["pool1", "pool2", "pool0"])

    def test_a_lane_alone_has_room_around_what_is_in_it(self):
        process = self.with_lanes(only=0)
        found = self.check(Definitions(processes=[process])).processes[0]
        lane, element = found.lanes[0].shape.bounds, found.elements[0].shape.bounds
        self.assertGreaterEqual(element[1], lane[1] + 20)
        self.assertLessEqual(element[1] + element[3], lane[1] + lane[3] - 20)

    def test_events_stay_on_their_border(self):
        host = task("host", 0, 100)
        up = Element(id="up", kind="boundaryEvent", attached_to="host")
        up.shape = Shape(bounds=(30, 82, 36, 36))
        down = Element(id="down", kind="boundaryEvent", attached_to="host")
        down.shape = Shape(bounds=(60, 162, 36, 36))
        elements = [host, up, down, task("a", 200, 0), task("b", 200, 300)]
        elements += [task("next", 200, 100), task("end", 400, 100)]
        flows = [Flow(id="f", source="up", target="a")]
        flows.append(Flow(id="g", source="down", target="b"))
        for one, other in (("host", "next"), ("next", "end"), ("a", "end")):
            flows.append(Flow(id=f"{one}_{other}", source=one, target=other))
        process = Process(id="p", elements=elements, flows=flows)
        found = by_id(self.check(Definitions(processes=[process])).processes[0])
        host, up, down = (found[key].bounds for key in ("host", "up", "down"))
        self.assertEqual(up[1] + 18, host[1])
        self.assertEqual(down[1] + 18, host[1] + host[3])
        self.assertLess(found["a"].bounds[1], host[1])
        self.assertGreater(found["b"].bounds[1], host[1])

    def grouped(self, holder, **collaboration):
        tasks, flows = row_of("t", 4)
        process = completed(
            Definitions(processes=[Process(id="p", elements=tasks, flows=flows)])
        ).processes[0]
        x, y, width, height = process.elements[1].bounds
        group = Kept(id="g", kind="group", xml=GROUP.format("g"))
        group.shape = Shape(bounds=(x - 10, y - 10, 3 * width, height + 20))
        found = Definitions(processes=[process])
        if holder == "process":
            process.kept.append(group)
        else:
            participant = Participant(id="pool", process="p")
            found.collaborations = [
                Collaboration(id="c", participants=[participant], kept=[group])
            ]
        return found

    def test_groups_stay_around_what_they_were_around(self):
        for holder in ("process", "collaboration"):
            with self.subTest(holder=holder):
                found = self.check(self.grouped(holder))
                elements = by_id(found.processes[0])
                rows = (found.collaborations or found.processes)[0].kept
                left, _y, width, _height = rows[0].shape.bounds
                held = [
                    key
                    for key, element in elements.items()
                    if left < element.bounds[0] < left + width
                ]
                self.assertEqual(held, ["t1", "t2"])

    def test_inputs_of_a_process_move_with_it(self):
        found = self.check(read(WITH_INPUTS.encode()))
        self.assertEqual(read(write(found).encode()).drawings, found.drawings)
        texts = [text for _plane, text in found.drawings]
        self.assertEqual(len(texts), 3)
        for text in texts:
            self.assertNotIn("9" * 2, text)
            self.assertNotIn("900", text)
        step = by_id(found.processes[0])["a"].bounds
        way = next(text for text in texts if 'bpmnElement="way"' in text)
        self.assertIn(f'y="{step[1]:g}"', way)

    def test_large_lone_ones_stand_in_short_rows(self):
        elements, flows = row_of("t", 2)
        for number in range(4):
            name = f"s{number}"
            elements.append(Element(id=name, kind="subProcess", name=name))
            inside, ways = row_of(name, 4, parent=name)
            for flow in ways:
                flow.parent = name
            elements, flows = elements + inside, flows + ways
        process = Process(id="p", elements=elements, flows=flows)
        done = completed(Definitions(processes=[process]))
        self.assertEqual(Faults(done).all(), [])
        right = max(e.bounds[0] + e.bounds[2] for e in done.processes[0].elements)
        self.assertLess(right, 1700)

    def test_messages_between_two_pools_hardly_cross(self):
        """Questions and answers in turn: drawn by hand, none crosses another."""
        processes, pools, messages = [], [], []
        for number in range(2):
            tasks, flows = row_of(f"p{number}_", 7)
            processes.append(Process(id=f"p{number}", elements=tasks, flows=flows))
            pools.append(Participant(id=f"pool{number}", process=f"p{number}"))
        for number, (one, other) in enumerate(
            (
                ("p0_1", "p1_0"),
                ("p1_1", "p0_2"),
                ("p0_3", "p1_1"),
                ("p1_3", "p0_5"),
                ("p0_6", "p1_3"),
            )
        ):
            messages.append(MessageFlow(id=f"m{number}", source=one, target=other))
        whole = Collaboration(id="c", participants=pools, message_flows=messages)
        done = completed(Definitions(processes=processes, collaborations=[whole]))
        self.assertEqual(Faults(done).all(), [])
        self.assertEqual(crossings_of_messages(done), (0, 0))

    def test_messages_in_knots_cross_as_little_as_can_be(self):
        """Two that cross are drawn once more, the other one first; 293 without."""
        count = sum(crossings_of_messages(_knot(seed))[0] for seed in range(60))
        self.assertLessEqual(count, 270)


def _knot(seed):
    """Three pools, and messages between any of their steps."""
    rng = random.Random(seed)
    rows = [row_of(f"p{number}_", rng.randint(3, 8)) for number in range(3)]
    messages = []
    for number in range(8):
        upper = rng.randrange(2)
        ends = [rng.choice(rows[pool][0]).id for pool in (upper, upper + 1)]
        if rng.random() < 0.5:
            ends.reverse()
        messages.append(MessageFlow(id=f"m{number}", source=ends[0], target=ends[1]))
    pools = [Participant(id=f"pool{n}", process=f"p{n}") for n in range(3)]
    processes = [
        Process(id=f"p{n}", elements=tasks, flows=flows)
        for n, (tasks, flows) in enumerate(rows)
    ]
    whole = Collaboration(id="c", participants=pools, message_flows=messages)
    return completed(Definitions(processes=processes, collaborations=[whole]))
