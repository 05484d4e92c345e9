import hashlib
import json
from contextlib import contextmanager

from psycopg2.extras import Json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, split_every

from ..tools.carriers import Actor
from ..tools.ids import ids_of

GATHERED = "bpm_flow.journal"
# In one statement, as the ORM has it.
ROWS_AT_ONCE = 100

KINDS = [
    ("started", "Started"),
    ("ended", "Ended"),
    ("opened", "Step opened"),
    ("finished", "Step finished"),
    ("withdrawn", "Step withdrawn"),
    ("taken", "Taken"),
    ("returned", "Given back"),
    ("delegated", "Delegated"),
    ("reassigned", "Reassigned"),
    ("fallback", "Nobody found"),
    ("chosen", "Way chosen"),
    ("waiting", "Waiting"),
    ("time", "Time reached"),
    ("action", "Automatic step"),
    ("decided", "Decision"),
    ("called", "Process called"),
    ("came_back", "Process came back"),
    ("reminded", "Reminder"),
    ("escalated", "Escalation"),
    ("delay_reason", "Reason of delay"),
    ("variables", "Variables changed"),
    ("thrown", "Sent"),
    ("caught", "Came"),
    ("incident", "Incident"),
    ("retried", "Tried again"),
    ("skipped", "Skipped"),
    ("moved", "Moved"),
    ("migrated", "To another version"),
    ("begun", "Begun by hand"),
    ("closed", "Closed by hand"),
    ("added", "One more"),
    ("suspended", "Suspended"),
    ("resumed", "Resumed"),
    ("verdict", "Approval decided"),
    ("kept", "Decision stands"),
    ("again", "Asked again"),
    ("asked", "Asked"),
    ("joined", "Approver added"),
    ("fewer", "Fewer approvers"),
    ("invited", "Asked by a link"),
    ("revoked", "Link revoked"),
    ("counter", "Version handed in"),
    ("record", "Record changed"),
    ("note", "Note"),
]


