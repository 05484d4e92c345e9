from odoo import models

from ..engine import GraphError, check
from .const import ACTIVITY_KINDS, PUBLISHED

ERROR, WARNING = "error", "warning"


class BpmFlowVersionCheck(models.Model):
    """The checker: what is wrong with a draft, each finding at its element."""

    _inherit = "bpm.flow.version"

    def check(self):
        """Everything the checker has to say.

        Override ``_check_node`` to add a rule about steps.

        :return: list of dicts ``{severity: 'error'|'warning', code, element,
            message}``, errors first; ``[]`` when clean
        """
        self.ensure_one()
        self.check_access("read")
        # Whatever it was reached through, its steps are read together.
        self = self.sudo().with_prefetch()
        findings = self._check_graph()
        findings += self._check_flow()
        for node in self.node_ids:
            findings += self._check_node(node)
        for way in self.transition_ids:
            findings += self._check_way(way)
        unique = {(f["code"], f["element"]): f for f in findings}
        return sorted(unique.values(), key=lambda f: f["severity"] != ERROR)

    def _check_graph(self):
        try:
            graph = self._compile().graph
        except GraphError as error:
            return [finding(ERROR, error.code, error.element, str(error))]
        return self._check_structure(graph)

    def _check_structure(self, graph):
        """What the engine's pure checks find in the graph."""
        items = check(graph)
        if not items:
            return []
        names = {node.bpmn_id: node.name for node in self.node_ids}
        names.update((way.bpmn_id, way.source_id.name) for way in self.transition_ids)
        found = []
        for item in items:
            sentence = self._structure_sentence(item, names.get(item.element, ""))
            severity = self._severity(item, graph)
            found.append(finding(severity, item.code, item.element, sentence))
        return found

    def _severity(self, item, graph):
        """A file may leave starts and ends unsaid, where whatever nothing leads to
        begins (BPMN 2.0.2, 10.5.2); in the editor that is a slip."""
        if item.code in ("no_start", "no_end") and self.source:
            plays = graph.starts(item.element) or item.element
            return WARNING if plays else ERROR
        return item.severity

    def _check_flow(self):
        if self.res_model in self.env:
            return []
        return [
            finding(
                ERROR,
                "no_model",
                False,
                self.env._(
                    "The process works on %s, which is not installed.", self.res_model
                ),
            )
        ]

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------
    def _check_node(self, node):
        """Findings about one step. Override to add some."""
        found = []
        if node.kind == "userTask":
            found += self._check_people(node)
        if node.event == "timer" and not node._has_delay():
            found.append(
                self._at(
                    node, ERROR, "no_time", self.env._("“%s”: say how long.", node.name)
                )
            )
        if (
            node.kind == "boundaryEvent"
            and not node.part_of_id
            and node.attached_to_id.kind not in ACTIVITY_KINDS
        ):
            found.append(
                self._at(
                    node,
                    ERROR,
                    "not_attached",
                    self.env._("The time limit “%s” belongs to no step.", node.name),
                )
            )
        found += self._check_deadline(node)
        if node.kind == "callActivity":
            found += self._check_call(node)
        if node.kind == "serviceTask" and not node._decides():
            found += self._check_actions(node)
        return found

    def _check_people(self, node):
        if node.user_formula or node._who()._names_somebody():
            return self._check_field_path(node, node._who().user_field)
        return [
            self._at(
                node,
                ERROR,
                "nobody",
                self.env._("“%s”: nobody is responsible.", node.name),
            )
        ]

    def _check_field_path(self, node, path):
        """A path that leads nowhere any more: a field was deleted."""
        model = self.env.get(self.res_model)
        for name in (path or "").split("."):
            if not name or model is None:
                return []
            field = model._fields.get(name)
            if field is None:
                message = self.env._(
                    "“%(step)s” uses the field %(field)s, which does not exist.",
                    step=node.name,
                    field=path,
                )
                return [self._at(node, ERROR, "no_field", message)]
            model = self.env.get(field.comodel_name) if field.comodel_name else None
        return []

    def _check_deadline(self, node):
        by_field = node.deadline_from == "field"
        found = self._check_field_path(node, node.deadline_field) if by_field else []
        faults = self._deadline_faults(node, by_field)
        return found + [self._at(node, ERROR, *fault) for fault in faults]

    def _deadline_faults(self, node, by_field):
        """(code, sentence) for each thing that a deadline leaves open."""
        name = node.name
        if by_field and node.deadline_amount and not node.deadline_field:
            sentence = self.env._("“%s”: say from which date it counts.", name)
            yield "no_date", sentence
        if node.deadline_amount < 0 and not by_field:
            yield "negative", self.env._("“%s”: the time cannot be negative.", name)
        if node.deadline_calendar == "named" and not node.calendar_id:
            yield "no_calendar", self.env._("“%s”: choose the calendar.", name)
        if not node._has_delay() and node.reminder_ids:
            sentence = self.env._(
                "“%s” has reminders, but its deadline has no amount.", name
            )
            yield "no_deadline", sentence

    def _comes_back(self, callee):
        """Whether a draft that is called leads, by its own calls, back to this one."""
        seen, rest = self.env["bpm.flow"], callee
        while rest := (rest - seen).filtered("active"):
            seen |= rest
            versions = rest.draft_id | rest.version_id
            calls = versions.node_ids.filtered(lambda n: n.kind == "callActivity")
            rest = rest.union(*(node._callee() for node in calls))
        return bool(callee.active and callee.draft_id) and self.flow_id in seen

    def _check_call(self, node):
        if node._is_callee_told():
            return self._check_field_path(node, node.call_record_path)
        callee = node._callee()
        if not callee:
            message = self.env._("“%s”: say which process is called.", node.name)
            return [self._at(node, ERROR, "no_callee", message)]
        found, itself = [], callee == self.flow_id
        usable = callee.active and callee.version_id.state == PUBLISHED
        if not itself and not usable:
            message = self.env._(
                "“%(step)s” calls “%(flow)s”, which is not published.",
                step=node.name,
                flow=callee.name,
            )
            # Those that call each other in a ring cannot all be published first.
            severity = WARNING if self._comes_back(callee) else ERROR
            found = [self._at(node, severity, "callee_unpublished", message)]
            if severity == ERROR:
                return found
        if not node.call_record_path and callee.res_model != self.res_model:
            message = self.env._(
                "“%(step)s” calls “%(flow)s”, which works on other records. Say on "
                "which one.",
                step=node.name,
                flow=callee.name,
            )
            return [*found, self._at(node, ERROR, "callee_target", message)]
        return found + self._check_field_path(node, node.call_record_path)

    def _check_actions(self, node):
        found = []
        for action in node.action_ids:
            if action.warning:
                found.append(
                    self._at(node, ERROR, "action", f"{node.name}: {action.warning}")
                )
            elif action.state == "mail_post" and not action.template_id:
                message = self.env._("“%s”: choose the mail's template.", node.name)
                found.append(self._at(node, ERROR, "no_template", message))
            elif action.state == "mail_post" and action._bpm_mail_is_empty():
                message = self.env._(
                    "“%(step)s”: the mail's template “%(mail)s” is empty.",
                    step=node.name,
                    mail=action.template_id.sudo().name,
                )
                found.append(self._at(node, WARNING, "empty_template", message))
            elif action.state == "bpm_start":
                found += self._check_started_flow(node, action.bpm_flow_id)
            elif action.state == "bpm_document":
                found += self._check_made_document(node, action.sudo())
        if not node.action_ids:
            message = self.env._("“%s” does nothing yet.", node.name)
            found.append(self._at(node, WARNING, "no_action", message))
        return found

    def _check_started_flow(self, node, flow):
        if not flow:
            message = self.env._("“%s”: say which process is started.", node.name)
            return [self._at(node, ERROR, "no_started_flow", message)]
        if flow.res_model != self.res_model:
            message = self.env._(
                "“%(step)s” starts “%(flow)s”, which works on other records.",
                step=node.name,
                flow=flow.name,
            )
            return [self._at(node, ERROR, "started_flow_target", message)]
        if flow.version_id or flow == self.flow_id:
            return []
        message = self.env._(
            "“%(step)s” starts “%(flow)s”, which is not published yet.",
            step=node.name,
            flow=flow.name,
        )
        return [self._at(node, WARNING, "started_flow_unpublished", message)]

    def _at(self, node, severity, code, message):
        return finding(severity, code, node.bpmn_id, message)


def finding(severity, code, element, message):
    return {
        "severity": severity,
        "code": code,
        "element": element,
        "message": message,
    }
