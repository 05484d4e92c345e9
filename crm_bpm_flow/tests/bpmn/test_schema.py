"""What is written is valid by the standard's own XML schema."""

import unittest
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as some

from ...bpmn import BpmnError, Definitions, Process, read, tidied, write
from ..engine.examples import CHANCE, examples
from .common import FILES
from .maker import Maker
from .schema import mistakes

SCENARIOS = Path(__file__).parents[1] / "scenarios"


class TestSchema(unittest.TestCase):
    maxDiff = 4000

    def test_the_schema_finds_something(self):
        xml = write(Definitions(processes=[Process(id="p")]))
        self.assertEqual(mistakes(xml), [])
        self.assertIn("processes", mistakes(xml.replace("process", "processes"))[0])
        self.assertTrue(mistakes(xml.replace(' id="p"', ' id="1 p"')))

    def test_files(self):
        for path in [*FILES.glob("*.bpmn"), *SCENARIOS.rglob("*.bpmn")]:
            try:
                definitions = read(path.read_bytes())
            except BpmnError:
                continue
            with self.subTest(name=path.name):
                self.assertEqual(mistakes(write(definitions)), [])
                self.assertEqual(mistakes(write(tidied(definitions))), [])

    @examples(200)
    @given(CHANCE, some.booleans())
    def test_random_ones(self, chance, is_drawn):
        maker = Maker(chance)
        definitions = maker.definitions()
        if is_drawn:
            maker.drawn(definitions)
        self.assertEqual(mistakes(write(definitions)), [])