class BpmFlowLog(models.Model):
    """The journal of a case: append-only, each row carries the hash of the last.

    It explains, it does not accuse. ``data`` holds the values that decided, in a
    form that the sentences are made from, so that each reads it in his language.
    """

    _name = "bpm.flow.log"
    _description = "Process Journal"
    _inherit = ["bpm.flow.case.part"]
    _order = "instance_id desc, seq desc"
    _log_access = False
    _rec_name = "message"
    _rec_names_search = ["node_id.name", "instance_id.record_name"]

    instance_id = fields.Many2one(
        "bpm.flow.instance",
        string="Case",
        required=True,
        index=True,
        ondelete="restrict",
    )
    flow_id = fields.Many2one(
        "bpm.flow", string="Process", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", index=True)
    seq = fields.Integer(string="Number", required=True, aggregator=None)
    date = fields.Datetime(required=True)
    user_id = fields.Many2one(
        "res.users", string="Who", index="btree_not_null", ondelete="restrict"
    )
    kind = fields.Selection(KINDS, string="What", required=True)
    element = fields.Char(string="Element id")
    node_id = fields.Many2one(
        "bpm.flow.node", string="Step", index="btree_not_null", ondelete="restrict"
    )
    data = fields.Json(string="Values")
    hash = fields.Char(required=True)
    record_name = fields.Char(related="instance_id.record_name", related_sudo=False)
    message = fields.Char(string="In words", compute="_compute_message")

    # The list of all rows, the newest first.
    _date_idx = models.Index("(date, id)")
    _seq_uniq = models.UniqueIndex(
        "(instance_id, seq)", "The journal already has that row."
    )

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The journal cannot be changed."))

    def unlink(self):  # pylint: disable=method-required-super
        # pylint: disable-next=no-raise-unlink
        raise UserError(self.env._("The journal cannot be deleted."))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise UserError(self.env._("The journal is written by the engine only."))
        return super().create(vals_list)

    @api.model
    def _append(self, rows):
        """Write facts, each chained to the one before it in its case.

        :param rows: list of ``(case, kind, node or None, data or None)``, in order
        """
        now, author = fields.Datetime.now(), self._author_id()
        rows = self._without_secrets(rows)
        facts = [
            (
                case,
                {
                    "date": now,
                    "user_id": author,
                    "kind": kind,
                    "element": node.bpmn_id if node else False,
                    "node_id": node.id if node else False,
                    "data": json.loads(json.dumps(data, default=str)) if data else {},
                },
            )
            for case, kind, node, data in rows
        ]
        levels = self.env.cr.postcommit.data.get(GATHERED)
        if levels:
            levels[-1].extend(facts)
        else:
            self._write_facts(facts)

    @api.model
    def _write_facts(self, facts):
        """Number and chain the rows of each case, and write them.

        :param facts: list of ``(case, values)``, in order
        """
        by_case = {}
        for case, values in facts:
            by_case.setdefault(case, []).append(values)
        for case, rows in by_case.items():
            case_id, flow_id, company_id = case.id, case.flow_id.id, case.company_id.id
            seq, last = case.log_seq, case.log_hash or ""
            for values in rows:
                seq += 1
                values.update(
                    instance_id=case_id, flow_id=flow_id, company_id=company_id, seq=seq
                )
                values["hash"] = last = _digest(last, values)
            case._set(log_seq=seq, log_hash=last)
        if facts:
            self._insert([values for _case, values in facts])

    @api.model
    def _insert(self, vals_list):
        """Write rows whose values are complete and the engine's own.

        Nothing is computed from a journal's row: what Odoo's ``create`` does for it
        takes longer than all else that the journal costs. Where an automation rule
        follows the journal, it sees the rows all the same.
        """
        if hasattr(type(self).create, "origin"):
            self.sudo().create(vals_list)
            return
        for part in split_every(ROWS_AT_ONCE, vals_list):
            self.env.cr.execute(
                SQL(
                    "INSERT INTO bpm_flow_log (instance_id, flow_id, company_id, seq, "
                    "date, user_id, kind, element, node_id, hash, data) VALUES %s",
                    SQL(", ").join(_row(vals) for vals in part),
                )
            )
        ids = {vals["instance_id"] for vals in vals_list}
        cases = self.env["bpm.flow.instance"].browse(ids)
        cases.invalidate_recordset(["log_ids"], flush=False)

    @contextmanager
    def _gathering(self):
        """Write the rows of a whole move at its end, in one batch.

        Nested in savepoints, as they are: what is rolled back leaves no row.
        """
        # Not with precommit: each savepoint runs that, and forgets what is there.
        levels = self.env.cr.postcommit.data.setdefault(GATHERED, [])
        levels.append([])
        depth = len(levels)
        try:
            yield
        except BaseException:
            del levels[depth - 1 :]
            raise
        rows = levels.pop()
        if levels:
            levels[-1].extend(rows)
        else:
            self._write_facts(rows)

    def _author_id(self):
        """Who acts: the worker, though the engine writes with its own rights."""
        return Actor.of(self.env)

    @api.model
    def verify(self, instance_ids):
        """Prove the chains of these cases.

        :param list instance_ids: ids of ``bpm.flow.instance`` (or a recordset)
        :return: ``[]`` when every chain is whole, else one dict for each break:
            ``{'instance_id', 'seq', 'log_id' or False, 'problem'}``
        """
        ids = ids_of(self.env, instance_ids)
        cases = self.env["bpm.flow.instance"].browse(ids).exists()
        cases.check_access("read")
        self.env.flush_all()
        broken = []
        for case in cases.sudo():
            broken.extend(self.sudo()._verify_case(case))
        return broken

    def _verify_case(self, case):
        rows = self.search([("instance_id", "=", case.id)], order="seq")
        rows.invalidate_recordset()
        last, broken = "", []
        for expected, row in enumerate(rows, start=1):
            values = {name: row[name] for name in PLAIN}
            for name in LINKS:
                values[name] = row[name].id
            if row.seq != expected or _digest(last, values) != row.hash:
                broken.append(_break(case, row.seq, row.id, "changed"))
            last = row.hash
        if len(rows) != case.log_seq or last != (case.log_hash or ""):
            broken.append(_break(case, case.log_seq, False, "missing"))
        return broken


COLUMNS = (
    *("instance_id", "flow_id", "company_id", "seq", "date"),
    *("user_id", "kind", "element", "node_id", "hash"),
)
PLAIN = ("seq", "date", "kind", "element", "data")
LINKS = ("instance_id", "flow_id", "company_id", "user_id", "node_id")


def _row(values):
    return (*(values[name] or None for name in COLUMNS), Json(values["data"]))


def _digest(previous, values):
    """Hash of a row and of the one before it, over a canonical form of both."""
    facts = [
        previous,
        values["instance_id"],
        values["flow_id"],
        values["company_id"] or False,
        values["seq"],
        fields.Datetime.to_string(values["date"]),
        values["user_id"] or False,
        values["kind"],
        values["element"] or False,
        values["node_id"] or False,
        _plain_numbers(values["data"] or {}),
    ]
    text = json.dumps(facts, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain_numbers(data):
    """Numbers as they come back from the database, which knows no exponents: a whole
    one is an int, unless it is too big to be told apart from its neighbours."""
    if isinstance(data, dict):
        return {name: _plain_numbers(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_plain_numbers(value) for value in data]
    if isinstance(data, bool) or not isinstance(data, (int, float)):
        return data
    if abs(data) >= 2**53:
        return float(data)
    return int(data) if data == int(data) else data


def _break(case, seq, log_id, problem):
    return {"instance_id": case.id, "seq": seq, "log_id": log_id, "problem": problem}
