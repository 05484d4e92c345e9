from odoo import api, models

from .bpm_flow_record_name import SECRET

# Of a row's data: what stands in the document itself.
VALUES = {"ground", "looked_at", "changes"}


class BpmFlowLog(models.Model):
    _inherit = "bpm.flow.log"

    @api.model
    def _without_secrets(self, rows):
        """A journal is read by whoever answers for the process: what approvers saw of a
        confidential document stands in its visas only."""
        about = {case.res_id for case, *_row in rows if case.res_model == SECRET}
        if not about:
            return rows
        documents = self.env[SECRET].sudo().browse(about - {0}).exists()
        secret = set(documents.filtered(lambda d: d.visibility != "company").ids)

        def told(case, data):
            if case.res_model != SECRET or case.res_id not in secret:
                return data
            return {name: data[name] for name in data or {} if name not in VALUES}

        return [(case, kind, node, told(case, data)) for case, kind, node, data in rows]
