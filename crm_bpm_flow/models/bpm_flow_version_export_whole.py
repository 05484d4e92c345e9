from odoo import models

from .bpmn_settings import who_settings
from .transfer_names import Names
from .transfer_rows import (
    CARRIED,
    action_settings,
    carried_settings,
    reminder_settings,
    start_settings,
)

FORMAT = 1
WHOLE = ("format", "lang", "flow", "roles", "starts", "records", "words", "called")
FLOW_WORDS = ("name", "description")
NODE_WORDS = ("name", "instruction")


class BpmFlowVersionExportWhole(models.Model):
    """All that a process needs in another database, in its own file.

    For whoever may write the process; readers get its map and its settings.
    """

    _inherit = "bpm.flow.version"

    def _to_export(self):
        definitions = super()._to_export()
        (process,) = definitions.processes
        process.settings = {k: v for k, v in process.settings.items() if k not in WHOLE}
        process.documentation = self.flow_id.description or ""
        reader = self.with_user(self.env.uid)
        if reader.flow_id.has_access("write"):
            self._add_whole(process, Names(reader.env))
        return definitions

    def _add_whole(self, process, names):
        nodes = {node.bpmn_id: node for node in self.node_ids}
        ways = {way.bpmn_id: way for way in self.transition_ids}
        for element in process.elements:
            if element.id in nodes:
                more = nodes[element.id]._whole_settings(names)
                element.settings = {**element.settings, **more}
        for flow in process.flows:
            if flow.id in ways:
                more = ways[flow.id]._whole_settings(names)
                flow.settings = {**flow.settings, **more}
        records = [
            record
            for record in self._carried()
            if record.with_env(names.env).has_access("read")
        ]
        told = {
            "format": FORMAT,
            "lang": names.lang,
            "flow": self._flow_settings(names),
            "roles": [self._role_settings(role, names) for role in self.role_ids],
            "starts": [start_settings(start, names) for start in self._starts()],
            "records": [carried_settings(record, names) for record in records],
            "words": names.words(self.flow_id, FLOW_WORDS),
        }
        told = {name: value for name, value in told.items() if value not in ([], {})}
        process.settings = {**process.settings, **told}

    def _flow_settings(self, names):
        flow = self.flow_id
        found = {"model": flow.res_model, "restart_guard": flow.restart_guard}
        if flow.storm_limit:
            found["storm_limit"] = flow.storm_limit
        if flow.category_id:
            found["category"] = names.ref(flow.category_id)
        return found

    def _role_settings(self, role, names):
        words = names.words(role, ("name",))
        found = {"name": role.name, **who_settings(role)}
        return {**found, "words": words} if words else found

    def _starts(self):
        return self.flow_id.with_context(active_test=False).start_ids

    def _carried(self):
        """Mail templates and the like, which steps and starts use."""
        actions = self.node_ids.action_ids
        found = [*actions.template_id, *actions.sms_template_id]
        found += [r for r in actions.mapped("resource_ref") if r and r._name in CARRIED]
        for start in self._starts():
            if start.value_id and start.value_model in CARRIED:
                found.append(self.env[start.value_model].browse(start.value_id))
        unique = {(record._name, record.id): record for record in found}
        return sorted(unique.values(), key=lambda r: (r._name, r.display_name))


class BpmFlowNodeExportWhole(models.Model):
    _inherit = "bpm.flow.node"

    def _whole_settings(self, names):
        self.ensure_one()
        with_powers = names.env.is_system()
        reminders = [reminder_settings(row) for row in self.reminder_ids]
        found = {
            "actions": [
                action_settings(action, names, with_powers)
                for action in self.action_ids.sorted(_action_order)
            ],
            "reminders": sorted(reminders, key=str),
            "calendar": names.ref(self.calendar_id),
            "words": names.words(self, NODE_WORDS),
            "outcome_words": [names.words(o, ("name",)) for o in self.outcome_ids],
            "checklist_words": [names.words(c, ("name",)) for c in self.checklist_ids],
        }
        if self.condition_domain not in (False, "", "[]"):
            told = names.domain(self.res_model, self.condition_domain)
            found["condition_domain"] = told
        return {name: value for name, value in found.items() if _says(value)}


class BpmFlowTransitionExportWhole(models.Model):
    _inherit = "bpm.flow.transition"

    def _whole_settings(self, names):
        self.ensure_one()
        found = {"words": names.words(self, ("name",))}
        if self.domain not in (False, "", "[]"):
            found["domain"] = names.domain(self.res_model, self.domain)
        return {name: value for name, value in found.items() if _says(value)}


def _action_order(action):
    return (action.sequence, action.name or "", action.id)


def _says(value):
    return any(value) if isinstance(value, list) else bool(value)
