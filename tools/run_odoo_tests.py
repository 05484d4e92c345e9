"""Odoo's command line with a recorder of tests and of the log's complaints.

    run_odoo_tests.py RECORD <Odoo's arguments>

RECORD gets one JSON line for each test and for each warning or error of the log.
Runs with the same folder in DEV_SHARED share the tests: who comes to a class takes it.
"""

import itertools
import json
import logging
import os
import re
import sys
import threading
from pathlib import Path

from test_summary import matches, read_rules

import odoo.cli
from odoo.tests import HttpCase
from odoo.tests.result import OdooTestResult
from odoo.tests.suite import OdooSuite

HOOT_DONE = re.compile(
    r"\[HOOT\].*?(?:Passed (?P<all>\d+) tests"
    r"|Failed (?P<failed>\d+) tests \((?P<passed>\d+) passed)",
    re.DOTALL,
)


class Recorder(logging.Handler):
    """Keep the facts about the running tests, from their results and from the log."""

    def __init__(self, path):
        super().__init__(logging.INFO)
        self._file = Path(path).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115
        self._writing = threading.Lock()
        self.test = None
        self.reporting = False  # a failed test's own report is no complaint of the log

    def write(self, **facts):
        with self._writing:
            self._file.write(json.dumps(facts) + "\n")

    def emit(self, record):
        message = record.getMessage()
        if record.levelno >= logging.WARNING and not self.reporting:
            self.write(
                kind="log",
                level=record.levelname,
                logger=record.name,
                text=self._with_traceback(record, message),
                test=self.test and self.test["id"],
            )
        elif "[HOOT]" in message and (done := HOOT_DONE.search(message)):
            self.write(
                kind="hoot",
                passed=int(done["all"] or done["passed"]),
                failed=int(done["failed"] or 0),
            )

    @staticmethod
    def _with_traceback(record, message):
        if not record.exc_info:
            return message
        return f"{message}\n{logging.Formatter().formatException(record.exc_info)}"

    def start(self, test):
        self.test = {"kind": "test", "id": test.id(), "result": "passed", "text": ""}
        self.test["may_repeat"] = isinstance(test, HttpCase)
        self._begin = os.times().elapsed  # a clock that tests do not stop

    def stop(self):
        seconds = round(os.times().elapsed - self._begin, 3)
        self.write(**self.test, seconds=seconds)
        self.test = None

    def fail(self, test, text):
        if self.test:
            self.test.update(result="failed", text=self.test["text"] + text)
        else:  # the set-up of a class, which has no test of its own
            self.write(kind="test", id=str(test), result="failed", text=text)

    def retry(self, text):
        self.test.update(result="retried", text=text)

    def skip(self, test, reason):
        if self.test:
            self.test.update(result="skipped", text=reason)
        else:
            self.write(kind="test", id=str(test), result="skipped", text=reason)


def watch_results(recorder):
    """Tell the recorder what Odoo's own test result is told."""
    original = {
        name: getattr(OdooTestResult, name)
        for name in ("startTest", "stopTest", "addSkip", "logError")
    }

    def start_test(self, test):
        recorder.start(test)
        original["startTest"](self, test)

    def stop_test(self, test):
        original["stopTest"](self, test)
        recorder.stop()

    def add_skip(self, test, reason):
        recorder.skip(test, reason)
        original["addSkip"](self, test, reason)

    def log_error(self, flavour, test, error):
        text = self._exc_info_to_string(error, test)
        if self._soft_fail:
            recorder.retry(text)
        else:
            recorder.fail(test, text)
        recorder.reporting = True
        try:
            original["logError"](self, flavour, test, error)
        finally:
            recorder.reporting = False

    OdooTestResult.startTest = start_test
    OdooTestResult.stopTest = stop_test
    OdooTestResult.addSkip = add_skip
    OdooTestResult.logError = log_error


def share_classes(folder):
    """Let a suite run only those classes that no other run has begun."""
    original = OdooSuite.run

    def is_free(test_class):
        try:
            (folder / f"{test_class.__module__}.{test_class.__name__}").touch(
                exist_ok=False
            )
        except FileExistsError:
            return False
        return True

    def run(self, *args, **kwargs):
        classes = itertools.groupby(self._tests, type)
        # One after the other: a class is taken when it is about to run.
        free = (tests for test_class, tests in classes if is_free(test_class))
        self._tests = itertools.chain.from_iterable(free)
        return original(self, *args, **kwargs)

    OdooSuite.run = run


def drop_allowed_warnings():
    """Odoo repeats a browser test that a warning was logged in: not for known ones."""
    allowed = read_rules("log_allowed.txt")
    logging.getLogger("py.warnings").addFilter(
        lambda record: not matches(allowed, f"{record.name}: {record.getMessage()}")
    )


def main():
    """Run Odoo's command line with the recorder listening."""
    recorder = Recorder(sys.argv.pop(1))
    # A browser on a busy machine may be late: it gets a second chance, and the summary
    # says so.
    HttpCase._tests_run_count = 2
    watch_results(recorder)
    if shared := os.environ.get("DEV_SHARED"):
        share_classes(Path(shared))
    drop_allowed_warnings()
    logging.getLogger().addHandler(recorder)
    odoo.cli.main()


if __name__ == "__main__":
    main()
