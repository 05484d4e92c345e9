from odoo import api, models, tools
from odoo.exceptions import MissingError

UNREMEMBERED = {"create_uid", "create_date", "write_uid", "write_date"}


class BpmFlowRecall(models.AbstractModel):
    """Rows that every case asks and hardly anybody changes.

    Their columns are read once in a server's life and then put where Odoo keeps what
    it has read in a transaction; a change makes all servers forget them (ormcache).
    """

    _name = "bpm.flow.recall"
    _description = "Remembered Rows"

    @api.model
    def _remembered_fields(self):
        """Columns that look the same to everybody."""
        depending = self.env.registry.field_depends_context
        return [
            field
            for name, field in self._fields.items()
            if field.store
            and field.column_type
            and field.prefetch is True
            and not field.company_dependent
            and field not in depending
            and name not in UNREMEMBERED
        ]

    def _recall(self, *names):
        """These rows, read without a query wherever they were read before.

        What nobody has read yet is read together.

        :param names: columns of which alone the caller has need; all of them
        """
        data = self.env.transaction.field_data
        asked = [self._fields[name] for name in names]
        read = {}
        for row in self:
            known = row._remembered(self, read)
            for field in asked or known:
                value = known[field]
                # Translations are one dict for all languages, which Odoo writes to.
                value = dict(value) if type(value) is dict else value
                data[field].setdefault(row.id, value)
        return self

    @tools.ormcache("self._name", "self.id")
    def _remembered(self, rows, read):
        """{field: what is kept of it}; ``read`` is filled where it had to be read."""
        if self.id not in read:
            read.update(rows._read_to_remember())
        if self.id not in read:
            raise MissingError(self.env._("This record does not exist any more."))
        return read[self.id]

    def _read_to_remember(self):
        fields = self._remembered_fields()
        rows = self.sudo().with_context(prefetch_langs=True)
        rows.flush_recordset()
        rows.invalidate_recordset(flush=False)
        rows.fetch([field.name for field in fields])
        data = rows.env.transaction.field_data
        return {
            id_: {field: data[field][id_] for field in fields}
            for id_ in rows._ids
            if id_ in data[fields[0]]
        }

    def _compute_display_name(self):
        """Of the many columns of such a row its name alone is read."""
        if self._rec_name:
            self.fetch([self._rec_name])
        return super()._compute_display_name()

    def write(self, vals):
        if self._may_be_remembered():
            self.env.registry.clear_cache()
        return super().write(vals)

    def _may_be_remembered(self):
        """Whether what is written now may have been read by a case."""
        return bool(self)
