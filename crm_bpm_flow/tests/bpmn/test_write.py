"""What is written is read again as the same, whatever it was."""

import re
import unittest

from hypothesis import given
from hypothesis import strategies as some
from lxml import etree

from ...bpmn import (
    BpmnError,
    Definitions,
    Element,
    Event,
    Flow,
    Formal,
    Lane,
    Loop,
    Process,
    completed,
    read,
    write,
)
from ...bpmn.raw import NAME
from ..engine.examples import CHANCE, examples
from .common import FILES, NAMES, by_id, document, load
from .maker import Maker

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"


def process_of(*elements, flows=()):
    process = Process(id="p", elements=list(elements), flows=list(flows))
    return Definitions(processes=[process])


class TestRoundTrip(unittest.TestCase):
    maxDiff = 4000

    def test_files(self):
        for name in NAMES:
            with self.subTest(name=name):
                definitions = load(name)
                again = read(write(definitions))
                self.assertEqual(again, completed(definitions))
                self.assertEqual(again.problems, [])
                self.assertEqual(read(write(again)), again)

    def test_files_that_lack_nothing_do_not_change(self):
        definitions = load("camunda7_offer")
        self.assertEqual(completed(definitions), definitions)
        self.assertEqual(read(write(definitions)), definitions)

    @examples(100)
    @given(CHANCE, some.booleans())
    def test_random_ones(self, chance, is_drawn):
        maker = Maker(chance)
        definitions = maker.definitions()
        if is_drawn:
            maker.drawn(definitions)
        before = read(write(definitions))
        self.assertEqual(before, completed(definitions))
        self.assertEqual(before.problems, [])
        self.assertEqual(read(write(before)), before)

    def test_nothing_is_changed_by_writing(self):
        definitions = load("undo_travel")
        write(definitions)
        self.assertEqual(definitions, load("undo_travel"))

    def test_every_foreign_word_comes_back(self):
        """No attribute and no text of a file is lost, whoever understands it."""
        for name in NAMES:
            if name.startswith("broken"):
                continue
            data = (FILES / f"{name}.bpmn").read_bytes()
            written = write(read(data))
            with self.subTest(name=name):
                lost = _words(data) - _words(written.encode()) - DEFAULTS
                self.assertEqual(lost, set())


def _words(data):
    """All values of attributes and all texts; numbers of the map aside."""
    found = set()
    for element in etree.fromstring(data).iter(etree.Element):
        found.update(value for value in element.attrib.values())
        found.add((element.text or "").strip())
    return {word for word in found if word and not re.fullmatch(r"-?[\d.]+", word)}


# The standard's own: a value left out means the same. Names of types have a prefix.
DEFAULTS = {"true", "false", "tFormalExpression", "bpmn2:tFormalExpression"}
# A label may have an id, which says nothing.
DEFAULTS |= {"DiagramElement_us_label"}


