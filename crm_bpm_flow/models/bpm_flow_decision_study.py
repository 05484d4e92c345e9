import json
from datetime import date, datetime, time

from odoo import api, models
from odoo.tools import format_date, format_datetime

from ..engine.decisions import Domain, study
from ..engine.expression import ExpressionError, parse
from ..engine.expression.tree import path_of

MOST_TOLD = 3


class BpmFlowDecisionStudy(models.Model):
    """What can be said of a table without data: overlaps and holes, in words."""

    _inherit = "bpm.flow.decision"

    @api.model
    def _studied(self, plain, policy, model):
        """Sentences about a table; none about one with mistakes."""
        fields = [self._input_field(row["formula"], model) for row in plain["inputs"]]
        text = json.dumps(plain, sort_keys=True)  # by which it is remembered
        found = study(text, policy, tuple(map(self._domain_of, fields)))
        return [
            *(self._overlap_words(pair, policy) for pair in found.overlaps[:MOST_TOLD]),
            *(self._hidden_words(pair) for pair in found.hidden[:MOST_TOLD]),
            *(
                self.env._("Rule %s fits nothing at all.", rule + 1)
                for rule in found.never[:MOST_TOLD]
            ),
            *self._hole_words(found.hole, plain, model, fields),
        ]

    @api.model
    def _input_field(self, formula, model):
        """The field whose value an input is; None where it is none."""
        try:
            path = path_of(parse(formula).tree)
        except ExpressionError:
            return None
        current, field = self.env.get(model or ""), None
        for name in (path or "").removeprefix("record.").split("."):
            field = current._fields.get(name) if current is not None else None
            if field is None:
                return None
            current = self.env.get(field.comodel_name) if field.comodel_name else None
        return field

    def _domain_of(self, field):
        if field is None:
            return Domain()
        if field.type == "boolean":
            return Domain((True, False))
        if field.type == "selection":
            return Domain(tuple(field.get_values(self.env)))
        return Domain(whole=field.type in ("integer", "date"))

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------
    def _overlap_words(self, pair, policy):
        one, other = (number + 1 for number in pair)
        if policy == "any":
            return self.env._(
                "Rules %(one)s and %(other)s can both fit, and say different things.",
                one=one,
                other=other,
            )
        return self.env._(
            "Rules %(one)s and %(other)s can both fit.", one=one, other=other
        )

    def _hidden_words(self, pair):
        later, earlier = (number + 1 for number in pair)
        return self.env._(
            "Rule %(later)s never gets its turn: rule %(earlier)s fits whenever it "
            "does.",
            later=later,
            earlier=earlier,
        )

    def _hole_words(self, hole, plain, model, fields):
        if hole is None:
            return []
        parts = [
            self._piece_words(
                self._input_words(plain["inputs"][column], model), piece, fields[column]
            )
            for column, piece in hole
        ]
        line = self.env._(" and ").join(parts)
        if not line:
            return []
        return [self.env._("No rule fits when %s.", line)]

    def _piece_words(self, name, piece, field):
        low = self._value_words(piece.low, field)
        high = self._value_words(piece.high, field)
        return {
            "value": self.env._("%(name)s is %(value)s", name=name, value=low),
            "between": self.env._(
                "%(name)s is between %(low)s and %(high)s",
                name=name,
                low=low,
                high=high,
            ),
            "below": self.env._(
                "%(name)s is less than %(value)s", name=name, value=high
            ),
            "above": self.env._(
                "%(name)s is more than %(value)s", name=name, value=low
            ),
            "other": self.env._("%s is anything else", name),
            "nothing": self.env._("%s is empty", name),
        }[piece.kind]

    def _value_words(self, value, field):
        if isinstance(value, bool):
            return self.env._("yes") if value else self.env._("no")
        if isinstance(value, date):
            return self._moment_words(value)
        if isinstance(value, float) and value == int(value):
            return str(int(value))
        if field is not None and field.type == "selection":
            labels = dict(field._description_selection(self.env))
            return f"“{labels.get(value, value)}”"
        return f"“{value}”" if isinstance(value, str) else str(value)

    def _moment_words(self, value):
        if not isinstance(value, datetime):
            return format_date(self.env, value)
        if value.time() == time():
            return format_date(self.env, value.date())
        return format_datetime(self.env, value, dt_format="short")
