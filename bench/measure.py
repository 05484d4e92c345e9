"""Timing that holds on a machine that does other things too.

Ways of doing the same work take turns, a fixed probe runs before each sample, and what
is judged is the median of the samples in units of their probe.
"""

from dataclasses import dataclass, field
from statistics import median
from time import perf_counter


def probe(cr):
    """Seconds for a fixed piece of work: some Python, some round trips."""
    begin = perf_counter()
    sum(i * i for i in range(200_000))
    for _trip in range(100):
        cr.execute("SELECT count(*) FROM ir_model_fields WHERE id < 500")
    return perf_counter() - begin


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
        return median(self.queries)


def take(env, samples, work):
    """Run ``work(env)`` in a transaction of its own that leaves no trace."""
    probed = probe(env.cr)
    env.cr.rollback()
    env.invalidate_all()
    before, begin = env.cr.sql_log_count, perf_counter()
    work(env)
    env.flush_all()
    env.cr.precommit.run()
    seconds = perf_counter() - begin
    samples.add(seconds, probed, env.cr.sql_log_count - before)
    env.cr.rollback()
    env.cr.clear()


def verdict(value, limit):
    return "met" if value <= limit else "MISSED"
