from odoo import api, models

from ..engine.decisions.kinds import ANYTHING
from .case_scope import told_value


class BpmFlowDecisionWords(models.Model):
    """What is wrong with a table, in words and with its cell."""

    _inherit = "bpm.flow.decision"

    @api.model
    def _sentence(self, error, decision):
        """A ``DecisionError`` of a table, with the place it is about."""
        words = self._mistake_words(error)
        if error.place is None:
            return words
        return self._placed(error.place, words, decision._plain(), decision.res_model)

    @api.model
    def _placed(self, place, words, plain, model):
        column = self._column_words(place, plain, model)
        if place.rule is None:
            return self.env._("%(column)s: %(words)s", column=column, words=words)
        return self.env._(
            "rule %(rule)s, %(column)s: %(words)s",
            rule=place.rule + 1,
            column=column,
            words=words,
        )

    @api.model
    def _column_words(self, place, plain, model):
        if place.part in ("input", "when"):
            return self._input_words(plain["inputs"][place.column], model)
        name = plain["outputs"][place.column]["name"]
        return f"“{name}”" if name else self.env._("result %s", place.column + 1)

    @api.model
    def _input_words(self, column, model):
        """What an input's column is called: its label, else its formula in words."""
        formulas = self.env["bpm.flow.formula"]
        words = column["label"] or formulas._words(column["formula"], model)
        return f"“{words}”"

    @api.model
    def _mistake_words(self, error):
        """What a ``DecisionError`` means, in a plain sentence."""
        if error.code == "formula":
            return self.env["bpm.flow.formula"]._sentence(error.cause)
        values = error.values
        for group in (self._name_words, self._result_words):
            if words := group(values).get(error.code):
                return words
        return self.env._("The table cannot be used (%s).", error.code)

    def _name_words(self, values):
        name = values.get("name", "")
        return {
            "no_name": self.env._("Give the result a name."),
            "bad_name": self.env._(
                "“%s” cannot be the name of a value: use letters, digits and “_”, "
                "without spaces.",
                name,
            ),
            "same_name": self.env._("There are two results “%s”.", name),
            "no_values": self.env._("Say which result is more important than which."),
            "not_numbers": self.env._("These results cannot be put together so."),
        }

    def _result_words(self, values):
        found, rules = values.get("found"), self._rules_words(values.get("rules"))
        return {
            "several_hits": self.env._("rules %s fit, but only one may.", rules),
            "different": self.env._(
                "rules %s fit, but they say different things.", rules
            ),
            "not_in_values": self.env._(
                "“%s” is not among the values in their order.", told_value(found)
            ),
            "wrong_type": self.env._(
                "“%(found)s” is no %(type)s.",
                found=found,
                type=self._kind_words().get(values.get("type"), ""),
            ),
        }

    @api.model
    def _rules_words(self, rules):
        """Rules by their numbers, counted from 1."""
        return ", ".join(str(number + 1) for number in rules or ())

    @api.model
    def _kind_words(self):
        """Kinds of results, as they are offered."""
        return {
            ANYTHING: self.env._("anything"),
            "text": self.env._("text"),
            "number": self.env._("number"),
            "boolean": self.env._("yes or no"),
            "date": self.env._("date"),
        }
