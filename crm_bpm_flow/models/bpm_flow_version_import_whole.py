from odoo import models
from odoo.exceptions import AccessError, UserError

from ..tools.carriers import Batch
from ..tools.domains import domain_fields, parse_domain
from .const import DRAFT
from .transfer_found import Found, is_ref
from .transfer_names import Names
from .transfer_rows import (
    CARRIED,
    carried_settings,
    start_values,
)

NOTHING_LOST = (AccessError, UserError, ValueError)


class BpmFlowVersionImportWhole(models.Model):
    """What one of our own files says beyond the standard: roles, server actions,
    reminders, starts, records, translations.

    All of it is made with the rights of whoever imports: what he may not make stays
    away, and the page of the import says so.
    """

    _inherit = "bpm.flow.version"

    def _fill_from_bpmn(self, process, definitions):
        self = self._speaking(process.settings.get("lang"))
        actions = {}
        for element in process.elements:
            # Not on the row: there all readers of the process would find them.
            told = element.settings.pop("actions", None)
            if isinstance(told, list) and told:
                actions[element.id] = [row for row in told if isinstance(row, dict)]
        settings = process.settings
        kept = {n: settings.pop(n) for n in ("starts", "records") if n in settings}
        result = super()._fill_from_bpmn(process, definitions)
        if settings.get("format"):
            found = Found(self.env)
            self._import_records(kept.get("records"), found)
            self._import_flow(process, kept, found)
            self._import_roles(settings.get("roles"), found)
            nodes = {node.bpmn_id: node for node in self.node_ids}
            known = []
            for element in process.elements:
                node = nodes.get(element.id)
                if node:
                    node._import_whole(element.settings, found)
                    rows = actions.get(element.id, ())
                    known += node._actions_to_import(rows, found)
            self._import_actions(known)
            self._import_same_as(process, nodes)
            self._import_domains(process, found)
        return result

    def _import_actions(self, known):
        """Server actions, all at once; where one may not be made, each by itself.

        :param known: list of (step, values, what the file says)
        """
        try:
            self._make_actions(known)
        except NOTHING_LOST as error:
            if len(known) == 1:
                ((node, values, _told),) = known
                node._left_out(values.get("name") or "", error)
                return
            for row in known:
                self._import_actions([row])

    def _make_actions(self, known):
        with self.env.cr.savepoint():
            vals_list = [values for _node, values, _told in known]
            actions = self.env["ir.actions.server"].create(vals_list)
            for action, (_node, _values, told) in zip(actions, known, strict=True):
                self._in_languages(action, told.get("words"))

    def _speaking(self, lang):
        """In the file's own language, where it is installed."""
        installed = dict(self.env["res.lang"].get_installed())
        return self.with_context(lang=lang) if lang in installed else self

    def _note(self, element, code, **args):
        """A line for the page of the import, when there is one."""
        notes = self.env.context.get("bpm_notes")
        if isinstance(notes, Batch):
            notes.append((self.flow_id.id, element, code, args))

    def _note_missing(self, element, found, **args):
        """A question for each thing that is not here; whether there was any."""
        missing = found.take_missing()
        for ref in missing[:1] if "made" in args else missing:
            self._note(element, "missing", ref=ref, **args)
        return bool(missing)

    def _in_languages(self, row, words):
        """Translations into the languages that are installed here."""
        if not isinstance(words, dict):
            return
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        for code in installed:
            told = words.get(code)
            if isinstance(told, dict):
                fields = {
                    name: str(text)
                    for name, text in told.items()
                    if name in row._fields and row._fields[name].translate
                }
                row.with_context(lang=code).write(fields)

    # ------------------------------------------------------------------
    # The process
    # ------------------------------------------------------------------
    def _import_flow(self, process, kept, found):
        settings = process.settings
        flow, told = self.flow_id, settings.get("flow") or {}
        is_new = len(flow.version_ids) == 1 and self.state == DRAFT
        if told.get("model") not in (None, flow.res_model):
            self._note(flow.code, "other_model", model=str(told["model"]))
        if not is_new:
            return
        values = {"name": process.name or flow.name}
        guards = dict(flow._fields["restart_guard"].selection)
        if told.get("restart_guard") in guards:
            values["restart_guard"] = told["restart_guard"]
        if isinstance(told.get("storm_limit"), int):
            values["storm_limit"] = told["storm_limit"]
        category = found(told.get("category"))
        if category:
            values["category_id"] = category.id
        found.take_missing()  # nothing depends on a category
        flow.write(values)
        self._in_languages(flow, settings.get("words"))
        if not flow.with_context(active_test=False).start_ids:
            for start in kept.get("starts") or ():
                self._import_start(start, found)

    def _import_start(self, told, found):
        """A rule; it works once a version is published."""
        if not isinstance(told, dict):
            return False
        element, name = self.flow_id.code, str(told.get("name") or "")
        values = start_values(self.env, told, found, self.res_model)
        if self._note_missing(element, found, made="start", told=told, name=name):
            return False
        try:
            with self.env.cr.savepoint():
                values["flow_id"] = self.flow_id.id
                start = self.env["bpm.flow.start"].create(values)
                self._in_languages(start, told.get("words"))
        except NOTHING_LOST as error:
            self._note(element, "not_allowed", name=name, why=str(error))
            return False
        return start

    def _import_records(self, rows, found):
        """Mail templates and the like, where none of that name is here."""
        for told in rows if isinstance(rows, list) else ():
            if not is_ref(told) or told["model"] not in CARRIED:
                continue
            record = found(told)
            found.take_missing()
            if record is None:
                self._make_record(told, found)
            elif self._says_else(record, told):
                self._note(self.flow_id.code, "differs", **_ref(told))

    def _says_else(self, record, told):
        here = carried_settings(record.sudo(), Names(self.env))["values"]
        return here != {k: v for k, v in told.get("values", {}).items() if v}

    def _make_record(self, told, found):
        model = self.env[told["model"]]
        fields = [n for n in CARRIED[told["model"]] if n in model._fields]
        given = told.get("values") or {}
        values = {n: given[n] for n in fields if n in given}
        values["name"] = str(told.get("name") or self.flow_id.name)
        if "model_id" in model._fields:
            values["model_id"] = self.env["ir.model"]._get_id(self.res_model)
        try:
            with self.env.cr.savepoint():
                record = model.create(values)
                self._in_languages(record, told.get("words"))
        except NOTHING_LOST as error:
            self._note(
                self.flow_id.code, "not_allowed", name=values["name"], why=str(error)
            )
            return
        found.made(told, record)
        self._note(self.flow_id.code, "made", **_ref(told))

    # ------------------------------------------------------------------
    # Roles and people
    # ------------------------------------------------------------------
    def _import_roles(self, rows, found):
        for told in rows if isinstance(rows, list) else ():
            if not isinstance(told, dict) or not told.get("name"):
                continue
            role = self.role_ids.browse(self._import_role(told))
            self._in_languages(role, told.get("words"))
            role._note_people(told, found, role.name, role=role.id)

    def _import_same_as(self, process, nodes):
        for element in process.elements:
            node, settings = nodes.get(element.id), element.settings
            if node is None:
                continue
            same = nodes.get(settings.get("same_as"))
            if same:
                node.same_as_node_id = same
            approvers = (settings.get("approval") or {}).get("approvers", ())
            for line, told in zip(node.approver_ids, approvers, strict=False):
                if nodes.get(told.get("same_as")):
                    line.same_as_node_id = nodes[told["same_as"]]
        for told in process.settings.get("roles", ()):
            role = self.role_ids.filtered(lambda r, t=told: r.name == t.get("name"))
            if nodes.get(told.get("same_as")):
                role[:1].same_as_node_id = nodes[told["same_as"]]

    def _import_domains(self, process, found):
        ways = {way.bpmn_id: way for way in self.transition_ids}
        for flow in process.flows:
            way, told = ways.get(flow.id), flow.settings.get("domain")
            if way is None:
                continue
            self._in_languages(way, flow.settings.get("words"))
            if isinstance(told, list):
                text = found.domain(told)
                if not self._note_missing(flow.id, found, made="domain", told=told):
                    way.domain = text
            self._note_gone(way)

    def _note_gone(self, way):
        """Say which fields a condition asks that the record does not have here."""
        model = self.env.get(self.res_model)
        names = domain_fields(parse_domain(way.domain)) if model is not None else ()
        gone = [name for name in names if name not in model._fields]
        if gone:
            self._note(way.bpmn_id, "fields_gone", names=", ".join(gone))


def _ref(told):
    return {"model": told["model"], "name": str(told.get("name") or "")}
