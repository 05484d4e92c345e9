from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..models.bpm_flow_instance_migrate import KEEP
from ..models.bpm_flow_migration import TIMES
from ..models.const import DRAFT, LIVE_STATES

# Cases that are named in the preview for each reason; the list of cases has the rest.
NAMED = 20


class BpmFlowMigrateWizard(models.TransientModel):
    """Take running cases over to another version: which step is which, who can go."""

    _name = "bpm.flow.migrate.wizard"
    _description = "Take Cases over to a Version"

    flow_id = fields.Many2one("bpm.flow", required=True, ondelete="cascade")
    instance_ids = fields.Many2many("bpm.flow.instance", string="Chosen cases")
    version_id = fields.Many2one(
        "bpm.flow.version",
        string="To version",
        required=True,
        ondelete="cascade",
        domain=f"[('flow_id', '=', flow_id), ('state', '!=', {DRAFT!r})]",
    )
    times = fields.Selection(
        TIMES, string="Deadlines and waits", required=True, default=KEEP
    )
    step_ids = fields.One2many("bpm.flow.migrate.wizard.step", "wizard_id")
    preview = fields.Json(compute="_compute_preview")
    can_count = fields.Integer(compute="_compute_preview")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        values.update(self._from_context(values))
        flow = self.env["bpm.flow"].browse(values.get("flow_id"))
        if flow and not values.get("version_id"):
            values["version_id"] = flow.sudo().version_id.id
        if values.get("version_id") and "step_ids" in fields:
            wizard = self.new({k: v for k, v in values.items() if k != "step_ids"})
            values["step_ids"] = wizard._step_commands()
        return values

    def _from_context(self, values):
        """Of chosen cases, the process that all of them are of."""
        commands = values.get("instance_ids") or []
        ids = self.new({"instance_ids": commands}).instance_ids._origin.ids
        flows = self.env["bpm.flow.instance"].browse(ids).flow_id
        if len(flows) > 1:
            raise UserError(self.env._("Choose cases of one process."))
        return {"flow_id": flows.id} if flows else {}

    @api.onchange("version_id")
    def _onchange_version_id(self):
        self.step_ids = [Command.clear(), *self._step_commands()]

    @api.depends("version_id", "instance_ids", "step_ids.new_node_id")
    def _compute_preview(self):
        for wizard in self:
            wizard.preview, wizard.can_count = wizard._look()

    def _look(self):
        """({"can": {"count", "cases"}, "stay": [{"reason", "count", "cases"}]}, who
        can), each case with its name."""
        cases = self._cases()
        if not cases or not self.version_id:
            return {"can": self._named(cases.browse()), "stay": []}, 0
        version = cases._version_to_go_to(self.version_id._origin)
        stay = cases.sudo()._who_stays(version, self._mapping())
        by_reason = {}
        for case, reasons in stay.items():
            by_reason.setdefault("\n".join(reasons), []).append(case.id)
        can = cases.filtered(lambda case: case.sudo() not in stay)
        groups = [
            {"reason": reason, **self._named(cases.browse(ids))}
            for reason, ids in by_reason.items()
        ]
        groups.sort(key=lambda group: -group["count"])
        return {"can": self._named(can), "stay": groups}, len(can)

    def _named(self, cases):
        shown = cases[:NAMED].sudo()
        return {
            "count": len(cases),
            "ids": cases.ids,
            "cases": [
                {"id": c.id, "name": c.record_name or c.display_name} for c in shown
            ],
        }

    # ------------------------------------------------------------------
    # Which cases, which steps
    # ------------------------------------------------------------------
    def _cases(self):
        """The chosen ones, else all running ones of the process's other versions."""
        cases = self.instance_ids._origin
        if not cases:
            running = Domain("flow_id", "=", self.flow_id._origin.id) & Domain(
                "state", "in", LIVE_STATES
            )
            if self.version_id:
                running &= Domain("version_id", "!=", self.version_id._origin.id)
            cases = cases.search(running, order="id")
        cases._check_manager()
        return cases

    def _mapping(self):
        """What a person decided, for ``migrate``."""
        return {
            step.bpmn_id: step.new_node_id._origin.bpmn_id or False
            for step in self.step_ids
            if step.bpmn_id
        }

    def _step_commands(self):
        """Steps that somebody stands in and that are not simply the same there."""
        version = self.version_id._origin
        if not version or version.state == DRAFT:
            return []
        cases = self._cases().sudo().filtered(lambda c: c.version_id != version)
        rows = {}
        for old, same in cases.grouped("version_id").items():
            matching = version.sudo()._matching_from(old, None)
            counts = Counter(
                token.node for case in same for token in case._marking().standing()
            )
            for bpmn_id, count in counts.items():
                found = matching.nodes.get(bpmn_id)
                if found == bpmn_id:
                    continue
                row = rows.setdefault(bpmn_id, {"case_count": 0})
                likely = found or matching.likely.get(bpmn_id)
                row.update(
                    node_id=old._node(bpmn_id).id,
                    new_node_id=version._node(likely).id if likely else False,
                    found=_how(found, likely),
                    case_count=row["case_count"] + count,
                )
        return [Command.create(row) for row in rows.values()]

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_apply(self):
        """Take them over: a few at once, many in the background."""
        self.ensure_one()
        cases = self._cases()
        if not cases:
            raise UserError(
                self.env._("None of these cases is running on another version.")
            )
        run = cases.migrate_in_background(self.version_id, self._mapping(), self.times)
        return run._open()


class BpmFlowMigrateWizardStep(models.TransientModel):
    """A step of the old version, and what it is in the new one."""

    _name = "bpm.flow.migrate.wizard.step"
    _description = "Step of Cases Taken Over"

    wizard_id = fields.Many2one(
        "bpm.flow.migrate.wizard", required=True, ondelete="cascade", index=True
    )
    version_id = fields.Many2one(related="wizard_id.version_id")
    node_id = fields.Many2one("bpm.flow.node", string="Step now", ondelete="cascade")
    bpmn_id = fields.Char(related="node_id.bpmn_id")
    kind = fields.Selection(related="node_id.kind")
    case_count = fields.Integer(string="Cases", readonly=True)
    new_node_id = fields.Many2one(
        "bpm.flow.node",
        string="Becomes",
        ondelete="cascade",
        domain="[('version_id', '=', version_id), ('kind', '=', kind)]",
    )
    found = fields.Selection(
        [
            ("alike", "same name and place"),
            ("likely", "same place, please check"),
            ("none", "not found"),
        ],
        string="Proposed because",
        readonly=True,
    )


def _how(found, likely):
    if found:
        return "alike"
    return "likely" if likely else "none"
