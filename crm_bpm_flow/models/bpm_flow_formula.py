import re

from odoo import api, models

from ..engine.expression import FUNCTIONS, ExpressionError, parse, parse_script

# a text in quotes is left alone: no field is meant there
PATH_OR_TEXT = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\W\d]\w*(?:\.[^\W\d]\w*)*(?![\w(])"""
)


class BpmFlowFormula(models.AbstractModel):
    """Formulas in words: what is wrong with one, and where."""

    _name = "bpm.flow.formula"
    _description = "Formula"

    @api.model
    def _mistake(self, text, model=None, script=False):
        """What cannot be read in a formula, or asks for a field that is not there.

        :param str text: see ``engine.expression``
        :param model: technical name of the record's model, to look for its fields
        :param bool script: a calculation, see ``engine.expression.script``
        :return: ``ExpressionError``, or None
        """
        try:
            names = formula_names(text, script)
        except ExpressionError as error:
            return error
        for path in sorted(names):
            missing = self._missing_field(model, path)
            if missing:
                start = max(text.find(path), 0) + path.find("." + missing) + 1
                position = text.find(missing, start)
                return ExpressionError(
                    "unknown_field", position if position >= 0 else None, name=missing
                )
        return None

    def _missing_field(self, model, path):
        """The first name of a path that leads nowhere; names that are no field of the
        record may be values of the case."""
        names = path.split(".")
        current = self.env.get(model or "")
        if current is None:
            return None
        if names[0] == "record":
            names.pop(0)
        elif names[0] not in current._fields:
            return None
        for name in names:
            if current is None:
                return None
            field = current._fields.get(name)
            if field is None:
                return name
            current = self.env.get(field.comodel_name) if field.comodel_name else None
        return None

    @api.model
    def _sentence(self, error):
        """What an ``ExpressionError`` means, in a plain sentence."""
        code, values = error.code, dict(error.message_args or {})
        for group in (self._reading_words, self._value_words, self._moment_words):
            words = group(values).get(code)
            if words:
                return words
        return self.env._("The formula cannot be used (%s).", code)

    def _reading_words(self, v):
        found = v.get("found", "")
        return {
            "empty": self.env._("Type a formula."),
            "too_long": self.env._("The formula is too long."),
            "too_deep": self.env._("Too many brackets are open at once."),
            "bad_character": self.env._("“%s” has no meaning here.", found),
            "bad_number": self.env._("“%s” is no number.", found),
            "bad_escape": self.env._("“%s” cannot stand in a text.", found),
            "unclosed_string": self.env._("A closing quote is missing."),
            "unexpected": self.env._("“%s” is not expected here.", found),
            "unexpected_end": self.env._("The formula stops too early."),
            "expected": self.env._(
                "“%(expected)s” is expected here, not “%(found)s”.",
                expected=v.get("expected", ""),
                found=found,
            ),
            "chained_comparison": self.env._(
                "Compare two values at a time and join the comparisons by “and”."
            ),
            "unknown_function": self.env._(
                "There is no function “%s”.", v.get("function", "")
            ),
            "argument_count": self.env._(
                "“%s” is given too many or too few values.", v.get("function", "")
            ),
            "bad_target": self.env._("“%s” cannot be given a value.", found),
            "dialect": self.env._(
                "“%s” has no translation from the language it is written in.", found
            ),
        }

    def _value_words(self, v):
        name, operation = v.get("name", ""), v.get("operation", "")
        return {
            "unknown_name": self.env._(
                "“%s” is neither a value of the case nor a field of the record.", name
            ),
            "unknown_field": self.env._("There is no field “%s”.", name),
            "none_value": self.env._("“%s” is given an empty value.", operation),
            "bad_types": self.env._(
                "“%(operation)s” does not go with %(types)s.",
                operation=operation,
                types=_listed(v.get("types")),
            ),
            "bad_value": self.env._(
                "“%(operation)s” cannot take “%(found)s”.",
                operation=operation,
                found=v.get("found", ""),
            ),
            "division_by_zero": self.env._("Something is divided by zero."),
            "too_large": self.env._("The result is too large."),
            "too_much_work": self.env._("The formula takes too long."),
            "no_clock": self.env._("“%s” is not known here.", operation),
        }

    def _moment_words(self, v):
        found = v.get("found", "")
        return {
            "bad_duration": self.env._("“%s” is no length of time.", found),
            "bad_moment": self.env._("“%s” is no date.", found),
            "bad_cycle": self.env._("“%s” is no repetition.", found),
        }

    @api.model
    def _words(self, text, model=None):
        """A formula for people to read: fields by their labels."""
        try:
            bare = parse(text).to_text()
        except ExpressionError:
            return text
        fields = self.env[model]._fields if model in self.env else {}
        ways = self.env["bpm.flow.transition"]

        def word(match):
            path = match[0].removeprefix("record.")
            known = path.partition(".")[0] in fields
            return ways._path_words(model, path) if known else match[0]

        return PATH_OR_TEXT.sub(word, bare)

    @api.model
    def _functions(self):
        """Names of the functions that a formula may use, for the editor."""
        return sorted(FUNCTIONS)


def formula_names(text, script=False):
    """Dotted paths that a formula or a calculation reads.

    :raises ExpressionError: it cannot be read
    """
    return (parse_script if script else parse)(text).names


def _listed(types):
    return ", ".join(types) if isinstance(types, (list, tuple)) else str(types or "")
