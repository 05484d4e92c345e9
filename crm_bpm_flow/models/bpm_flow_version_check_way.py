from odoo import models
from odoo.fields import Domain

from ..tools.domains import parse_domain
from .bpm_flow_version_check import ERROR, finding


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
                error=error,
            )
            return [finding(ERROR, "no_field", way.bpmn_id, message)]
        return self._check_value(way) + self._check_formula(way)

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
