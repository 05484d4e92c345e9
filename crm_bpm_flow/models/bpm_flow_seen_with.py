from odoo import models
from odoo.fields import Domain


class BpmFlowSeenWith(models.AbstractModel):
    """Rows that are found by whoever may see what they belong to."""

    _name = "bpm.flow.seen.with"
    _description = "Seen with Another Row"

    def _visible_domain(self):
        """Those that the current user may see."""
        raise NotImplementedError

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._visible_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
