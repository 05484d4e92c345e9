from odoo import api, fields, models

from ..engine import Marking


class BpmFlowMoveWizard(models.TransientModel):
    _name = "bpm.flow.move.wizard"
    _description = "Move a Case to Another Step"

    instance_ids = fields.Many2many("bpm.flow.instance", string="Cases", required=True)
    version_id = fields.Many2one(
        "bpm.flow.version", compute="_compute_version_id", readonly=True
    )
    here_ids = fields.Many2many("bpm.flow.node", compute="_compute_version_id")
    from_node_id = fields.Many2one(
        "bpm.flow.node",
        string="From",
        required=True,
        domain="[('id', 'in', here_ids)]",
        compute="_compute_from_node_id",
        store=True,
        precompute=True,
        readonly=False,
    )
    to_node_id = fields.Many2one(
        "bpm.flow.node",
        string="To",
        required=True,
        domain="[('version_id', '=', version_id), ('part_of_id', '=', False), "
        "('for_compensation', '=', False), "
        "('kind', 'not in', ('startEvent', 'boundaryEvent', 'eventSubProcess'))]",
    )

    @api.depends("instance_ids")
    def _compute_version_id(self):
        for wizard in self:
            cases = wizard.instance_ids._origin._filtered_access("read")
            case = cases[:1].sudo()
            wizard.version_id = case.version_id
            tokens = Marking.from_json(case.marking).tokens if case else {}
            nodes = [case.version_id._node(t.node).id for t in tokens.values()]
            wizard.here_ids = [(6, 0, nodes)]

    @api.depends("here_ids")
    def _compute_from_node_id(self):
        for wizard in self:
            wizard.from_node_id = wizard.here_ids._origin[:1]

    reason = fields.Char(required=True)
    others = fields.Char(string="Still open there", compute="_compute_others")
    anyway = fields.Boolean(string="Withdraw what is open there")

    @api.depends("instance_ids", "from_node_id", "to_node_id")
    def _compute_others(self):
        """What else is open in a sub-process that a case would leave."""
        for wizard in self:
            cases = wizard.instance_ids._origin._filtered_access("read")
            steps = self.env["bpm.flow.node"]
            if wizard.from_node_id and wizard.to_node_id:
                for case in cases.filtered("can_manage").sudo():
                    steps |= case._in_the_way(
                        wizard.from_node_id.sudo().bpmn_id,
                        wizard.to_node_id.sudo().bpmn_id,
                    )
            wizard.others = ", ".join(steps.mapped("name"))

    def action_apply(self):
        self.instance_ids.move_token(
            self.from_node_id.bpmn_id,
            self.to_node_id.bpmn_id,
            self.reason,
            self.anyway,
        )
        return {"type": "ir.actions.act_window_close"}
