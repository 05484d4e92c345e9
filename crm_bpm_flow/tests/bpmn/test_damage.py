"""Damaged files: one clear refusal, or something that can be written and played."""

import re
import unittest
from time import process_time

from hypothesis import given, note

from ...bpmn import BpmnError, graph_of, read, write
from ...engine import Graph, check
from ..engine.examples import CHANCE, examples
from .common import FILES, document, elements, problems
from .schema import mistakes

VALUE = re.compile(rb'[ :](\w*(?:id|Ref|default|bpmnElement))="([^"]*)"')


class Damage:
    """Another damaged file with each call."""

    def __init__(self, chance):
        self.random = chance
        self.files = [path.read_bytes() for path in sorted(FILES.glob("*.bpmn"))]

    def __call__(self):
        data = self.random.choice(self.files)
        for _ in range(self.random.randint(1, 3)):
            data = self.random.choice((self.strike, self.confuse, self.tear))(data)
        return data

    def strike(self, data):
        """One byte becomes another."""
        place = self.random.randrange(len(data))
        byte = bytes((self.random.randrange(256),))
        return data[:place] + byte + data[place + 1 :]

    def confuse(self, data):
        """One id or reference becomes another one's."""
        values = list(VALUE.finditer(data))
        if not values:
            return data
        one, other = self.random.choice(values), self.random.choice(values)
        return data[: one.start(2)] + other[2] + data[one.end(2) :]

    def tear(self, data):
        """A line is gone."""
        lines = data.split(b"\n")
        del lines[self.random.randrange(len(lines))]
        return b"\n".join(lines)


class TestDamage(unittest.TestCase):
    def test_damaged_files(self):
        reads = []

        @examples(150)
        @given(CHANCE)
        def read_one(chance):
            data = Damage(chance)()
            note(data)
            reads.append(self.is_read(data))

        read_one()
        self.assertGreater(sum(reads), len(reads) * 0.2)

    def is_read(self, data):
        try:
            definitions = read(data)
        except BpmnError as error:
            self.assertIn(error.code, ("not_xml", "not_bpmn", "entities"))
            return False
        xml = write(definitions)
        self.assertEqual(mistakes(xml), [])
        again = read(xml)
        for process in again.processes:
            check(Graph(*graph_of(process)))
        return True

    def test_ids_of_what_is_kept_give_way(self):
        inside = """
            <userTask id="a"><property id="b"/></userTask><userTask id="b"/>
            <userTask id="c"><property id="c"/><dataInputAssociation id="a">
            <targetRef>a</targetRef></dataInputAssociation></userTask>"""
        definitions = read(document(inside))
        found = [element.id for element in definitions.processes[0].elements]
        self.assertEqual(found, ["a", "b_1", "c"])
        self.assertEqual(
            problems(definitions),
            [("duplicate_id", "c"), ("duplicate_id", "a"), ("duplicate_id", "b_1")],
        )
        ids = re.findall(r' id="([^"]+)"', write(definitions))
        self.assertEqual(len(ids), len(set(ids)))

    def test_namespaces_that_are_none(self):
        inside = '<task id="t" w:x="1" é:y="2" xmlns:w="not a {name}"/>'
        found = elements(inside)["t"].attributes
        names = ("%C3%A9}y", "not%20a%20%7Bname%7D}x")
        names = [f"{{urn:undeclared:{name}" for name in names]
        self.assertEqual(sorted(found), names)
        again = read(write(read(document(inside)))).processes[0].elements[0]
        self.assertEqual(again.attributes, found)

    def test_events_sit_on_activities_only(self):
        inside = """
            <task id="t"/><boundaryEvent id="a" attachedToRef="t"/>
            <boundaryEvent id="b" attachedToRef="a"/>
            <boundaryEvent id="c" attachedToRef="c"/>"""
        found = elements(inside)
        self.assertEqual(found["a"].attached_to, "t")
        for name in "bc":
            self.assertEqual(found[name].kind, "intermediateCatchEvent")


class TestHarm(unittest.TestCase):
    """What is made to hurt is refused at once, with one code."""

    def refused(self, data, code):
        begin = process_time()
        with self.assertRaises(BpmnError) as caught:
            read(data)
        self.assertEqual(caught.exception.code, code)
        self.assertLess(process_time() - begin, 10)

    def test_entities(self):
        laughs = "".join(
            f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10)
        )
        outside = '<!ENTITY x SYSTEM "file:///etc/passwd">'
        for inside in (laughs, outside, '<!ENTITY % p SYSTEM "http://x.invalid/y">'):
            text = f"<!DOCTYPE d [{inside}]>" + document('<task id="a"/>')
            self.refused(text, "entities")
            self.refused(text.encode("utf-16"), "entities")

    def test_a_type_from_elsewhere_is_not_fetched(self):
        text = '<!DOCTYPE d SYSTEM "file:///etc/passwd">' + document('<task id="a"/>')
        self.assertTrue(read(text).processes)

    def test_too_much_of_it(self):
        self.refused(b"<a>" + b" " * (50 * 1024 * 1024), "too_large")
        deep = "<subProcess>" * 300 + "</subProcess>" * 300
        self.refused(document(deep), "too_deep")

    def test_wrong_encodings(self):
        text = document('<task id="a" name="é"/>')
        for data in (
            text.encode("cp1252"),
            b'<?xml version="1.0" encoding="utf-16"?>' + text.encode(),
            b'<?xml version="1.0" encoding="klingon"?>' + text.encode(),
        ):
            name = read(data).processes[0].elements[0].name
            self.assertIn(name, ("é", "Ã©"))

    def test_knots_are_laid_out_in_time(self):
        """Everything leads everywhere, back and over itself."""
        count = 60
        inside = "".join(f'<task id="t{n}"/>' for n in range(count))
        inside += "".join(
            f'<sequenceFlow sourceRef="t{a}" targetRef="t{b}"/>'
            for a in range(count)
            for b in range(0, count, 2)
        )
        begin = process_time()
        xml = write(read(document(inside)))
        self.assertLess(process_time() - begin, 10)
        self.assertEqual(xml.count("BPMNEdge id="), count * count / 2)
