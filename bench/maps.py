"""Work on maps of 100 and of 300 elements: read, laid out, checked, proven (T15).

Databases: ours.

Random processes as people draw them: branches, loops, limits, lanes, sub-processes.
There is no peer; what counts is the slowest of them.
"""

import sys
from importlib import import_module
from statistics import median
from types import ModuleType

from figures import figure
from measure import QUICK, stopwatch
from stage import ROOT, open_database

ADDON = ROOT / "crm_bpm_flow"
MAPS, SAMPLES = (2, 1) if QUICK else (6, 3)
# Seconds for 100 and for 300 elements
LIMITS = {
    "import": (0.3, 1),
    "layout": (0.5, 2),
    "checks": (0.2, 0.2),
    "soundness": (2, 10),
}


def by_name(name):
    """A module of the add-on without Odoo and without the tests beside it."""
    for package in ("", ".tests", ".tests.bpmn"):
        found = sys.modules.setdefault(f"drawn{package}", ModuleType("drawn"))
        found.__path__ = [str(ADDON.joinpath(*package.split(".")))]
    return import_module(f"drawn.{name}")


def drawn(seed, size):
    """A process of at least so many elements, as a file without places."""
    people = by_name("tests.bpmn.people")
    for steps in range(size // 3, size, 3):
        found = people.People(seed).file(steps, pools=0)
        if len(found.processes[0].elements) >= size:
            return found
    raise ValueError(f"no map of {size} elements")


class Work:
    """What is done to one map."""

    def __init__(self, env, definitions):
        self.env, self.bpmn = env, by_name("bpmn")
        self.definitions = definitions
        self.file = self.bpmn.write(self.bpmn.completed(definitions))
        self.version = self.bring()
        self.verdict = self.version.prove()["verdict"]

    def bring(self):
        return self.env["bpm.flow"].import_bpmn(self.file).draft_id

    def ways(self):
        return {
            "import": self.bring,
            "layout": lambda: self.bpmn.completed(self.definitions),
            "checks": self.version.check,
            "soundness": self.version.prove,
        }

    def seconds(self, act):
        watch, found = stopwatch(self.env.cr), []
        for _sample in range(SAMPLES):
            self.env.flush_all()
            self.env.invalidate_all()
            begin = watch.seconds()
            with self.env.cr.savepoint() as savepoint:
                act()
                self.env.flush_all()
                found.append(watch.seconds() - begin)
                savepoint.rollback()
        return median(found)


def main():
    env = open_database("ours")
    for place, size in enumerate((100, 300)):
        works = [Work(env, drawn(seed, size)) for seed in range(1, MAPS + 1)]
        for what, limits in LIMITS.items():
            slowest = max(work.seconds(work.ways()[what]) for work in works)
            told = f"{what}, {size} elements"
            if what == "soundness":
                told += f": {', '.join(sorted({work.verdict for work in works}))}"
            figure("T15", told, slowest, limits[place], unit="s")
        env.cr.rollback()


main()
