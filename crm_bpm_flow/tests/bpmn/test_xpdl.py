"""XPDL packages become the same plain data as BPMN files."""

import re
import unittest

from ...bpmn import BpmnError, graph_of, read, read_file, write
from ...engine import Graph, check
from .common import FILES, by_id, problems
from .schema import mistakes

DATA = (FILES / "studio_purchase.xpdl").read_bytes()
HEAD = '<Package xmlns="http://www.wfmc.org/2009/XPDL2.2" Id="p"><WorkflowProcesses>'
HEAD += '<WorkflowProcess Id="w"><Activities>{}</Activities><Transitions>{}'
HEAD += "</Transitions></WorkflowProcess></WorkflowProcesses></Package>"
PLACE = (
    '<NodeGraphicsInfos><NodeGraphicsInfo Width="100" Height="80"><Coordinates '
    'XCoordinate="{}" YCoordinate="{}"/></NodeGraphicsInfo></NodeGraphicsInfos>'
)


class TestXpdl(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.found = read_file(DATA)
        self.process, self.payment = self.found.processes
        self.elements = by_id(self.process)

    def test_what_each_activity_is(self):
        kinds = {
            "start": ("startEvent", "message"),
            "approve": ("userTask", None),
            "late": ("boundaryEvent", "timer"),
            "choose": ("exclusiveGateway", None),
            "sign": ("userTask", None),
            "fork": ("parallelGateway", None),
            "send": ("sendTask", None),
            "book": ("scriptTask", None),
            "both": ("task", None),
            "deliver": ("subProcess", None),
            "adhoc": ("adHocSubProcess", None),
            "pay": ("callActivity", None),
            "stop": ("endEvent", "terminate"),
            "d1": ("manualTask", None),
            "d2": ("endEvent", None),
            "a1": ("task", None),
            "both_split": ("exclusiveGateway", None),
            "both_join": ("parallelGateway", None),
        }
        found = {e.id: (e.kind, e.event) for e in self.process.elements}
        self.assertEqual(found, kinds)
        self.assertEqual([e.id for e in self.payment.elements], ["start_2", "transfer"])
        self.assertEqual(self.elements["pay"].called_element, "payment")
        self.assertEqual(self.elements["d1"].parent, "deliver")

    def test_what_is_said_of_them(self):
        self.assertEqual(self.process.documentation, "How we buy.")
        approve, late = self.elements["approve"], self.elements["late"]
        self.assertEqual(approve.documentation, "Look at the price.")
        self.assertEqual(approve.extra, {"assignee": "Buyers"})
        self.assertIn("Cost", approve.extensions[0])
        self.assertEqual(self.elements["sign"].extra, {"assignee": "anna.clerk"})
        self.assertEqual((late.attached_to, late.interrupting), ("approve", False))
        self.assertEqual(
            (late.events[0].timer, late.events[0].text), ("duration", "PT8H")
        )
        self.assertEqual(self.elements["start"].events[0].name, "Request")
        self.assertEqual(self.elements["send"].message_name, "Order")
        self.assertEqual(self.elements["book"].script, "total = 1")
        loop = self.elements["both"].loop
        self.assertEqual((loop.kind, loop.cardinality.text), ("sequential", "3"))
        adhoc = self.elements["adhoc"]
        self.assertEqual(
            (adhoc.ordering, adhoc.completion.text), ("Sequential", "ready")
        )

    def test_ways(self):
        flows = {flow.id: flow for flow in self.process.flows}
        self.assertEqual(flows["t3"].condition.text, "amount > 100")
        self.assertEqual(flows["t3"].name, "much")
        self.assertEqual(self.elements["choose"].default, "t4")
        self.assertEqual(self.elements["both_split"].default, "t11")
        self.assertEqual(
            (flows["t8"].target, flows["t10"].source), ("both_join", "both_split")
        )
        self.assertEqual(flows["dt1"].parent, "deliver")
        self.assertNotIn("t16", flows)
        self.assertIn(("dropped_flow", "t16"), problems(self.found))

    def test_pools_lanes_and_notes(self):
        lanes = {lane.id: lane.name for lane in self.process.lanes}
        self.assertEqual(list(lanes.values()), ["Sales", "Finance"])
        self.assertEqual(lanes[self.elements["sign"].lane], "Finance")
        self.assertEqual(lanes[self.elements["choose"].lane], "Sales")
        self.assertEqual(lanes[self.elements["late"].lane], "Sales")
        self.assertIn(("no_place", "frame"), problems(self.found))
        (drawn,) = self.found.collaborations
        self.assertEqual(
            [(part.name, part.process) for part in drawn.participants],
            [("Company", "purchase"), ("Supplier", None)],
        )
        self.assertEqual(
            [(flow.source, flow.target) for flow in drawn.message_flows],
            [("send", "pool2")],
        )
        kinds = [kept.kind for kept in self.process.kept]
        self.assertEqual(
            sorted(kinds),
            ["dataObject", "dataObjectReference", "textAnnotation"],
        )
        ends = [(way.source, way.target) for way in self.process.associations]
        self.assertEqual(ends, [("note1", "approve"), ("paper", "approve")])

    def test_it_is_written_as_valid_bpmn_and_runs(self):
        xml = write(self.found)
        self.assertEqual(mistakes(xml), [])
        again = read(xml)
        self.assertEqual(again.problems, [])
        self.assertEqual(set(by_id(again.processes[0])), set(self.elements))
        for process in again.processes:
            Graph(*graph_of(process, again))
        graph = Graph(*graph_of(self.process, self.found))
        self.assertEqual([f.code for f in check(graph) if f.severity == "error"], [])

    def test_places_that_make_no_picture_are_made_anew(self):
        shapes = [element.shape for element in self.process.elements]
        self.assertEqual(set(shapes), {None})

    def test_places_that_make_a_picture_are_kept(self):
        rows = "".join(
            f'<Activity Id="a{n}">{PLACE.format(150 * n, 40)}</Activity>'
            for n in range(3)
        )
        (process,) = read_file(HEAD.format(rows, "")).processes
        self.assertEqual(process.elements[2].shape.bounds, (300, 40, 100, 80))

    def test_every_edition(self):
        for uri in (
            "http://www.wfmc.org/2004/XPDL2.0alpha",
            "http://www.wfmc.org/2008/XPDL2.1",
            "http://www.wfmc.org/2009/XPDL2.2",
        ):
            data = re.sub(rb'xmlns="[^"]+"', f'xmlns="{uri}"'.encode(), DATA, count=1)
            self.assertEqual(len(read_file(data).processes[0].elements), 18)

    def test_damage_is_mended_or_refused(self):
        loop = (
            '<Package xmlns="http://www.wfmc.org/2009/XPDL2.2"><WorkflowProcesses>'
            '<WorkflowProcess><ActivitySets><ActivitySet Id="s"><Activities>'
            '<Activity Id="in"><BlockActivity ActivitySetId="s"/></Activity>'
            "</Activities></ActivitySet></ActivitySets><Activities>"
            '<Activity Id="x"><BlockActivity ActivitySetId="s"/></Activity>'
            '<Activity Id="x"><BlockActivity ActivitySetId="no"/></Activity>'
            '<Activity><Event><IntermediateEvent Trigger="Timer" Target="no"/></Event>'
            "</Activity></Activities></WorkflowProcess></WorkflowProcesses></Package>"
        )
        found = read_file(loop)
        self.assertEqual(
            sorted({code for code, _element in problems(found)}),
            ["dangling", "duplicate_id", "missing_id", "no_host"],
        )
        self.assertEqual(mistakes(write(found)), [])
        for data, code in (
            (b"<Package/>", None),
            (b"<Parcel/>", "not_bpmn"),
            (b'<!DOCTYPE a [<!ENTITY b "c">]><Package>&b;</Package>', "entities"),
        ):
            if code is None:
                self.assertEqual(read_file(data).processes, [])
                continue
            with self.assertRaises(BpmnError) as caught:
                read_file(data)
            self.assertEqual(caught.exception.code, code)


class TestXpdlColors(unittest.TestCase):
    """What is coloured is so here, whichever way its tool writes colours."""

    COLORS = {
        "#FFCC00": "#ffcc00",
        "#80ffcc00": "#ffcc00",
        "255,204,0": "#ffcc00",
        "255; 204; 0": "#ffcc00",
        "-13312": "#ffcc00",
        "16763904": "#ffcc00",
        "#00ffcc00": None,
        "256,0,0": None,
        "url(#x)": None,
        "": None,
    }

    def found(self, color, x=100):
        place = PLACE.format(x, 50).replace(
            'Width="100"', f'FillColor="{color}" Width="100"'
        )
        nodes = "".join(
            f'<Activity Id="{name}" Name="{name}">{place if name == "a" else other}'
            "</Activity>"
            for name, other in (("a", ""), ("b", PLACE.format(100, 50 + x)))
        )
        return read_file(HEAD.format(nodes, "").encode())

    def fill(self, definitions):
        element = by_id(definitions.processes[0])["a"]
        return next(
            (v for k, v in element.shape.attributes.items() if "background" in k), None
        )

    def test_each_way_to_write_one(self):
        for written, color in self.COLORS.items():
            with self.subTest(written):
                self.assertEqual(self.fill(self.found(written)), color)

    def test_it_stays_where_all_is_laid_out_anew(self):
        found = self.found("-13312", x=0)  # one lies on the other
        self.assertEqual(self.fill(found), "#ffcc00")
        places = [e.bounds for e in found.processes[0].elements]
        self.assertNotEqual(places[0][:2], places[1][:2])

    def test_it_is_written(self):
        text = write(self.found("-13312"))
        self.assertIn('background-color="#ffcc00"', text)
        self.assertEqual(mistakes(text), [])
