"""Timing that holds on a machine that does other things too.

What counts is the time for which the program and its database backend were busy, not
what the clock on the wall says. Ways of doing the same work take turns, a fixed probe
runs before each sample, and what is judged is the median of the samples in units of
their probe.
"""

import gc
import os
from dataclasses import dataclass, field
from statistics import median
from time import clock_gettime, perf_counter

QUICK = bool(os.environ.get("BENCH_QUICK"))


def cpu_seconds(pid):
    """For which a process was busy so far, its ended threads included (Linux)."""
    return clock_gettime((~pid << 3) | 2)


class Stopwatch:
    """Seconds of work of this process and others; where theirs cannot be known (they
    run elsewhere), seconds on the wall."""

    def __init__(self, *pids):
        self.pids = [os.getpid(), *pids]
        try:
            self.seconds()
        except OSError:
            self.seconds = perf_counter

    def seconds(self):
        return sum(map(cpu_seconds, self.pids))


def stopwatch(cr):
    return Stopwatch(cr._cnx.info.backend_pid)


def probe(cr, watch):
    """Seconds for a fixed piece of work: some Python, some round trips."""
    begin = watch.seconds()
    sum(i * i for i in range(200_000))
    for _trip in range(100):
        cr.execute("SELECT count(*) FROM ir_model_fields WHERE id < 500")
    return watch.seconds() - begin


@dataclass
class Samples:
    """What one way of doing the work took: for each sample time, probe, queries."""

    times: list = field(default_factory=list)
    probes: list = field(default_factory=list)
    queries: list = field(default_factory=list)

    def add(self, seconds, probed, queries):
        self.times.append(seconds)
        self.probes.append(probed)
        self.queries.append(queries)

    def milliseconds(self, usual_probe):
        """The median, as if the machine had been equally busy all the time."""
        pairs = zip(self.times, self.probes, strict=True)
        return median(t / p for t, p in pairs) * usual_probe * 1000

    @property
    def query_count(self):
        return round(median(self.queries))


def take(env, samples, work, undo=True, probed=True):
    """Run ``work(env)`` in a transaction of its own that leaves no trace.

    :param undo: False: the work's own commits stay
    :param probed: False: these samples are compared among themselves
    """
    watch = stopwatch(env.cr)
    if probed:
        gc.collect()
    unit = probe(env.cr, watch) if probed else 1
    env.cr.rollback()
    env.invalidate_all()
    before, begin = env.cr.sql_log_count, watch.seconds()
    work(env)
    env.flush_all()
    env.cr.precommit.run()
    seconds = watch.seconds() - begin
    samples.add(seconds, unit, env.cr.sql_log_count - before)
    if undo:
        env.cr.rollback()
    else:
        env.cr.commit()
    env.cr.clear()
    env.cr.postcommit.clear()


class Turns:
    """Ways of doing the same work, sample by sample in turn."""

    def __init__(self, **ways):
        """``ways``: name -> (env, work), where work takes the env."""
        self.ways = ways
        self.found = {name: Samples() for name in ways}

    def run(self, count, undo=True):
        for env, work in self.ways.values():  # the first one fills Odoo's caches
            take(env, Samples(), work, undo)
        for _sample in range(count):
            for name, (env, work) in self.ways.items():
                take(env, self.found[name], work, undo)
        return self

    @property
    def usual_probe(self):
        return median(p for s in self.found.values() for p in s.probes)

    def milliseconds(self, name):
        return self.found[name].milliseconds(self.usual_probe)

    def queries(self, name):
        return self.found[name].query_count
