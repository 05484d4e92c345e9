from collections import namedtuple

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError

from ..engine import Flow, Graph, Node
from .const import DRAFT, VERSION_STATES

Compiled = namedtuple("Compiled", "graph node_ids way_ids number")

# What a form may write; the parts refuse by themselves when they are frozen.
EDITABLE = {"note", "node_ids", "transition_ids", "role_ids"}


class BpmFlowVersion(models.Model):
    _name = "bpm.flow.version"
    _description = "Process Version"
    _inherit = ["bpm.flow.recall"]
    _order = "flow_id, number desc"
    _rec_name = "display_name"
    _rec_names_search = ["flow_id.name"]

    flow_id = fields.Many2one(
        "bpm.flow", string="Process", required=True, index=True, ondelete="cascade"
    )
    number = fields.Integer(string="Version", required=True, readonly=True, default=1)
    state = fields.Selection(
        VERSION_STATES, required=True, default=DRAFT, readonly=True, copy=False
    )
    note = fields.Char(string="What is new", translate=True)
    node_ids = fields.One2many("bpm.flow.node", "version_id", string="Steps")
    transition_ids = fields.One2many("bpm.flow.transition", "version_id", string="Ways")
    role_ids = fields.One2many("bpm.flow.role", "version_id", string="Roles")
    instance_ids = fields.One2many("bpm.flow.instance", "version_id", string="Cases")
    date_published = fields.Datetime(string="Published on", readonly=True, copy=False)
    published_by_id = fields.Many2one(
        "res.users", string="Published by", readonly=True, copy=False
    )
    step_count = fields.Integer(compute="_compute_step_count")
    instance_count = fields.Integer(compute="_compute_instance_count")
    error_count = fields.Integer(compute="_compute_error_count")
    # Shown on the version's own page
    flow_user_id = fields.Many2one(related="flow_id.user_id", string="Owner")
    res_model = fields.Char(related="flow_id.res_model")
    company_id = fields.Many2one(related="flow_id.company_id", store=True, index=True)

    _number_uniq = models.UniqueIndex(
        "(flow_id, number)", "This process already has a version of that number."
    )

    @api.depends("flow_id.name", "number", "state")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(flow)s, version %(number)s",
                flow=version.flow_id.name,
                number=version.number,
            )

    @api.depends("node_ids")
    def _compute_step_count(self):
        for version in self:
            version.step_count = len(version.node_ids)

    def _compute_instance_count(self):
        counts = dict(
            self.env["bpm.flow.instance"]._read_group(
                [("version_id", "in", self.ids)], ["version_id"], ["__count"]
            )
        )
        for version in self:
            version.instance_count = counts.get(version, 0)

    def _compute_error_count(self):
        for version in self:
            findings = version.check() if version.state == DRAFT else []
            version.error_count = sum(f["severity"] == "error" for f in findings)

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("A new version begins as a new draft."))
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() - EDITABLE and not self.env.su:
            raise UserError(
                self.env._("A version changes by publishing and retiring it only.")
            )
        return super().write(vals)

    def _may_be_remembered(self):
        # Drafts are not run, and publishing makes all servers forget by itself.
        return any(version.state != DRAFT for version in self)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if any(v.state != DRAFT for v in self):
            raise UserError(self.env._("Only a draft can be deleted."))

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_check(self):
        """Say what the checker finds, for the button of the form."""
        self.ensure_one()
        findings = self.check()
        lines = [finding["message"] for finding in findings]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if findings else "success",
                "sticky": bool(findings),
                "message": "\n".join(lines)
                or self.env._("No mistakes found: it can be published."),
            },
        }

    def action_open(self):
        self.ensure_one()
        return self._open()

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------
    def _run_as(self):
        """The user with whose rights conditions and automatic steps work.

        Who published it answers for it, also after he left: the rights of somebody
        whom he made the owner would be more than he could give.
        """
        self.ensure_one()
        flow = self.flow_id
        lent = flow.run_as_id.filtered("active")
        return lent or self.published_by_id or flow.user_id

    @tools.ormcache("self.id")
    def _compiled(self):
        """The engine's graph of this version and the rows behind its nodes.

        Remembered for ever: running cases only ask about frozen versions. Whoever
        looks at a draft calls ``_compile``.
        """
        return self._compile()

    def _compile(self):
        self = self.sudo()
        defaults = {}
        for way in self.transition_ids:
            if way.is_default:
                defaults.setdefault(way.source_id.id, way.bpmn_id)
        nodes = [
            Node(**node._engine_row(), default=defaults.get(node.id))
            for node in self.node_ids
        ]
        flows = [Flow(**way._engine_row()) for way in self.transition_ids]
        node_ids = {node.bpmn_id: node.id for node in self.node_ids}
        way_ids = {way.bpmn_id: way.id for way in self.transition_ids}
        return Compiled(Graph(nodes, flows), node_ids, way_ids, self.number)

    def _node(self, bpmn_id):
        node_id = self._compiled().node_ids.get(bpmn_id)
        return self.env["bpm.flow.node"].browse(node_id)

    def _way(self, bpmn_id):
        way_id = self._compiled().way_ids.get(bpmn_id)
        return self.env["bpm.flow.transition"].browse(way_id)

    # ------------------------------------------------------------------
    # Copying
    # ------------------------------------------------------------------
    def _copy_as_draft(self, flow):
        """The whole definition as a new draft of ``flow``.

        Steps keep their stable ids, so that cases can be moved between versions.
        """
        self.ensure_one()
        # Server actions have fields that a process's owner may not even read; he
        # takes them over as they are.
        return self.sudo()._copy_content(flow.sudo()).with_env(self.env)

    def _copy_content(self, flow):
        values = {"flow_id": flow.id, "number": self._next_number(flow)}
        # What is drawn beside the steps: lanes, pools, notes, data.
        draft = self.create({**values, "source": self.source})
        roles = {role: role.copy({"version_id": draft.id}) for role in self.role_ids}
        nodes = {}
        for node in self.node_ids:
            nodes[node] = node.copy({"version_id": draft.id, "bpmn_id": node.bpmn_id})
        outcomes = {
            old: new
            for node, twin in nodes.items()
            for old, new in zip(node.outcome_ids, twin.outcome_ids, strict=True)
        }
        for twin in nodes.values():
            twin._relink(nodes, roles, outcomes)
        for role in roles.values():
            role._relink_same_as(nodes)
        for way in self.transition_ids:
            way.copy(
                {
                    "version_id": draft.id,
                    "bpmn_id": way.bpmn_id,
                    "source_id": nodes[way.source_id].id,
                    "target_id": nodes[way.target_id].id,
                    "outcome_id": outcomes.get(way.outcome_id, way.outcome_id).id,
                }
            )
        return draft

    def _next_number(self, flow):
        return max(flow.version_ids.mapped("number"), default=0) + 1

    def _make_skeleton(self, inside=None):
        """Start and end, connected: of the process, or of a sub-process in it."""
        ends = [
            {"kind": "startEvent", "name": self.env._("Start"), "sequence": 10},
            {"kind": "endEvent", "name": self.env._("Goal reached"), "sequence": 1000},
        ]
        if inside:
            ends[1]["name"] = self.env._("End of “%s”", inside.name)
        else:
            ends[1]["result"] = "goal"
        for version in self:
            common = {
                "version_id": version.id,
                "parent_id": inside.id if inside else False,
            }
            start, end = self.env["bpm.flow.node"].create(
                [{**common, **vals} for vals in ends]
            )
            self.env["bpm.flow.transition"].create(
                {"source_id": start.id, "target_id": end.id}
            )

    def _free_bpmn_id(self, prefix):
        """An id that no row of this version has yet, as BPMN tools make them."""
        self.ensure_one()
        cr = self.env.cr
        cr.execute("SELECT nextval('bpm_flow_node_id_seq')")
        return f"{prefix}_{self.id}_{cr.fetchone()[0]}"

    def action_new_draft(self):
        """Make a draft from this process's newest content.

        :return: an action that opens the process with it
        """
        self.flow_id.action_new_draft()
        return self.flow_id._open()
