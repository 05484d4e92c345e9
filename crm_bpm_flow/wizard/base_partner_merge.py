from odoo import models


class BasePartnerMerge(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_reference_fields(self, src_partners, dst_partner):
        result = super()._update_reference_fields(src_partners, dst_partner)
        if cases := src_partners._bpm_cases():
            dst_partner._bpm_guarded("_follow_merge", dst_partner, cases)
        return result