class TestWrite(unittest.TestCase):
    def test_a_file_from_nothing(self):
        xml = write(Definitions(processes=[Process(id="p")]))
        self.assertTrue(xml.startswith("<?xml version='1.0' encoding='UTF-8'?>"))
        self.assertEqual(read(xml).processes, [Process(id="p")])
        self.assertEqual(read(write(Definitions())).processes, [])

    def test_every_element_and_flow_is_drawn(self):
        for name in NAMES:
            root = etree.fromstring(write(load(name)).encode())
            drawn = {
                element.get("bpmnElement")
                for kind in ("BPMNShape", "BPMNEdge")
                for element in root.iter(BPMNDI + kind)
            }
            expected = {
                element.get("id")
                for element in root.iter(MODEL + "*")
                if element.find(MODEL + "incoming") is not None
                or element.tag in (MODEL + "sequenceFlow", MODEL + "lane")
            }
            with self.subTest(name=name):
                self.assertLessEqual(expected, drawn)

    def test_names_get_their_entries(self):
        message = Event(kind="message", name="paid")
        definitions = process_of(
            Element(id="a", kind="intermediateThrowEvent", events=[message]),
            Element(id="b", kind="receiveTask", message_name="paid"),
            Element(
                id="c",
                kind="endEvent",
                events=[Event(kind="error", name="Broken", code="E")],
            ),
        )
        found = read(write(definitions))
        self.assertEqual(
            [(root.kind, root.name, root.code) for root in found.roots.values()],
            [("message", "paid", ""), ("error", "Broken", "E")],
        )
        elements = by_id(found.processes[0])
        self.assertEqual(elements["b"].message, elements["a"].events[0].ref)
        self.assertIsNone(message.ref)

    def test_ids_that_xml_forbids(self):
        definitions = process_of(
            Element(id="1 a", kind="task"),
            Element(id="_1_a", kind="task", default="über>x"),
            flows=[Flow(id="über>x", source="_1_a", target="1 a")],
        )
        xml = write(definitions)
        process = read(xml).processes[0]
        self.assertEqual([element.id for element in process.elements], ["1 a", "_1_a"])
        self.assertEqual(process.elements[1].default, "über>x")
        self.assertEqual(process.flows[0].target, "1 a")
        for element in etree.fromstring(xml.encode()).iter(etree.Element):
            if element.get("id"):
                self.assertTrue(NAME.fullmatch(element.get("id")))

    def test_settings(self):
        settings = {"list": [1, 2.5, "x", None, True, {"a": []}], "": " ", "d": {}}
        definitions = process_of(Element(id="a", kind="task", settings=settings))
        definitions.settings = {"of": "the file"}
        for namespace in ("urn:bpm-flow:settings:1", "urn:other"):
            xml = write(definitions, namespace)
            found = read(xml, namespace)
            self.assertEqual(found.processes[0].elements[0].settings, settings)
            self.assertEqual(found.settings, {"of": "the file"})
            self.assertIn(f'xmlns:bpm="{namespace}"', xml)
        self.assertEqual(read(xml).processes[0].elements[0].settings, {})

    def test_settings_that_are_no_plain_data(self):
        deep = []
        for _ in range(100):
            deep = [deep]
        for value in (object(), {1, 2}, b"x", "\x00", {"\x00": 1}, deep):
            definitions = process_of(
                Element(id="a", kind="task", settings={"x": value})
            )
            with self.assertRaises(BpmnError) as caught:
                write(definitions)
            self.assertEqual(caught.exception.code, "bad_value")

    def test_signs_that_xml_forbids_are_left_out(self):
        definitions = process_of(Element(id="a", kind="task", name="a\x00b\x0bc\ud800"))
        self.assertEqual(read(write(definitions)).processes[0].elements[0].name, "abc")

    def test_lists_of_a_multi_instance(self):
        loop = Loop(kind="parallel", collection="lines", variable="line")
        found = read(write(process_of(Element(id="a", kind="task", loop=loop))))
        again = found.processes[0].elements[0].loop
        self.assertEqual((again.collection, again.variable), ("lines", "line"))
        changed = load("camunda7_offer")
        by_id(changed.processes[0])["approve"].loop.collection = "others"
        again = by_id(read(write(changed)).processes[0])["approve"].loop
        self.assertEqual((again.collection, again.variable), ("others", "approver"))

    def test_a_call_target_that_is_no_name(self):
        call = Element(id="a", kind="callActivity", called_element="${which}")
        xml = write(process_of(call))
        self.assertNotIn(' calledElement="', xml)
        called = read(xml).processes[0].elements[0].called_element
        self.assertEqual(called, "${which}")

    def test_conditions_are_formal(self):
        condition = Formal("a < 1", "FEEL", {"id": "c1"})
        definitions = process_of(
            Element(id="a", kind="task"),
            flows=[Flow(id="f", source="a", target="a", condition=condition)],
        )
        xml = write(definitions)
        self.assertIn('xsi:type="bpmn:tFormalExpression" language="FEEL"', xml)
        again = read(xml).processes[0].flows[0].condition
        self.assertEqual((again.text, again.language), ("a < 1", "FEEL"))

    def test_drawings_of_what_is_gone_are_left_out(self):
        definitions = load("bizagi_request")
        definitions.processes[0].kept.clear()
        self.assertNotIn("DiagramElement_paper", write(definitions))

    def test_children_stand_in_the_order_of_the_schema(self):
        inside = """
            <task id="t"><standardLoopCharacteristics/><property id="v"/>
            <documentation>d</documentation><extensionElements/></task>
            <subProcess id="s"><task id="u"/><dataObject id="o"/><property id="w"/>
            <laneSet id="l"/><documentation>d</documentation></subProcess>"""
        root = etree.fromstring(write(read(document(inside))).encode())
        tags = [
            [child.tag.rpartition("}")[2] for child in element]
            for element in root.iter(MODEL + "task", MODEL + "subProcess")
            if len(element)
        ]
        order = ["documentation", "property", "standardLoopCharacteristics"]
        self.assertEqual(tags[0], order)
        self.assertEqual(tags[1], ["documentation", "property", "task", "dataObject"])

    def test_data_that_make_no_file(self):
        task, sub = Element(id="t", kind="task"), Element(id="s", kind="subProcess")
        sub.parent = "s"
        lanes = Process(id="p", lanes=[Lane(id="l", parent="l")])
        broken = Process(id="p", extensions=("<a>",))
        strange = Process(id="p", attributes={"a b": "1"})
        for definitions, attribute in (
            (process_of(Element(id="x", kind="magic")), "kind"),
            (process_of(task, Element(id="t", kind="task")), "id"),
            (process_of(task, flows=[Flow(id="f", source="t", target="u")]), "target"),
            (process_of(Element(id="b", kind="boundaryEvent")), "attached_to"),
            (process_of(task, Element(id="u", kind="task", parent="t")), "parent"),
            (process_of(Element(id="u", kind="task", parent="x")), "parent"),
            (process_of(sub), "parent"),
            (Definitions(processes=[lanes]), "parent"),
            (Definitions(processes=[broken]), "xml"),
            (Definitions(processes=[strange]), "a b"),
        ):
            with self.subTest(attribute=attribute):
                with self.assertRaises(BpmnError) as caught:
                    write(definitions)
                values = caught.exception.message_args
                self.assertEqual(values["attribute"], attribute)
