"""Tests of engine/, bpmn/ and documents/, without a database and without Odoo.

    run_engine_tests.py RECORD [CLASS | CLASS.METHOD | --hostile]...

Without a class all of them run, but those of files that are made to hurt: they take
longer, and run by themselves.

The add-on's own ``__init__`` imports Odoo, so packages of the same name and place
stand in for it and for ``tests``: relative imports work as they do inside Odoo, and
``import engine`` too.
"""

import importlib
import importlib.abc
import json
import sys
import time
import traceback
import types
import unittest
from pathlib import Path

ADDON = Path(__file__).resolve().parent.parent / "crm_bpm_flow"
LAYERS = ("engine", "bpmn", "documents")
HOSTILE = "hostile"


class NoOdoo(importlib.abc.MetaPathFinder):
    """These layers must not need Odoo: whoever imports it here is told so."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "odoo":
            raise ImportError(f"{', '.join(LAYERS)} are tested without Odoo.")


class Result(unittest.TextTestResult):
    """Write one JSON line for each test that ran."""

    record = None

    def startTest(self, test):
        self._facts = {"kind": "test", "id": test.id(), "result": "passed", "text": ""}
        self._begin = time.monotonic()
        super().startTest(test)

    def stopTest(self, test):
        super().stopTest(test)
        seconds = round(time.monotonic() - self._begin, 3)
        self._write({**self._facts, "seconds": seconds})

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._facts.update(result="skipped", text=reason)

    def addError(self, test, err):
        super().addError(test, err)
        self._note_failure(test, err)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._note_failure(test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._note_failure(test, err)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._facts.update(result="failed", text="It was expected to fail.")

    def _note_failure(self, test, err):
        text = self._exc_info_to_string(err, test)
        if isinstance(test, unittest.TestCase):
            self._facts.update(result="failed", text=text)
        else:  # a whole class or module could not be set up
            facts = {"kind": "test", "id": test.id(), "result": "failed", "text": text}
            self._write(facts)

    def _write(self, facts):
        self.record.write(json.dumps(facts) + "\n")


def stand_in(name, folder):
    """Make a package of that name without running its ``__init__``."""
    module = types.ModuleType(name)
    module.__path__ = [str(folder)]
    sys.modules[name] = module


def load(wanted):
    """Return the suite of all layers, or of the wanted classes or ``Class.method``.

    With ``--hostile``: of the files that are made to hurt.
    """
    stand_in("crm_bpm_flow", ADDON)
    stand_in("crm_bpm_flow.tests", ADDON / "tests")
    sys.path.insert(0, str(ADDON))
    suite = unittest.TestSuite()
    classes = wanted - {f"--{HOSTILE}"}
    for layer in layers_of(wanted, classes):
        for path in sorted((ADDON / "tests" / layer).glob("**/test_*.py")):
            relative = path.relative_to(ADDON.parent).with_suffix("")
            suite.addTests(load_file(".".join(relative.parts)))
    if not classes:
        return suite
    return unittest.TestSuite(t for t in flat(suite) if is_wanted(t, classes))


def layers_of(wanted, classes):
    if classes:
        return (*LAYERS, HOSTILE)
    return (HOSTILE,) if wanted else LAYERS


def load_file(name):
    """Load one test file; one that cannot be imported is a failed test."""
    loader = unittest.TestLoader()
    try:
        return loader.loadTestsFromModule(importlib.import_module(name))
    except Exception:  # noqa: BLE001 - whatever the file raises
        text = traceback.format_exc()

        def test(self):
            self.fail(text)

        case = type("Import", (unittest.TestCase,), {name: test})
        return unittest.TestSuite([case(name)])


def flat(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flat(test)
        else:
            yield test


def is_wanted(test, wanted):
    name = type(test).__name__
    return name in wanted or f"{name}.{test.id().rpartition('.')[2]}" in wanted


def main(record, wanted):
    """Run them; the exit code says whether all passed."""
    sys.meta_path.insert(0, NoOdoo())
    with Path(record).open("w", encoding="utf-8") as Result.record:
        runner = unittest.TextTestRunner(resultclass=Result, verbosity=1)
        result = runner.run(load(set(wanted)))
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
