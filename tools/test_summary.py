"""Say what the tests did: each failure, each complaint of the log, and one last line.

    test_summary.py RECORD...     (JSON lines, see run_odoo_tests.py)

The exit code is 0 when something ran, nothing failed and the log had no complaint.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
LONG_RUN = 300  # seconds; from then on the slowest classes are named


def read_rules(name):
    """Return the regular expressions of a list file: one a line, `` # ``, why."""
    rules = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        rule = line.partition(" # ")[0].strip()
        if rule and not rule.startswith("#"):
            rules.append(re.compile(rule, re.DOTALL))
    return rules


def read_records(paths):
    """Yield the facts of all files; of a browser test's two tries, the second."""
    for path in map(Path, paths):
        tests = {}
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for fact in map(json.loads, lines):
            if fact.get("may_repeat"):
                fact["again"] = fact["id"] in tests
                tests[fact["id"]] = fact
            else:
                yield fact
        yield from tests.values()


def matches(rules, text):
    return any(rule.search(text) for rule in rules)


class Summary:
    """Counts and findings of one test run."""

    def __init__(self, known=()):
        self.passed = self.skipped = 0
        self.failures = []
        self.known_failures = []
        self.tried_twice = []
        self.complaints = []
        self.seconds = Counter()  # of each class
        self._said = set()
        self._known = known
        self._allowed = read_rules("log_allowed.txt")

    def add(self, fact):
        getattr(self, f"_add_{fact['kind']}")(fact)

    def _add_test(self, fact):
        self.seconds[class_of(fact["id"])] += fact.get("seconds", 0)
        if fact.get("again"):
            self.tried_twice.append(fact)
        if fact["result"] == "passed":
            self.passed += 1
        elif fact["result"] == "skipped":
            self.skipped += 1
        elif matches(self._known, fact["id"]):
            self.known_failures.append(fact)
        else:
            self.failures.append(fact)

    def _add_hoot(self, fact):
        self.passed += fact["passed"]
        self.failures += [{"id": "a hoot test", "text": ""}] * fact["failed"]

    def _add_log(self, fact):
        if fact["test"] and matches(self._known, fact["test"]):
            return
        words = f"{fact['logger']}: {fact['text']}"
        if words not in self._said and not matches(self._allowed, words):
            self._said.add(words)
            self.complaints.append(fact)

    @property
    def is_good(self):
        return bool(self.passed and not self.failures and not self.complaints)

    def lines(self):
        """The report, ending with the line that other programs count."""
        for fact in self.failures:
            yield f"\nFAILED {fact['id']}\n{indent(fact['text'])}"
        for fact in self.complaints:
            during = f" (during {fact['test']})" if fact["test"] else ""
            yield f"\n{fact['level']} in the log, {fact['logger']}{during}"
            yield indent(fact["text"])
        yield ""
        if self.seconds.total() > LONG_RUN:
            slowest = self.seconds.most_common(10)
            yield "Slowest: " + ", ".join(f"{name} {s:.0f} s" for name, s in slowest)
        for fact in self.tried_twice:
            yield f"Tried twice: {fact['id']}"
        for fact in self.failures:
            yield f"FAILED  {fact['id']}"
        if self.complaints:
            yield f"FAILED  {len(self.complaints)} warnings or errors in the log"
        if self.known_failures:
            yield f"Known, fails without this add-on too: {len(self.known_failures)}"
        if self.skipped:
            yield f"Skipped: {self.skipped}"
        if not self.passed and not self.failures:
            yield "FAILED  nothing ran"
        yield self.last_line()

    def last_line(self):
        failed = len(self.failures) + bool(self.complaints)
        if not failed and not self.passed:
            failed = 1
        return f"{self.passed} passed, {failed} failed"


def class_of(test_id):
    """The class of ``package.module.Class.test``."""
    return test_id.split(".")[-2] if test_id.count(".") > 1 else test_id


def indent(text, lines=60):
    rows = text.rstrip().splitlines()
    if len(rows) > lines:
        rows = [*rows[:10], "...", *rows[10 - lines :]]
    return "\n".join(f"    {row}" for row in rows)


def main(arguments):
    """Print the report; return the exit code."""
    known = read_rules("core_known_failures.txt") if "--core" in arguments else ()
    summary = Summary(known)
    for fact in read_records(a for a in arguments if not a.startswith("--")):
        summary.add(fact)
    print(*summary.lines(), sep="\n")
    return 0 if summary.is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
