"""Short ways to write a table down."""

import json
import unittest
from datetime import datetime

from engine.decisions import DecisionError, Domain, Reader, read_table, study
from engine.expression import Scope

NOW = datetime(2026, 3, 2, 9, 0)


def plain(heads, *rules, **outputs):
    """``plain("amount, client -> discount", ">= 10, 'Gold' -> 5")``: cells by ``|``.

    :param outputs: more about an output: ``discount={"type": "number"}``
    """
    inputs, names = (_cells(part) for part in heads.split("->"))
    return {
        "inputs": [{"formula": formula} for formula in inputs],
        "outputs": [{"name": name, **outputs.get(name, {})} for name in names],
        "rules": [
            dict(zip(("when", "then"), map(_cells, rule.split("->")), strict=True))
            for rule in rules
        ],
    }


def _cells(text):
    return [cell.strip() for cell in text.split("|")] if text.strip() else []


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
