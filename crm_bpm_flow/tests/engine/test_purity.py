"""The layer rule: the engine needs nothing but Python."""

import subprocess
import sys
import unittest
from pathlib import Path

import engine

FOLDER = Path(engine.__file__).parent
FORBIDDEN = ("odoo", "lxml", "psycopg2", "dateutil")
INSIDE = ("error", "escalation", "compensation")
SCRIPT = """
import sys
from importlib import import_module
for name in {names!r}:
    import_module(name)
outside = {{name.partition(".")[0] for name in sys.modules}} & set({forbidden!r})
outside |= {{
    name for name in map(str, {{n.partition(".")[0] for n in sys.modules}})
    if name not in sys.stdlib_module_names and name != "engine"
    and not name.startswith("_")
}}
print(" ".join(sorted(outside)))
"""


class TestPurity(unittest.TestCase):
    def modules(self):
        for path in sorted(FOLDER.rglob("*.py")):
            parts = path.relative_to(FOLDER.parent).with_suffix("").parts
            yield ".".join(parts).removesuffix(".__init__")

    def test_imports_only_the_standard_library(self):
        script = SCRIPT.format(names=list(self.modules()), forbidden=FORBIDDEN)
        done = subprocess.run(
            [sys.executable, "-S", "-c", script],
            cwd=FOLDER.parent,
            capture_output=True,
            text=True,
            check=True,
        )
        self.assertEqual(done.stdout.strip(), "")

    def test_has_no_clock_and_no_io(self):
        for path in sorted(FOLDER.rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            for word in ("import time", "import os", "import random", "open("):
                plain = text.replace(".open(", "").replace("def open(", "")
                with self.subTest(path=path.name, word=word):
                    self.assertNotIn(word, plain)

    def test_files_stay_small(self):
        for path in sorted(FOLDER.rglob("*.py")):
            limit = 120 if path.parent.name == "behaviors" else 300
            lines = path.read_text(encoding="utf-8").count("\n")
            with self.subTest(path=path.name):
                self.assertLessEqual(lines, limit)

    def test_every_element_has_its_own_test_file(self):
        tests = Path(__file__).parent / "behaviors"
        for path in (FOLDER / "behaviors").glob("[!_]*.py"):
            with self.subTest(element=path.stem):
                self.assertTrue((tests / f"test_{path.stem}.py").exists())

    def test_every_element_is_known(self):
        known = set(engine.known_kinds())
        tasks = {"", "user", "manual", "receive", "send", "service", "script"}
        kinds = {f"{name}Task" if name else "task" for name in tasks}
        kinds |= {"businessRuleTask", "callActivity", "subProcess", "eventSubProcess"}
        kinds |= {"transaction", "adHocSubProcess"}
        gateways = ("exclusive", "parallel", "inclusive", "complex", "eventBased")
        kinds |= {f"{name}Gateway" for name in gateways}
        self.assertEqual({kind for kind, _event in known if "Event" not in kind}, kinds)

    def test_every_event_is_known(self):
        plain = ["", "message", "signal"]
        events = {
            "startEvent": [*plain, "timer", "conditional", *INSIDE],
            "intermediateCatchEvent": [*plain[1:], "timer", "conditional", "link"],
            "intermediateThrowEvent": [*plain, "escalation", "compensation", "link"],
            "boundaryEvent": [*plain[1:], "timer", "conditional", *INSIDE, "cancel"],
            "endEvent": [*plain, *INSIDE, "cancel", "terminate"],
        }
        for names in events.values():
            names.append("multiple")
        known = {(k, e) for k, e in engine.known_kinds() if k.endswith("Event")}
        expected = {(k, e or None) for k, names in events.items() for e in names}
        self.assertEqual(known, expected)
