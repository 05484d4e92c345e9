from odoo import api, models, tools

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

    def _recall(self):
        """These rows, read without a query wherever they were read before."""
        data = self.env.transaction.field_data
        for row in self:
            id_ = row.id
            for field, value in row._remembered().items():
                # Translations are one dict for all languages, which Odoo writes to.
                known = dict(value) if type(value) is dict else value
                data[field].setdefault(id_, known)
        return self

    @tools.ormcache("self._name", "self.id")
    def _remembered(self):
        fields = self._remembered_fields()
        row = self.sudo().with_context(prefetch_langs=True)
        row.flush_recordset()
        row.invalidate_recordset(flush=False)
        row.fetch([field.name for field in fields])
        data = row.env.transaction.field_data
        return {field: data[field][self.id] for field in fields}

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
