from odoo import fields, models

from .const import DONE


class BpmFlowMixin(models.AbstractModel):
    """For models whose records processes carry: their cases, and how to start one."""

    _name = "bpm.flow.mixin"
    _description = "Record of Processes"

    bpm_instance_ids = fields.One2many(
        "bpm.flow.instance",
        "res_id",
        string="Cases",
        domain=lambda self: [("res_model", "=", self._name)],
        groups="crm_bpm_flow.group_user",
        copy=False,
    )
    bpm_case_count = fields.Integer(
        string="Number of cases",
        compute="_compute_bpm_case_count",
        groups="crm_bpm_flow.group_user",
    )

    def _compute_bpm_case_count(self):
        counts = dict(
            self.env["bpm.flow.instance"]
            .sudo()
            ._read_group(
                [("res_model", "=", self._name), ("res_id", "in", self.ids)],
                ["res_id"],
                ["__count"],
            )
        )
        for record in self:
            record.bpm_case_count = counts.get(record.id, 0)

    def action_view_bpm_cases(self):
        """All cases of this record, running ones first."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_instance_action"
        )
        return {
            **action,
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
            "context": {"create": False},
        }

    def bpm_comment(self, step):
        """What was written when a step was last finished; for mail templates.

        :param str step: the step's BPMN id
        :return: the comment of the newest such task of this record, or an empty text
        """
        self.ensure_one()
        task = self.env["bpm.flow.task"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("node_id.bpmn_id", "=", step),
                ("state", "=", DONE),
            ],
            order="date_done desc, id desc",
            limit=1,
        )
        return task.comment or ""
