from odoo import models


class BpmFlowTaskRecord(models.Model):
    """A task outlives the module of its record: it can still be opened and finished."""

    _inherit = "bpm.flow.task"

    def web_read(self, specification):
        """Odoo follows ``res_id`` to a record; none is left of a model that is gone."""
        if not specification.get("res_id"):
            return super().web_read(specification)
        gone = self.filtered(lambda task: task.res_model not in self.env)
        if not gone:
            return super().web_read(specification)
        told = super(BpmFlowTaskRecord, self - gone).web_read(specification)
        rest = super(BpmFlowTaskRecord, gone).web_read({**specification, "res_id": {}})
        rows = {row["id"]: row for row in [*told, *rest]}
        for row in rest:
            row["res_id"] = False
        return [rows[id_] for id_ in self.ids]
