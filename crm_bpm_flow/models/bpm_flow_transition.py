from contextlib import suppress

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.domains import check_values_domain, parse_domain, valueless_paths
from .evaluator import plain_value


class BpmFlowTransition(models.Model):
    """A sequence flow: from one step to another (BPMN 2.0, 8.3.13)."""

    _name = "bpm.flow.transition"
    _description = "Way Between Steps"
    _inherit = ["bpm.flow.part", "bpm.flow.erased"]
    _order = "version_id.id, sequence, id"

    version_id = fields.Many2one(
        "bpm.flow.version", required=True, index=True, ondelete="cascade"
    )
    bpmn_id = fields.Char(required=True)
    name = fields.Char(translate=True)
    sequence = fields.Integer(default=10)
    source_id = fields.Many2one(
        "bpm.flow.node",
        string="From",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('version_id', '=', version_id)]",
    )
    target_id = fields.Many2one(
        "bpm.flow.node",
        string="To",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('version_id', '=', version_id)]",
    )
    outcome_id = fields.Many2one(
        "bpm.flow.outcome",
        string="When the outcome is",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('version_id', '=', version_id)]",
    )
    domain = fields.Char(string="When the record fits")
    variable_domain = fields.Char(
        string="When the case's variables fit",
        help="A condition on the case's variables, for example "
        '[("amount", ">", 1000)].',
    )
    expression = fields.Char(
        string="When the formula holds",
        help="For example: amount > 1000 and partner_id.country_id.code == 'BE'. Also "
        "as other tools write it: ${amount > 1000}, =amount > 1000.",
    )
    is_default = fields.Boolean(string="Otherwise")
    source = fields.Json(
        prefetch=False,  # long, and asked for by nobody who runs or checks
        help="What an imported file says beyond what is used here.",
    )
    res_model = fields.Char(related="version_id.flow_id.res_model")

    _bpmn_id_uniq = models.UniqueIndex(
        "(version_id, bpmn_id)", "Two ways of a version have the same id."
    )

    def _has_domain(self):
        """Whether a condition says on which records or values it is taken."""
        self.ensure_one()
        texts = (self.domain, self.variable_domain)
        return any(text not in (False, "", "[]") for text in texts)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            source = self.env["bpm.flow.node"].browse(vals.get("source_id"))
            vals.setdefault("version_id", source.version_id.id)
            if source and not vals.get("bpmn_id"):
                vals["bpmn_id"] = source.version_id._free_bpmn_id("Flow")
        ways = super().create(vals_list)
        ways._check_may_ask()
        return ways

    def write(self, vals):
        result = super().write(vals)
        if "domain" in vals:
            self._check_may_ask()
        return result

    def _check_may_ask(self):
        """Its author must be able to read what it asks: the journal tells it on.

        A field that does not exist is the checker's matter.
        """
        if self.env.su:
            return
        for way in self.filtered("domain"):
            model = self.env.get(way.res_model)
            with suppress(ValueError):
                if model is not None:
                    model._search(parse_domain(way.domain))

    @api.constrains("domain", "variable_domain")
    def _check_domains(self):
        try:
            for way in self:
                parse_domain(way.domain)
                check_values_domain(way.variable_domain)
        except ValueError as error:
            raise ValidationError(
                self.env._("The condition cannot be read: %s", error)
            ) from error

    @api.constrains("source_id", "target_id", "version_id")
    def _check_one_version(self):
        for way in self:
            versions = way.source_id.version_id | way.target_id.version_id
            if versions != way.version_id:
                raise ValidationError(
                    self.env._("A way connects two steps of one version.")
                )

    def _is_conditional(self):
        self.ensure_one()
        return bool(
            parse_domain(self.domain)
            or parse_domain(self.variable_domain)
            or self.expression
        )

    def _engine_row(self):
        """What the engine's graph needs of it, as keyword arguments of ``Flow``."""
        return {
            "id": self.bpmn_id,
            "source": self.source_id.bpmn_id,
            "target": self.target_id.bpmn_id,
            "outcome": self.outcome_id.code or None,
            "condition": self.id if self._is_conditional() else None,
        }

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------
    def _label(self):
        """When this way is taken, in words."""
        self.ensure_one()
        if self.is_default:
            return self.env._("otherwise")
        if self.outcome_id:
            label = self.outcome_id.name
            if self._is_conditional():
                label = f"{label}, {self._condition_words()}"
            return label
        if self._is_conditional():
            return self.name or self._condition_words()
        return self.name or self.env._("then")

    def _exit_type(self):
        if self.is_default:
            return "default"
        if self.outcome_id:
            return "outcome"
        return "condition" if self._is_conditional() else "next"

    def _condition_words(self):
        """ "when Expected revenue > 1000 and Type = opportunity"."""
        return self.env._("when %s", ", ".join(self._condition_parts()))

    def _condition_parts(self):
        """Each comparison: ["Expected revenue > 1000", "Type = opportunity"]."""
        leaves = self._domain_words(self.res_model, self.domain)
        leaves += self._domain_words(self.res_model, self.variable_domain)
        if self.expression:
            formulas = self.env["bpm.flow.formula"]
            leaves.append(formulas._words(self.expression, self.res_model))
        return leaves

    def _domain_words(self, model, text):
        """Each comparison of a domain: ["Expected revenue > 1000"]."""
        return [
            f"{self._path_words(model, leaf[0])} {leaf[1]} "
            f"{self._value_words(model, leaf)}"
            for leaf in parse_domain(text)
            if isinstance(leaf, (list, tuple))
        ]

    def _path_words(self, model, path):
        labels, current = [], self.env.get(model)
        for name in str(path).split("."):
            field = current._fields.get(name) if current is not None else None
            if field is None:
                return str(path)
            labels.append(field._description_string(self.env))
            current = self.env.get(field.comodel_name) if field.comodel_name else None
        return " › ".join(labels)

    def _valueless_words(self, model, text):
        """Labels of the fields that a condition compares with nothing.

        :param str model: name of the model that the condition is about
        :param str text: the domain; of one that cannot be read nothing is said
        :return: str, with commas; empty when each has its value
        """
        with suppress(ValueError):
            paths = valueless_paths(parse_domain(text))
            return ", ".join(self._path_words(model, path) for path in paths)
        return ""

    def _value_words(self, model, leaf):
        path, _operator, value = leaf
        model = self.env.get(model)
        name = str(path).split(".")[0]
        field = model._fields.get(name) if model is not None else None
        ids = value if isinstance(value, (list, tuple)) else [value]
        if (
            field is not None
            and field.comodel_name
            and all(type(id_) is int for id_ in ids)
        ):
            # Everybody may read a definition, but not every record named in one.
            return plain_value(self.env[field.comodel_name].browse(ids).exists())
        if field is not None and field.type == "selection" and "." not in str(path):
            labels = dict(field._description_selection(self.env))
            return ", ".join(str(labels.get(one, one)) for one in ids)
        return value
