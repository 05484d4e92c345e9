from odoo import models

# More cases than these in one transaction: whoever watches reads anew in any case.
FEW = 20
MOVED, BEGUN = "bpm_flow.moved", "bpm_flow.begun"
# Beside a record's own channels: what its strip is told through.
STRIP = "bpm_flow"


class BpmFlowWatch(models.Model):
    """Who looks at a map is told when a case moves (Odoo's bus), and who has a record
    open, when it has one case more.

    One message a process and transaction, however many cases moved; one for each
    record that has a case more, and one for all where they are many: a batch of a
    thousand cases costs two rows.
    """

    _name = "bpm.flow"
    _inherit = ["bpm.flow", "bus.listener.mixin"]

    def _tell_watchers(self, cases):
        """These cases moved; said when the transaction is complete."""
        told = self._told_at_commit(MOVED, "_send_moved")
        for case in cases:
            told.setdefault(case.flow_id.id, set()).add(case.id)

    def _tell_open_records(self, cases):
        """These cases are new to their records; whoever has one open is told."""
        told = self._told_at_commit(BEGUN, "_send_begun")
        for case in cases.filtered("res_id"):
            told.setdefault(case.res_model, set()).add(case.res_id)

    def _told_at_commit(self, key, method):
        """{what it is about: ids}, handed to the method when the transaction ends."""
        cr = self.env.cr
        if key not in cr.precommit.data:
            cr.precommit.data[key] = {}
            cr.precommit.add(getattr(self.env["bpm.flow"], method))
        return cr.precommit.data[key]

    def _send_begun(self):
        begun = self.env.cr.precommit.data.pop(BEGUN, {})
        for model, ids in begun.items():
            records = self.env[model].browse(sorted(ids))
            for record in records if len(ids) <= FEW else [records.browse()]:
                told = {"model": model, "id": record.id}
                self.env["bus.bus"]._sendone((record, STRIP), "bpm_flow_begun", told)

    def _send_moved(self):
        moved = self.env.cr.precommit.data.pop(MOVED, {})
        for flow_id, cases in moved.items():
            told = sorted(cases) if len(cases) <= FEW else False
            self.sudo().browse(flow_id)._bus_send("bpm_flow_moved", {"cases": told})
