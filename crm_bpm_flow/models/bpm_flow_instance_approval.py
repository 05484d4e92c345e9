from odoo import fields, models


class BpmFlowInstanceApproval(models.Model):
    """What a case keeps of approvals that are open: the round, and whose turn it is."""

    _inherit = "bpm.flow.instance"

    approvals = fields.Json(readonly=True)
    visa_ids = fields.One2many("bpm.flow.visa", "instance_id", string="Visas")

    def _asking(self, token):
        """``{"series", "round", "place", "queue"}`` of an open approval.

        The queue: who is asked when others have decided, ``{"seat", "key", "users",
        "after": [seats]}`` each.
        """
        return {**_first_round(), **(self.approvals or {}).get(str(token), {})}

    def _keep_asking(self, token, asking):
        """Only what is not as it is in a first round without a queue."""
        first = _first_round()
        kept = {name: value for name, value in asking.items() if value != first[name]}
        known = dict(self.approvals or {})
        known.pop(str(token), None)
        if kept:
            known[str(token)] = kept
        if known != (self.approvals or {}):
            self._set(approvals=known)

    def _end_asking(self, token):
        self._keep_asking(token, _first_round())


def _first_round():
    return {"series": 1, "round": 1, "place": "", "queue": []}
