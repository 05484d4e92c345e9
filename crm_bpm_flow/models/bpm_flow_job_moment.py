from contextlib import suppress

from odoo import api, fields, models
from odoo.models import MAGIC_COLUMNS, BaseModel

from ..engine.expression import ExpressionError
from ..tools.domains import domain_fields, parse_domain
from .bpm_flow_formula import formula_names
from .case_scope import told_value
from .evaluator import UNREADABLE, Evaluator, plain_value

PLAIN = (
    "boolean",
    "char",
    "date",
    "datetime",
    "float",
    "integer",
    "many2one",
    "monetary",
    "selection",
)
FORMULAS = (
    "condition",
    "loop_collection",
    "loop_condition",
    "loop_number",
    "message_key",
    "milestone",
    "user_formula",
)


class BpmFlowInstanceMoment(models.Model):
    _inherit = "bpm.flow.instance"

    def _values_now(self, node):
        """What a fault is to be understood by: the values of the case, and of its
        record what is filled in and what the step looks at, as far as the process may
        read it.

        :return: plain data
        """
        self.ensure_one()
        found = {"variables": dict(self.variables or {}), "record": {}}
        with self.env["bpm.flow.runtime"]._firewall([]):
            record = Evaluator(self.version_id, self).readable(self)
            if record and record.has_access("read"):
                found["record"] = _filled_in(record)
                for path in node._looked_at() if node else ():
                    with suppress(ExpressionError, *UNREADABLE):
                        found["record"][path] = _value_at(record, path)
        return found


class BpmFlowNodeMoment(models.Model):
    _inherit = "bpm.flow.node"

    def _looked_at(self):
        """Paths of the record that the step's own formulas and conditions name."""
        paths = {self.deadline_field, *self.action_ids.mapped("update_path")}
        texts = [self[name] for name in FORMULAS]
        texts += self.outgoing_ids.mapped("expression")
        domains = [self.condition_domain, *self.outgoing_ids.mapped("domain")]
        for text in filter(None, texts):
            paths.update(formula_names(text, script=False))
        if self.script:
            paths.update(formula_names(self.script, script=True))
        for domain in filter(None, domains):
            paths.update(domain_fields(parse_domain(domain)))
        return sorted(filter(None, paths))


class BpmFlowJobMoment(models.Model):
    """What an incident keeps of the moment in which it happened."""

    _inherit = "bpm.flow.job"

    # Read by code only: the words below show what their reader may know.
    moment = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    moment_values = fields.Text(
        string="Values of the case then", compute="_compute_moment_words"
    )
    moment_record = fields.Text(
        string="The record then", compute="_compute_moment_words"
    )

    @api.depends_context("uid", "lang")
    @api.depends("moment")
    def _compute_moment_words(self):
        for job in self:
            moment = job.sudo().moment or {}
            may_read = self.env.su or job.instance_id.can_manage
            values = moment.get("variables") if may_read else {}
            record = job._readable_values(moment.get("record")) if may_read else {}
            job.moment_values = _lines(values)
            job.moment_record = _lines(record)

    def _readable_values(self, values):
        """Those of them whose field the user may read, under their labels."""
        case = self.instance_id.sudo()
        if not values or case.res_model not in self.env:
            return {}
        record = self.env[case.res_model].browse(case.res_id)
        if record.sudo().exists() and not record.has_access("read"):
            return {}
        ways, fields_ = self.env["bpm.flow.transition"], record._fields
        return {
            ways._path_words(case.res_model, path): value
            for path, value in values.items()
            if (field := fields_.get(path.partition(".")[0]))
            and record._has_field_access(field, "read")
        }


def _filled_in(record):
    """{field: value} of the plain fields of a record that say something."""
    names = [
        name
        for name, field in record._fields.items()
        if field.store
        and field.type in PLAIN
        and name not in MAGIC_COLUMNS
        and record._has_field_access(field, "read")
    ]
    return {name: _plain(record[name]) for name in sorted(names) if record[name]}


def _value_at(record, path):
    """The value at the end of a path, as a formula finds it."""
    value = record
    for name in path.removeprefix("record.").split("."):
        value = value[name]
    return _plain(value)


def _plain(value):
    value = plain_value(value) if isinstance(value, BaseModel) else told_value(value)
    return value[:200] if isinstance(value, str) else value


def _lines(values):
    rows = (values or {}).items()
    return "\n".join(f"{name} = {_shown(value)}" for name, value in rows)


def _shown(value):
    return "" if value in (None, False, "") else value
