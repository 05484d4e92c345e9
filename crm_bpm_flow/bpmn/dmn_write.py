"""Decision tables as a file of DMN 1.3 that other tools read.

Cells and inputs are written in FEEL; what FEEL cannot say keeps our own words and
says so (``expressionLanguage``), so that reading the file again gives the same.
"""

from lxml import etree

from ..engine.decisions.feel_words import (
    feel_of_formula,
    feel_of_test,
    feel_of_value,
    feel_of_values,
)
from ..engine.expression import ExpressionError
from ..engine.expression.feel_writing import NotInFeel
from .dmn import OURS, POLICIES, TOGETHER
from .names import OWN
from .raw import safe_id

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
THEIR_POLICIES = {ours: theirs for theirs, ours in POLICIES.items()}
THEIR_AGGREGATIONS = {ours: theirs for theirs, ours in TOGETHER.items()}
THEIR_TYPES = {"text": "string", "number": "number", "boolean": "boolean"}
THEIR_TYPES["date"] = "date"


def write_decisions(decisions, name="decisions"):
    """The text of a file with these.

    :param decisions: list of ``Decision``; what they need is among them
    """
    return _Writer(decisions, name).text()


class _Writer:
    def __init__(self, decisions, name):
        self.root = etree.Element(f"{{{DMN}}}definitions", nsmap={None: DMN})
        for key, value in (("id", "definitions"), ("name", name), ("namespace", OWN)):
            self.root.set(key, value)
        self.taken, self.ids = {"definitions"}, {}
        for decision in decisions:
            self.ids[decision.id] = self._free(safe_id(decision.id))
        for decision in decisions:
            self._decision(decision)

    def text(self):
        etree.indent(self.root)
        found = etree.tostring(self.root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{found}\n'

    def _free(self, wanted):
        found, number = wanted, 1
        while found in self.taken:
            number += 1
            found = f"{wanted}_{number}"
        self.taken.add(found)
        return found

    def _add(self, parent, kind, **attributes):
        element = etree.SubElement(parent, f"{{{DMN}}}{kind}")
        element.set("id", self._free(f"{parent.get('id')}_{kind}"))
        for key, value in attributes.items():
            if value:
                element.set(key, value)
        return element

    def _said(self, element, text, translate):
        """In FEEL, else as it is."""
        child = etree.SubElement(element, f"{{{DMN}}}text")
        try:
            child.text = translate(text)
        except (NotInFeel, ExpressionError):
            child.text = text
            element.set("expressionLanguage", OURS)

    def _decision(self, decision):
        element = etree.SubElement(self.root, f"{{{DMN}}}decision")
        element.set("id", self.ids[decision.id])
        element.set("name", decision.name)
        outputs = decision.table["outputs"]
        kind = THEIR_TYPES.get(outputs[0]["type"]) if len(outputs) == 1 else None
        if decision.variable:
            self._add(element, "variable", name=decision.variable, typeRef=kind)
        for need in decision.needs:
            need_element = self._add(element, "informationRequirement")
            required = etree.SubElement(need_element, f"{{{DMN}}}requiredDecision")
            required.set("href", f"#{self.ids[need]}")
        if _is_formula(decision):
            formula = self._add(element, "literalExpression")
            self._said(formula, decision.table["rules"][0]["then"][0], feel_of_value)
        else:
            self._table(element, decision)

    def _table(self, parent, decision):
        plain = decision.table
        table = self._add(parent, "decisionTable")
        table.set("hitPolicy", THEIR_POLICIES[decision.policy])
        together = THEIR_AGGREGATIONS.get(decision.aggregation)
        if decision.policy == "collect" and together:
            table.set("aggregation", together)
        for row in plain["inputs"]:
            head = self._add(table, "input", label=row["label"])
            inside = self._add(head, "inputExpression")
            self._said(inside, row["formula"], feel_of_formula)
        for row in plain["outputs"]:
            self._output(table, row)
        for row in plain["rules"]:
            self._rule(table, row)

    def _output(self, table, row):
        kind = THEIR_TYPES.get(row["type"])
        head = self._add(table, "output", name=row["name"], typeRef=kind)
        if row["values"]:
            values = self._add(head, "outputValues")
            self._said(values, row["values"], feel_of_values)
        if row["default"]:
            default = self._add(head, "defaultOutputEntry")
            self._said(default, row["default"], feel_of_value)

    def _rule(self, table, row):
        rule = self._add(table, "rule")
        if row["note"]:
            etree.SubElement(rule, f"{{{DMN}}}description").text = row["note"]
        for cell in row["when"]:
            self._said(self._add(rule, "inputEntry"), cell, feel_of_test)
        for cell in row["then"]:
            self._said(self._add(rule, "outputEntry"), cell, feel_of_value)


def _is_formula(decision):
    """Whether it is no table, but one formula, as it may have been in its file."""
    plain = decision.table
    if plain["inputs"] or len(plain["outputs"]) != 1 or len(plain["rules"]) != 1:
        return False
    (output,), (rule,) = plain["outputs"], plain["rules"]
    more = output["values"] or output["default"] or rule["note"]
    named = output["name"] == decision.variable
    return named and not more and decision.policy == "unique"
