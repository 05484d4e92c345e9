"""Tables that are asked for what they say."""

import json
import unittest
from datetime import datetime

from engine.decisions import DecisionError, Domain, Reader, read_table, study
from engine.expression import Scope

from ...table_words import plain  # noqa: F401 (for the test modules)

NOW = datetime(2026, 3, 2, 9, 0)


class TableCase(unittest.TestCase):
    """What a table says for some data."""

    def decide(self, table, policy="unique", aggregation="list", **values):
        return read_table(table, policy, aggregation).decide(Scope(values, NOW))

    def outputs(self, *args, **values):
        return self.decide(*args, **values).outputs

    def error(self, *args, **values):
        with self.assertRaises(DecisionError) as caught:
            self.decide(*args, **values)
        return caught.exception

    def mistakes(self, table, *how):
        """``{code: place}`` of all that cannot be read."""
        return {e.code: tuple(e.place) for e in Reader(table, *how).mistakes}

    def study(self, table, policy="unique", *domains):
        domains = tuple(Domain(*domain) for domain in domains)
        return study(json.dumps(table), policy, domains)
