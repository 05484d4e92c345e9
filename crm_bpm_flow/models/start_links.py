"""What starts what without a person: processes and automation rules, by what they
write."""

from collections import defaultdict
from typing import NamedTuple

from ..engine.conditions import AllOf, Asks, never_holds
from ..tools.domains import parse_domain
from .bpm_flow_start import VALUE_FIELDS
from .condition_reader import ConditionReader
from .const import PUBLISHED

CREATES = ("on_create", "on_create_or_write")
CHANGES = ("on_write", "on_create_or_write")
# Odoo's own triggers on one field; ours are among them.
FIELD_TRIGGERS = {
    **VALUE_FIELDS,
    "on_priority_set": "priority",
    "on_state_set": "state",
    "on_archive": "active",
    "on_unarchive": "active",
}
CREATED, UNKNOWN = "\0created", object()


class Wrote(NamedTuple):
    """What an action writes.

    :param field: name, or ``CREATED``
    :param value: plain value; ``UNKNOWN`` where it is reckoned
    """

    model: str
    field: str
    value: object = UNKNOWN


class Links:
    """Processes ("flow", id) and foreign automation rules ("rule", id), and which of
    them can set off which.

    :param draft: the version that stands for its process; others by what is published
    """

    def __init__(self, draft):
        self.env = draft.sudo().env
        self.draft = draft.sudo()
        self._versions = {}
        self._listeners = self._find_listeners()

    def itself(self):
        return ("flow", self.draft.flow_id.id)

    def following(self, element):
        """Elements that this one can set off, each once."""
        kind, id_ = element
        actions = self._actions_of_flow(id_) if kind == "flow" else self._rule(id_)
        found = {}
        for action in actions:
            for other in self._set_off(action):
                found[other] = None
        if kind == "flow":
            for flow in self._version(id_).node_ids.called_flow_id:
                found["flow", flow.id] = None
        return list(found)

    def name(self, element):
        """A process or rule as its reader calls it."""
        kind, id_ = element
        if kind == "flow":
            return self.env["bpm.flow"].browse(id_).name
        return self.env["base.automation"].browse(id_).name

    def opaque(self):
        """Names of the draft's steps whose doings cannot be looked into: code."""
        nodes = self.draft.node_ids
        return [n.name for n in nodes if "code" in n.action_ids.mapped("state")]

    # ------------------------------------------------------------------
    # What is written
    # ------------------------------------------------------------------
    def _version(self, flow_id):
        if flow_id == self.draft.flow_id.id:
            return self.draft
        return self.env["bpm.flow"].browse(flow_id).version_id

    def _actions_of_flow(self, flow_id):
        return self._version(flow_id).node_ids.action_ids

    def _rule(self, rule_id):
        return self.env["base.automation"].browse(rule_id).action_server_ids

    def _set_off(self, action):
        if action.state == "multi":
            for child in action.child_ids:
                yield from self._set_off(child)
        elif action.state == "bpm_start" and action.bpm_flow_id:
            yield ("flow", action.bpm_flow_id.id)
        else:
            for wrote in self._writes(action):
                yield from self._heard(wrote)

    def _writes(self, action):
        """Facts that an action writes; of code nothing is known."""
        if action.state == "object_create" and action.crud_model_id:
            yield Wrote(action.crud_model_id.model, CREATED)
        if action.state != "object_write" or not action.update_field_id:
            return
        field = action.update_field_id
        yield Wrote(field.model, field.name, _value_of(action))

    # ------------------------------------------------------------------
    # Who listens
    # ------------------------------------------------------------------
    def _find_listeners(self):
        """{model: [(element, trigger, fields or nothing for any, domain text)]}"""
        found = defaultdict(list)
        for start in self._starts():
            domain = start._prepare_automation_vals()["filter_domain"]
            self._listen(
                found, start.res_model, ("flow", start.flow_id.id), start, domain
            )
        rules = self.env["base.automation"].search([("bpm_start_id", "=", False)])
        for rule in rules:
            element = ("rule", rule.id)
            self._listen(found, rule.model_name, element, rule, rule.filter_domain)
        return found

    def _listen(self, found, model, element, row, domain):
        names = (
            row.field_ids if row._name == "bpm.flow.start" else row.trigger_field_ids
        )
        fields = set(names.mapped("name"))
        if row.trigger in FIELD_TRIGGERS:
            fields = {FIELD_TRIGGERS[row.trigger]}
        found[model].append((element, row.trigger, fields, domain))

    def _starts(self):
        """Start rules of the draft's process and of all published ones."""
        starts = self.env["bpm.flow.start"].search([("flow_id.active", "=", True)])
        mine = self.draft.flow_id
        return starts.filtered(
            lambda s: (
                s.res_model in self.env
                and (s.flow_id == mine or s.flow_id.version_id.state == PUBLISHED)
            )
        )

    def _heard(self, wrote):
        for element, trigger, fields, domain in self._listeners.get(wrote.model, ()):
            if wrote.field == CREATED:
                hears = trigger in CREATES
            else:
                known = trigger in CHANGES or trigger in FIELD_TRIGGERS
                hears = known and (not fields or wrote.field in fields)
            if hears and self._can_fit(wrote, domain):
                yield element

    def _can_fit(self, wrote, text):
        """Whether a record on which that was written may fit a condition at all."""
        if (
            wrote.field == CREATED
            or wrote.value is UNKNOWN
            or wrote.model not in self.env
        ):
            return True
        reader = ConditionReader(self.env[wrote.model])
        kind = reader.field_kind(wrote.field)
        if kind is None or not kind.fits(wrote.value):
            return True
        try:
            tree, kinds = reader.of_domain(parse_domain(text))
        except ValueError:  # a condition of an administrator's, with code in it
            return True
        written = Asks(wrote.field, "=", wrote.value)
        return not never_holds(AllOf((tree, written)), {**kinds, wrote.field: kind})


def _value_of(action):
    """What an action writes, where that is a plain value."""
    if action.evaluation_type != "value":
        return UNKNOWN
    kind = action.update_field_id.ttype
    if kind == "selection" and action.selection_value:
        return action.selection_value.value
    if kind == "many2one" and action.resource_ref:
        return action.resource_ref.id
    if kind == "boolean":
        return action.update_boolean_value == "true"
    if kind in ("integer", "float", "monetary"):
        try:
            return float(action.value)
        except (TypeError, ValueError):
            return UNKNOWN
    return action.value if kind == "char" and action.value else UNKNOWN
