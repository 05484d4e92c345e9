"""What is read of a file, element by element."""

import unittest

from ...bpmn import Formal, Mapping, read
from .common import NAMES, by_id, document, elements, load, problems


class TestRead(unittest.TestCase):
    def test_camunda_7(self):
        definitions = load("camunda7_offer")
        process = definitions.processes[0]
        self.assertEqual((process.id, process.name), ("offer", "Offer"))
        self.assertTrue(process.is_executable)
        self.assertEqual(process.documentation, "From the request to the signature.")
        found = by_id(process)
        write = found["write"]
        self.assertEqual(write.extra["assignee"], "${starter}")
        self.assertEqual(write.extra["candidate_groups"], "sales,managers")
        self.assertEqual(write.inputs, [Mapping("'1000'", "limit")])
        self.assertIn("<camunda:formField ", write.extensions[0])
        self.assertEqual(write.bounds, (240, 160, 100, 80))
        self.assertEqual(len(write.shape.attributes), 2)
        loop = found["approve"].loop
        self.assertEqual((loop.kind, loop.collection), ("sequential", "approvers"))
        self.assertEqual(loop.variable, "approver")
        self.assertEqual(loop.condition, Formal("${nrOfCompletedInstances >= 2}"))
        self.assertEqual(found["large"].default, "f4")
        self.assertEqual(found["wait"].message_name, "signed")
        silent = found["silent"]
        self.assertEqual((silent.attached_to, silent.interrupting), ("wait", False))
        self.assertEqual(silent.event, "timer")
        timer = silent.events[0]
        self.assertEqual((timer.timer, timer.text), ("duration", "P14D"))
        flows = {flow.id: flow for flow in process.flows}
        self.assertEqual(flows["f3"].condition, Formal("${amount > 1000}"))
        self.assertEqual(flows["f6"].waypoints[-1], (290, 160))
        self.assertEqual(flows["f3"].edge.label, (427, 135, 17.5, 14))
        self.assertEqual([kept.kind for kept in process.kept], ["textAnnotation"])
        self.assertEqual(definitions.problems, [])

    def test_camunda_8(self):
        definitions = load("camunda8_onboarding")
        found = by_id(definitions.processes[0])
        invite = found["invite"]
        self.assertEqual(invite.extra["assignee"], "=owner")
        loop = invite.loop
        self.assertEqual((loop.kind, loop.collection), ("parallel", "=contacts"))
        self.assertEqual(loop.variable, "contact")
        install = found["install"]
        self.assertEqual(install.called_element, "installation")
        self.assertEqual(install.inputs, [Mapping("=order.address", "address")])
        self.assertEqual(install.outputs, [Mapping("=serial", "serial")])
        self.assertEqual(found["note"].extra["result_variable"], "invited")
        self.assertEqual(found["answered"].events[0].name, "answer")
        changes, changed = found["changes"], found["changed"]
        self.assertTrue(changes.triggered_by_event)
        self.assertEqual((changed.parent, changed.interrupting), ("changes", False))
        self.assertEqual(changed.events[0].name, "order-changed")
        messages = definitions.roots_of("message")
        self.assertEqual(sorted(messages), ["Message_answer", "Message_order"])

    def test_flowable(self):
        found = by_id(load("flowable_delivery").processes[0])
        self.assertEqual(found["count"].script, "boxes = boxes + 1")
        self.assertEqual(found["count"].script_format, "groovy")
        none = found["none"].events[0]
        self.assertEqual((none.kind, none.code), ("error", "NO_STOCK"))
        self.assertEqual(found["told"].events[0].code, "SLOW")
        loop = found["excuse"].loop
        self.assertEqual((loop.kind, loop.maximum), ("standard", 3))
        self.assertEqual(loop.condition, Formal("${!reached}"))
        bill = found["bill"]
        self.assertEqual(bill.called_element, "billing")
        self.assertEqual(bill.inputs[1], Mapping("${2 * boxes}", "double"))
        self.assertEqual(bill.outputs, [Mapping("number", "invoice")])

    def test_bizagi(self):
        definitions = load("bizagi_request")
        process, collaboration = definitions.processes[0], definitions.collaborations[0]
        found = by_id(process)
        self.assertEqual(
            (process.name, process.is_executable), ("Anfrage prüfen", None)
        )
        self.assertEqual(found["Id_sign"].lane, "Id_boss")
        self.assertEqual(process.lanes[0].name, "Vertrieb – innen")
        self.assertEqual(found["Id_start"].event, "message")
        us, client = collaboration.participants
        self.assertEqual((us.process, client.process), ("Id_7d0a", None))
        self.assertEqual(collaboration.message_flows[0].target, "Id_start")
        self.assertEqual(found["Id_check"].inputs, [Mapping("Antrag", "Id_input")])
        self.assertEqual([kept.kind for kept in process.kept][:1], ["dataObject"])
        drawn = {kept.id: kept.shape for kept in process.kept if kept.shape}
        self.assertEqual(drawn["Id_paper"].bounds, PAPER)
        ways = found["Id_check"].data_ways
        self.assertEqual([(w.id, w.other) for w in ways], [("Id_dia", "Id_paper")])
        self.assertTrue(ways[0].edge)

    def test_signavio(self):
        process = load("signavio_claim").processes[0]
        found, lanes = by_id(process), {lane.id: lane for lane in process.lanes}
        self.assertEqual(found["sid-t2"].lane, "sid-l3")
        self.assertEqual(lanes["sid-l3"].parent, "sid-l1")
        self.assertIsNone(lanes["sid-l4"].parent)
        self.assertEqual(found["sid-lt"].events[0].name, "pay")
        self.assertIs(process.is_executable, False)

    def test_all_the_rest(self):
        definitions = load("undo_travel")
        process = definitions.processes[0]
        found = by_id(process)
        self.assertTrue(found["trip"].is_transaction)
        self.assertTrue(found["cancel_flight"].for_compensation)
        self.assertIs(found["undo_flight"].events[0].wait, False)
        pack = found["pack"]
        self.assertEqual(
            (pack.ordering, pack.completion), ("Sequential", Formal("packed"))
        )
        self.assertIs(pack.cancel_remaining, False)
        self.assertEqual(found["some"].activation, Formal("1"))
        dry = found["dry"].events[0]
        self.assertEqual((dry.text, dry.language), ("rain = 0", "FEEL"))
        self.assertEqual(found["every"].events[0].timer, "cycle")
        ask = found["ask"]
        self.assertEqual(ask.message_name, "question")
        self.assertEqual((ask.loop.behavior, ask.loop.one_event), ("One", ONE))
        self.assertEqual(ask.loop.cardinality, Formal("3"))
        self.assertEqual(found["rule"].extra["potential_owner"], "user(anna)")
        several = found["several"]
        self.assertEqual((several.event, several.parallel_multiple), ("multiple", True))
        self.assertEqual([event.kind for event in several.events], ["signal", "timer"])
        self.assertEqual(several.events[1].text, "2027-01-01T00:00:00Z")
        first = found["first"]
        self.assertEqual((first.instantiate, first.gateway_type), (True, "Parallel"))
        self.assertEqual(process.associations[0].direction, "One")
        self.assertEqual(definitions.problems, [])

    def test_every_file_is_read(self):
        for name in NAMES:
            with self.subTest(name=name):
                self.assertTrue(load(name).processes[0].elements)


