from odoo import fields, models

from ..engine.approval import AGREED
from .approval_ground import Grounds
from .approval_ground_words import ground_changes


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

    # ------------------------------------------------------------------
    # The sheet
    # ------------------------------------------------------------------
    def visa_sheet(self):
        """The approvals of these cases, for a screen or a printed sheet.

        :return: list of ``{"case", "step", "element", "round", "result", "rows"}``, a
            row for each approver of each round: ``{"who", "behalf", "outside", "role",
            "state", "decision", "remark", "date", "deadline", "late", "delay_reason",
            "stands", "looked_at": [[label, text]], "files": [{"id", "name", "sum"}],
            "changes", "since"}``. States: decided, open, waiting (his turn comes),
            withdrawn.
            ``changes`` of what he looked at since he had decided before, ``since`` of
            what an agreement that counts was given on: ``[{"label", "old", "new"}]``
        :raises AccessError: for who may not see one of the cases
        """
        self.check_access("read")
        sheets = {}
        for case in self.sudo():
            last = {}
            for visa in case.visa_ids.filtered("seat"):
                sheet = _sheet(sheets, case, visa.node_id, visa.round)
                seat = visa.element, visa.place, visa.seat
                row = visa._sheet_row(last.get(seat, (visa.browse(), None))[0])
                last[seat] = visa, row
                sheet["rows"].append(row)
                sheet["result"] = visa.result or sheet["result"]
            _add_since(case, last.values())
            if case._hidden_titles():
                _keep_back(sheets, case)
            undecided = case.task_ids.filtered(lambda t: t.seat and t.state != "done")
            for task in undecided.sorted("id"):
                sheet = _sheet(sheets, case, task.node_id, task.round)
                sheet["rows"].append(task._sheet_row())
                case._add_queue(sheet, task)
        return list(sheets.values())

    def _add_queue(self, sheet, task):
        """Those whose turn comes behind an open task, once for each approval."""
        if task.state != "open" or sheet.get("token") == task.token:
            return
        sheet["token"] = task.token
        for item in self._asking(task.token)["queue"]:
            users = self.env["res.users"].browse(item["users"]).exists()
            partner = self.env["res.partner"].browse(item.get("partner")).exists()
            role = task.node_id._approver_words(item["key"])
            names = ", ".join([*users.mapped("name"), *partner.mapped("name")])
            row = _blank_row(names, role, "waiting")
            sheet["rows"].append({**row, "outside": bool(partner)})


def _sheet(sheets, case, node, number):
    key = case.id, node.bpmn_id, number
    if key not in sheets:
        sheets[key] = {
            "case": case.id,
            "step": node.name,
            "element": node.bpmn_id,
            "round": number,
            "result": False,
            "rows": [],
        }
    return sheets[key]


def _keep_back(sheets, case):
    """Who decided what is told, but nothing of the document that it was about."""
    for key, sheet in sheets.items():
        if key[0] == case.id:
            for row in sheet["rows"]:
                row.update(looked_at=[], files=[], changes=[], since=[])


def _add_since(case, decided):
    """What changed of the ground of each one's last agreement.

    :param decided: [(visa, its row)]
    """
    agreed = [(visa, row) for visa, row in decided if visa.act in AGREED]
    visas = case.env["bpm.flow.visa"].union(*(visa for visa, _row in agreed))
    keys = {visa.approver_key or "" for visa in visas}
    grounds = {node: Grounds(node, case, keys) for node in visas.node_id}
    for visa, row in agreed:
        now = grounds[visa.node_id].of(case, visa.approver_key or "")
        row["since"] = ground_changes(case.env, visa.res_model, visa.ground, now)


def _blank_row(who, role, state):
    return {
        "who": who,
        "behalf": False,
        "outside": False,
        "role": role or False,
        "state": state,
        "decision": False,
        "remark": False,
        "date": False,
        "deadline": False,
        "late": False,
        "delay_reason": False,
        "stands": False,
        "looked_at": [],
        "files": [],
        "changes": [],
        "since": [],
    }


def _first_round():
    return {"series": 1, "round": 1, "place": "", "queue": []}
