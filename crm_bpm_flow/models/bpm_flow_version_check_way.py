from odoo import models
from odoo.fields import Domain

from ..tools.domains import parse_domain
from .bpm_flow_version_check import ERROR, WARNING, finding
from .condition_words import reason


class BpmFlowVersionCheckWay(models.Model):
    """What the checker says about conditions."""

    _inherit = "bpm.flow.version"

    def _check_way(self, way):
        """Findings about one way: fields that its condition reads."""
        model = self.env.get(self.res_model)
        if model is None:
            return []
        try:
            Domain(parse_domain(way.domain)).validate(model)
        except ValueError as error:
            message = self.env._(
                "The condition after “%(step)s” cannot be decided: %(error)s",
                step=way.source_id.name,
                error=reason(self.env, error),
            )
            return [finding(ERROR, "no_field", way.bpmn_id, message)]
        found = self._check_value(way) + self._check_formula(way)
        return found + self._check_always_taken(way)

    def _check_always_taken(self, way):
        """At a choice a way without a condition closes those behind it for ever."""
        source = way.source_id
        if source.kind != "exclusiveGateway" or way.is_default or way.outcome_id:
            return []
        if way._is_conditional():
            return []
        place = (way.sequence, way.id)
        closed = (source.outgoing_ids - way).filtered(
            lambda w: w.is_default or (w.sequence, w.id) > place
        )
        if not closed:
            return []
        message = self.env._(
            "After “%(step)s” the way to “%(target)s” is always taken: say when, or "
            "that it is taken otherwise.",
            step=source.name,
            target=way.target_id.name,
        )
        return [finding(WARNING, "always_taken", way.bpmn_id, message)]

    def _check_value(self, way):
        fields = way._valueless_words(self.res_model, way.domain)
        if not fields:
            return []
        message = self.env._(
            "The condition after “%(step)s” never holds: no value is chosen for "
            "%(fields)s.",
            step=way.source_id.name,
            fields=fields,
        )
        return [finding(ERROR, "no_value", way.bpmn_id, message)]

    def _check_formula(self, way):
        mistake = way.expression and self.env["bpm.flow.formula"]._mistake(
            way.expression, self.res_model
        )
        if not mistake:
            return []
        message = self.env._(
            "The formula after “%(step)s” cannot be used: %(error)s",
            step=way.source_id.name,
            error=self.env["bpm.flow.formula"]._sentence(mistake),
        )
        return [finding(ERROR, "formula", way.bpmn_id, message)]