ONE = "one_definition"
PAPER = (250, 310, 40, 40)


class TestLenient(unittest.TestCase):
    def test_what_was_mended_is_told(self):
        definitions = load("broken_request")
        process = definitions.processes[0]
        found = by_id(process)
        self.assertEqual(process.id, "1 request")
        self.assertEqual(found["ask_1"].name, "Ask again")
        self.assertEqual(found["task_1"].name, "Without an id")
        self.assertEqual(found["lost"].kind, "intermediateCatchEvent")
        self.assertEqual(found["ask"].start_quantity, 1)
        self.assertIsNone(found["ask"].default)
        self.assertEqual(found["hears"].events[0].name, "paid")
        self.assertEqual(found["begin"].extra, {"form_key": "form"})
        ids = [flow.id for flow in process.flows]
        self.assertEqual(ids, ["begin_to_ask_1", *(f"{END}_{n}" for n in (1, 2))])
        self.assertEqual(
            sorted(problems(definitions)),
            [
                ("bad_number", "ask"),
                ("dangling", "ask"),
                ("dangling", "hears"),
                ("dangling", "lane_1"),
                ("dangling", "lost"),
                ("dropped_flow", "to_nothing"),
                ("duplicate_id", "ask_1"),
                ("missing_id", "ask_to_über ende_1"),
                ("missing_id", "ask_to_über ende_2"),
                ("missing_id", "begin_to_ask_1"),
                ("missing_id", "laneSet_1"),
                ("missing_id", "lane_1"),
                ("missing_id", "task_1"),
                ("missing_id", "textAnnotation_1"),
                ("no_host", "lost"),
            ],
        )

    def test_ids_given_are_the_same_each_time(self):
        one, other = load("broken_request"), load("broken_request")
        self.assertEqual(one, other)

    def test_references_with_a_prefix(self):
        inside = '<userTask id="t"/><boundaryEvent id="b" attachedToRef="tns:t"/>'
        self.assertEqual(elements(inside)["b"].attached_to, "t")
        called = '<callActivity id="c" calledElement="{}:other"/>'
        found = elements(called.format("x"), 'xmlns:x="urn:x"')
        self.assertEqual(found["c"].called_element, "other")
        self.assertEqual(elements(called.format("y"))["c"].called_element, "y:other")

    def test_a_default_must_leave_its_element(self):
        inside = (
            '<task id="a" default="f"/><task id="b" default="f"/>'
            '<sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
        )
        found = elements(inside)
        self.assertEqual((found["a"].default, found["b"].default), ("f", None))

    def test_flows_stay_in_their_process(self):
        other = '<process id="q"><task id="there"/></process></definitions>'
        inside = '<task id="a"/><sequenceFlow id="f" sourceRef="a" targetRef="there"/>'
        definitions = read(document(inside).replace("</definitions>", other))
        self.assertEqual(definitions.processes[0].flows, [])
        self.assertEqual(problems(definitions), [("dropped_flow", "f")])

    def test_empty_expressions_are_none(self):
        inside = (
            '<task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a"'
            ' targetRef="b"><conditionExpression> </conditionExpression></sequenceFlow>'
        )
        flow = read(document(inside)).processes[0].flows[0]
        self.assertIsNone(flow.condition)

    def test_collection_of_the_standard(self):
        inside = """
            <userTask id="t"><ioSpecification><dataInput id="in" name="lines"/>
            <inputSet/><outputSet/></ioSpecification>
            <multiInstanceLoopCharacteristics><loopDataInputRef>in</loopDataInputRef>
            <inputDataItem id="one" name="line"/></multiInstanceLoopCharacteristics>
            </userTask>"""
        loop = elements(inside)["t"].loop
        self.assertEqual((loop.collection, loop.variable), ("lines", "line"))
        self.assertEqual(len(loop.others), 2)

    def test_numbers_of_the_map(self):
        drawing = """
            <x:BPMNDiagram xmlns:x="http://www.omg.org/spec/BPMN/20100524/DI"
              xmlns:c="http://www.omg.org/spec/DD/20100524/DC"><x:BPMNPlane>
            <x:BPMNShape bpmnElement="a"><c:Bounds x="1" y="NaN" width="1" height="1"/>
            </x:BPMNShape><x:BPMNShape bpmnElement="b"/><x:BPMNEdge bpmnElement="a"/>
            <x:BPMNShape bpmnElement="nobody"/></x:BPMNPlane></x:BPMNDiagram>"""
        xml = document('<task id="a"/><task id="b"/>')
        definitions = read(xml.replace("</definitions>", drawing + "</definitions>"))
        for element in definitions.processes[0].elements:
            self.assertIsNone(element.shape)
        self.assertEqual(definitions.drawings, ())


END = "ask_to_über ende"
