from odoo import models

from .bpmn_settings import group_called
from .transfer_rows import REMINDER_FIELDS, action_values, without_powers


class BpmFlowNodeImportWhole(models.Model):
    _inherit = "bpm.flow.node"

    def _import_whole(self, settings, found):
        """What lies on the step itself."""
        self.ensure_one()
        version = self.version_id
        self._note_people(settings, found, self.bpmn_id)
        self._note_approvers(settings.get("approval"), found)
        calendar = found(settings.get("calendar"))
        if calendar:
            self.calendar_id = calendar
        version._note_missing(self.bpmn_id, found, made="calendar")
        told = settings.get("condition_domain")
        if isinstance(told, list):
            text = found.domain(told)
            if not version._note_missing(self.bpmn_id, found, made="domain", told=told):
                self.condition_domain = text
        self._note_fields(settings.get("required"))
        self._import_reminders(settings.get("reminders"))
        version._in_languages(self, settings.get("words"))
        for name in ("outcome", "checklist"):
            told = settings.get(f"{name}_words") or ()
            for row, words in zip(self[f"{name}_ids"], told, strict=False):
                version._in_languages(row, words)

    def _note_approvers(self, approval, found):
        rows = approval.get("approvers") if isinstance(approval, dict) else ()
        for line, told in zip(self.approver_ids, rows or (), strict=False):
            line._note_people(told, found, self.bpmn_id, approver=line.id)

    def _note_fields(self, names):
        """Ask about fields to fill in that the record does not have here."""
        here = set(self.sudo().required_field_ids.mapped("name"))
        for name in names if isinstance(names, list) else ():
            if name not in here:
                label = f"{self.res_model}:{name}"
                ref = {"model": "ir.model.fields", "xmlid": "", "name": label}
                self.version_id._note(self.bpmn_id, "missing", ref=ref, made="field")

    def _import_reminders(self, rows):
        if not isinstance(rows, list):
            return
        roles, vals_list = {r.name: r.id for r in self.version_id.role_ids}, []
        for told in rows:
            outcome = self.outcome_ids.filtered(
                lambda o, t=told: t.get("outcome") in (o.code, o.name)
            )
            values = {n: told[n] for n in REMINDER_FIELDS if n in told}
            values["node_id"] = self.id
            values["role_id"] = roles.get(told.get("role"))
            values["outcome_id"] = outcome[:1].id
            vals_list.append(values)
        self.env["bpm.flow.reminder"].create(vals_list)

    def _actions_to_import(self, rows, found):
        """:return: list of (step, values of a server action, what the file says)"""
        version, known = self.version_id, []
        for told in rows:
            name = str(told.get("name") or "")
            values = action_values(self.env, told, found)
            args = {"made": "action", "told": without_powers(told), "name": name}
            if not version._note_missing(self.bpmn_id, found, **args):
                known.append((self, {**values, "bpm_node_id": self.id}, told))
        return known

    def _left_out(self, name, error):
        """The step lacks an action that whoever imports may not make."""
        self.version_id._note(self.bpmn_id, "not_allowed", name=name, why=str(error))
        self.sudo().left_out = ", ".join(filter(None, (self.left_out, name)))


class BpmFlowWhoImport(models.AbstractModel):
    _inherit = "bpm.flow.who"

    def _note_people(self, told, found, element, **args):
        """Ask about people, groups and teams that the file names and nobody here is."""
        known = {
            "users": ("res.users", set(self.user_ids.mapped("login"))),
            "teams": ("crm.team", set(self.team_ids.mapped("name"))),
        }
        for name, (model, here) in known.items():
            for label in told.get(name) or ():
                if label not in here:
                    ref = {"model": model, "xmlid": "", "name": str(label)}
                    self.version_id._note(
                        element, "missing", ref=ref, made="people", **args
                    )
        for name in told.get("groups") or ():
            if not group_called(self.env, str(name)):
                ref = {"model": "res.groups", "xmlid": "", "name": str(name)}
                self.version_id._note(
                    element, "missing", ref=ref, made="people", **args
                )
