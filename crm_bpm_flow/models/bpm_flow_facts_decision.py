import json

from odoo import models

from ..tools.differences import Fact, Lines, Order


class BpmFlowNodeDecisionFacts(models.Model):
    """A step's decision table in facts, so that two versions can be compared."""

    _inherit = "bpm.flow.node"

    def _facts(self):
        facts = super()._facts()
        if self.decision_id:
            facts.update(self.decision_id._table_facts())
        return facts


class BpmFlowDecisionFacts(models.Model):
    _inherit = "bpm.flow.decision"

    def _table_facts(self):
        """Which rules count, the columns, and each rule in a line."""
        self.ensure_one()
        plain = self._plain()
        lines = [(self._rule_line(rule), _text(rule)) for rule in plain["rules"]]
        order = tuple((compared, line) for line, compared in lines)
        heads = _text([plain["inputs"], plain["outputs"]])
        return {
            "decision_policy": Fact(
                self.env._("Which rules count"), self._count_words()
            ),
            "decision_columns": Fact(
                self.env._("Columns of the table"), self._columns_line(plain), heads
            ),
            "decision_rules": Lines(self.env._("Rules of the table"), tuple(lines)),
            "decision_order": Order(self.env._("Order of the rules"), order),
        }

    def _count_words(self):
        names = ["hit_policy"]
        if self.hit_policy == "collect":
            names.append("aggregation")
        return ", ".join(
            dict(self._fields[name]._description_selection(self.env))[self[name]]
            for name in names
        )

    def _columns_line(self, plain):
        words = [self._input_words(row, self.res_model) for row in plain["inputs"]]
        names = [row["name"] for row in plain["outputs"]]
        return f"{', '.join(words)} → {', '.join(names)}"

    def _rule_line(self, rule):
        when = [text or "-" for text in rule["when"]]
        then = [text or "-" for text in rule["then"]]
        line = f"{' | '.join(when)} → {' | '.join(then)}"
        return f"{line} ({rule['note']})" if rule["note"] else line


def _text(value):
    return json.dumps(value, sort_keys=True)
