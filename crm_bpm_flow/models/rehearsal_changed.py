"""What became different while a record was played."""

from odoo.models import MAGIC_COLUMNS

from .bpm_flow_job_moment import PLAIN
from .evaluator import plain_value

# Tables whose rows are told in other words, or say nothing to a process's owner.
INNER = ("bpm_", "mail_", "bus_", "ir_", "base_", "res_users_log", "sms_", "discuss_")
# Ours that are.
OUTER = ("bpm_flow_document",)
SECRET = {"password", "token", "key"}


class Changed:
    """Looks at a record and at all tables when it is made, and compares later.

    :param record: in the environment of whoever is told
    """

    def __init__(self, record):
        self.record = record
        self.env = record.env
        self._values_before = self._values()
        self._rows_before = self._inserts()

    def values(self):
        """Fields of the record that changed: [{"field", "old", "new"}], in words."""
        after = self._values()
        return [
            {
                "field": self.record._fields[name]._description_string(self.env),
                "old": old or "",
                "new": after[name] or "",
            }
            for name, old in self._values_before.items()
            if name in after and after[name] != old and self._is_told(name)
        ]

    def rows(self):
        """Other records that were made: [{"what": kind, "count"}]."""
        after, found = self._inserts(), []
        models = {
            model._table: name
            for name, model in self.env.registry.items()
            if not (model._abstract or model._transient)
        }
        for table, count in after.items():
            made = count - self._rows_before.get(table, 0)
            if made > 0 and table in models and _is_told(table):
                description = self.env["ir.model"].sudo()._get(models[table]).name
                found.append({"what": description, "count": made})
        return found

    def _values(self):
        """{field: value in words}, as far as the reader may see it."""
        self.env.flush_all()
        if not self.record.exists():
            return {}
        names = [
            name
            for name, field in self.record._fields.items()
            if field.store
            and field.type in (*PLAIN, "many2many")
            and name not in MAGIC_COLUMNS
            and not SECRET.intersection(name.split("_"))
            and self.record._has_field_access(field, "read")
        ]
        return {name: plain_value(self.record[name]) for name in names}

    def _is_told(self, name):
        """What Odoo reckons by itself, like days and activities, says nothing."""
        field = self.record._fields[name]
        return not (field.compute and field.readonly) and "activit" not in name

    def _inserts(self):
        """{table: rows that this transaction put into it}"""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT relname, n_tup_ins FROM pg_stat_xact_user_tables "
            "WHERE n_tup_ins > 0"
        )
        return dict(self.env.cr.fetchall())


def _is_told(table):
    return table in OUTER or not table.startswith(INNER)
