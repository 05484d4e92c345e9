from odoo import fields, models

from .import_words import sentence

TAKEN, DECIDE, KEPT, MENDED = "taken", "decide", "kept", "mended"
VERDICTS = [
    (DECIDE, "Needs your decision"),
    (MENDED, "Mended"),
    (KEPT, "Kept as picture only"),
    (TAKEN, "Taken over"),
]
STATES = [
    ("open", "Open"),
    ("settled", "Settled"),
    ("mended", "Mended"),
    ("kept", "Picture only"),
    ("taken", "Taken over"),
]


class BpmFlowImportLine(models.Model):
    """What became of one element of an imported file."""

    _name = "bpm.flow.import.line"
    _description = "Imported Element"
    _order = "import_id, sequence, id"

    import_id = fields.Many2one(
        "bpm.flow.import", required=True, index=True, ondelete="cascade", readonly=True
    )
    flow_id = fields.Many2one(
        "bpm.flow", string="Process", index=True, ondelete="cascade", readonly=True
    )
    sequence = fields.Integer(readonly=True)
    element = fields.Char(string="BPMN id", readonly=True)
    name = fields.Char(string="Element", readonly=True)
    kind = fields.Char(string="BPMN kind", readonly=True)
    event = fields.Char(readonly=True)
    verdict = fields.Selection(VERDICTS, required=True, readonly=True)
    code = fields.Char(required=True, readonly=True)
    args = fields.Json(readonly=True)
    is_done = fields.Boolean(
        string="Settled by hand", help="You looked at it and it may stay as it is."
    )
    kind_label = fields.Char(string="Kind", compute="_compute_words")
    message = fields.Text(string="What became of it", compute="_compute_words")
    state = fields.Selection(STATES, compute="_compute_state")
    node_id = fields.Many2one("bpm.flow.node", compute="_compute_parts")
    made_role_id = fields.Many2one("bpm.flow.role", readonly=True, ondelete="set null")
    role_id = fields.Many2one("bpm.flow.role", compute="_compute_parts")
    transition_id = fields.Many2one("bpm.flow.transition", compute="_compute_parts")

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------
    def _compute_words(self):
        for line in self:
            line.message = sentence(self.env, line.code, line.args or {})
            line.kind_label = line._kind_words()

    def _kind_words(self):
        Node = self.env["bpm.flow.node"]
        if self.kind in dict(Node._fields["kind"].selection):
            return Node._kind_words(self.kind, self.event or False)
        code = f"kind_{self.kind}"
        words = sentence(self.env, code, {})
        return words if words != code else self.kind

    def _compute_parts(self):
        """The rows that a line is about, in the version that is worked on now."""
        for flow in self.flow_id:
            version = flow.shown_version_id
            nodes = {node.bpmn_id: node.id for node in version.node_ids}
            ways = {way.bpmn_id: way.id for way in version.transition_ids}
            roles = {role.name: role.id for role in version.role_ids}
            for line in self.filtered(lambda line, flow=flow: line.flow_id == flow):
                line.node_id = nodes.get(line.element)
                line.transition_id = ways.get(line.element)
                # A later version has a role of that name of its own.
                line.role_id = roles.get(line.made_role_id.name)
        for line in self.filtered(lambda line: not line.flow_id):
            line.node_id = line.transition_id = line.role_id = False

    def _compute_state(self):
        for line in self:
            if line.verdict != DECIDE:
                line.state = line.verdict
            else:
                line.state = "settled" if line._is_settled() else "open"

    def _is_settled(self):
        """Whether the decision has been made where it belongs, or by hand."""
        if self.is_done:
            return True
        answer = getattr(self, f"_is_settled_{self.code}", None)
        return bool(answer and answer())

    # ------------------------------------------------------------------
    # Questions, each answered at the row that it is about
    # ------------------------------------------------------------------
    def _is_settled_role(self):
        return self.role_id and self.role_id._names_more_than_owner()

    def _is_settled_owner(self):
        node = self.node_id
        return node and (node.user_formula or node._who()._names_more_than_owner())

    def _is_settled_who(self):
        return self._is_settled_owner()

    def _is_settled_action(self):
        return self.node_id.sudo().action_ids

    def _is_settled_no_action(self):
        return self.node_id.sudo().action_ids or self.node_id.event_name

    def _is_settled_table(self):
        return self.node_id.decision_id or self.node_id.sudo().action_ids

    def _is_settled_callee(self):
        node = self.node_id
        return node and (node._is_callee_told() or node._callee())

    def _is_settled_no_time(self):
        return self.node_id and self.node_id._has_delay()

    def _is_settled_time(self):
        node = self.node_id
        return node and node._has_delay() and node._timer_is_known()

    def _is_settled_form(self):
        node = self.node_id
        return node.sudo().required_field_ids or node.outcome_ids or node.checklist_ids

    def _is_settled_form_named(self):
        return self._is_settled_form()

    def _is_settled_script(self):
        node = self.node_id
        mistake = self.env["bpm.flow.formula"]._mistake
        is_read = node.script and not mistake(node.script, node.res_model, script=True)
        return is_read or node.sudo().action_ids

    def _is_settled_waits_for(self):
        node = self.node_id
        mistake = self.env["bpm.flow.formula"]._mistake
        has_domain = node.condition_domain not in (False, "", "[]")
        return has_domain or (node.condition and not mistake(node.condition))

    def _is_settled_condition(self):
        way = self.transition_id
        if not way or way.is_default or way.outcome_id or way._has_domain():
            return bool(way)
        mistake = self.env["bpm.flow.formula"]._mistake
        return way.expression and not mistake(way.expression)

    def _is_settled_no_condition(self):
        return self._is_settled_condition()

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_done(self):
        """It may stay as it is, or is to be decided after all."""
        self.check_access("write")
        for line in self.filtered(lambda line: line.verdict == DECIDE):
            line.is_done = not line.is_done
        return True

    def action_open(self):
        """The form where the line is decided: of its step, way or role."""
        self.ensure_one()
        row = self.role_id or self.node_id or self.transition_id
        if not row:
            return self.flow_id._open()
        return {
            "type": "ir.actions.act_window",
            "name": row.display_name,
            "res_model": row._name,
            "res_id": row.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"bpm_flow_settles": True},
        }
