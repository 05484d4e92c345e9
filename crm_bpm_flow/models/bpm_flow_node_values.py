from odoo import fields, models
from odoo.exceptions import UserError

from ..engine.expression import ExpressionError, parse_script
from .bpm_flow_node_script import kept_value
from .bpmn_values import HEARING, value_fields
from .case_scope import CaseScope
from .evaluator import UNREADABLE, Evaluator
from .evaluator_asks import in_sight
from .own_values import (
    GIVEN,
    around,
    keep_own,
    put_values,
    split_everything,
    was_given,
)

IN_HELP = (
    "One line for each: name = formula. Only this step, and what is in it, knows them."
)
OUT_HELP = (
    "One line for each: name = formula. Then nothing else that the step was given "
    "goes on, but with a line * everything does. Empty: everything."
)


class BpmFlowNodeValues(models.Model):
    """Values of a step's own: what it begins with, what it hands on."""

    _inherit = "bpm.flow.node"

    values_in = fields.Text(string="Values of its own", help=IN_HELP)
    values_out = fields.Text(string="Hands on", help=OUT_HELP)
    loop_result = fields.Char(
        string="Results in", help="A value: the list of what each of them brought."
    )
    loop_result_item = fields.Char(string="Of each", help="A formula.")
    code_variable = fields.Char(
        string="Its code in", help="A value that gets the code of what was caught."
    )
    message_variable = fields.Char(
        string="Its text in", help="A value that gets the text of what was caught."
    )

    def _engine_row(self):
        handed = self.values_out and self.kind not in HEARING
        return {
            **super()._engine_row(),
            "has_values": bool(self.values_in or handed or self.loop_result),
            "keeps_code": bool(self.code_variable or self.message_variable),
        }

    def _as_element(self, definitions):
        """What somebody took away stays so, though the file's own words are kept."""
        element = super()._as_element(definitions)
        said = value_fields(element)
        gone = {name: "" for name in said if said[name] and not self[name]}
        if gone:
            element.settings = {**element.settings, **gone}
        return element

    def _value_texts(self):
        """Assignments besides its calculation, for whoever looks at mistakes."""
        texts = (self.values_in, split_everything(self.values_out)[0])
        return [text for text in texts if text]

    def _take_values(self, evaluator, case, state, token):
        """What the activity begins with, kept for whoever is in it."""
        if self.values_in:
            values = self._worked_out("values_in", evaluator, case, state, token)
            keep_own(case, token.id, values)

    def _give_values(self, evaluator, case, state, token):
        """What the activity hands on, to whatever is around it."""
        if was_given(case, token.id):
            return
        found = {}
        if self.values_out and self.kind not in HEARING:
            found = self._worked_out("values_out", evaluator, case, state, token)
        result = self._result_of(evaluator, case, state, token)
        keep_own(case, token.id, {}, **{GIVEN: True})
        values = {**found, **result}
        if values:
            outside = list(around(state, token))[1:]
            put_values(case, outside, values)
            case._tell_given(self, values)

    def _begin_results(self, case, state, token):
        """Nothing was brought yet: perhaps nobody has anything to do."""
        if self.loop_result:
            put_values(case, around(state, token), {self.loop_result: []})

    def _keep_code(self, case, state, token, code):
        """What is known of an error or escalation that this event caught."""
        values = {}
        if self.code_variable:
            values[self.code_variable] = code or False
        if self.message_variable:
            values[self.message_variable] = self._fault_text(code)
        put_values(case, around(state, token), values)
        case._tell_given(self, values)

    def _fault_text(self, code):
        """What the file says of an error: its text, or its name."""
        source = self.version_id.sudo().source or {}
        for root in (source.get("definitions") or {}).get("roots", {}).values():
            if root.get("kind") == "error" and code in (
                root.get("code"),
                root.get("id"),
            ):
                said = root.get("attributes") or {}
                texts = (said[key] for key in said if key.endswith("}errorMessage"))
                return next(texts, root.get("name") or code)
        return code or False

    def _worked_out(self, name, evaluator, case, state, token):
        text, _everything = split_everything(self[name])
        if not text:
            return {}
        scope = evaluator.scope(case, in_sight(case, state, token))
        try:
            found = parse_script(text).run(scope)
        except ExpressionError as error:
            sentence = self.env["bpm.flow.formula"]._sentence(error)
            raise evaluator._undecidable(self.name, sentence) from error
        except UNREADABLE as error:
            raise evaluator._undecidable(self.name, error) from error
        return {key: kept_value(value) for key, value in found.items()}

    def _result_of(self, evaluator, case, state, token):
        """The list of results with that of one instance in its place."""
        if not self.loop_result or not token.counter:
            return {}
        counters = in_sight(case, state, token)
        known = {**(case.variables or {}), **counters}
        found = known.get(self.loop_result)
        found = list(found) if isinstance(found, list) else []
        found += [None] * (token.counter - len(found))
        if self.loop_result_item:
            formula = self.loop_result_item
            value = evaluator.value(self.name, formula, case, counters)
            found[token.counter - 1] = kept_value(value)
        return {self.loop_result: found}

    def _bring(self, case, state, token, values):
        """What the step itself brought: its task, its calculation, its decision.

        Where it says what it hands on, all else stays with it.
        """
        if not values:
            return
        values = case._checked_variables(values)
        text, everything = split_everything(self.values_out)
        if text and not everything:
            keep_own(case, token.id, values)
        else:
            put_values(case, around(state, token), values)

    def _heard_values(self, payload, case=None, known=None):
        """What a message brings, by what its event says.

        :param case: that waited for it; None where it begins one
        :param dict known: values in sight of whoever waited
        """
        text, everything = split_everything(self.values_out)
        if not text or payload is None:
            return dict(payload or {})
        if case:
            counters = {**(known or {}), **payload}
            scope = Evaluator(case.version_id, case).scope(case, counters)
        else:
            scope = CaseScope(None, payload)
        try:
            found = parse_script(text).run(scope)
        except ExpressionError as error:
            sentence = self.env["bpm.flow.formula"]._sentence(error)
            raise UserError(
                self.env._(
                    "“%(step)s” cannot take the message: %(error)s",
                    step=self.name,
                    error=sentence,
                )
            ) from error
        found = {name: kept_value(value) for name, value in found.items()}
        return {**payload, **found} if everything else found

    def _put_heard(self, case, token_id, payload):
        """Give a case what a message brought to one of its tokens."""
        if not self.values_out and not case.loop_items:
            case._merge_variables(payload)
            return
        state = case._marking()
        token = state.tokens.get(token_id)
        if token is None:
            case._merge_variables(self._heard_values(payload, case))
            return
        values = self._heard_values(payload, case, in_sight(case, state, token))
        values = case._checked_variables(values)
        put_values(case, around(state, token), values)
