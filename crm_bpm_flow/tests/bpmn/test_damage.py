"""Damaged files: one clear refusal, or something that can be written and played."""

import random
import re
import unittest

from ...bpmn import BpmnError, graph_of, read, write
from ...engine import Graph, check
from .common import FILES, document, elements, problems

ROUNDS = 150
VALUE = re.compile(rb'[ :](\w*(?:id|Ref|default|bpmnElement))="([^"]*)"')


class Damage:
    """Another damaged file with each call."""

    def __init__(self, seed):
        self.random = random.Random(seed)
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
        damaged, refused = Damage(20260131), 0
        for number in range(ROUNDS):
            with self.subTest(number=number):
                refused += not self.is_read(damaged())
        self.assertLess(refused, ROUNDS * 0.8)

    def is_read(self, data):
        try:
            definitions = read(data)
        except BpmnError as error:
            self.assertIn(error.code, ("not_xml", "not_bpmn", "entities"))
            return False
        again = read(write(definitions))
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
