from odoo import models
from odoo.tools import SQL

from .const import CANCELLED

# So many chatters are written to by Odoo itself, in the same queries as one.
FEW = 50


class BpmFlowInstanceTell(models.Model):
    """What the records' own chatter says of their cases."""

    _inherit = "bpm.flow.instance"

    def _tell_record(self, what):
        """A line in the records' own chatter when a case starts or ends."""
        for model, cases in self.grouped("res_model").items():
            if "message_ids" not in self.env.get(model, self.env["base"])._fields:
                continue
            records, bodies = cases._records_by_case(), {}
            alike = cases.filtered(lambda c, r=records: c in r).grouped(_facts)
            for same in alike.values():
                line = same[:1]._in_company_lang()._chatter_line(what)
                bodies.update(dict.fromkeys(same.mapped("res_id"), line))
            lines = self.env[model].browse(bodies).grouped(lambda r, b=bodies: b[r.id])
            for line, same in lines.items():
                self._log_line(same, line)

    def _log_line(self, records, line):
        """The same line in many chatters: one message through Odoo, its row copied.

        Where somebody follows the making of messages, each is made by Odoo.
        """
        is_followed = hasattr(type(self.env["mail.message"]).create, "origin")
        if is_followed or len(records) <= FEW:
            first, rest = records, records.browse()
        else:
            first, rest = records[:1], records[1:]
        message = first._message_log_batch(bodies=dict.fromkeys(first.ids, line))
        if rest:
            self._copy_message(message, rest)

    def _copy_message(self, message, records):
        """Copies of a message that hangs on nothing but its record, for others."""
        message.flush_recordset()
        res_id = message._fields["res_id"]
        columns = SQL(", ").join(
            SQL.identifier(name)
            for name, field in message._fields.items()
            if field.store and field.column_type and field.copy
            if name not in ("id", "res_id")  # a Message-Id is never copied
        )
        self.env.cr.execute(
            SQL(
                "INSERT INTO mail_message (res_id, %(columns)s) "
                "SELECT record.id, %(columns)s "
                "FROM mail_message, unnest(%(ids)s) AS record(id) "
                "WHERE mail_message.id = %(source)s",
                columns=columns,
                ids=list(records._ids),
                source=message.id,
            )
        )
        lists = records.pool.field_inverses[res_id]
        names = [field.name for field in lists if field.model_name == records._name]
        records.invalidate_recordset(names, flush=False)

    def _in_company_lang(self):
        """For what all read: not in the language of whoever happened to cause it."""
        company = self.company_id or self.env.company
        return self.with_context(lang=company._bpm_lang() or self.env.lang)

    def _chatter_line(self, what):
        name = self.flow_id.name
        if what == "started":
            return self.env._("The process “%s” started.", name)
        if self.state == CANCELLED:
            return self.env._(
                "The process “%(flow)s” was cancelled: %(reason)s",
                flow=name,
                reason=self.end_reason or "",
            )
        if self.result:
            results = dict(self._fields["result"]._description_selection(self.env))
            return self.env._(
                "The process “%(flow)s” ended: %(result)s.",
                flow=name,
                result=results[self.result].lower(),
            )
        return self.env._("The process “%s” ended.", name)


def _facts(case):
    """All that a line says: cases that agree in it are told of alike."""
    return case.flow_id, case.company_id, case.state, case.result, case.end_reason
