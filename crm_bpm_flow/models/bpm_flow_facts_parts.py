from odoo import models

from ..tools.differences import Fact, Lines, Order
from ..tools.domains import parse_domain
from .const import PEOPLE_KINDS
from .ir_actions_server import OWNER_FIELDS

# What an action does, of which code and addresses are compared only.
ACTION_FACTS = {"code", "webhook_url", *OWNER_FIELDS} - {
    "automated_name",
    "bpm_node_id",
    "model_id",
    "name",
    "sequence",
    "state",
}
# Said together as one moment.
DELAY = {
    "deadline_amount",
    "deadline_unit",
    "deadline_from",
    "deadline_field",
    "deadline_calendar",
    "calendar_id",
    "timer_kind",
    "timer_text",
}


class BpmFlowNode(models.Model):
    """A step in facts: its own, its ways and the rows that belong to it."""

    _inherit = "bpm.flow.node"

    def _no_facts(self):
        return super()._no_facts() | DELAY | {"kind", "event"}

    def _facts(self):
        facts = super()._facts()
        name = facts.pop("name")._replace(usual=True)
        kind = Fact(self.env._("Kind of step"), self._kind_label())
        return {
            "name": name,
            "kind": kind._replace(ref=(self.kind, self.event or False)),
            "when": Fact(self._when_label(), self._when_words()),
            **self._outcome_facts(),
            **facts,
            **self._row_facts(),
        }

    def _when_label(self):
        if self.kind in PEOPLE_KINDS:
            return self.env._("Deadline")
        return self.env._("When")

    def _when_words(self):
        """The moment with everything that it is counted by."""
        line = self._delay_words()
        if not line or (self.deadline_calendar == "clock" and not self.timer_text):
            return line
        name = "timer_kind" if self.timer_text else "deadline_calendar"
        more = dict(self._fields[name]._description_selection(self.env)).get(self[name])
        if self.calendar_id and not self.timer_text:
            more = self.calendar_id.sudo().display_name
        return f"{line} ({more})" if more else line

    def _outcome_facts(self):
        outcomes = self.outcome_ids.sorted(lambda o: (o.sequence, o.id))
        facts = {
            ("outcome", o.code): Fact(self.env._("Outcome"), o._line())
            for o in outcomes
        }
        if outcomes:
            rows = tuple((o.code, o.name) for o in outcomes)
            facts["outcomes"] = Order(self.env._("Order of the outcomes"), rows)
        return facts

    def _row_facts(self):
        """Rows of all other kinds that a copy of the step takes along."""
        facts = {}
        for name, field in self._fields.items():
            if field.type != "one2many" or name == "outcome_ids":
                continue
            if not (field.copy or name == "action_ids"):
                continue
            rows = self.sudo()[name] if name == "action_ids" else self[name]
            lines = tuple(row._fact_row() for row in rows)
            facts[name] = Lines(field._description_string(self.env), lines)
        return facts

    def _way_facts(self, keys):
        """Where it leads.

        :param dict keys: {way: its key in both versions}
        """
        ways = self.outgoing_ids.sorted(lambda w: (w.is_default, w.sequence, w.id))
        facts = {}
        for way in ways:
            target = way.target_id.name
            ref = self._step_ref(way.target_id)
            facts["way", keys[way]] = Fact(way._fact_label(), target, ref)
            what = self.env._("Way to “%s”, when", target)
            facts["when", keys[way]] = Fact(what, way._when_fact(), way._when_ref())
            what = self.env._("Way to “%s”, name", target)
            facts["name", keys[way]] = Fact(what, way.name or "", usual=True)
        if self.kind in ("exclusiveGateway", "complexGateway"):
            rows = tuple((keys[way], way._label()) for way in ways)
            facts["ways"] = Order(self.env._("Order of the ways"), rows)
        return facts


class BpmFlowTransition(models.Model):
    _inherit = "bpm.flow.transition"

    def _fact_label(self):
        if self._exit_type() == "next":
            return self.env._("Leads to")
        return self.env._("Way “%s” leads to", self._label())

    def _when_fact(self):
        """What decides about it; nothing for a way that is always taken."""
        if self.is_default:
            return self.env._("otherwise")
        parts = [self.outcome_id.name] if self.outcome_id else []
        if self._is_conditional():
            parts.append(self._condition_words())
        return ", ".join(parts)

    def _when_ref(self):
        """The condition as it is written: its words do not tell "and" from "or"."""
        domains = [repr(parse_domain(d)) for d in (self.domain, self.variable_domain)]
        code = self.outcome_id.code
        return self.is_default, code, *domains, self.expression or ""


class BpmFlowApprover(models.Model):
    _inherit = "bpm.flow.approver"

    def _no_facts(self):
        return super()._no_facts() | {"key"}


class BpmFlowOutcome(models.Model):
    _inherit = "bpm.flow.outcome"

    def _no_facts(self):
        return super()._no_facts() | {"code"}

    def _line(self):
        """ "Reached (good, asks for a comment)"."""
        styles = dict(self._fields["style"]._description_selection(self.env))
        facts = [styles[self.style].lower()] if self.style != "secondary" else []
        for name in ("require_comment", "skip_requirements"):
            if self[name]:
                label = self._fields[name]._description_string(self.env)
                facts.append(label.lower())
        return f"{self.name} ({', '.join(facts)})" if facts else self.name


class BpmFlowReminder(models.Model):
    _inherit = "bpm.flow.reminder"

    def _line(self):
        """ "30 min before the deadline: Tell Sellers"."""
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("moment", "action")
        }
        time = {
            "minutes": self.env._("%s min", self.amount),
            "hours": self.env._("%s h", self.amount),
            "days": self.env._("%s d", self.amount),
        }[self.unit]
        moment, act = labels["moment"][self.moment], labels["action"][self.action]
        whom = self.role_id.name if self.action != "outcome" else self.outcome_id.name
        return f"{time} {moment}: {act}{f' {whom}' if whom else ''}"


# Settings of an action that are told, not only compared.
SHOWN = {
    "bpm_document_type_id",
    "bpm_register",
    "bpm_send",
    "bpm_template_id",
    "bpm_variable",
}


class IrActionsServer(models.Model):
    _inherit = "ir.actions.server"

    def _fact_row(self):
        """An automatic step's action: its kind and name, then what it is set to.

        Code and addresses are compared, and not shown: not everybody may read them.
        """
        labels = dict(self._fields["state"]._description_selection(self.env))
        facts = [f"{labels.get(self.state, self.state)}: {self.name}"]
        compared = [self.state, self.name]
        for name in sorted(ACTION_FACTS & self._fields.keys()):
            value = self[name]
            if not value:
                continue
            is_rows = isinstance(value, models.BaseModel)
            compared.append((name, tuple(value.ids) if is_rows else str(value)))
            if name in ("update_path", "value") and self.state == "object_write":
                facts.append(str(value))
            elif name in SHOWN:
                facts.append(self._shown_fact(name, value))
        return " ".join(facts), tuple(compared)

    def _shown_fact(self, name, value):
        """A setting by its label; yes needs no more words."""
        label = self._fields[name]._description_string(self.env)
        if value is True:
            return f"({label})"
        words = value.display_name if isinstance(value, models.BaseModel) else value
        return f"({label}: {words})"
