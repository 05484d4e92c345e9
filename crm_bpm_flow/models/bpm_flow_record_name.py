from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

SECRET = "bpm.flow.document"


class BpmFlowRecordHidden(models.AbstractModel):
    """Rows about a record, of which some may be kept from whoever reads them."""

    _name = "bpm.flow.record.hidden"
    _description = "Tells of a Record"

    def _hidden_titles(self):
        """Ids of the rows whose document the user may not see, also under sudo."""
        if SECRET not in self.mapped("res_model"):
            return set()
        named = self.filtered(lambda row: row.res_model == SECRET and row.res_id)
        if not named or self.env.uid == SUPERUSER_ID:
            return set()
        documents = self.env[SECRET].browse(set(named.mapped("res_id")))
        seen = set(documents._seen_by(self.env.user)._ids)
        return {row.id for row in named if row.res_id not in seen}

    def _who_may_know(self, users):
        """Those who may be told which record this row is about."""
        self.ensure_one()
        if self.res_model != SECRET or not self.res_id:
            return users
        seen = self.env[SECRET].browse(self.res_id)._seen_by_each(users)
        return users.filtered(lambda user: seen[user])

    def _named_for(self, user):
        """The same rows as somebody else is told of them."""
        return self.with_user(user).sudo()


class BpmFlowRecordName(models.AbstractModel):
    """What names its record: told only to those who may see it, where it is a document.

    Whoever answers for a process sees its cases, also those of documents that are kept
    from him; he is not told which ones.
    """

    _name = "bpm.flow.record.name"
    _description = "Names Its Record"
    _inherit = ["bpm.flow.record.hidden"]

    record_title = fields.Char(
        string="Record's name", readonly=True, groups=fields.NO_ACCESS
    )
    record_name = fields.Char(
        string="Record",
        compute="_compute_record_name",
        search="_search_record_name",
    )

    @api.depends("record_title", "res_model", "res_id")
    @api.depends_context("uid", "lang")
    def _compute_record_name(self):
        trusted = self.sudo()
        hidden = trusted._hidden_titles()
        for row, title in zip(self, trusted.mapped("record_title"), strict=True):
            row.record_name = title
        secret = self.filtered(lambda row: row.id in hidden) if hidden else self[:0]
        secret.record_name = self.env._("A confidential document")

    def _search_record_name(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        found = Domain("record_title", operator, value)
        rows = self.sudo().with_context(active_test=False)
        if self.env.uid != SUPERUSER_ID:
            seen = self._seen_documents()
            found &= Domain("res_model", "!=", SECRET) | Domain("res_id", "in", seen)
        return Domain("id", "in", rows._search(found))

    @api.model
    def _seen_documents(self):
        """A query of all documents that the user may see, in his companies."""
        documents = self.env[SECRET].sudo(False).with_context(active_test=False)
        is_reader = documents.has_access("read")
        return documents._search([] if is_reader else Domain.FALSE)

    @api.model
    def _titles_of(self, records):
        """{id: name}, as the system knows them: who reads one is asked then."""
        known = records.with_user(SUPERUSER_ID)
        return dict(zip(known.ids, known.mapped("display_name"), strict=True))

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    @api.model
    def _determine_fields_to_fetch(self, field_names=None, ignore_when_in_cache=False):
        """Names are read in one query with their rows; nobody reads the column."""
        fetched = super()._determine_fields_to_fetch(field_names, ignore_when_in_cache)
        title = self._fields["record_title"]
        is_asked = field_names is None or "record_name" in field_names
        if not is_asked or title in fetched:
            return fetched
        if ignore_when_in_cache and not any(title._cache_missing_ids(self)):
            return fetched
        return [*fetched, title]

    def _fetch_query(self, query, fields):
        """The query says which rows may be read: their names come along."""
        if self.env.su or self._fields["record_title"] not in fields:
            return super()._fetch_query(query, fields)
        columns = [field for field in fields if field.column_type]
        trusted = super(BpmFlowRecordName, self.sudo())
        rows = trusted._fetch_query(query, columns).with_env(self.env)
        # What is no column asks for rights of its own.
        if others := [field for field in fields if not field.column_type]:
            super()._fetch_query(rows._as_query(ordered=False), others)
        return rows

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name != "record_name":
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        return SQL("%s %s %s", self._title_to_sort_by(alias), direction, nulls)

    @api.model
    def _title_to_sort_by(self, alias):
        """What is hidden stands together, wherever its name would put it."""

        def column(name):
            return SQL.identifier(alias, name, to_flush=self._fields[name])

        if self.env.uid == SUPERUSER_ID:
            return column("record_title")
        return SQL(
            "CASE WHEN %s IS DISTINCT FROM %s OR %s IN %s THEN %s ELSE %s END",
            column("res_model"),
            SECRET,
            column("res_id"),
            self._seen_documents().subselect(),
            column("record_title"),
            self.env._("A confidential document"),
        )
