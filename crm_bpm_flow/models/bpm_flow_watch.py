from odoo import models

# More cases than these in one transaction: whoever watches reads anew in any case.
FEW = 20
MOVED = "bpm_flow.moved"


class BpmFlowWatch(models.Model):
    """Who looks at a map is told when a case moves (Odoo's bus).

    One message a process and transaction, however many cases moved: a batch of a
    thousand cases costs one row.
    """

    _name = "bpm.flow"
    _inherit = ["bpm.flow", "bus.listener.mixin"]

    def _tell_watchers(self, cases):
        """These cases moved; said when the transaction is complete."""
        data = self.env.cr.precommit.data
        if MOVED not in data:
            data[MOVED] = {}
            self.env.cr.precommit.add(self.env["bpm.flow"]._send_moved)
        for case in cases:
            data[MOVED].setdefault(case.flow_id.id, set()).add(case.id)

    def _send_moved(self):
        moved = self.env.cr.precommit.data.pop(MOVED, {})
        for flow_id, cases in moved.items():
            told = sorted(cases) if len(cases) <= FEW else False
            self.sudo().browse(flow_id)._bus_send("bpm_flow_moved", {"cases": told})
